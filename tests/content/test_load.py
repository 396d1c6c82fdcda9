import shutil

import pytest

from bot.content.golden import load_golden
from bot.content.load import load_pack, load_source, load_vocabulary
from bot.content.stamp import fingerprint
from bot.core.errors import ContentError, Fault
from bot.core.model import Figure, FigurePassage, PlainPassage
from bot.settings import packaged_knowledge
from tests.packs import BLOCKS, change, sha

KNOWLEDGE = packaged_knowledge()
SUN, MANIFEST, WORDS = "entries/light/sunlight.yaml", "sources/tomato-guide.yaml", "vocabulary.yaml"


def faults_of(root) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_pack(root)
    return list(map(str, caught.value.faults))


def test_entries_come_sorted_with_all_they_hold(tiny_root):
    pack = load_pack(tiny_root)
    assert [entry.id for entry in pack.entries] == [
        "feeding-amount", "overwatering-signs", "sunlight", "underwatering-signs", "watering-time",
    ]  # fmt: skip
    feeding, sun = pack.entries[0], pack.entries[2]
    assert isinstance(feeding.passages[0], FigurePassage)
    assert isinstance(sun.passages[0], PlainPassage)
    assert (sun.topic, sun.related, sun.reviewed) == ("light", ("watering-time",), "2026-11-23")
    assert sun.passages[1].corrects == ("shade makes sweet fruit",)
    assert sun.passages[1].citations == ("tomato-guide:sunlight:p1",)


def test_the_manifest(tiny_root):
    source = load_source(tiny_root / MANIFEST)
    assert load_pack(tiny_root).sources == (source,)
    blocks = {block.locator.removeprefix("tomato-guide:"): block for block in source.blocks}
    assert list(blocks) == list(BLOCKS)
    assert [block.sha256 for block in source.blocks] == list(map(sha, BLOCKS.values()))
    assert blocks["watering:t1"].columns == ("", "high", "low")
    assert blocks["feeding:p1"].figures == (Figure("5", "ml", "", "once a week"),)
    assert blocks["sunlight:p1"].gap
    assert not blocks["watering:p1"].gap
    assert blocks["guide:p1"].waived
    assert (blocks["sunlight:l1"].kind, blocks["sunlight:l1"].section) == ("l", "sunlight")
    assert source.sections[1].parent == "guide"
    assert [each.reason for each in source.skipped] == ["navigation", "image caption"]


def test_words_talk_and_uncovered_topics(tiny_root):
    pack = load_pack(tiny_root)
    assert pack.vocabulary.aliases["plant food"] == "fertiliser"
    assert pack.vocabulary.translations["番茄"] == "tomato"
    assert pack.vocabulary.concepts["sunlight"] == "light"
    assert pack.vocabulary.out_of_scope["sweet pepper"] == "peppers"
    assert {"the", "的"} <= pack.vocabulary.common
    assert [each.message for each in pack.talk][:2] == ["talk_greeting", "talk_thanks"]
    assert [each.about for each in pack.uncovered] == ["growing peppers", "what things cost"]


def test_a_pack_may_lack_talk_uncovered_topics_and_sources(tiny_root):
    (tiny_root / "smalltalk.yaml").unlink()
    (tiny_root / "uncovered/topics.yaml").unlink()
    (tiny_root / MANIFEST).unlink()
    pack = load_pack(tiny_root)
    assert (pack.talk, pack.uncovered, pack.sources) == ((), (), ())


