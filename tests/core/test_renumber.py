from bot.core.plan import Expressions, Literals, Plan
from bot.core.renumber import renumbered

PLAN = Plan(
    Expressions(
        Literals({"a": 0, "anastrozole": 1, "b": 0}, [(7, 9), (8, 9)], {}),
        words=[(r"\\d", (5,))],
        phrases=[("a b", (7, 8), (3,))],
    ),
    flags=[((3,), 1)],
    direct=[(), (9,)],
    attempts=[(0, (5, 3), "x"), (1, (7, 5), "y")],
    masks={"aside": [((8,), "z")]},
)


def test_what_is_told_by_long_words_is_a_key_and_has_a_low_number():
    found = renumbered(PLAN)
    [(_, groups, _)] = found.expressions.phrases
    keys = {groups[0], *(needed[0] for _, needed, _ in found.attempts)}
    assert groups == (0, keys.difference({0, found.expressions.words[0][1][0]}).pop())
    assert keys == set(range(len(keys)))


def test_nothing_else_changes():
    found = renumbered(PLAN)
    sought = found.expressions
    new = {
        5: sought.words[0][1][0],
        7: sought.literals.groups[0][0],
        8: sought.literals.groups[1][0],
        9: sought.literals.groups[0][1],
        3: sought.phrases[0][2][0],
    }
    assert sorted(new.values()) == [0, 1, 2, 3, 4]
    assert {*sought.phrases[0][1]} == {new[7], new[8]}
    assert found.flags == [((new[3],), 1)]
    assert found.direct == [(), (new[9],)]
    assert [{*needed} for _, needed, _ in found.attempts] == [{new[5], new[3]}, {new[7], new[5]}]
    assert found.masks == {"aside": [((new[8],), "z")]}
    assert sought.literals.texts == PLAN.expressions.literals.texts
