"""One file to a step."""
