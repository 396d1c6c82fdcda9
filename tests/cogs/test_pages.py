"""Lists of any length can be read to their end, and any two revisions compared."""

from dataclasses import replace

import pytest

from bot.cogs.screens import SHORT, impact_text, record_text
from bot.content.catalogue import load_catalogues
from bot.core.catalogue import Texts
from bot.core.gap import GapState
from bot.core.guild import Act
from bot.core.impact import Impact
from bot.core.model import EntryId
from bot.core.revision import Deed, Kind
from bot.settings import packaged_knowledge
from bot.store.gaps import tell_gap
from tests.cogs.moderators import drafts_of
from tests.services.rooms import MOON

SUN = EntryId("sunlight")


@pytest.fixture(name="act")
def _act(fake, app):
    count = iter(range(1, 1000))
    guild, bob = int(fake.guild["id"]), int(fake.bob["id"])
    return lambda: app.moderation.audit.act(guild, next(count), bob)


def options(message):
    return [each["label"] for each in message["components"][0]["components"][0]["options"]]


async def turned(mods, interaction, to):
    """Turn to the next page, which takes the place of this one."""
    done = await mods.fake.click(interaction.shown, mods.fake.bob, label=to)
    await done.answered()
    assert done.callback["type"] == 7
    assert done.shown["id"] == interaction.shown["id"]
    return done.shown


async def test_every_draft_can_be_reviewed(mods, app, act):
    for number in range(14):
        edit = replace(MOON, entry=EntryId(f"moon-{number:02}"))
        await app.moderation.curator.save(act(), edit, 0)
    first = await mods.slash("faq review")
    assert "**Drafts**: 14" in first.text
    assert first.labels[-1] == "Page 2 of 2 →"
    second = await turned(mods, first, "Page 2 of 2 →")
    assert options(second) == ["moon-12", "moon-13"]


async def test_every_gap_can_be_answered(mods, app, act):
    for number in range(12):
        await tell_gap(app.store, act(), f"question {'abcdefghijklm'[number]}")
    first = await mods.slash("faq gaps")
    assert len(options(first.shown)) == 10
    second = await turned(mods, first, "Page 2 of 2 →")
    assert options(second) == ["question k", "question l"]
    assert "question l" in second["content"]


async def test_every_entry_is_listed(mods, app, act, monkeypatch):
    monkeypatch.setattr("bot.cogs.faq.LINES", 2)
    entries = [each.id for each in app.library.serving(None).snapshot.pack.entries]
    for entry in entries[1:]:  # one has to stay
        await app.moderation.reviser.retire(act(), entry)
    shown = await mods.slash("faq list")
    text, message, number = shown.text, shown.shown, 1
    while f"Page {number + 1}" in str(message["components"]):
        label = next(
            each["label"] for each in message["components"][0]["components"] if "→" in each["label"]
        )
        message = await turned(mods, shown, label)
        text, number = text + message["content"], number + 1
    assert number > 2
    assert [each for each in entries[1:] if f"`{each}`" not in text] == []


@pytest.fixture(name="revisions")
async def _revisions(app, act):
    """Give sunlight fourteen revisions, retired and back by turns."""
    for _ in range(7):
        await app.moderation.reviser.retire(act(), SUN)
        await app.moderation.reviser.restore(act(), SUN, 0)


@pytest.mark.usefixtures("revisions")
async def test_the_history_and_the_record_have_pages(mods):
    history = await mods.slash("faq history", entry=SUN)
    assert options(history.shown)[0] == "Revision 14"
    second = await turned(mods, history, "Page 2 of 2 →")
    assert options(second) == [
        "Revision 4",
        "Revision 3",
        "Revision 2",
        "Revision 1",
        "As it came with the bot",
    ]
    assert "as it came with the bot" in second["content"]
    assert "<@" in second["content"]
    record = await mods.slash("faq history")
    assert record.labels == []
    await mods.slash("faq retire", entry="watering-time")
    await mods.slash("faq undo")
    record = await mods.slash("faq history")
    second = await turned(mods, record, "Page 2 of 2 →")
    assert "retired · sunlight" in second["content"]


@pytest.mark.parametrize("locale", ["en", "de"])
def test_the_record_has_words_for_whatever_is_recorded(locale):
    texts = load_catalogues(packaged_knowledge())[locale]
    kept = [f"draft {each}" for each in ("kept", "submitted", "returned", "discarded")]
    planned = [f"import {each}" for each in ("planned", "compared anew", "expired")]
    asked = [f"gap {each}" for each in ("told", GapState.DISMISSED, "expired")]
    for action in (*Kind, *kept, *planned, *asked, "settings", "denied"):
        lines = record_text(lambda name: texts[name], [Deed(Act(1, 2, 3, 4), action, "x")])
        assert lines.endswith(" · x")


