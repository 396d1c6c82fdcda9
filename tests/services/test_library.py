from dataclasses import replace

import pytest

from bot.core.compose import REQUIRED
from bot.core.converse import Memory
from bot.core.errors import ContentError
from bot.core.outcome import Abstained, SmallTalk, Urgent
from bot.core.read import Reader
from bot.services.library import Library, open_snapshot
from bot.wiring import build_library
from tests.packs import ARTICLE, change

SUN = "entries/light/sunlight.yaml"


class Notices:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


@pytest.fixture
def notices():
    return Notices()


def first(snapshot, text):
    return snapshot.pack.entries[Reader(snapshot).consider(text).first].id


def test_a_pack_is_compiled_once_and_kept(tiny_root, tmp_path, notices):
    cache = tmp_path / "cache"
    one = open_snapshot(tiny_root, cache, notices)
    two = open_snapshot(tiny_root, cache, notices)
    assert notices.count == 1
    assert len(list(cache.iterdir())) == 1
    assert one.pack == two.pack
    for text in ("sun or shade", "signs", "xyzzy"):
        found = [Reader(each).consider(text) for each in (one, two)]
        assert found[0].chance == found[1].chance
        assert found[0].reading == found[1].reading


def test_a_changed_pack_is_compiled_anew(tiny_root, tmp_path, notices):
    open_snapshot(tiny_root, tmp_path / "cache", notices)
    change(tiny_root, SUN, "  - sun or shade for tomatoes\n", "  - lamps in a cellar\n")
    snapshot = open_snapshot(tiny_root, tmp_path / "cache", notices)
    assert notices.count == 2
    assert first(snapshot, "lamps in a cellar") == "sunlight"


def test_a_broken_cache_is_made_again(tiny_root, tmp_path, notices):
    cache = tmp_path / "cache"
    open_snapshot(tiny_root, cache, notices)
    (kept,) = cache.iterdir()
    kept.write_bytes(b"nonsense")
    assert first(open_snapshot(tiny_root, cache, notices), "sun or shade") == "sunlight"
    assert notices.count == 2
    open_snapshot(tiny_root, cache, notices)
    assert notices.count == 2


def test_a_place_for_the_cache_that_cannot_be_written(tiny_root, tmp_path, notices):
    (tmp_path / "file").touch()
    snapshot = open_snapshot(tiny_root, tmp_path / "file", notices)
    assert first(snapshot, "sun or shade") == "sunlight"


def test_faults_come_before_any_work(tiny_root, tmp_path, notices):
    change(tiny_root, SUN, "reviewed: 2026-11-23", "")
    with pytest.raises(ContentError, match=r"entries/light/sunlight\.yaml:1: 'reviewed'"):
        open_snapshot(tiny_root, tmp_path / "cache", notices)
    assert notices.count == 0
    assert not (tmp_path / "cache").exists()


def test_faults_of_pack_rules_and_calibration_come_at_once(tiny_root, tmp_path, notices):
    change(tiny_root, "calibration.yaml", "bias: ", "bias: x")
    change(tiny_root, "vocabulary.yaml", "aliases:", "nicknames:")
    change(tiny_root, "safety/danger-abroad.yaml", "class: ", "class: x")
    with pytest.raises(ContentError) as caught:
        open_snapshot(tiny_root, tmp_path / "cache", notices)
    files = {fault.file for fault in caught.value.faults}
    assert files == {"calibration.yaml", "vocabulary.yaml", "safety/danger-abroad.yaml"}
    assert notices.count == 0


def test_a_pack_without_a_calibration(tiny_root, tmp_path, notices):
    (tiny_root / "calibration.yaml").unlink()
    with pytest.raises(ContentError, match="footnote calibrate"):
        open_snapshot(tiny_root, tmp_path / "cache", notices)


def test_a_pack_without_small_talk_or_uncovered_topics_answers(tiny_root, tiny):
    (tiny_root / "smalltalk.yaml").unlink()
    (tiny_root / "uncovered" / "topics.yaml").unlink()
    snapshot = open_snapshot(tiny_root, None, lambda: None)  # no cache at all
    pipeline = type(tiny.pipeline)(snapshot, tiny.gate)
    for text in ("sun or shade", "hello", "pepper seeds"):
        assert pipeline.ask(text, Memory(), 0.0).outcome.name


@pytest.fixture
def copies(tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "tomato-guide.txt").write_text(ARTICLE, "utf-8")
    return folder


def beside(copies, root, tiny):
    """Open a pack with copies of its articles; the tomato pack was compiled before."""
    settings = replace(tiny.settings, knowledge=root, source_dir=copies)
    return build_library(settings, lambda: None).serving(None)


