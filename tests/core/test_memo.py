from bot.core.memo import Memo


def test_a_value_is_worked_on_once():
    memo, value, made = Memo[int](3), (1, 2), []
    for _ in range(3):
        assert memo.of(value, lambda: made.append(1) or len(made)) == 1


def test_an_equal_value_is_another_one():
    memo = Memo[str](3)
    assert memo.of([1], lambda: "first") == "first"
    assert memo.of([1], lambda: "second") == "second"


def test_what_else_it_depends_on_counts():
    memo, value = Memo[str](3), (1, 2)
    assert memo.of(value, lambda: "english", "en") == "english"
    assert memo.of(value, lambda: "german", "de") == "german"


def test_no_value_is_taken_for_one_that_is_gone():
    memo = Memo[int](10)
    for number in range(1000):  # each list may stand where one before it stood
        assert memo.of([number], lambda number=number: number) == number
