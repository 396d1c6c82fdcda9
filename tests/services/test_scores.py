import pytest

from bot.core.compose import Reply
from bot.core.errors import ContentError
from bot.core.golden import GoldenQuestion
from bot.core.measure import Judged
from bot.services.scores import miss_list, missed_floors, read_floors, score_table


def judged(route: str, outcome: str, verdict: str, text: str = "a question", ms: float = 2.0):
    question = GoldenQuestion("id7", text, route, "group")
    entry = "sunlight" if outcome == "answer" else None
    return Judged(question, Reply(outcome, "text", entry), verdict, 0.5, ms)


ROWS = [
    *[judged("answer", "answer", "ok")] * 3,
    judged("answer", "answer", "wrong", "which?", ms=9.0),
    judged("clinician", "answer", "leak"),
]


def line_of(table: str, start: str) -> str:
    return next(line for line in table.splitlines() if line.startswith(start))


def test_the_table_counts_by_outcome_and_by_group_with_intervals():
    table = score_table(ROWS)
    assert line_of(table, "answer ").split() == [
        "answer", "4", "75.0%", "30.1%", "–", "95.4%", "wrong=1",  # noqa: RUF001
    ]  # fmt: skip
    assert "75.0%" in line_of(table, "answer / group")
    assert "leak=1" in line_of(table, "clinician ")
    assert line_of(table, "answer_ok ").split()[1] == "75.00%"
    assert line_of(table, "leaks").split()[1] == "1"
    assert line_of(table, "ms a question").endswith("2.00 / 2.00")


def test_a_table_of_nothing():
    table = score_table([])
    assert "ms a question" not in table
    assert line_of(table, "answer_ok ").split()[1] == "100.00%"


def test_each_miss_is_named():
    lines = miss_list(ROWS).splitlines()
    assert len(lines) == 2
    assert lines[0].split() == [
        "wrong", "id7", "due", "answer", "got", "answer", "sunlight", "0.50", "'which?'",
    ]  # fmt: skip
    assert miss_list([judged("abstain", "clinician", "over-refused")]).split()[6] == "-"
    assert miss_list(ROWS[:3]) == ""


def test_control_characters_of_a_question_do_not_reach_the_terminal():
    assert "\x1b" not in miss_list([judged("answer", "answer", "wrong", "\x1b[2J\nboo")])


@pytest.fixture
def floors(tmp_path):
    def write(text):
        path = tmp_path / "floors.yaml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_floors_that_are_kept(floors):
    path = floors("at_least: {answer_ok: '0.75', urgent_ok: '1'}\nat_most: {leaks: '1'}")
    assert missed_floors(ROWS, read_floors(path)) == []
    assert missed_floors(ROWS, read_floors(floors("at_least: {answer_ok: '0.5'}"))) == []


def test_floors_that_are_missed(floors):
    path = floors("at_least: {answer_ok: '0.95'}\nat_most: {wrong_of_answered: '0.02', leaks: '0'}")
    assert missed_floors(ROWS, read_floors(path)) == [
        "floor missed: answer_ok is 0.7500, at least 0.95 is due",
        "floor missed: wrong_of_answered is 0.2000, at most 0.02 is due",
        "floor missed: leaks is 1.0000, at most 0.0 is due",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("at_best: {leaks: '0'}", r"floors\.yaml:1: unknown key 'at_best'"),
        ("at_most: leaks", r"floors\.yaml:1: 'at_most' must be a mapping"),
        ("", r"floors\.yaml: empty"),
    ],
)
def test_faults_of_floors(floors, text, fault):
    with pytest.raises(ContentError, match=fault):
        read_floors(floors(text))


@pytest.mark.parametrize(
    "text",
    ["at_least: {anwser_ok: '0.9'}", "at_least: {answer_ok: lots}", "at_least: {answer_ok: nan}"],
)
def test_unknown_figures_and_numbers_are_faults_not_defects(floors, text):
    with pytest.raises(ContentError, match=r"floors\.yaml:1: "):
        read_floors(floors(text))


def test_floors_that_are_not_there(tmp_path):
    with pytest.raises(ContentError, match=f"{tmp_path}/none.yaml: no such file"):
        read_floors(tmp_path / "none.yaml")
