import random
import string
import time
import tracemalloc
from dataclasses import replace

import pytest

from bot.content.bundle import (
    MOST_BYTES,
    MOST_ENTRIES,
    MOST_TEXT,
    pack_bundle,
    read_bundle,
)
from bot.content.dump import dump_entry
from bot.core.edit import UNSORTED
from bot.core.errors import ContentError
from bot.core.model import EntryId
from tests.content.poison import GOOD, archives, texts, zipped
from tests.real import real_pack

MEGABYTE = 1_000_000
POISON = [
    *(pytest.param("moon.yaml", content, id=name) for name, content in texts()),
    *(pytest.param("export.zip", content, id=name) for name, content in archives()),
]


def test_there_are_at_least_two_hundred_kinds_of_poison():
    assert len({content for each in POISON for content in each.values[1:]}) >= 200


@pytest.mark.parametrize(("name", "content"), POISON)
def test_poison_is_refused_with_a_line(name, content):
    with pytest.raises(ContentError) as caught:
        read_bundle(name, content)
    assert all(each.line >= 1 and each.file and each.text for each in caught.value.faults)
    assert len(str(caught.value)) < 100_000


def test_poison_costs_little_memory_and_time():
    worst: dict[str, tuple[float, float]] = {}
    for each in POISON:
        name, content = each.values
        tracemalloc.start()
        began = time.process_time()
        with pytest.raises(ContentError):
            read_bundle(name, content)
        seconds = time.process_time() - began
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        worst[each.id] = (peak / MEGABYTE, seconds)
    assert {name: cost for name, cost in worst.items() if cost[0] > 20 or cost[1] > 5} == {}


def test_a_gigabyte_is_refused_by_its_size():
    with pytest.raises(ContentError, match="larger than"):
        read_bundle("moon.yaml", bytes(MOST_BYTES + 1))


@pytest.mark.parametrize(
    "name", ["moon.txt", "moon", ".yaml", "Moon.yaml", "a/moon.yaml", "m\n.yaml"]
)
def test_a_name_that_says_nothing_is_refused(name):
    with pytest.raises(ContentError, match="expected a"):
        read_bundle(name, GOOD.encode())


def test_the_line_is_the_one_at_fault():
    text = GOOD.replace("- moon phases", "- no")
    with pytest.raises(ContentError, match=r"moon\.yaml:4: 'no' may be read as no text"):
        read_bundle("moon.yaml", text.encode())


def test_all_faults_are_told_at_once():
    content = zipped({f"entries/sky/m{n}.yaml": "id: x\n" for n in range(3)})
    with pytest.raises(ContentError) as caught:
        read_bundle("export.zip", content)
    assert {each.file for each in caught.value.faults} == {
        f"entries/sky/m{n}.yaml" for n in range(3)
    }


def test_one_entry_comes_alone():
    bundle = read_bundle("moon.yaml", GOOD.encode())
    assert [(each.id, each.topic) for each in bundle.entries] == [("moon", UNSORTED)]
    assert bundle.single


def test_line_ends_of_windows_are_read_as_any_others():
    content = GOOD.replace("\n", "\r\n").encode()
    assert read_bundle("moon.yaml", content) == read_bundle("moon.yaml", GOOD.encode())
    with pytest.raises(ContentError, match=r"moon\.yaml:\d+: U\+000D"):
        read_bundle("moon.yaml", GOOD.replace("moon", "mo\ron", 1).encode())


def test_the_whole_shipped_pack_comes_back_as_it_was():
    entries = real_pack().entries
    content = pack_bundle(entries, ["gone", "away"])
    bundle = read_bundle("export.zip", content)
    assert bundle.entries == entries
    assert bundle.retired == ("away", "gone")
    assert not bundle.single


def test_the_largest_server_comes_back_as_it_was_within_bounded_memory():
    """Text that packs as badly as text can, and more retired entries than anybody has."""
    letters = random.Random(1)  # noqa: S311 - it makes up words
    entry = real_pack().entries[0]
    words = [
        "".join(letters.choices(string.ascii_letters, k=290)) for _ in range(23 * MOST_ENTRIES)
    ]
    entries = tuple(
        replace(
            entry, id=EntryId(f"entry-{n:04}"), phrasings=tuple(words[23 * n : 23 * (n + 1)]),
            passages=entry.passages[:1], related=(),
        )
        for n in range(MOST_ENTRIES)
    )  # fmt: skip
    size = sum(len(dump_entry(each).encode()) for each in entries)
    assert 0.95 * MOST_TEXT < size <= MOST_TEXT
    retired = [EntryId(f"retired-{n}") for n in range(5_000)]
    content = pack_bundle(entries, retired)
    assert len(content) <= MOST_BYTES
    tracemalloc.start()
    bundle = read_bundle("export.zip", content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert bundle.entries == entries
    assert len(bundle.retired) == len(retired)
    assert peak < 60 * MEGABYTE
    more = [replace(entry, id=EntryId(f"more-{n}")) for n in range(2)]
    with pytest.raises(ContentError, match="files, not 1 to"):
        read_bundle("export.zip", pack_bundle([*entries, *more], []))


def test_the_same_entries_give_the_same_bytes():
    entries = real_pack().entries[:3]
    assert pack_bundle(entries, []) == pack_bundle(reversed(entries), [])
