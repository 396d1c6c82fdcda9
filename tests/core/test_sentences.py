"""Sentences about the article that are no part of the pack: how many sound ones the lint blocks."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from bot.content.english import is_english
from bot.core.ground import prepare
from bot.core.lint import check_passage
from bot.core.model import Locator, passage
from tests.real import ARTICLE, real_pack, real_words

HERE = Path(__file__).parent
MOST_BLOCKED = 0.02
LEAST_REJECTED = 0.95
pytestmark = pytest.mark.skipif(ARTICLE is None, reason="the article is not at hand")


@cache
def grounds():
    return prepare(real_pack(), real_words(), is_english)


def rounds(name):
    """Give the lines of a file by the round in which they were written."""
    found = {}
    for line in (HERE / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            found[title].append(line.split("\t"))  # noqa: F821 - the file opens with a title
        else:
            title = line.removeprefix("# ")
            found[title] = []
    return {title: lines for title, lines in found.items() if lines}


def rules(where, text):
    cited = tuple(Locator(f"anastrozole-trt:{each}") for each in where.split(";"))
    return {rule for rule, found in check_passage(passage(text, cited), grounds()) if found.blocks}


def test_approved_sentences_are_let_through():
    lines = [line for each in rounds("approved.txt").values() for line in each]
    assert len(lines) >= 600
    blocked = [text for where, text in lines if rules(where, text)]
    assert len(blocked) <= MOST_BLOCKED * len(lines), blocked


def test_unsound_sentences_are_blocked():
    lines = [line for each in rounds("unsound.txt").values() for line in each]
    kinds = Counter(kind for _, kind, _ in lines)
    assert len(lines) >= 400
    passed = [(kind, text) for where, kind, text in lines if not rules(where, text)]
    assert len(passed) <= (1 - LEAST_REJECTED) * len(lines), passed
    for kind in ("figure", "negation", "hedge", "population"):
        missed = sum(each == kind for each, _ in passed)
        assert missed <= (1 - LEAST_REJECTED) * kinds[kind], passed
