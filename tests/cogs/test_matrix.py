"""Whatever asks for a right: everything, by everybody who has none, by every kind of event.

The matrix is made from the permission table, so what is new is in it. Every cell presses for real
and is replayed once; it is denied and recorded, each once. The last test holds the same presses
against people who have the right, and they go through.
"""

import asyncio
from collections import Counter
from contextlib import suppress

import pytest

from bot.core.permission import TABLE, Denial, Requirement
from bot.store.audit import deeds
from bot.store.revisions import heads
from tests.cogs.moderators import MANAGE_GUILD, MANAGE_MESSAGES, settled
from tests.fakediscord.people import COMPONENT, MODAL

PARTS = {
    "button": {"type": 2, "style": 1, "label": "x"},
    "select": {"type": 3, "options": [{"label": "x", "value": "1"}]},
    "form": {},
}
SHAPES = tuple(PARTS)
OF_MODERATORS = (Requirement.MODERATOR, Requirement.AUTHOR, Requirement.REVIEWER)
NEEDS = {name: need for name, need in TABLE.items() if need is not Requirement.ANYONE}
CONTROLS = {name: need for name, need in NEEDS.items() if ":" in name}
OF_KEEPERS = sorted(
    name for name, need in CONTROLS.items() if need in (*OF_MODERATORS, Requirement.ADMIN)
)
OF_ONE = sorted(
    name
    for name, need in CONTROLS.items()
    if need in (Requirement.OWNER, Requirement.KEEPER, Requirement.AUTHOR)
)
COMMANDS = sorted(NEEDS.keys() - CONTROLS.keys())
OF_ENTRIES = ("faq edit", "faq retire", "faq restore", "faq show", "faq history")
SWITCHES = {"set:public", "set:related", "set:approval"}
LISTS = {"faq:gaps", "faq:list", "faq:drafts", "faq:record"}
"""Controls that turn the pages of a list: nothing that they name can be gone."""


CELLS = Counter()
"""Presses and commands of all tests here."""


class Stage:
    """The people of the matrix; alice has no right here, unless a cell gives her one."""

    def __init__(self, fake, app, bot):
        self.fake, self.app, self.name = fake, app, bot.front.controls.name
        self.alice, self.bob = fake.alice, fake.bob
        self.here, self.guild = fake.general, fake.guild
        self.asked = None
        self.say = lambda denial: app.texts.say(denial.value, "en")
        self.worn_out = app.texts.say("worn_out", "en")
        self.refusals = set(map(self.say, Denial))
        self.elsewhere = fake.add_guild("other", [fake.alice, fake.bob])
        fake.permit(self.elsewhere, fake.alice, MANAGE_MESSAGES | MANAGE_GUILD)

    def rights(self, user, *, has):
        self.fake.permit(self.guild, user, MANAGE_MESSAGES | MANAGE_GUILD if has else 0)

    async def ask(self):
        """Answer a question: controls stand under a message."""
        asked = await self.fake.slash(
            "ask", self.alice, self.here, question="sun or shade for tomatoes"
        )
        return await asked.answered()

    async def press(self, shape, custom_id, user, channel=None, values=("1",)):
        """Press what no message shows, as a forged client can; nothing of it is offered."""
        CELLS["presses"] += 1
        about = {"custom_id": custom_id, "id": 9}
        part = about | PARTS[shape]
        if shape == "form":
            kind, about = MODAL, about | {"components": []}
        else:
            kind, about = COMPONENT, about | {"component_type": part["type"]}
        if shape == "select":
            about["values"] = list(values)
        place = channel or self.here
        self.asked = self.asked or await self.ask()
        rows = [] if shape == "form" else [{"type": 1, "id": 8, "components": [part]}]
        under = self.asked.shown | {"channel_id": place["id"], "components": rows}
        done = await self.fake.interact(kind, about, user, place, message=under, opener=self.asked)
        return await done.answered()

    async def denials(self, guild, count):
        """Wait for so many records, which are written after the answers; give all there are."""
        number = int(guild["id"]) if guild else 0
        with suppress(TimeoutError):  # the caller tells what is missing
            async with asyncio.timeout(60):
                while len(await self._denied(number)) < count:  # noqa: ASYNC110 - a test waits
                    await asyncio.sleep(0.02)
        await asyncio.sleep(0.05)
        return Counter(each.target for each in await self._denied(number))

    async def _denied(self, number):
        return [
            each for each in await deeds(self.app.store, number, 10_000) if each.action == "denied"
        ]


