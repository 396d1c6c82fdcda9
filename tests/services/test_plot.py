import struct
import sys

import pytest

from bot.core.compose import Reply
from bot.core.errors import UserError
from bot.core.golden import GoldenQuestion
from bot.core.measure import OUTCOMES, Judged, judge
from bot.services.plot import check_plot, draw_evaluation


def judged(route: str, outcome: str, chance: float) -> Judged:
    question, reply = GoldenQuestion("1", "q", route, "g"), Reply(outcome, "text")
    return Judged(question, reply, judge(question, reply), chance, 1.0)


ROWS = [
    judged(route, outcome, (n % 10) / 10)
    for n, route in enumerate(["answer", "abstain", "clinician", "urgent", "smalltalk"] * 4)
    for outcome in OUTCOMES
]


@pytest.mark.parametrize("rows", [ROWS, ROWS[:1]])
@pytest.mark.parametrize("name", ["eval.png", "eval", "eval.xyz"])
def test_both_pictures_go_into_one_png(tmp_path, rows, name):
    pytest.importorskip("matplotlib")
    path = tmp_path / name
    draw_evaluation(rows, path)
    raw = path.read_bytes()
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", raw[16:24])
    assert width > 2 * height > 800


def test_without_matplotlib_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UserError, match=r"pip install 'footnote-bot\[plot\]'"):
        draw_evaluation(ROWS, tmp_path / "eval.png")
    with pytest.raises(UserError, match=r"pip install 'footnote-bot\[plot\]'"):
        check_plot(tmp_path / "eval.png")


@pytest.mark.parametrize(
    ("name", "problem"), [("", "it is a directory"), ("none/eval.png", "its folder is not there")]
)
def test_a_picture_that_has_no_place_is_refused(tmp_path, name, problem):
    with pytest.raises(UserError, match=f"--plot {tmp_path}.*{problem}"):
        check_plot(tmp_path / name)


def test_nothing_to_draw_is_said(tmp_path):
    with pytest.raises(UserError, match="no question"):
        draw_evaluation([], tmp_path / "eval.png")
