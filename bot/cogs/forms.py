"""The form of an entry: five fields, whatever the entry's size."""

from collections.abc import Callable, Mapping
from typing import Any

import discord

from bot.core.edit import FIELD, LONGEST_QUESTION, EntryEdit, split_field

Say = Callable[..., str]
"""Gives a text of the catalogue by its name, in the language of whoever acts."""

PHRASING_FIELDS = 2
MOST_RELATED = 400


def parts(say: Say, edit: EntryEdit) -> list[discord.ui.Label[Any]]:
    """Make the fields, filled with what is there."""
    phrasings = split_field(edit.phrasings, PHRASING_FIELDS)
    return [
        _field(say, "question", edit.question, LONGEST_QUESTION, long=False),
        _field(say, "answer", edit.answer, FIELD),
        _field(say, "phrasings", phrasings[0], FIELD),
        _field(say, "more", phrasings[1], FIELD, required=False),
        _field(say, "related", edit.related, MOST_RELATED, long=False, required=False),
    ]


def filled(fields: Mapping[str, Any], edit: EntryEdit) -> EntryEdit:
    """Put what was typed into an edit; what no field had room for stays as it was."""
    kept = split_field(edit.phrasings, PHRASING_FIELDS)[-1]
    typed = [str(fields.get(name, "")) for name in ("phrasings", "more")]
    return EntryEdit(
        edit.entry,
        edit.topic,
        str(fields.get("question", "")) + edit.question[LONGEST_QUESTION:],
        str(fields.get("answer", "")) + edit.answer[FIELD:],
        "\n".join(filter(None, [*typed, kept])),
        str(fields.get("related", "")) + edit.related[MOST_RELATED:],
    )


def _field(
    say: Say, name: str, text: str, most: int, *, long: bool = True, required: bool = True
) -> discord.ui.Label[Any]:
    return discord.ui.Label(
        text=say(f"form_{name}")[:45],
        description=say(f"form_{name}_hint")[:100],
        component=discord.ui.TextInput(
            custom_id=name,
            style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
            default=text[:most] or None,
            max_length=most,
            required=required,
        ),
    )
