from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.dump import dump_entry, dump_ids, dump_source
from bot.content.entry import read_entry
from bot.content.load import load_source
from bot.content.yamlread import HIDDEN, FileLimits
from bot.core.model import Block, Entry, Figure, Section, Skipped, Source, Table, passage
from bot.core.tokens import fold, tokens
from bot.settings import packaged_knowledge
from tests.real import real_pack

# what YAML cannot hold, or nobody sees, is no text of a manifest; blanks are trimmed in lists
SEEN = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
TEXT = st.text(SEEN.filter(lambda each: not HIDDEN.search(each)), min_size=1, max_size=12)
WORDED = TEXT.filter(lambda each: tokens(fold(each)))
MAYBE = st.one_of(st.just(""), TEXT)
DAY = st.one_of(st.just(""), st.dates().map(str))
FIGURES = st.builds(Figure, TEXT, MAYBE, MAYBE, MAYBE)


def block(number, sha, figures, columns, gap, waived, grade) -> Block:  # noqa: PLR0913, PLR0917
    return Block(f"s:a:p{number}", "a", "p", sha, figures, columns, gap, waived, grade)


BLOCKS = st.builds(
    block,
    st.integers(1, 99),
    TEXT,
    st.lists(FIGURES, max_size=3).map(tuple),
    st.sampled_from([(), ("", "high", "low"), ("high",)]),
    st.booleans(),
    MAYBE,
    MAYBE,
)
SOURCES = st.builds(
    Source,
    *[TEXT] * 4,
    MAYBE,
    TEXT,
    DAY,
    TEXT,
    st.lists(st.builds(Section, TEXT, TEXT, MAYBE), max_size=3).map(tuple),
    st.lists(BLOCKS, max_size=4).map(tuple),
    st.lists(st.builds(Table, st.lists(TEXT, max_size=3).map(tuple)), max_size=2).map(tuple),
    st.lists(st.builds(Skipped, TEXT, TEXT), max_size=2).map(tuple),
)


@given(SOURCES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_manifest_comes_back_as_it_was(tmp_path, source):
    path = tmp_path / "s.yaml"
    path.write_text(dump_source(source), "utf-8")
    assert load_source(path) == source


def test_the_shipped_manifests_are_canonical():
    for path in (packaged_knowledge() / "sources").glob("*.yaml"):
        assert dump_source(load_source(path)) == path.read_text("utf-8")


def test_the_same_value_gives_the_same_bytes(tiny):
    source = tiny.snapshot.pack.sources[0]
    assert dump_source(source) == dump_source(replace(source))


def test_what_is_empty_is_not_written(tiny):
    text = dump_source(tiny.snapshot.pack.sources[0])
    assert "url" not in text
    assert text.count("waived") == text.count("gap") == text.count("figures") == 1


PASSAGES = st.builds(
    passage,
    WORDED,
    st.lists(TEXT, min_size=1, max_size=3).map(tuple),
    st.lists(TEXT, max_size=2).map(tuple),
)
ENTRIES = st.builds(
    Entry,
    st.from_regex(r"[a-z]{1,9}", fullmatch=True),
    st.just("topic"),
    WORDED,
    st.lists(WORDED, max_size=4).map(tuple),
    st.lists(PASSAGES, min_size=1, max_size=3).map(tuple),
    st.lists(TEXT, max_size=3).map(tuple),
    st.one_of(TEXT, st.just("2026-11-23"), st.just("no"), st.just("1:30"), st.just("~")),
)


@given(ENTRIES)
@settings(max_examples=40)
def test_an_entry_comes_back_as_it_was(entry):
    text = dump_entry(entry)
    assert read_entry(text, "topic", f"{entry.id}.yaml", FileLimits(trusted=False)) == entry


def test_the_shipped_entries_come_back_as_they_were():
    for entry in real_pack().entries:
        assert read_entry(dump_entry(entry), entry.topic, f"{entry.id}.yaml") == entry


def test_an_entry_is_written_as_people_write_it(tiny):
    entry = next(each for each in tiny.snapshot.pack.entries if each.id == "watering-time")
    assert (
        dump_entry(entry)
        == """\
id: watering-time
question: When should tomatoes be watered?
phrasings:
- best time to water tomatoes
- watering in the morning or in the evening
- what hour is right for the watering can
- is evening watering fine for tomatoes
- time of day for watering
answer:
- text: The guide puts watering in the early morning, which leaves time for the leaves to dry.
  cite: ['tomato-guide:watering:p1']
related: [overwatering-signs]
reviewed: 2026-11-23
"""
    )


def test_ids_are_written_in_order():
    assert dump_ids(["b", "a"]) == "- a\n- b\n"