def test_entries_whose_source_changed_are_held_back(tiny_root, copies, tiny):
    copy = copies / "tomato-guide.txt"
    copy.write_text(ARTICLE.replace("Full sun of six", "Full sun of nine"), "utf-8")
    serving = beside(copies, tiny_root, tiny)
    left = {each.id for each in serving.snapshot.pack.entries} - {"sunlight"}
    assert serving.snapshot.served_by_id().keys() == left
    outcome = serving.pipeline.ask("sun or shade", Memory(), 0.0).outcome
    assert outcome == Abstained("abstain_stale")


SUNLIGHT, WATERING = "How much sunlight do tomatoes need?", "When should tomatoes be watered?"


@pytest.fixture
def offering(tiny_root):
    """A pack whose fixed texts offer two of its questions."""
    for name, lead in (("covers_examples", "You could ask"), ("talk_greeting", "Hello! Try")):
        offer = f'{lead}: "{SUNLIGHT}" · "{WATERING}"'
        change(
            tiny_root, "messages/en.yaml", f"{name}: >-\n", f"{name}: '{offer}'\nold_{name}: >-\n"
        )
    return tiny_root


OUTCOMES = (Abstained("abstain_stale"), Abstained("abstain_unknown"), SmallTalk("talk_greeting"))


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_what_is_held_back_is_not_offered(offering, copies, tiny, outcome):
    assert SUNLIGHT in beside(copies, offering, tiny).reply(outcome, "").text
    changed = ARTICLE.replace("Full sun of six", "Full sun of nine")
    (copies / "tomato-guide.txt").write_text(changed, "utf-8")
    said = beside(copies, offering, tiny).reply(outcome, "").text
    assert said.endswith(f': "{WATERING}"')
    assert SUNLIGHT not in said


def test_what_a_server_retired_is_not_offered(offering, tiny):
    library = build_library(replace(tiny.settings, knowledge=offering), lambda: None)
    library.swap(1, library.lay(library.serving(1).snapshot, {"sunlight": None}))
    for outcome in OUTCOMES:
        assert SUNLIGHT not in library.serving(1).reply(outcome, "").text
        assert SUNLIGHT in library.serving(2).reply(outcome, "").text


def test_copies_that_agree_hold_nothing_back(tiny_root, copies, tiny):
    snapshot = beside(copies, tiny_root, tiny).snapshot
    assert snapshot.served == snapshot.pack.entries


def test_a_locale_falls_back_to_its_language_and_then_to_english(tiny):
    spanish = tiny.snapshot.pack.messages | {"es": {"talk_greeting": "Hola"}}
    pack = replace(tiny.snapshot.pack, messages=spanish)
    serving = Library(replace(tiny.snapshot, pack=pack), tiny.gate).serving(None)
    assert serving.composer("es-ES") is serving.composer("es")
    assert serving.composer("es") is not serving.composer()
    assert serving.composer("en-GB") is serving.composer("ja") is serving.composer()


def test_a_preview_leaves_what_is_served_alone(tiny):
    library = tiny.library
    before = library.serving(1)
    after = library.preview(1, {"sunlight": None})
    assert "sunlight" not in {entry.id for entry in after.snapshot.pack.entries}
    assert library.serving(1) is before


@pytest.mark.parametrize(
    ("text", "locale", "begins"),
    [
        ("j'ai pris trop de comprimés", "en", "C'est peut-être une urgence"),
        ("j'ai pris trop de comprimés", "", "C'est peut-être une urgence"),
        ("j'ai pris trop de comprimés", "fr", "C'est peut-être une urgence"),
        ("I took too many pills", "fr", "This could be an emergency"),
        ("30 tabs", "fr", "C'est peut-être une urgence"),
        ("30 tabs", "", "This could be an emergency"),
    ],
)
def test_help_comes_in_the_language_of_the_question_first(tiny, text, locale, begins):
    serving = tiny.library.serving(None)
    reply = serving.reply(Urgent("urgent_emergency"), text, locale)
    assert reply.text.startswith(begins)
    own = serving.composer(locale).fixed("urgent_emergency")
    assert reply.text.endswith(own)


def test_other_replies_come_in_one_language(tiny):
    serving, greeting = tiny.library.serving(None), SmallTalk("talk_greeting")
    german = "ich habe eine Frage und bin neu"
    assert serving.reply(greeting, german, "").text.startswith("Hallo")
    assert serving.reply(greeting, german, "en").text.startswith("Hello")


def test_every_language_has_the_texts_for_who_needs_help(tiny):
    messages = tiny.snapshot.pack.messages
    names = [name for name in REQUIRED if name.startswith(("urgent", "clinician", "line"))]
    assert len(messages) == 12
    assert [(each, name) for each in messages for name in names if name not in messages[each]] == []
