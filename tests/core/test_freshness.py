import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.freshness import digest, is_due, stale_blocks, stale_entries
from bot.services.copies import find_stale, read_copies
from tests.core.small import SOURCE, WORDS, entry_of, passage_of
from tests.real import ARTICLE, real_pack

ENTRIES = [
    entry_of("doses", passage_of("No dose is universal.", "doses:p2")),
    entry_of("both", passage_of("It is so.", "doses:p2", "signs:t1")),
    entry_of("signs", passage_of("It is so.", "signs:p1")),
]


def test_an_unchanged_source_leaves_every_entry():
    assert stale_blocks(SOURCE, WORDS) == frozenset()
    assert stale_entries(ENTRIES, frozenset()) == frozenset()


def test_a_changed_or_missing_block_takes_its_entries():
    words = {where: text for where, text in WORDS.items() if where != "small:doses:p2"}
    assert stale_entries(ENTRIES, stale_blocks(SOURCE, words)) == {"doses", "both"}


def test_a_source_is_due_after_its_review_date():
    assert not is_due(SOURCE, "2027-01-01")
    assert is_due(SOURCE, "2027-01-02")


@given(st.text(), st.text(" \t\n", min_size=1))
def test_white_space_does_not_count(text, space):
    assert digest(text) == digest(space.join(text.split()))


@pytest.mark.skipif(ARTICLE is None, reason="the article is not at hand")
def test_any_byte_changed_in_a_cited_block_is_noticed(tmp_path):
    """1,000 random edits of the article, each of one byte inside a cited block."""
    pack = real_pack()
    raw = ARTICLE.read_bytes()
    words = read_copies(pack, ARTICLE).words
    cited = {where for entry in pack.entries for where in entry.locators}
    spans = list(_spans(raw, {where: words[where] for where in cited}))
    assert len(spans) >= len(cited) - 10
    copy = tmp_path / f"{pack.sources[0].id}.txt"
    rng = random.Random(4)  # noqa: S311
    for _ in range(1000):
        where, start, end = rng.choice(spans)
        edited = bytearray(raw)
        at = rng.choice([at for at in range(start, end) if not chr(raw[at]).isspace()])
        edited[at] = rng.choice([byte for byte in range(256) if byte != raw[at]])
        copy.write_bytes(bytes(edited))
        expected = {entry.id for entry in pack.entries if where in entry.locators}
        assert expected <= find_stale(pack, read_copies(pack, folder=tmp_path)), (where, at)


def _spans(raw, words):
    """Find the bytes of each block; a table row is found by the first of its cells' words."""
    for where, text in sorted(words.items()):
        plain = text.split(" | ")[-1].partition(": ")[2] if " | " in text else text
        start = raw.find(plain.encode())
        if start >= 0 and raw.count(plain.encode()) == 1:
            yield where, start, start + len(plain.encode())