KEY_FAULT = (
    "entries/light/sunlight.yaml:2: unknown key 'title'; known here: "
    "id, question, phrasings, answer, related, reviewed"
)
FAULTS = [
    (SUN, "id: sunlight", "id: moonlight",
     "entries/light/sunlight.yaml:1: id 'moonlight' differs from the file's name 'sunlight'"),
    (SUN, "reviewed: 2026-11-23", "reviewed: ''",
     "entries/light/sunlight.yaml:1: 'reviewed' is missing or empty"),
    (SUN, "question: How much sunlight do tomatoes need?", "question: [a, b]",
     "entries/light/sunlight.yaml:2: 'question' must be a text"),
    (SUN, "question: ", "title: x\nquestion: ",
     KEY_FAULT),
    (SUN, "  - hours of sun per day", "  - {hours: sun}",
     "entries/light/sunlight.yaml:5: every item of 'phrasings' must be a text"),
    (SUN, "  - hours of sun per day", "  - \U0001f44d",
     "entries/light/sunlight.yaml:5: every item of 'phrasings' needs a word"),
    (SUN, "question: How much sunlight do tomatoes need?", "question: '?!'",
     "entries/light/sunlight.yaml:2: 'question' needs a word"),
    (SUN, "related: [watering-time]", "related: watering-time",
     "entries/light/sunlight.yaml:15: 'related' must be a list"),
    (SUN, "    cite: [tomato-guide:sunlight:p1]\n  -", "  -",
     "entries/light/sunlight.yaml:10: a passage needs at least one citation under 'cite'"),
    (SUN, "    cite: [tomato-guide:sunlight:p1]\n  -", "    cite: tomato-guide:sunlight:p1\n  -",
     "entries/light/sunlight.yaml:11: 'cite' must be a list"),
    (MANIFEST, "tomato-guide:watering:p1", "watering-p1",
     "sources/tomato-guide.yaml:19: 'watering-p1' is no locator: <source>:<section>:<p|l|t><n>"),
    (MANIFEST, "gap: 'true'", "gap: 'yes'",
     "sources/tomato-guide.yaml:27: 'gap' must be true or false, not 'yes'"),
    (MANIFEST, "title: The tomato guide\n", "",
     "sources/tomato-guide.yaml:1: 'title' is missing or empty"),
    (MANIFEST, "review: '2027-11-23'", "review: next year",
     "sources/tomato-guide.yaml:6: 'review' must be a date as 2027-11-23, not 'next year'"),
    (MANIFEST, "review: '2027-11-23'", "review: 2027-02-30",
     "sources/tomato-guide.yaml:6: 'review' must be a date as 2027-11-23, not '2027-02-30'"),
    (SUN, "id: sunlight", f"id: sunlight\n{'x' * 500}: a",
     f"{KEY_FAULT.partition(repr('title'))[0]}'{'x' * 39}…{'x' * 38}'"
     + KEY_FAULT.partition(repr("title"))[2]),
    (WORDS, "  tomato: [tomatoes, toms]", "  tomato: tomatoes",
     "vocabulary.yaml:2: 'tomato' under 'aliases' must be a list"),
    (WORDS, "[signs, symptom, symptoms]", "[signs, [symptom]]",
     "vocabulary.yaml:5: every item of 'sign' must be a text"),
    (WORDS, "concepts:\n  sign: [signs, symptom, symptoms]\n  light: [sun, sunlight]",
     "concepts: [light]", "vocabulary.yaml:4: 'concepts' must be a mapping"),
    ("messages/en.yaml", "talk_thanks: ", "talk_thanks: [a]\ntalk_spare: ", None),
    ("smalltalk.yaml", "talk_thanks: [", "talk_thanks: [[no], ",
     "smalltalk.yaml:2: every item of 'talk_thanks' must be a text"),
    ("uncovered/topics.yaml", "  about: growing peppers\n", "",
     "uncovered/topics.yaml:1: 'about' is missing or empty"),
]  # fmt: skip


def test_a_term_over_two_lines_is_one_with_a_blank(tiny_root):
    with (tiny_root / WORDS).open("a", encoding="utf-8") as file:
        file.write('\ncontrasts:\n  light: ["full\\nshade"]\n')
    assert load_vocabulary(tiny_root).contrasts == {"full shade": "light"}


def test_words_that_only_point_are_parted_at_blanks(tiny_root):
    with (tiny_root / WORDS).open("a", encoding="utf-8") as file:
        file.write("\npointing:\n  english: [none of these]\n  german: [keine]\n")
    assert load_vocabulary(tiny_root).pointing == {"none", "of", "these", "keine"}


