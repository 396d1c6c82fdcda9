from time import perf_counter

import pytest

from bot.core.lint import RULES, lint_entry, lint_pack, prepare_lint
from bot.core.model import Locator, passage
from tests.core.small import SOURCE, TEXTS, WORDS, entry_of, pack_of, passage_of
from tests.real import ARTICLE, real_pack, real_words

SOUND = passage_of("The text says that no dose is universal.", "doses:p2")


def found(entry, pack=None, words=WORDS):
    report = lint_entry(entry, prepare_lint(pack or pack_of(entry), words))
    return {finding.rule for finding in report.findings}


def test_a_sound_entry_has_no_findings():
    assert found(entry_of("one", SOUND)) == set()


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("G1", {"passages": ()}),
        ("G1", {"passages": (passage_of("One is. Two are. Three were.", "doses:p2"),)}),
        ("G11", {"question": "Q" * 81}),
        ("G11", {"passages": (passage_of("No dose is universal, @everyone says.", "doses:p2"),)}),
        ("G11", {"passages": (passage_of("No dose: letro\u200bzole", "doses:p2"),)}),
        ("G11", {"passages": (passage_of("No dose: l\u0435trozole", "doses:p2"),)}),
        ("G11", {"passages": (passage_of("No dose below \u00b2\u2075 pg/mL", "doses:p2"),)}),
        ("G11", {"passages": (passage_of("No dose: Discord.com/invite/x", "doses:p2"),)}),
        ("G11", {"passages": (passage_of("No dose: see https://evil.example/x", "doses:p2"),)}),
        ("G11", {"passages": (passage_of("No dose is ||universal||.", "doses:p2"),)}),
        ("G11", {"passages": (passage_of("No dose is universal. ```", "doses:p2"),)}),
        ("G13", {"phrasings": (*(f"wording {n}" for n in range(12)), "Wording 3!")}),
        ("S1", {"phrasings": tuple(f"wording {n}" for n in range(11))}),
        ("S2", {"related": ("nowhere",)}),
        ("S2", {"related": ("one",)}),
    ],
)
def test_the_form_of_an_entry(rule, changes):
    values = {"passages": (SOUND,)} | changes
    passages = values.pop("passages")
    assert rule in found(entry_of("one", *passages, **values))


@pytest.mark.parametrize(
    ("reviewed", "today", "said"),
    [
        ("2026-11-23", "2026-11-23", None),
        ("2026-11-24", "2026-11-23", ("S5", False)),
        ("2027-01-01", "2026-11-23", ("S5", False)),
        ("2027-01-01", "", None),
        ("", "2026-11-23", None),
        ("2026-13-30", "", ("S5", True)),
        ("20261123", "2026-11-23", ("S5", True)),
        ("yesterday", "2026-11-23", ("S5", True)),
    ],
)
def test_a_review_is_dated_and_not_yet_to_come(reviewed, today, said):
    entry = entry_of("one", SOUND, reviewed=reviewed)
    found = [
        lint_entry(entry, prepare_lint(pack_of(entry), WORDS), today=today).findings,
        [each for each in lint_pack(pack_of(entry), WORDS, today=today).findings if each.entry],
    ]
    assert [[(each.rule, each.blocks) for each in one] for one in found] == [
        [said] if said else []
    ] * 2


def test_a_link_to_a_registered_source_is_allowed():
    text = "The text says that no dose is universal: https://example.org/small"
    assert "G11" not in found(entry_of("one", passage_of(text, "doses:p2")))


def test_ids_are_unique_and_blocks_are_accounted_for():
    twice = lint_pack(pack_of(entry_of("one", SOUND), entry_of("one", SOUND)), WORDS)
    assert "S3" in {finding.rule for finding in twice.findings}
    open_blocks = [finding for finding in twice.findings if finding.rule == "S4"]
    assert len(open_blocks) == len(TEXTS) - 1


def test_wordings_of_two_entries():
    one = entry_of("one", SOUND)
    same = entry_of("two", SOUND, question=one.phrasings[0].upper())
    near = entry_of("three", SOUND, question="ones wording 0 of the long sort of question")
    long = entry_of("four", SOUND, question="one wording 0 of the long sort of question")
    report = lint_pack(pack_of(one, same, near, long), WORDS)
    twins = [finding for finding in report.findings if finding.rule == "G13"]
    assert {finding.blocks for finding in twins} == {True, False}


def test_entries_that_contradict_each_other():
    up = passage_of("Letrozole raises estradiol, the text says.", "doses:p1")
    down = passage_of("Letrozole lowers estradiol, the text says.", "doses:p1")
    report = lint_pack(pack_of(entry_of("up", up), entry_of("down", down)))
    assert {f.entry for f in report.findings if f.rule == "G12"} == {"up", "down"}


