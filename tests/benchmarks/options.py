"""What commands check of their options before they measure."""

import os
from argparse import ArgumentTypeError
from pathlib import Path


def one_or_more(text: str) -> int:
    """Read a number of things to measure. Raises ArgumentTypeError, as do all in this module."""
    if not (text.isdecimal() and int(text)):
        raise ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def target(text: str) -> Path:
    """Read the name of a file to write, and see that it can be: it is written at the very end."""
    path = Path(text)
    if path.is_dir():
        raise ArgumentTypeError(f"{path} is a folder")
    if not path.parent.is_dir():
        raise ArgumentTypeError(f"the folder {path.parent} is not there")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise ArgumentTypeError(f"{path} cannot be written")
    return path
