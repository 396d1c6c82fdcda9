"""How people and what others wrote stand in a message: named, quoted, set apart, shortened."""

import re

LINE = 150
"""Characters of a line that somebody else wrote."""

_HIDING = re.compile(r"\|\||```")


def people_of(*ids: int | None) -> frozenset[int]:
    """Gather the people that a screen names."""
    return frozenset(each for each in ids if each)


def mention(person: int | None) -> str:
    """Name a person so that Discord shows the name; nobody is pinged by it."""
    return f"<@{person}>" if person else "–"  # noqa: RUF001 - nobody


def quoted(text: str) -> str:
    """Mark text as somebody's, line by line."""
    return "\n".join(f"> {line}" for line in shown(text).splitlines() if line.strip())


def shown(text: str) -> str:
    """Show signs that would hide what stands behind them, up to the next ones on the screen."""
    return _HIDING.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text)


def code(text: str, most: int = LINE) -> str:
    """Keep text within a code block: nothing in it can end the block."""
    return clip(" ".join(text.replace("`", "'").split()), most)


def code_span(text: str) -> str:
    """Set a name apart; nothing in it can end that."""
    return f"`{code(text)}`"


def clip(text: str, most: int) -> str:
    """Shorten text to so many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"
