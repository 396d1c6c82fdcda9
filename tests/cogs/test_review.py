"""What moderators see of each other's work: lists, late forms, stale imports, clear refusals."""

import asyncio
from dataclasses import replace

import pytest

from bot.cogs import outbox
from bot.services.draft import edit_kept
from tests.cogs.moderators import (
    MOON_FORM,
    MOON_QUESTION,
    drafts_of,
    until_written,
)
from tests.cogs.test_imports import planned
from tests.services.rooms import ALONE

TYPED = "Two long hours went into this. [tomato-guide:watering:p1]"


pytestmark = pytest.mark.usefixtures("alice_moderates")


async def test_the_list_tells_whose_each_draft_is_and_an_import_from_an_entry(mods, fake, tiny):
    await planned(mods, tiny)
    await mods.submit(
        await mods.slash("faq add", fake.alice, topic="light"),
        fake.alice,
        **(MOON_FORM | {"question": "Import?"}),
    )
    listed = await mods.slash("faq review", mods.owner)
    bob, alice = fake.bob["id"], fake.alice["id"]
    assert f"• `Import of work.zip` · waits for a review · <@{bob}>" in listed.text
    assert f"• `import-2` · being written · <@{alice}>" in listed.text
    labels = [each["label"] for each in listed.shown["components"][0]["components"][0]["options"]]
    assert labels == ["Import of work.zip", "import-2"]


async def test_a_late_form_of_a_discarded_new_draft_keeps_its_topic_and_its_gap(mods, fake, app):
    desk = await mods.write()
    form = await mods.click(desk.shown, custom_id="faq:again")
    await mods.click(desk.shown, custom_id="faq:discard")
    await mods.submit(form, answer=TYPED)
    [draft] = await drafts_of(app, fake)
    assert edit_kept(draft).topic == "light"

    await mods.submit(await mods.hand_over(), fake.alice)
    [gap] = await app.moderation.gaps.open(int(fake.guild["id"]))
    listed = await mods.slash("faq gaps")
    value = listed.shown["components"][0]["components"][0]["options"][0]["value"]
    shown = await mods.choose(listed.shown, value, custom_id="faq:gap")
    asked = await mods.click(shown.shown, custom_id="faq:write")
    desk = await mods.submit(asked, **(MOON_FORM | {"question": MOON_QUESTION}))
    form = await mods.click(desk.shown, custom_id="faq:again")
    await mods.click(desk.shown, custom_id="faq:discard")
    await mods.submit(form, answer=TYPED)
    assert gap.id in {each.gap for each in await drafts_of(app, fake)}


async def test_the_form_of_a_draft_has_room_for_the_longest_topic(mods, fake, app):
    opened = await mods.slash("faq add", topic="a topic with a very long")
    desk = await mods.submit(opened, **MOON_FORM)
    form = await mods.click(desk.shown, custom_id="faq:again")
    await mods.click(desk.shown, custom_id="faq:discard")
    await mods.submit(form)
    [draft] = await drafts_of(app, fake)
    assert edit_kept(draft).topic == "a-topic-with-a-very-long"


async def test_a_second_press_on_submit_changes_nothing(mods, fake, app):
    desk = await mods.write()
    review = await mods.click(desk.shown, custom_id="faq:submit")
    [before] = await drafts_of(app, fake)
    again = await mods.click(desk.shown, custom_id="faq:submit")
    assert "waits for a review already" in again.text
    assert await drafts_of(app, fake) == [before]
    assert "waits for a review" in review.text


async def test_what_changes_nothing_is_not_submitted(mods):
    desk = await mods.submit(await mods.slash("faq edit", entry="watering-time"))
    assert "**Nothing changes**" in desk.text
    assert "Submit for review" not in desk.labels


