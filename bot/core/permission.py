"""Who may do what: one table of every command, button and form; what is not in it is denied.

The facts about the member come from the payload of the very interaction that is judged, so a role
that was taken away between opening a form and sending it counts as taken away.
"""

from dataclasses import dataclass
from enum import Enum, auto

from bot.core.guild import GuildSettings


class Requirement(Enum):
    """What an action asks of the one who does it."""

    ANYONE = auto()
    OWNER = auto()
    """The person whom the message was made for."""
    KEEPER = auto()
    """That person, or a moderator."""
    MODERATOR = auto()
    AUTHOR = auto()
    """The moderator who wrote the draft."""
    REVIEWER = auto()
    """A moderator other than the author, unless the server has switched the second approval off."""
    ADMIN = auto()
    """Whoever may manage the server."""


class Denial(Enum):
    """Why an action is denied; the value names the fixed text."""

    UNKNOWN = "denied_unknown"
    NO_SERVER = "denied_no_server"
    NO_MODERATOR = "denied_no_moderator"
    NO_ADMIN = "denied_no_admin"
    NOT_YOURS = "denied_not_yours"
    NOT_AUTHOR = "denied_not_author"
    OWN_DRAFT = "denied_own_draft"


@dataclass(frozen=True, slots=True)
class Member:
    """What an interaction's payload says of the one who acts.

    `guild` is None in direct messages. `manage_messages` and `manage_guild` are the permissions in
    the channel; whoever administers a server has both.
    """

    user: int
    guild: int | None
    roles: frozenset[int] = frozenset()
    manage_messages: bool = False
    manage_guild: bool = False
    is_bot: bool = False


def _spread(*groups: tuple[Requirement, str]) -> dict[str, Requirement]:
    return {name.strip(): need for need, names in groups for name in names.split(",")}


TABLE = _spread(
    (Requirement.ANYONE, "ask, topics, sources, help, privacy, menu Find a sourced answer"),
    (Requirement.ANYONE, "mydata show, mydata delete, forget"),
    (Requirement.OWNER, "mydata:delete"),
    (Requirement.MODERATOR, "faq add, faq edit, faq retire, faq restore, faq list, faq show"),
    (Requirement.MODERATOR, "faq history, faq review, faq gaps, faq stats, faq export, faq import"),
    (Requirement.MODERATOR, "faq undo, menu Add to FAQ"),
    (Requirement.MODERATOR, "faq:open, faq:change, faq:past, faq:version, faq:revert"),
    (
        Requirement.MODERATOR,
        "faq:compare, faq:against, faq:record, faq:list, faq:drafts, faq:clear, faq:renew",
    ),
    (Requirement.MODERATOR, "faq:gaps, faq:gap, faq:write, faq:adopt, faq:dismiss"),
    (Requirement.AUTHOR, "faq:form, faq:again, faq:submit, faq:discard, faq:rebase"),
    (Requirement.REVIEWER, "faq:approve, faq:return, faq:reason, faq:carry"),
    (Requirement.OWNER, "gap:tell, gap:send, gap:notify"),
    (Requirement.ANYONE, "ask:source, ask:follow, ask:good, ask:bad, ask:why, ask:related"),
    (Requirement.ANYONE, "ask:asked, ask:pick, browse:topics, browse:topic"),
    (Requirement.OWNER, "ask:none, ask:share, ask:mine"),
    (Requirement.KEEPER, "ask:remove"),
    (Requirement.ADMIN, "settings, set:public, set:related, set:approval, set:locale"),
    (Requirement.ADMIN, "set:channels, set:role, set:log"),
)
"""Commands by their whole name, message menus after `menu`, buttons and forms by their prefix."""

_OF_KEEPERS = frozenset(
    {Requirement.MODERATOR, Requirement.AUTHOR, Requirement.REVIEWER, Requirement.ADMIN}
)


def denial(
    action: str, member: Member, settings: GuildSettings, owner: int | None = None
) -> Denial | None:
    """Tell why a member may not do something, or None when they may.

    `owner` is who wrote the draft, or whom the message was made for.
    """
    need = TABLE.get(action)
    if need is None or member.is_bot:
        return Denial.UNKNOWN
    is_theirs = need is Requirement.ANYONE or member.user == owner
    if need in (Requirement.ANYONE, Requirement.OWNER):
        return None if is_theirs else Denial.NOT_YOURS
    if need is Requirement.KEEPER:
        return None if is_theirs or is_moderator(member, settings) else Denial.NOT_YOURS
    if member.guild is None:
        return Denial.NO_SERVER
    if need is Requirement.ADMIN:
        return None if member.manage_guild else Denial.NO_ADMIN
    return _of_moderator(need, member, settings, owner)


def is_for_all(action: str) -> bool:
    """Tell whether people may do something whoever they are; bots may nothing."""
    return TABLE.get(action) is Requirement.ANYONE


def is_kept(action: str) -> bool:
    """Tell whether moderators are told of who tried something: what only they or admins may do.

    A press of another's button beside an answer is none of that, and would tie a person to what
    somebody asked.
    """
    return TABLE.get(action) in _OF_KEEPERS


def is_moderator(member: Member, settings: GuildSettings) -> bool:
    """Tell whether a member keeps this server's knowledge: by permission, or by the named role."""
    named = settings.moderator_role in member.roles if settings.moderator_role else False
    return member.guild is not None and (member.manage_messages or member.manage_guild or named)


def _of_moderator(
    need: Requirement, member: Member, settings: GuildSettings, owner: int | None
) -> Denial | None:
    if not is_moderator(member, settings):
        return Denial.NO_MODERATOR
    if need is Requirement.AUTHOR and member.user != owner:
        return Denial.NOT_AUTHOR
    # a draft whose author is unknown cannot be approved by "somebody else"
    alone = owner is None or member.user == owner
    if need is Requirement.REVIEWER and alone and settings.second_approval:
        return Denial.OWN_DRAFT
    return None
