from bot.core.limits import Rate
from bot.services.limits import KEPT, Admission, Limits, Look, Rates, Refusal

OPEN, HELPED, REFUSED = Admission.OPEN, Admission.URGENT, Admission.REFUSED
NOTICE, BRIEF, SILENT = Refusal.NOTICE, Refusal.BRIEF, Refusal.SILENT
URGENT = Look(lambda: True, lambda: True)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def limits(**rates) -> tuple[Limits, Clock]:
    clock = Clock()
    return Limits(clock, b"key", Rates(**rates)), clock


def test_a_person_gets_five_answers_at_once():
    bound, _ = limits()
    assert [bound.admit(1, None) for _ in range(8)] == [OPEN] * 5 + [REFUSED] * 3


def test_a_person_is_told_why_once_a_minute_in_each_place_and_before_any_silence():
    bound, clock = limits()
    said = [bound.refuse(1, where) for where in (7, 7, None, None, 8)]
    assert said == [NOTICE, BRIEF, NOTICE, BRIEF, NOTICE]
    assert [bound.refuse(2, 7) for _ in range(13)] == [NOTICE] + [BRIEF] * 10 + [SILENT] * 2
    assert bound.refuse(2, 8) is NOTICE
    clock.now += 60
    assert bound.refuse(2, 7) is NOTICE


def test_where_nothing_can_be_said_no_notice_is_used_up():
    bound, _ = limits()
    assert [bound.refuse(1, 7, wordless=True) for _ in range(11)] == [BRIEF] * 10 + [SILENT]
    assert bound.refuse(1, 7) is NOTICE


def test_what_else_a_person_does_is_bounded_apart_from_their_questions():
    bound, clock = limits()
    assert [bound.acts(1) for _ in range(22)] == [True] * 20 + [False] * 2
    assert sum(bound.completes(1) for _ in range(40)) == 30
    assert bound.acts(2)
    assert bound.admit(1, 7) is OPEN
    clock.now += 1
    assert [bound.acts(1) for _ in range(3)] == [True, True, False]


def test_one_person_takes_nothing_from_another():
    bound, _ = limits()
    for _ in range(20):
        bound.admit(1, None)
    assert bound.admit(2, None) is OPEN


def test_waiting_helps():
    bound, clock = limits()
    said = []
    for _ in range(60):
        clock.now += 1
        said += [bound.admit(1, None) for _ in range(3)]
    assert 29 <= said.count(OPEN) <= 36


def test_a_server_has_a_bound_of_its_own():
    bound, _ = limits(guild=Rate(3, 10))
    assert [bound.admit(person, 7) for person in range(4)] == [OPEN] * 3 + [REFUSED]
    assert bound.admit(9, 8) is OPEN
    assert bound.admit(9, None) is OPEN


def test_the_process_has_a_bound_of_its_own():
    bound, clock = limits(process=Rate(4, 1))
    assert [bound.admit(person, person) for person in range(5)] == [OPEN] * 4 + [REFUSED]
    clock.now += 1
    assert bound.admit(5, 5) is OPEN


def test_what_is_refused_by_one_bound_costs_nothing_in_the_others():
    bound, _ = limits(process=Rate(6, 1000))
    for _ in range(50):
        bound.admit(1, 7)
    assert bound.admit(2, 7) is OPEN


def test_an_urgent_text_is_answered_whatever_was_asked_before():
    bound, _ = limits()
    for _ in range(300):
        bound.admit(1, 7)
    assert [bound.admit(1, 7, URGENT) for _ in range(52)] == [HELPED] * 50 + [REFUSED] * 2


def test_emergencies_in_a_burst_are_read_whole_and_then_by_the_rules():
    bound, _ = limits()
    said = [bound.admit(1, 7, URGENT) for _ in range(60)]
    assert said == [OPEN] * 15 + [HELPED] * 45


def test_all_floods_of_emergencies_together_leave_others_their_time():
    bound, _ = limits(person=Rate(0, 1), reading=Rate(0, 1))
    said = [bound.admit(person, None, URGENT) for person in range(40) for _ in range(40)]
    assert said.count(HELPED) <= 251


def test_texts_are_read_for_danger_only_when_they_would_be_refused():
    bound, clock = limits()
    read = []

    def look() -> bool:
        read.append(clock.now)
        return False

    for _ in range(5):
        bound.admit(1, None, Look(look))
    assert read == []
    said = [bound.admit(1, None, Look(look)) for _ in range(200)]
    assert len(read) == 10  # a machine's flood is not read whole
    assert said == [REFUSED] * 200


def test_the_rules_look_through_a_flood_as_long_as_others_keep_their_time():
    spent, seen = [0.0], []

    def brief() -> bool:
        spent[0] += 0.01
        seen.append(spent[0])
        return False

    clock = Clock()
    bound = Limits(clock, b"key", Rates(glance=Rate(500, 5)), lambda: spent[0])
    for _ in range(15):
        bound.admit(1, None)
    for _ in range(100):
        bound.admit(1, None, Look(brief=brief))
    assert len(seen) == 50  # hundredths of a second in half a second
    clock.now += 1
    for person in range(1, 3):
        for _ in range(40):
            bound.admit(person, None, Look(brief=brief))
    assert len(seen) == 60


def test_memory_is_bounded_and_knows_no_one():
    bound, _ = limits(process=Rate(10**9, 1))
    for person in range(KEPT + 100):
        bound.admit(person + 10**17, None)
    kept = bound._person._kept
    assert len(kept) == KEPT
    assert all((person + 10**17).to_bytes(8, "big") not in kept for person in range(KEPT))
