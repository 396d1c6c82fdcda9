"""The pure room: values and decisions. No clock, no files, no environment, no Discord."""
