"""What the screens show, as runs of text and style names; widgets only turn them into cells."""