@pytest.mark.parametrize(("name", "old", "new", "fault"), FAULTS)
def test_each_fault_is_named_with_file_and_line(tiny_root, name, old, new, fault):
    change(tiny_root, name, old, new)
    found = faults_of(tiny_root)
    if fault:
        assert found == [fault]
    else:
        assert len(found) == 1
        assert found[0].startswith("messages/en.yaml:")
        assert found[0].endswith("'talk_thanks' must be a text")


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        (SUN, "- a list", "entries/light/sunlight.yaml:1: expected a mapping with id, question"),
        (SUN, "", "entries/light/sunlight.yaml: empty"),
        (SUN, "id: [", "entries/light/sunlight.yaml:"),
        (SUN, "id: sunlight", "entries/light/sunlight.yaml:1: 'answer' needs at least one passage"),
        ("messages/en.yaml", "- a", "messages/en.yaml:1: expected a mapping from names to texts"),
        ("messages/en.yaml", "", "messages/en.yaml: empty"),
        ("uncovered/topics.yaml", "a: b", "uncovered/topics.yaml:1: expected a list of topics"),
        ("uncovered/topics.yaml", "", "uncovered/topics.yaml: empty"),
        ("smalltalk.yaml", "- a", "smalltalk.yaml:1: expected a mapping with "),
        ("vocabulary.yaml", "", "vocabulary.yaml: empty"),
        ("safety/examples/own.yaml", "", "safety/examples/own.yaml: empty"),
        ("safety/examples/own.yaml", "odd: [a]", "safety/examples/own.yaml:1: unknown key 'odd'"),
        (MANIFEST, "", "sources/tomato-guide.yaml: empty"),
    ],
)
def test_a_file_of_another_shape(tiny_root, name, text, fault):
    (tiny_root / name).write_text(text, "utf-8")
    assert any(each.startswith(fault) for each in faults_of(tiny_root)), faults_of(tiny_root)


def test_all_faults_of_all_files_come_at_once(tiny_root):
    (tiny_root / "vocabulary.yaml").unlink()
    change(tiny_root, SUN, "id: sunlight", "id: x\nid: y")
    change(tiny_root, MANIFEST, "kind: garden leaflet\n", "")
    (tiny_root / "messages/en.yaml").rename(tiny_root / "messages/de.yaml")
    assert [each.split(": ")[0] for each in faults_of(tiny_root)] == [
        "entries/light/sunlight.yaml:2",
        "messages/en.yaml",
        "sources/tomato-guide.yaml:1",
        "vocabulary.yaml",
    ]


def test_faults_of_the_rules_come_with_all_others_and_lead_to_their_file(tiny_root):
    change(tiny_root, "safety/danger-abroad.yaml", "class: ", "class: x")
    (tiny_root / "safety" / "words.yaml").write_text("marks: tomato", "utf-8")
    (tiny_root / "safety" / "lexicons.yaml").write_text("a: b", "utf-8")
    change(tiny_root, SUN, "reviewed: 2026-11-23", "reviewed: ''")
    found = {each.split(": ")[0] for each in faults_of(tiny_root)}
    assert found >= {
        "entries/light/sunlight.yaml:1",
        "safety/danger-abroad.yaml:3",
        "safety/lexicons.yaml:1",
        "safety/words.yaml:1",
    }
    assert all(each.startswith(("entries/", "safety/")) for each in found)
    assert len(faults_of(tiny_root)) == len(set(faults_of(tiny_root)))


def test_a_folder_without_a_pack(tmp_path):
    said = f"{tmp_path}: no knowledge pack here: no entries/ folder, no safety/ folder"
    assert faults_of(tmp_path) == [said]


def test_a_pack_without_entries(tiny_root):
    shutil.rmtree(tiny_root / "entries")
    (tiny_root / "entries").mkdir()
    said = "entries: no entry is here: put one into entries/<topic>/<slug>.yaml"
    assert faults_of(tiny_root) == [said]


