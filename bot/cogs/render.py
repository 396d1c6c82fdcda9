"""Reply to Discord messages: text that reads well without embeds, within Discord's limit."""

from bot.core.compose import Reply

LIMIT = 2000
"""Characters that one Discord message may have."""


def pages(reply: Reply) -> list[str]:
    """Split a reply into messages at its paragraphs; a longer paragraph is split at words."""
    found = [""]
    for paragraph in reply.text.split("\n\n"):
        for piece in _pieces(paragraph):
            joined = f"{found[-1]}\n\n{piece}" if found[-1] else piece
            if len(joined) <= LIMIT:
                found[-1] = joined
            else:
                found.append(piece)
    return found


def _pieces(paragraph: str) -> list[str]:
    found = [""]
    for word in paragraph.split(" "):
        joined = f"{found[-1]} {word}" if found[-1] else word
        if len(joined) <= LIMIT:
            found[-1] = joined
        else:
            found.append(word[:LIMIT])
    return found