@pytest.mark.parametrize(
    ("asked", "told"),
    [(7, "asked before and after: 7."), (3, ": 7. There was time to ask 3 of them")],
)
def test_an_impact_that_was_cut_short_says_so(asked, told):
    said = Texts(load_catalogues(packaged_knowledge())).say
    text = impact_text(lambda name, **fills: said(name, "en", **fills), Impact((), asked, 7), SHORT)
    assert told in text
    assert "None of those asked changes." in text


@pytest.mark.usefixtures("revisions")
async def test_any_two_revisions_are_compared_across_pages(mods):
    history = await mods.slash("faq history", entry=SUN)
    shown = await mods.choose(history.shown, "13", custom_id="faq:version")
    assert "- question: How much sunlight" in shown.text
    others = await mods.click(shown.shown, label="Compare with another")
    assert "Choose what to compare it with (revision 13)" in others.text
    await turned(mods, others, "Page 2 of 2 →")
    between = await mods.choose(others.shown, "2", custom_id="faq:against")
    assert "revision 2 → revision 13" in between.text
    assert "- question: How much sunlight" in between.text
    same = await mods.choose(others.shown, "1", custom_id="faq:against")
    assert "Both say the same" in same.text


async def test_undo_says_what_it_took_back_and_walks_on(mods, fake):
    await mods.slash("faq retire", entry=SUN)
    await mods.slash("faq retire", entry="watering-time")
    first = await mods.slash("faq undo")
    assert "Taken back: `watering-time` (revision 1)" in first.text
    assert first.labels == ["History"]
    second = await mods.slash("faq undo")
    assert "Taken back: `sunlight` (revision 1)" in second.text
    third = await mods.slash("faq undo")
    assert "Nothing to take back" in third.text
    history = await mods.click(first.shown, label="History")
    assert "took back · " in history.text
    assert f"<@{fake.bob['id']}>" in history.text


async def test_a_reviewer_sees_all_of_a_long_draft(mods, fake):
    wordings = "\n".join(f"moon wording number {n} with some more words to it" for n in range(70))
    await mods.submitted(phrasings=wordings)
    review = await mods.review()
    assert " more\n" in review.text
    assert "in the attached file" in review.text
    [file] = review.shown["attachments"]
    whole = fake.files[file["id"]].decode()
    assert [each for each in wordings.splitlines() if f"+ wording: {each}" not in whole] == []
    assert review.labels == ["Approve and publish", "Return"]


async def test_the_loser_of_a_race_sees_what_differs(mods):
    for question in ("When do I water?", "What hour to water?"):
        form = await mods.slash("faq edit", entry="watering-time")
        wordings = "\n".join(f"watering hour wording {n}" for n in range(12))
        desk = await mods.submit(form, question=question, phrasings=wordings)
        await mods.click(desk.shown, custom_id="faq:submit")
    await mods.click((await mods.review()).shown, mods.owner, custom_id="faq:approve")
    lost = await mods.click((await mods.review()).shown, mods.owner, custom_id="faq:approve")
    assert "- question: When do I water?\n+ question: What hour to water?" in lost.text


@pytest.mark.parametrize("sign", ["<@1>", "@everyone", "http://a.b", "[a](b)"])
async def test_a_draft_full_of_signs_that_are_parted_is_shown_whole(mods, fake, app, sign):
    text = f"{sign} " * (3900 // (len(sign) + 1)) + "[tomato-guide:watering:p1]"
    desk = await mods.submit(await mods.slash("faq edit", entry="watering-time"), answer=text)
    assert "cannot be shown" not in desk.text
    review = await mods.review(fake.bob)
    await review.until(lambda each: "faq:discard" in str(each.shown.get("components")))
    done = await mods.click(review.shown, custom_id="faq:discard")
    assert "is discarded" in done.text
    assert await drafts_of(app, fake) == []


async def test_a_retired_entry_is_shown_as_one_with_its_history(mods):
    await mods.slash("faq retire", entry=SUN)
    shown = await mods.slash("faq show", entry=SUN)
    assert shown.text == "This entry is retired."
    assert shown.labels == ["History"]
    history = await mods.click(shown.shown, custom_id="faq:past")
    assert "retired" in history.text
    for name in ("never-there", "never\0there", "x" * 6000):
        assert "no such entry" in (await mods.slash("faq show", entry=name)).text
