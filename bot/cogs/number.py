"""Long numbers in few signs: several of them have to fit into a custom id of 100 characters."""

from typing import Final

DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


def short(number: int) -> str:
    """Write a number that is not negative in base 36."""
    signs = ""
    while number >= len(DIGITS):
        number, rest = divmod(number, len(DIGITS))
        signs = DIGITS[rest] + signs
    return DIGITS[number] + signs


def long(signs: str) -> int:
    """Read what `short` wrote."""
    return int(signs, len(DIGITS))
