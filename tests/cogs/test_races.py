"""Two moderators press at the same moment: one wins, the other is told why not, no text is lost."""

import asyncio

import pytest

from bot.content.bundle import pack_bundle
from bot.core.edit import read_edit
from bot.store.audit import deeds
from bot.store.revisions import heads, history
from tests.cogs.moderators import (
    drafts_of,
)
from tests.services.rooms import MOON

REASON = "Cite the table instead, please."
TYPED = "Two long hours went into this. [tomato-guide:watering:p1]"
PUBLISHING = {"publish", "retire", "restore", "undo", "import"}


@pytest.fixture(name="mods")
def _mods(mods, alice_moderates, tiny):  # noqa: ARG001 - it has to run
    mods.sources = tiny.snapshot.pack.sources
    return mods


async def of_a_draft(mods):
    """Give what can be pressed about one submitted draft of bob's."""
    mine = await mods.submitted()
    theirs = {each["id"]: await mods.review(each) for each in (mods.owner, mods.fake.alice)}
    form = await mods.click(mine.shown, custom_id="faq:again")
    reason = await mods.click(theirs[mods.owner["id"]].shown, mods.owner, custom_id="faq:return")
    owner, alice = mods.owner, mods.fake.alice
    return {
        "approve": lambda: mods.click(theirs[owner["id"]].shown, owner, custom_id="faq:approve"),
        "approve too": lambda: mods.click(
            theirs[alice["id"]].shown, alice, custom_id="faq:approve"
        ),
        "return": lambda: mods.submit(reason, owner, reason=REASON),
        "discard": lambda: mods.click(mine.shown, custom_id="faq:discard"),
        "edit": lambda: mods.submit(form, answer=TYPED),
        "edit too": lambda: mods.submit(form, answer=TYPED.upper()),
    }


async def of_entries(mods):
    """Give what needs no draft; bob and the owner do it."""
    await mods.slash("faq retire", entry="watering-time")
    form = await mods.slash("faq edit", entry="sunlight")
    return {
        "retire": lambda: mods.slash("faq retire", entry="sunlight"),
        "retire too": lambda: mods.slash("faq retire", mods.owner, entry="sunlight"),
        "restore": lambda: mods.slash("faq restore", entry="watering-time"),
        "restore too": lambda: mods.slash("faq restore", mods.owner, entry="watering-time"),
        "undo": lambda: mods.slash("faq undo"),
        "undo too": lambda: mods.slash("faq undo"),
        "edit": lambda: mods.submit(form, answer=TYPED),
    }


async def of_a_gap(mods):
    """Give what can be made of one gap."""
    await mods.submit(await mods.hand_over(), mods.fake.alice)
    gaps = await mods.slash("faq gaps")
    value = gaps.shown["components"][0]["components"][0]["options"][0]["value"]
    gap = await mods.choose(gaps.shown, value, custom_id="faq:gap")
    entry = gap.shown["components"][0]["components"][0]["options"][0]["value"]
    return {
        "dismiss": lambda: mods.click(gap.shown, custom_id="faq:dismiss"),
        "dismiss too": lambda: mods.click(gap.shown, mods.owner, custom_id="faq:dismiss"),
        "adopt": lambda: mods.choose(gap.shown, entry, mods.owner, custom_id="faq:adopt"),
        "write": lambda: mods.click(gap.shown, mods.owner, custom_id="faq:write"),
    }


async def of_an_import(mods):
    """Give what can be done with a dry run of bob's."""
    moon = read_edit(MOON, mods.sources, "2026-11-23")
    file = mods.fake.add_file("work.zip", pack_bundle([moon], ["feeding-amount"]))
    plan = await mods.slash("faq import", file=file)
    theirs = {each["id"]: await mods.review(each) for each in (mods.owner, mods.fake.alice)}
    owner, alice = mods.owner, mods.fake.alice
    return {
        "carry": lambda: mods.click(theirs[owner["id"]].shown, owner, custom_id="faq:carry"),
        "carry too": lambda: mods.click(theirs[alice["id"]].shown, alice, custom_id="faq:carry"),
        "discard": lambda: mods.click(plan.shown, custom_id="faq:discard"),
        "retire": lambda: mods.slash("faq retire", owner, entry="feeding-amount"),
    }


RACES = [
    *((of_a_draft, pair) for pair in (
        ("approve", "approve too"), ("approve", "return"), ("approve", "discard"),
        ("approve", "edit"), ("edit", "approve"), ("return", "edit"), ("edit", "edit too"),
        ("discard", "edit"), ("return", "discard"),
    )),
    *((of_entries, pair) for pair in (
        ("retire", "retire too"), ("restore", "restore too"), ("undo", "undo too"),
        ("undo", "restore"), ("retire", "edit"), ("retire", "undo"),
    )),
    *((of_a_gap, pair) for pair in (
        ("dismiss", "dismiss too"), ("dismiss", "adopt"), ("dismiss", "write"),
    )),
    *((of_an_import, pair) for pair in (
        ("carry", "carry too"), ("carry", "discard"), ("carry", "retire"),
    )),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "pair"), RACES, ids=lambda each: each if callable(each) else " and ".join(each)
)
async def test_a_race_has_one_winner_and_no_victim(mods, app, caplog, make, pair):
    fake = mods.fake
    presses = await make(mods)
    done = await asyncio.gather(*(presses[name]() for name in pair))
    texts = [each.text for each in done]
    assert all(texts)
    assert not [each for each in texts if "went wrong" in each]
    assert not [each for each in caplog.records if each.levelname == "ERROR"]
    guild = int(fake.guild["id"])
    newest = await heads(app.store, guild)
    for entry, head in newest.items():
        numbers = [each.number for each in await history(app.store, guild, entry)]
        assert numbers == [*range(head.number, 0, -1)]
    saved = {
        (each.act.operation) for each in await deeds(app.store, guild, 500)
        if each.action in PUBLISHING
    }  # fmt: skip
    versions = {each.version for entry in newest for each in await history(app.store, guild, entry)}
    assert len(saved) == len(versions)
    await typed_is_somewhere(fake, app, pair, done)


SENT = {"edit": TYPED, "edit too": TYPED.upper(), "return": REASON}


async def typed_is_somewhere(fake, app, pair, done):
    """Every text that was sent is in a draft, or was handed back."""
    drafts = await drafts_of(app, fake)
    found = [f"{each.text} {each.reason}" for each in drafts]
    for interaction in done:
        files = (interaction.shown or {}).get("attachments", ())
        found += [fake.files[each["id"]].decode() for each in files if "text" in each["filename"]]
    assert [SENT[name] for name in pair if SENT.get(name, "") not in " ".join(found)] == []
