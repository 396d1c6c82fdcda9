import json
import os

import pytest

from bot.core.compose import Reply
from bot.core.errors import ContentError, UserError
from bot.core.golden import GoldenQuestion
from bot.core.measure import Judged
from bot.services.evaluate import evaluate, figures_of, read_questions, tally

ROW = {"id": "a", "q": "sun", "route": "answer", "group": "natural", "gold": ["sunlight:p1"]}


def judged(route: str, outcome: str, verdict: str, group: str = "g") -> Judged:
    question = GoldenQuestion("1", "q", route, group)
    return Judged(question, Reply(outcome, "text"), verdict, 0.5, 1.0)


def test_a_golden_file_and_a_folder_of_them(tiny_root):
    folder = tiny_root / "golden"
    (folder / "more.yaml").write_text("- {id: z, q: hi, route: smalltalk, group: talk}", "utf-8")
    one = read_questions(folder / "dev.yaml", "s")
    assert [each.id for each in read_questions(folder, "s")] == [*(each.id for each in one), "z"]


def test_json_lines_get_the_name_of_the_source(tmp_path):
    path = tmp_path / "q.jsonl"
    full = ROW | {"id": 2, "gold": ["other:a:p1"], "history": ["x"], "note": "alt=abstain"}
    path.write_text(f"{json.dumps(ROW)}\n\n{json.dumps(full)}\n", "utf-8")
    first, second = read_questions(path, "tomato-guide")
    assert first.gold == ("tomato-guide:sunlight:p1",)
    assert (second.id, second.gold, second.history) == ("2", ("other:a:p1",), ("x",))
    assert second.accepted == ("abstain",)


def faults_of(path, *lines) -> list[tuple[int, str]]:
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ContentError) as caught:
        read_questions(path, "s")
    assert {fault.file for fault in caught.value.faults} == {str(path)}
    return [(fault.line, fault.text) for fault in caught.value.faults]


def without(key: str, **changes: object) -> str:
    return json.dumps({name: value for name, value in (ROW | changes).items() if name != key})


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{broken", "not a JSON object"),
        ("[]", "not a JSON object"),
        ("5", "not a JSON object"),
        ("[" * 100_000, "not a JSON object"),
        (without("q"), "'q' is missing or empty"),
        (without("", q=5), "'q' must be a text"),
        (without("", route="maybe"), "route 'maybe' is none of answer, clinician"),
        (without("gold"), "'gold' belongs to route answer, and only there"),
        (without("", gold="a:b:p1"), "'gold' must be a list"),
        (without("", gold=[5]), "every item of 'gold' must be a text"),
        (without("", history="abc"), "'history' must be a list"),
        (without("", history=[5]), "every item of 'history' must be a text"),
        (without("", history=[["a"]]), "every item of 'history' must be a text"),
    ],
)
def test_a_line_that_is_no_labelled_question(tmp_path, line, fault):
    found = faults_of(tmp_path / "q.jsonl", json.dumps(ROW), line)
    assert any(number == 2 and text.startswith(fault) for number, text in found), found


def test_all_faulty_lines_are_named_at_once(tmp_path):
    found = faults_of(tmp_path / "q.jsonl", "{", json.dumps(ROW), "", without("q"), without("id"))
    assert [number for number, _ in found] == [1, 4, 5]


def test_a_line_ends_where_its_file_says(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps(ROW | {"q": "sun\u2028shade"}, ensure_ascii=False), "utf-8")
    (found,) = read_questions(path, "s")
    assert found.q == "sun\u2028shade"


def test_keys_of_others_are_passed_over_and_a_group_may_lack(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text(without("group", origin="real", history=None), "utf-8")
    (found,) = read_questions(path, "s")
    assert (found.group, found.history) == ("-", ())


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "q.jsonl")
    with pytest.raises(ContentError, match="no ordinary file"):
        read_questions(tmp_path / "q.jsonl", "s")


@pytest.mark.parametrize("name", ["q.jsonl", "folder"])
def test_no_question_at_all_is_an_error(tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "dev.yml").write_text("[]", "utf-8")
    (tmp_path / "q.jsonl").write_text("\n\n", "utf-8")
    with pytest.raises(UserError, match=f"{name}: no labelled question is here"):
        read_questions(tmp_path / name, "s")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UserError, match="there is no such file"):
        read_questions(tmp_path / "none.jsonl", "s")


def test_a_golden_file_that_is_broken(tmp_path):
    (tmp_path / "g.yaml").write_text("- {id: 1}", "utf-8")
    with pytest.raises(ContentError, match=f"{tmp_path}/g.yaml:1: 'q' is missing"):
        read_questions(tmp_path / "g.yaml", "s")


def test_the_tiny_pack_answers_its_own_questions(tiny):
    questions = read_questions(tiny.settings.knowledge / "golden", "s")
    found = list(evaluate(tiny.asker(), questions))
    assert [each.question for each in found] == questions
    assert {each.question.id: each.verdict for each in found if each.verdict != "ok"} == {}
    assert all(0 <= each.confidence <= 1 and each.ms > 0 for each in found)


def test_verdicts_are_counted_by_route_and_by_group():
    rows = [
        judged("answer", "answer", "ok", "typo"),
        judged("answer", "answer", "wrong", "slang"),
        judged("abstain", "abstain", "ok", "typo"),
    ]
    assert tally(rows, "route") == {"abstain": {"ok": 1}, "answer": {"ok": 1, "wrong": 1}}
    assert list(tally(rows, "group")) == ["abstain / typo", "answer / slang", "answer / typo"]


def test_figures():
    rows = [
        *[judged("answer", "answer", "ok")] * 6,
        judged("answer", "answer", "wrong"),
        judged("answer", "suggest", "offered"),
        judged("answer", "abstain", "abstained"),
        judged("answer", "clinician", "over-refused"),
        *[judged("abstain", "abstain", "ok")] * 3,
        judged("abstain", "answer", "wrong"),
        *[judged("clinician", "clinician", "ok")] * 2,
        judged("clinician", "answer", "missed"),
        judged("clinician", "answer", "leak"),
        judged("urgent", "urgent", "ok"),
        judged("smalltalk", "answer", "wrong"),
    ]
    assert figures_of(rows) == {
        "answer_ok": 0.6,
        "answer_ok_or_offered": 0.7,
        "wrong_of_answered": 0.2,
        "over_refused": 0.1,
        "abstain_ok": 0.75,
        "smalltalk_ok": 0.0,
        "clinician_ok": 0.5,
        "urgent_ok": 1.0,
        "leaks": 1.0,
    }


def test_figures_of_nothing_miss_no_floor():
    figures = figures_of([])
    assert figures["answer_ok"] == figures["urgent_ok"] == 1
    assert figures["wrong_of_answered"] == figures["over_refused"] == figures["leaks"] == 0