def test_a_pack_without_rules_is_refused_before_anything_is_built(tiny_root):
    shutil.rmtree(tiny_root / "safety")
    assert faults_of(tiny_root) == [f"{tiny_root}: no knowledge pack here: no safety/ folder"]


def test_the_fingerprint_follows_names_and_bytes(tiny_root):
    first = fingerprint(tiny_root)
    assert fingerprint(tiny_root) == first
    (tiny_root / "notes.txt").write_text("no part of the pack", "utf-8")
    (tiny_root / "golden").mkdir(exist_ok=True)
    (tiny_root / "golden/more.yaml").write_text("labels, which compile to nothing", "utf-8")
    assert fingerprint(tiny_root) == first
    change(tiny_root, SUN, "Six hours", "Seven hours")
    second = fingerprint(tiny_root)
    (tiny_root / SUN).rename(tiny_root / "entries/light/moon.yaml")
    assert len({first, second, fingerprint(tiny_root)}) == 3


def test_the_fingerprint_reads_neither_other_folders_nor_files_without_an_end(tiny_root):
    first = fingerprint(tiny_root)
    (tiny_root / "other").mkdir()
    (tiny_root / "other" / "a.yaml").write_text("a: 1")
    (tiny_root / "entries" / "endless.yaml").symlink_to("/dev/zero")
    assert fingerprint(tiny_root) == first


def test_a_source_that_cannot_be_read(tmp_path):
    path = tmp_path / "sources" / "s.yaml"
    path.parent.mkdir()
    with pytest.raises(ContentError) as caught:
        load_source(path)
    assert caught.value.faults == [Fault("sources/s.yaml", 0, "no such file: look at its path")]
    path.write_text("id: s", "utf-8")
    with pytest.raises(ContentError, match="'title' is missing or empty"):
        load_source(path)


@pytest.fixture(scope="module")
def real():
    return load_pack(KNOWLEDGE)


@pytest.fixture(scope="module")
def entries(real):
    return {entry.id: entry for entry in real.entries}


@pytest.mark.parametrize(
    "path", sorted((KNOWLEDGE / "entries").glob("*/*.yaml")), ids=lambda path: path.stem
)
def test_each_shipped_entry(path, entries, real):
    entry = entries[path.stem]
    blocks = {block.locator for source in real.sources for block in source.blocks}
    assert entry.topic == path.parent.name
    assert entry.question.endswith("?")
    assert len(entry.phrasings) >= 12
    assert len({text.casefold() for text in entry.phrasings}) == len(entry.phrasings)
    assert set(entry.related) <= set(entries) - {entry.id}
    assert entry.locators <= blocks


def test_each_shipped_block_is_cited_or_waived(real, entries):
    cited = {where for entry in entries.values() for where in entry.locators}
    left = [
        block.locator
        for source in real.sources
        for block in source.blocks
        if block.locator not in cited and not block.waived
    ]
    assert left == []


@pytest.mark.parametrize(
    "path", sorted((KNOWLEDGE / "golden").glob("*.yaml")), ids=lambda p: p.stem
)
def test_shipped_golden_questions_cite_blocks_that_exist(path, real):
    blocks = {block.locator for source in real.sources for block in source.blocks}
    questions = load_golden(path)
    assert len({each.id for each in questions}) == len(questions)
    assert all(set(each.gold) <= blocks for each in questions)


def test_there_are_at_least_600_golden_questions_in_two_parts():
    names = {path.stem for path in (KNOWLEDGE / "golden").glob("*.yaml")}
    tuned = {"dev", "voices", "talks"}
    aside = names - tuned - {"personal", "emergency", "twins", "boundary", "border"}  # the gate's
    parts = [
        [each for name in names for each in load_golden(KNOWLEDGE / "golden" / f"{name}.yaml")]
        for names in (tuned, aside)
    ]
    assert sum(map(len, parts)) >= 600
    asked = [{e.q for e in part if not e.history and e.route != "smalltalk"} for part in parts]
    assert asked[0] & asked[1] == set()


def test_a_loaded_pack_does_not_depend_on_where_it_lies(tiny_root, tiny):
    assert load_pack(tiny_root) == tiny.pack
