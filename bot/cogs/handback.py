"""Hands back what a moderator typed and what cannot be kept: nothing typed is lost."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord

from bot.core.catalogue import Texts

OURS = "f1|faq:"
"""How the ids of the moderators' forms begin. What people ask is never sent back to them."""


COMMAND = "faq"


def typed(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Gather what a form holds, wherever it stands in it."""
    return dict(_filled(parts))


def handed_back(
    texts: Texts, interaction: discord.Interaction, locale: str
) -> tuple[discord.File, ...]:
    """Give a moderators' form, or the note of their command, as a file; nothing for all else."""
    sent: Any = interaction.data
    fields: dict[str, Any] = {}
    if sent.get("custom_id", "").startswith(OURS):
        fields = typed(sent.get("components", ()))
    elif sent.get("name") == COMMAND:
        fields = {key: text for key, text in _options(sent) if key == "note"}
    return text_file(texts, locale, fields)


def text_file(texts: Texts, locale: str, fields: Mapping[str, Any]) -> tuple[discord.File, ...]:
    """Write fields of a form into a file, each under its name; nothing when all are empty."""
    parts = [
        f"# {texts.find(f'form_{name}', locale) or name}\n{text}\n"
        for name, text in fields.items()
        if isinstance(text, str) and text.strip()
    ]
    content = "\n".join(parts).encode()
    return (discord.File(io.BytesIO(content), "your-text.txt"),) if parts else ()


def _filled(parts: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    for part in parts:
        if "custom_id" in part:
            yield part["custom_id"], part.get("value", part.get("values", ""))
        yield from _filled(part.get("components", ()))
        if "component" in part:
            yield from _filled([part["component"]])


def _options(part: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for each in part.get("options", ()):
        yield each["name"], each.get("value")
        yield from _options(each)
