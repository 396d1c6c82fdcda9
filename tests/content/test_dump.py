from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.dump import dump_source
from bot.content.load import load_source
from bot.core.model import Block, Figure, Section, Skipped, Source, Table
from bot.settings import packaged_knowledge

# what YAML cannot hold at all is no text of a manifest; blanks at the ends are trimmed in lists
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
MAYBE = st.one_of(st.just(""), TEXT)
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
    *[TEXT] * 3,
    st.lists(st.builds(Section, TEXT, TEXT, MAYBE), max_size=3).map(tuple),
    st.lists(BLOCKS, max_size=4).map(tuple),
    st.lists(st.builds(Table, st.lists(TEXT, max_size=3).map(tuple)), max_size=2).map(tuple),
    st.lists(st.builds(Skipped, TEXT, TEXT), max_size=2).map(tuple),
)


@given(SOURCES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
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
