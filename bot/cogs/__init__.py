"""The Discord room: interaction to value, call, value to message. The only room with discord."""
