import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import UserError
from bot.services.lines import LONGEST, MOST_HISTORY, Line, answer_lines, parse_line

QUESTION = b'{"id": "q", "q": "split skins"}'


@pytest.fixture(scope="module")
def answer(tiny):
    asker = tiny.asker()
    return lambda *lines: [json.loads(each) for each in answer_lines(asker, lines)]


def test_answers_stand_in_the_order_of_the_questions(answer):
    lines = [json.dumps({"id": n, "q": q}).encode() for n, q in enumerate(["hello", "sun", "feed"])]
    assert [each["id"] for each in answer(*lines)] == [0, 1, 2]


def test_a_broken_line_is_answered_in_its_place(answer):
    first, broken, last = answer(QUESTION, b"{nonsense\n", QUESTION)
    assert first["outcome"] == last["outcome"] == "answer"
    assert broken == {"id": None, "error": "line 2: not a JSON object"}


def test_blank_lines_are_passed_over_and_still_counted(answer):
    assert answer(b"\n", b"  \r\n") == []
    assert answer(b"\n", b"[]")[0]["error"].startswith("line 2: ")


BROKEN = [
    (b"\xff\xfe", "not UTF-8 (byte 0)"),
    (b'{"q": "\x80"}', "not UTF-8 (byte 7)"),
    (b"nonsense", "not a JSON object"),
    (b"[" * 100_000, "not a JSON object"),
    (b"9" * 5000, "not a JSON object"),
    (b"[]", 'expected an object with a text under "q"'),
    (b"null", 'expected an object with a text under "q"'),
    (b'"text"', 'expected an object with a text under "q"'),
    (b"{}", 'expected an object with a text under "q"'),
    (b'{"q": 5}', 'expected an object with a text under "q"'),
    (b'{"q": null}', 'expected an object with a text under "q"'),
    (b'{"q": "a", "history": "b"}', '"history" must be a list of texts'),
    (b'{"q": "a", "history": [1]}', '"history" must be a list of texts'),
    (b'{"q": "a", "history": {"a": 1}}', '"history" must be a list of texts'),
]


@pytest.mark.parametrize(("raw", "problem"), BROKEN)
def test_what_is_wrong_with_a_line(answer, raw, problem):
    with pytest.raises(UserError) as caught:
        parse_line(raw)
    assert str(caught.value) == problem
    assert answer(raw) == [{"id": None, "error": f"line 1: {problem}"}]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b'{"q": "a"}', Line(None, "a", ())),
        (b'{"id": [1], "q": "", "history": null, "more": 1}', Line([1], "", ())),
        (b'{"id": 3, "q": "a", "history": ["b", "c"]}', Line(3, "a", ("b", "c"))),
        ('{"q": "雌二醇"}'.encode(), Line(None, "雌二醇", ())),
    ],
)
def test_lines_that_are_right(raw, line):
    assert parse_line(raw) == line


def test_of_a_huge_history_only_the_end_is_replayed(answer):
    history = [f"earlier {n}" for n in range(20_000)]
    line = json.dumps({"q": "split skins", "history": history}).encode()
    assert parse_line(line).history == tuple(history[-MOST_HISTORY:])
    assert answer(line)[0]["entry"] == "overwatering-signs"


def test_history_gives_a_follow_up_its_topic(answer):
    line = {"q": "tell me more", "history": ["signs of too much water"]}
    assert answer(json.dumps(line).encode())[0]["entry"] == "underwatering-signs"


@pytest.mark.parametrize(
    "text", ["", "a" * 4000, "\x00\x1f", "\ud800 split", "\u202e", "🍅" * 3000]
)
def test_odd_texts_are_answered(answer, text):
    (found,) = answer(json.dumps({"id": 1, "q": text}).encode())
    assert found["outcome"]


def test_lines_are_answered_one_by_one_as_they_come(tiny):
    seen = []

    def lines():
        for n in range(3):
            seen.append(n)
            yield QUESTION

    answers = answer_lines(tiny.asker(), lines())
    next(answers)
    assert seen == [0]


@given(st.binary(max_size=40))
def test_any_line_gets_a_line_or_is_blank(tiny, raw):
    found = list(answer_lines(tiny.asker(), [raw]))
    assert len(found) == bool(raw.strip())
    assert all("\n" not in line for line in found)


def test_an_error_names_the_line_that_it_answers(answer):
    (found,) = answer(b'{"id": "seven", "q": 7}')
    assert found["id"] == "seven"
    assert found["error"].startswith("line 1")


def test_a_byte_order_mark_and_numbers_that_json_lacks(answer):
    marked, *odd = answer(
        b"\xef\xbb\xbf" + QUESTION,
        *(b'{"id": %s, "q": "a"}' % number for number in (b"NaN", b"1e999", b"-1e999")),
    )
    assert marked["id"] == "q"
    assert [each["id"] for each in odd] == [None, None, None]
    assert odd[1]["error"] == "line 3: not a JSON object"


def test_a_line_that_is_too_long_is_not_read(answer):
    long = b'{"id": 1, "q": "%s"}' % (b"a" * LONGEST)
    assert answer(long) == [{"id": None, "error": "line 1: longer than 1,000,000 bytes"}]
