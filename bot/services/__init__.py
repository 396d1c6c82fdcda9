"""Use cases: what the program does, without Discord and without SQL."""