def test_an_entry_that_says_what_another_one_corrects():
    corrected = passage(
        "The text says no dose is universal.",
        (Locator("small:doses:p2"),),
        ("letrozole raises estradiol",),
    )
    up = passage_of("Letrozole raises estradiol, the text says.", "doses:p1")
    assert "G12" in found(entry_of("up", up), pack_of(entry_of("other", corrected)))


def test_a_changed_block_is_reported():
    words = WORDS | {Locator("small:doses:p2"): TEXTS["doses:p2"].replace("single", "only")}
    assert "G2" in found(entry_of("one", SOUND), words=words)


@pytest.mark.parametrize("lost", sorted(TEXTS))
def test_a_copy_that_lacks_blocks_is_no_crash(lost):
    entries = [
        entry_of(f"one-{at}", passage_of("The text might say less of it.", where))
        for at, where in enumerate(TEXTS)
    ]
    words = {where: text for where, text in WORDS.items() if where != f"small:{lost}"}
    report = lint_pack(pack_of(*entries), words)
    assert report.against_text == len(TEXTS) - 1
    changed = [each.text for each in report.findings if each.rule == "G2"]
    assert changed == [f"small:{lost} has changed since it was cited"]


def test_a_block_that_does_not_exist_is_one_finding():
    passage = passage_of("The text says that letrozole might be usual.", "doses:p99")
    assert found(entry_of("one", passage)) == {"G2"}


def test_the_report_says_what_was_not_checked():
    bare = lint_pack(pack_of(entry_of("one", SOUND)))
    full = lint_pack(pack_of(entry_of("one", SOUND)), WORDS)
    assert {rule.id for rule in bare.unchecked} == {"G4", "G5", "G6", "G9", "G10"}
    assert bare.against_text == 0
    assert full.unchecked == ()
    assert full.against_text == 1
    assert {rule.id for rule in full.checked} == {rule.id for rule in RULES}


def test_a_source_without_its_text_is_checked_by_its_manifest():
    other = passage_of("The text says that no dose is universal.", "doses:p2")
    report = lint_pack(pack_of(entry_of("one", other)), {Locator("another:x:p1"): "words"})
    assert report.against_text == 0


def test_an_edited_entry_does_not_meet_its_older_self():
    entry = entry_of("one", SOUND)
    context = prepare_lint(pack_of(entry), WORDS)
    assert lint_entry(entry, context).is_clean


def test_an_entry_is_checked_against_the_others():
    one = entry_of("one", SOUND)
    context = prepare_lint(pack_of(one), WORDS)
    new = entry_of("new", SOUND, question=one.question, related=("one",))
    assert [(each.rule, each.blocks) for each in lint_entry(new, context).findings] == [
        ("G13", True)
    ]


def test_an_entry_is_checked_at_once_against_the_shipped_pack():
    pack = real_pack()
    context = prepare_lint(pack, real_words() if ARTICLE else None)
    start = perf_counter()
    reports = [lint_entry(entry, context) for entry in pack.entries]
    assert all(report.is_clean for report in reports)
    assert perf_counter() - start < 0.1 * len(pack.entries)
    assert bool(reports[0].unchecked) is (ARTICLE is None)


def test_progress_is_told():
    ticks = []
    pack = pack_of(entry_of("one", SOUND), entry_of("two", SOUND))
    lint_pack(pack, WORDS, lambda *at: ticks.append(at))
    assert ticks == [(1, 2), (2, 2)]


def test_findings_read_as_a_line():
    report = lint_pack(pack_of(entry_of("one", passage_of("Take it.", "doses:p2"))))
    assert any(str(finding).startswith("G8 one passage 1: ") for finding in report.blocking)
    assert SOURCE.id == "small"


def test_the_shipped_pack_is_clean_by_its_manifest():
    assert [str(finding) for finding in lint_pack(real_pack()).blocking] == []


@pytest.mark.skipif(ARTICLE is None, reason="the article is not at hand")
def test_the_shipped_pack_is_clean_against_the_article():
    report = lint_pack(real_pack(), real_words())
    assert [str(finding) for finding in report.findings] == []
    assert report.against_text == report.passages


@pytest.mark.parametrize(
    ("text", "blocked"),
    [
        ("…", True),
        ("Neither, then.", True),
        ("Yes, and so it does, the text says.", True),
        ("No. The text says that no dose is universal.", False),
        ("The text says that no dose is universal. Not so.", True),
        ("Is there a universal dose? Not in the text.", False),
    ],
)
def test_a_sentence_says_something_of_its_own(text, blocked):
    for words in (WORDS, {}):
        entry = entry_of("one", passage_of(text, "doses:p2"))
        assert ("G1" in found(entry, words=words)) is blocked
