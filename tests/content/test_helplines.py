import pytest

from bot.content.helplines import FILE, load_regions
from bot.core.compose import Composer
from bot.core.helplines import LineKind
from bot.core.outcome import SmallTalk, Urgent
from tests.real import KNOWLEDGE, real_pack

GOOD = """
- region: XX
  name: Nowhere
  lines:
    - {kind: emergency, call: "1", source: "https://example.org/", noted: "2026-01-31"}
"""


def faults_of(tmp_path, text):
    (tmp_path / FILE).write_text(text, "utf-8")
    faults = []
    regions = load_regions(tmp_path, faults)
    return regions, [str(fault) for fault in faults]


def test_a_region_is_read(tmp_path):
    regions, faults = faults_of(tmp_path, GOOD)
    assert faults == []
    assert [line.call for line in regions[0].of(LineKind.POISON, LineKind.EMERGENCY)] == ["1"]


def test_a_pack_may_have_no_regions(tmp_path):
    assert load_regions(tmp_path, []) == ()


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("XX", "us", "two capital letters"),
        ("emergency", "fire", "unknown kind 'fire'"),
        ("2026-01-31", "yesterday", "must be a day"),
        ("https://", "http://", "https address"),
        ('call: "1", ', "", "'call' is missing"),
        ("kind: emergency", "kind: crisis", "needs its emergency number"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, good, bad, said):
    _, faults = faults_of(tmp_path, GOOD.replace(good, bad))
    assert any(said in fault for fault in faults), faults


def test_a_file_that_is_no_list(tmp_path):
    assert "expected a list" in faults_of(tmp_path, "a: b")[1][0]


def test_every_shipped_region_names_all_kinds():
    regions = load_regions(KNOWLEDGE, [])
    assert {region.code for region in regions} >= {"US", "GB", "DE"}
    assert all(region.of(kind) for region in regions for kind in LineKind)


@pytest.mark.parametrize(
    ("message", "shown", "hidden"),
    [("urgent_emergency", "1-800-222-1222", "988"), ("urgent_self_harm", "988", "1-800-222-1222")],
)
def test_the_lines_of_a_region_follow_the_general_text(message, shown, hidden):
    composer = Composer(real_pack())
    general = composer.reply(Urgent(message)).text
    text = composer.reply(Urgent(message), "US").text
    assert text.startswith(general)
    assert "911" in text
    assert shown in text
    assert hidden not in text
    assert composer.reply(Urgent(message), "ZZ").text == general


def test_only_emergencies_get_help_lines():
    composer = Composer(real_pack())
    talk = SmallTalk("talk_greeting")
    assert composer.reply(talk, "US") == composer.reply(talk)