async def test_an_author_hears_of_anothers_approval_and_not_of_their_own(mods, fake, app):
    await mods.publish()
    [written] = await until_written(fake, fake.bob)
    assert written["content"] == (
        f"<@{mods.owner['id']}> approved what you wrote in `guild`, "
        "and it is published: `do-moon-phases-matter-for-sowing`."
    )
    guild = int(fake.guild["id"])
    await app.guilds.put(app.moderation.audit.act(guild, 1, 2), ALONE)
    wordings = "\n".join(f"watering hour wording {n}" for n in range(12))
    form = await mods.slash("faq edit", entry="watering-time")
    desk = await mods.submit(form, phrasings=wordings)
    sent = await mods.click(desk.shown, custom_id="faq:submit")
    done = await mods.click(sent.shown, custom_id="faq:approve")
    assert "Live now" in done.text
    assert fake.posted(fake.dm_with(fake.bob)) == [written]


@pytest.mark.parametrize("fault", ["closed", "cut"])
async def test_an_author_whose_messages_are_closed_finds_it_in_the_review(
    mods, fake, caplog, monkeypatch, fault
):
    caplog.set_level("INFO")
    monkeypatch.setattr(outbox, "PATIENCE_S", 0.01)
    if fault == "closed":
        closed = {"message": "Cannot send to this user", "code": 50007}
        fake.fail_next("POST", r"/channels/\d+/messages$", 403, closed)
    for _ in range(20 if fault == "cut" else 0):
        fake.cut_next("POST", "/users/@me/channels$")
    await mods.submitted()
    form = await mods.click((await mods.review()).shown, mods.owner, custom_id="faq:return")
    done = await mods.submit(form, mods.owner, reason="Shorter, please.")
    assert done.text.startswith("Went back to")
    async with asyncio.timeout(10):
        while "an author cannot be told" not in caplog.text:  # noqa: ASYNC110 - a test waits
            await asyncio.sleep(0.02)
    assert "> Shorter, please." in (await mods.review(fake.bob)).text
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []


async def test_a_draft_below_what_stands_goes_on_top_of_it_before_its_review(mods):
    form = await mods.slash("faq edit", entry="watering-time")
    wordings = "\n".join(f"watering hour wording {n}" for n in range(12))
    desk = await mods.submit(form, question="What hour to water?", phrasings=wordings)
    await mods.slash("faq retire", mods.owner, entry="watering-time")
    late = await mods.click(desk.shown, custom_id="faq:submit")
    assert "was changed since this draft was begun" in late.text
    seen = await mods.review(mods.fake.bob)
    assert seen.labels == ["Keep my text, on top of it", "Edit again", "Discard"]
    ready = await mods.click(seen.shown, custom_id="faq:rebase")
    sent = await mods.click(ready.shown, custom_id="faq:submit")
    assert "waits for a review" in sent.text


async def test_a_reason_says_something(mods, fake, app):
    await mods.submitted()
    before = await drafts_of(app, fake)
    form = await mods.click((await mods.review()).shown, mods.owner, custom_id="faq:return")
    done = await mods.submit(form, mods.owner, reason=" \n ")
    assert "what should change" in done.text
    assert await drafts_of(app, fake) == before


async def test_the_lines_of_a_reason_stay(mods, fake):
    await mods.submitted()
    desk = await mods.review()
    form = await mods.click(desk.shown, mods.owner, custom_id="faq:return")
    await mods.submit(form, mods.owner, reason="cite   the table\n\nand split passage 2")
    assert "> cite the table\n> and split passage 2" in (await mods.review(fake.bob)).text


async def test_nobody_is_told_that_another_was_faster_than_themselves(mods):
    form = await mods.slash("faq edit", entry="sunlight")
    await mods.slash("faq retire", entry="sunlight")
    desk = await mods.submit(form, answer=TYPED)
    assert "was changed since this draft was begun" in desk.text
    assert "somebody else" not in desk.text.lower()


async def test_the_second_of_two_reviewers_hears_that_it_is_published(mods, fake, app):
    await mods.submitted()
    desk = await mods.review()
    done = await asyncio.gather(
        *(
            mods.click(desk.shown, each, custom_id="faq:approve")
            for each in (mods.owner, fake.alice)
        )
    )
    late = next(each.text for each in done if "Live now" not in each.text)
    assert "not there any more" in late
    assert await drafts_of(app, fake) == []


