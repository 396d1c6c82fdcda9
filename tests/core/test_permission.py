import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.guild import GuildSettings
from bot.core.permission import (
    TABLE,
    Denial,
    Member,
    Requirement,
    denial,
    is_for_all,
    is_kept,
    is_moderator,
)

ROLE = 77
SERVER = GuildSettings(moderator_role=ROLE)
ALONE = GuildSettings(second_approval=False)
NOBODY = Member(1, 10)
MODERATOR = Member(1, 10, manage_messages=True)
BY_ROLE = Member(1, 10, frozenset({ROLE}))
ADMIN = Member(1, 10, manage_guild=True)
DIRECT = Member(1, None, frozenset({ROLE}), manage_messages=True, manage_guild=True)
MEMBERS = st.builds(
    Member,
    st.integers(1, 3),
    st.one_of(st.none(), st.integers(1, 2)),
    st.frozensets(st.sampled_from([ROLE, 5])),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("action", "member", "expected"),
    [
        ("ask", DIRECT, None),
        ("ask", NOBODY, None),
        ("ask", Member(1, 10, is_bot=True), Denial.UNKNOWN),
        ("faq add", NOBODY, Denial.NO_MODERATOR),
        ("faq add", MODERATOR, None),
        ("faq add", BY_ROLE, None),
        ("faq add", ADMIN, None),
        ("faq add", DIRECT, Denial.NO_SERVER),
        ("ask:remove", MODERATOR, None),
        ("ask:remove", NOBODY, Denial.NOT_YOURS),
        ("settings", MODERATOR, Denial.NO_ADMIN),
        ("settings", ADMIN, None),
        ("no such command", ADMIN, Denial.UNKNOWN),
        ("", ADMIN, Denial.UNKNOWN),
    ],
)
def test_an_action_asks_for_what_the_table_says(action, member, expected):
    assert denial(action, member, SERVER) is expected


@pytest.mark.parametrize("action", [*TABLE, "no such command"])
def test_what_is_for_all_anyone_may_do_anywhere(action):
    everywhere = [denial(action, who, SERVER) for who in (NOBODY, Member(2, None))]
    assert is_for_all(action) is (everywhere == [None, None])


REVIEWED = [name for name, need in TABLE.items() if need is Requirement.REVIEWER]
AUTHORED = [name for name, need in TABLE.items() if need is Requirement.AUTHOR]


@pytest.mark.parametrize("action", REVIEWED)
def test_nobody_approves_their_own_draft_unless_the_server_allows_it(action):
    assert denial(action, MODERATOR, SERVER, owner=2) is None
    assert denial(action, MODERATOR, SERVER, owner=1) is Denial.OWN_DRAFT
    assert denial(action, MODERATOR, SERVER) is Denial.OWN_DRAFT
    assert denial(action, MODERATOR, ALONE, owner=1) is None
    assert denial(action, NOBODY, ALONE, owner=1) is Denial.NO_MODERATOR


@pytest.mark.parametrize("action", AUTHORED)
def test_only_the_author_goes_on_with_a_draft(action):
    assert denial(action, MODERATOR, SERVER, owner=1) is None
    assert denial(action, MODERATOR, SERVER, owner=2) is Denial.NOT_AUTHOR
    assert denial(action, NOBODY, SERVER, owner=1) is Denial.NO_MODERATOR


def test_only_attempts_at_what_moderators_may_do_are_kept():
    of_people = {name for name in TABLE if name.startswith(("ask", "gap:", "browse:", "mydata"))}
    assert {"ask:mine", "ask:remove", "gap:send"} <= of_people
    assert not any(map(is_kept, of_people))
    assert all(is_kept(name) for name in TABLE if name.startswith(("faq", "set")))
    assert not is_kept("no such thing")


def test_a_role_counts_only_where_it_is_named():
    assert not is_moderator(BY_ROLE, GuildSettings())
    assert not is_moderator(Member(1, 10, frozenset({0})), GuildSettings())


@given(st.text(max_size=12).filter(lambda text: text not in TABLE), MEMBERS)
def test_what_is_not_declared_is_denied(action, member):
    assert denial(action, member, SERVER, owner=member.user)


@given(st.sampled_from(sorted(TABLE)), MEMBERS, st.one_of(st.none(), st.integers(1, 3)))
def test_without_rights_only_what_is_open_to_anyone_goes(action, member, owner):
    if TABLE[action] is not Requirement.ANYONE and not denial(action, member, SERVER, owner):
        own = TABLE[action] is Requirement.OWNER and owner == member.user
        assert own or (member.guild is not None and is_moderator(member, SERVER))
