"""Commands in every language of the catalogue, and whether Discord has to be told of them.

A command's description in the code is the name of a text (`ask_about`); its name is the English
word with the text's name beside it: `locale_str("ask", key="ask_name")`.
"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands
from discord.http import Route

from bot.core.catalogue import ENGLISH, Texts

Payload = dict[str, Any]
DISCORD_ENGLISH = ("en-US", "en-GB")
IGNORED = frozenset({"dm_permission"})
"""Discord derives it from `contexts`."""


class CatalogueTranslator(app_commands.Translator):
    """Gives Discord the texts of the catalogue."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - discord.py's signature
    ) -> str | None:
        """Give a text in a locale; None where the catalogue has no such language."""
        name = string.extras.get("key", string.message)
        language = self._texts.language(locale.value)
        if locale.value in DISCORD_ENGLISH or language != ENGLISH:
            return self._texts.find(name, locale.value) or None
        return None


async def payloads(tree: app_commands.CommandTree[Any], texts: Texts) -> list[Payload]:
    """Give all commands as Discord is to know them, English where it has no translation."""
    translator = CatalogueTranslator(texts)
    return [
        _in_english(await each.get_translated_payload(tree, translator))
        for each in tree.get_commands()
    ]


async def sync(client: commands.AutoShardedBot, texts: Texts) -> bool:
    """Tell Discord of the commands when they differ from those it has; give whether they did."""
    ours = await payloads(client.tree, texts)
    where = Route(
        "GET",
        "/applications/{application_id}/commands?with_localizations=true",
        application_id=client.application_id,
    )
    theirs = await client.http.request(where)
    if _same(sorted(ours, key=_key), sorted(theirs, key=_key)):
        return False
    application = client.application_id or 0  # known since login
    await client.http.bulk_upsert_global_commands(application, payload=ours)
    return True


def _key(payload: Payload) -> tuple[int, str]:
    return payload.get("type", 1), payload["name"]


def _in_english(payload: Payload) -> Payload:
    """Put the English text where the code has its name."""
    made = dict(payload)
    for part in ("name", "description"):
        translated = dict(made.get(f"{part}_localizations") or {})
        english = [translated.pop(each, None) for each in DISCORD_ENGLISH]
        if part == "description" and english[0]:
            made[part] = english[0]
        if f"{part}_localizations" in made:
            made[f"{part}_localizations"] = translated
    for part in ("options", "choices"):
        if made.get(part):
            made[part] = [_in_english(each) for each in made[part]]
    return made


def _same(mine: object, theirs: object) -> bool:
    """Compare what we would send with what Discord has; it leaves out what is empty."""
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return all(_same(mine[key], theirs.get(key)) for key in mine.keys() - IGNORED)
    if isinstance(mine, list) and isinstance(theirs, list):
        pairs = zip(mine, theirs, strict=False)
        return len(mine) == len(theirs) and all(_same(*pair) for pair in pairs)
    return (not mine and not theirs) or str(mine) == str(theirs)