async def test_a_form_sent_in_as_it_was_stays_with_the_reviewers(mods, fake, app):
    sent = await mods.submitted()
    before = await drafts_of(app, fake)
    form = await mods.click(sent.shown, custom_id="faq:again")
    desk = await mods.submit(form)
    assert "waits for a review" in desk.text
    assert await drafts_of(app, fake) == before


async def test_a_button_to_go_on_top_of_nothing_takes_nothing_back_from_the_review(mods, fake, app):
    form = await mods.slash("faq edit", entry="watering-time")
    await mods.slash("faq retire", entry="watering-time")
    wordings = "\n".join(f"watering hour wording {n}" for n in range(12))
    desk = await mods.submit(form, phrasings=wordings)
    ready = await mods.click(desk.shown, custom_id="faq:rebase")
    await mods.click(ready.shown, custom_id="faq:submit")
    before = await drafts_of(app, fake)
    await mods.click(desk.shown, custom_id="faq:rebase")
    assert await drafts_of(app, fake) == before


async def test_the_topic_of_an_entry_that_was_taken_back_stays_in_its_form(mods, fake, app):
    desk = await mods.submitted()
    form = await mods.click(desk.shown, custom_id="faq:again")
    await mods.click((await mods.review()).shown, mods.owner, custom_id="faq:approve")
    await mods.slash("faq undo")
    await mods.submit(form, answer=TYPED)
    [draft] = await drafts_of(app, fake)
    assert edit_kept(draft).topic == "light"


async def test_an_entry_is_found_however_its_name_is_typed(mods):
    assert "Six hours" in (await mods.slash("faq show", entry=" Sunlight ")).text


async def test_a_refusal_speaks_the_language_that_the_server_set(mods, fake, app):
    guild = int(fake.guild["id"])
    german = replace(app.guilds.get(guild), locale="de")
    await app.guilds.put(app.moderation.audit.act(guild, 1, 2), german)
    assert (await mods.slash("faq undo")).text.startswith("Keine deiner Fassungen")
    desk = await mods.write(answer="kein Beleg")
    other = await mods.click(desk.shown, fake.alice, custom_id="faq:discard")
    assert other.text == app.texts.say("denied_not_author", "de")
    form = await mods.slash("faq add")
    await app.store.close()
    late = await mods.submit(form, **MOON_FORM)
    assert app.texts.say("handed_back", "de") in late.text


async def test_an_unknown_entry_has_no_revisions_to_speak_of(mods):
    done = await mods.slash("faq restore", entry="no-such-entry", revision=3)
    assert "There is no such entry" in done.text


GERMAN = {
    "answer": "You get 7 ml. [tomato-guide:watering:p1]",
    "phrasings": "only one of them",
    "related": "nowhere",
}


async def test_a_german_moderator_reads_german(mods, fake, app):
    fake.locales[fake.bob["id"]] = "de"
    desk = await mods.write(**GERMAN)
    assert '• G3, Stelle 1: "7 ml" steht nicht im belegten Absatz; dieser Absatz' in desk.text
    assert "S1: 1 Wortlaut; ergänze noch 11, so wie man wirklich fragt" in desk.text
    assert "den verwandten Eintrag 'nowhere' gibt es nicht" in desk.text
    assert "Quelle: one garden leaflet." in desk.text
    late = await mods.click(desk.shown, custom_id="faq:again")
    await app.store.close()
    lost = await mods.submit(late, answer="Anders.")
    assert lost.text.startswith("Der Bot hält gerade an.")


async def test_signs_that_hide_text_hide_nothing_on_a_moderators_screen(mods):
    desk = await mods.write(answer="The guide ||puts|| it ```here```. [tomato-guide:watering:p1]")
    assert '"\\|\\|" hides what stands behind it' in desk.text
    outside = desk.text.partition("**What changes**")[0]
    assert "||" not in outside
    assert "```" not in outside
