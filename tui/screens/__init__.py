"""What a reader sees at one time, each with its keys."""
