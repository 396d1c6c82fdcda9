"""Nothing that goes through pings, links or invites; what is harmless stays as it is."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.defuse import MARK, defuse

MENTION = re.compile(
    r"@everyone|@here|<@[!&]?\d+>|<#\d+>|</[^>]+:\d+>|<id:\w+>|<a?:\w+:\d+>|<t:-?\d+(?::\w)?>"
)
LINK = re.compile(
    r"(?i)[a-z][a-z0-9+.-]*://|\]\s*\(|discord(?:app)?\.(?:gg|com)|<(?:mailto|tel|sms):"
)
PIECES = (
    "@everyone", "@here", "<@1>", "<@!22>", "<@&333>", "<#4>", "</ask:5>", "<id:home>", "<:a:6>",
    "<a:b:7>", "<t:1700000000:R>", "[click](https://evil.example)", "[x](<https://evil.example>)",
    "https://evil.example", "HTTP://evil.example", "discord.gg/abc", "discord.com/invite/x",
    "<mailto:a@b.c>", "<tel:112>", "```", "`", "**", "__", "~~", "||", "# ", "> ", ">>> ", "- ",
    "-# ", "\u202e", "\u200b", "\u2066", "\x00", "@\u200beveryone", "@ev\u00aderyone", "]\u200b(",
    "ht\u2060tps://x", "<\u200b@1>", "\\", "\n", " ", "a", "]", "(", "<", "@", ":", "//",
    "discord.",
)  # fmt: skip


def injections(count: int) -> list[str]:
    chance = random.Random(11)  # noqa: S311 - the same texts every time
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 8))) for _ in range(count)]


@pytest.mark.parametrize("text", PIECES)
def test_each_piece_is_harmless(text):
    safe = defuse(text)
    assert not MENTION.search(safe)
    assert not LINK.search(safe)


def test_five_thousand_mixtures_are_harmless():
    bad = [t for t in injections(5000) if MENTION.search(defuse(t)) or LINK.search(defuse(t))]
    assert bad == []


@given(st.text())
def test_doing_it_twice_changes_nothing(text):
    once = defuse(text)
    assert defuse(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "**What are the signs?**\n\nThe article lists bloating. [1]\n\n-# [1] A, table row 1",
        "more than 40 pg/mL (with symptoms) < 60",
        "write to someone@home; note: a/b, 1:2 [1][2]",
        "findahelpline.com lists one",
    ],
)
def test_what_is_harmless_stays(text):
    assert defuse(text) == text


def test_the_addresses_of_sources_stay_whole():
    link = "https://source.example/article"
    text = f"{link} and https://evil.example and {link}"
    assert defuse(text, frozenset({link})) == f"{link} and https:{MARK}//evil.example and {link}"
