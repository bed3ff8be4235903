"""What the screens are made of; each draws whole lines by itself."""