@pytest.fixture(scope="module", autouse=True)
def _count():
    """Tell with `-s` how large the matrix is."""
    yield
    print(f"\npermission matrix: {dict(CELLS)}")  # noqa: T201 - the figure, for whoever asks


@pytest.fixture
async def stage(fake, app, bot, unlimited):  # noqa: ARG001 - nobody presses so fast
    return Stage(fake, app, bot)


async def denied(stage, kinds, minted, user, *, guild=None, channel=None, before=None):  # noqa: PLR0913 - a cell
    """Press each kind in each shape; all are answered with a denial, moderators' recorded once."""
    for kind in kinds:
        for shape in SHAPES:
            if before:
                await before()
            done = await stage.press(shape, minted(kind), user, channel)
            await stage.fake.repeat(done)  # a replayed event is neither answered nor recorded
            assert done.text in stage.refusals, (kind, shape, done.text)
    kept = [kind for kind in kinds if kind in OF_KEEPERS]
    found = await stage.denials(guild, len(kept) * len(SHAPES))
    assert found == Counter(dict.fromkeys(kept, len(SHAPES)))


def by(stage, user, *args):
    return lambda kind: stage.name(kind, *(args or ("1", "1")), owner=int(user["id"]))


async def test_nobody_of_a_server_is_let_in(stage):
    await denied(stage, OF_KEEPERS, by(stage, stage.alice), stage.alice, guild=stage.guild)


async def test_a_right_lost_between_opening_and_pressing_is_lost(stage):
    async def had_and_lost():
        stage.rights(stage.alice, has=True)
        listed = await stage.fake.slash("faq list", stage.alice, stage.here)
        assert "moderators" not in (await listed.answered()).text
        stage.rights(stage.alice, has=False)

    minted = by(stage, stage.alice)
    await denied(stage, OF_KEEPERS, minted, stage.alice, guild=stage.guild, before=had_and_lost)


async def test_a_moderator_of_one_server_is_nobody_in_another(stage):
    await denied(stage, OF_KEEPERS, by(stage, stage.alice), stage.alice, guild=stage.guild)
    stage.rights(stage.bob, has=True)
    there = stage.elsewhere["channels"][0]
    minted = by(stage, stage.bob)
    await denied(stage, OF_KEEPERS, minted, stage.bob, channel=there, guild=stage.elsewhere)


async def test_nobody_moderates_in_a_direct_message(stage):
    stage.rights(stage.alice, has=True)
    private = stage.fake.dm_with(stage.alice)
    await denied(stage, OF_KEEPERS, by(stage, stage.alice), stage.alice, channel=private)


async def test_what_was_made_for_one_person_is_nobody_elses(stage):
    stage.rights(stage.bob, has=True)
    keepers = [kind for kind in OF_ONE if CONTROLS[kind] is not Requirement.AUTHOR]
    await denied(stage, keepers, by(stage, stage.bob), stage.alice, guild=stage.guild)
    authors = sorted(set(OF_ONE) - set(keepers))
    stage.rights(stage.alice, has=True)
    for kind in authors:
        for shape in SHAPES:
            done = await stage.press(shape, by(stage, stage.bob)(kind), stage.alice)
            assert done.text == stage.say(Denial.NOT_AUTHOR)
    found = await stage.denials(stage.guild, len(authors) * len(SHAPES))
    assert found == Counter(dict.fromkeys(authors, len(SHAPES)))


async def test_nobody_approves_alone(stage):
    stage.rights(stage.bob, has=True)
    kinds = [kind for kind, need in CONTROLS.items() if need is Requirement.REVIEWER]
    await denied(stage, kinds, by(stage, stage.bob), stage.bob, guild=stage.guild)


async def test_an_id_that_we_did_not_make_does_nothing_for_whoever_manages_the_server(stage):
    stage.rights(stage.bob, has=True)
    presses = kept = 0
    for kind in CONTROLS:
        other = next(each for each in CONTROLS if each != kind)
        for custom_id in _forged(stage, kind, other):
            done = await stage.press(SHAPES[presses % len(SHAPES)], custom_id, stage.bob)
            assert done.text == stage.worn_out, custom_id
            presses += 1
            kept += custom_id.split("|")[1] in OF_KEEPERS
    assert await stage.denials(stage.guild, kept) == Counter({"forged": kept})


def _forged(stage, kind, other):
    """Change each part of an id that we made, and keep the rest."""
    mine = stage.name(kind, "1", "1", owner=int(stage.bob["id"]))
    head, _, owner, args, tag = mine.split("|")
    theirs = stage.alice["id"]
    yield f"{head}|{kind}|{owner}|{args}|{'A' * 12}"
    yield f"{head}|{kind}|{theirs}|{args}|{tag}"
    yield f"{head}|{kind}|{owner}|2,1|{tag}"
    yield f"{head}|{other}|{owner}|{args}|{tag}"
    yield f"{head}|{kind}|{owner}|{args},1|{tag}"


async def test_what_is_gone_can_be_pressed_and_does_nothing(stage):
    """Ids of drafts, gaps and entries that are no more, as under an old message."""
    stage.rights(stage.alice, has=True)
    kinds = [kind for kind in OF_KEEPERS if kind.startswith("faq:") and kind not in LISTS]
    for kind in kinds:
        needs_other = CONTROLS[kind] is Requirement.REVIEWER
        owner = stage.bob if needs_other else stage.alice
        done = await stage.press("select", by(stage, owner, "zz", "1")(kind), stage.alice)
        assert (await settled(done)).text, kind
        await stage.fake.repeat(done)
    found = await stage.denials(stage.guild, len(kinds))
    assert found == Counter(kinds)
    assert await heads(stage.app.store, int(stage.guild["id"])) == {}


async def test_whoever_may_is_let_through_by_the_same_presses(stage):
    """The matrix would be empty if its presses reached nothing."""
    stage.rights(stage.alice, has=True)
    for kind in OF_KEEPERS:
        owner = stage.bob if CONTROLS[kind] is Requirement.REVIEWER else stage.alice
        values = ["de" if kind == "set:locale" else "1"]
        done = await stage.press("select", by(stage, owner)(kind), stage.alice, values=values)
        assert done.text not in {*stage.refusals, stage.worn_out}, kind


@pytest.mark.parametrize(
    "values", [[], [""], ["!!"], ["-1"], ["9" * 5000], [str(1 << 70)], ["a\0"]]
)
async def test_choices_that_were_never_offered_do_nothing(stage, values, caplog):
    """A client can send any value with an id of ours: only the id is signed."""
    stage.rights(stage.alice, has=True)
    before = stage.app.guilds.get(int(stage.guild["id"]))
    for kind in sorted(name for name in TABLE if ":" in name):
        owner = stage.bob if TABLE[kind] is Requirement.REVIEWER else stage.alice
        if kind.startswith("set:") and (not values or kind in SWITCHES):
            continue  # nothing chosen is a choice there, and a switch takes none
        custom_id = by(stage, owner)(kind)
        done = await settled(await stage.press("select", custom_id, stage.alice, values=values))
        assert done.callback, kind
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []
    assert stage.app.guilds.get(int(stage.guild["id"])) == before
    assert await heads(stage.app.store, int(stage.guild["id"])) == {}


async def use(stage, name, user, channel):
    CELLS["commands"] += 1
    if name.startswith("menu "):
        message = stage.asked.shown if stage.asked else (await stage.ask()).shown
        under = message | {"channel_id": channel["id"]}
        menu = name.removeprefix("menu ")
        return await (await stage.fake.menu(menu, user, channel, under, forged=True)).answered()
    options = {"entry": "sunlight"} if name in OF_ENTRIES else {}
    if name == "faq import":
        options["file"] = stage.fake.add_file("x.yaml", b"id: x\n")
    done = await stage.fake.slash(name, user, channel, forged=True, **options)
    return await done.answered()


@pytest.mark.parametrize("who", ["nobody", "demoted", "in another server", "in private"])
async def test_no_command_is_for_who_has_no_right(stage, who):
    channel, guild, user = stage.here, stage.guild, stage.alice
    if who == "in private":
        channel, guild = stage.fake.dm_with(stage.alice), None
    if who == "in another server":
        stage.rights(stage.bob, has=True)
        channel, guild, user = stage.elsewhere["channels"][0], stage.elsewhere, stage.bob
    for name in COMMANDS:
        if who == "demoted":
            stage.rights(stage.alice, has=True)
            await (await stage.fake.slash("faq list", stage.alice, stage.here)).answered()
            stage.rights(stage.alice, has=False)
        done = await use(stage, name, user, channel)
        assert done.text in stage.refusals, (name, done.text)
        await stage.fake.repeat(done)
    assert await stage.denials(guild, len(COMMANDS)) == Counter(COMMANDS)
    assert await heads(stage.app.store, int(guild["id"]) if guild else 0) == {}


async def test_only_the_owner_of_the_application_forgets_accounts(stage):
    account = stage.bob["id"]
    done = await stage.fake.slash("forget", stage.alice, stage.here, forged=True, account=account)
    assert (await done.answered()).text == stage.app.texts.say("forget_denied", "en")
    assert await stage.denials(stage.guild, 1) == Counter(["forget"])
