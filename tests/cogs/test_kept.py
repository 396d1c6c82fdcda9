"""Nothing that a moderator typed is lost, whatever happens while a form is open."""

import asyncio
from dataclasses import replace

import pytest

from bot.cogs.forms import filled, parts
from bot.core.edit import FIELD
from bot.core.errors import NotSavedError
from bot.services.draft import edit_kept
from bot.services.proof import Proofreader
from bot.store.deeds import record
from tests.cogs.moderators import (
    MOON_FORM,
    drafts_of,
)
from tests.services.rooms import MOON

TYPED = "Two long hours went into this. [tomato-guide:watering:p1]"


async def kept(app, fake):
    """Give the texts of all answers in the drafts that are there."""
    drafts = await drafts_of(app, fake)
    return sorted(edit_kept(each).answer for each in drafts)


def handed_back(fake, interaction):
    [file] = interaction.shown["attachments"]
    assert "Nothing that you typed is lost" in interaction.text
    assert interaction.hidden
    return fake.files[file["id"]].decode()


async def test_an_entry_is_retired_while_its_form_is_open(mods, fake, app):
    form = await mods.slash("faq edit", entry="sunlight")
    await mods.slash("faq retire", mods.owner, entry="sunlight")
    desk = await mods.submit(form, answer=TYPED)
    assert "was changed since this draft was begun" in desk.text
    assert await kept(app, fake) == [TYPED]
    assert desk.labels == ["Keep my text, on top of it", "Edit again", "Discard"]


async def test_a_draft_is_approved_while_its_form_is_open(mods, fake, app):
    desk = await mods.submitted()
    form = await mods.click(desk.shown, custom_id="faq:again")
    review = await mods.review()
    await mods.click(review.shown, mods.owner, custom_id="faq:approve")
    late = await mods.submit(form, answer=TYPED)
    assert "for `do-moon-phases-matter-for-sowing`" in late.text
    assert "was changed since this draft was begun" in late.text
    assert await kept(app, fake) == [TYPED]


async def test_a_draft_is_gone_when_its_form_is_sent(mods, fake, app):
    desk = await mods.submitted()
    form = await mods.click(desk.shown, custom_id="faq:again")
    await mods.click(desk.shown, custom_id="faq:discard")
    late = await mods.submit(form, answer=TYPED)
    assert "**Draft** for `do-moon-phases-matter-for-sowing`" in late.text
    assert await kept(app, fake) == [TYPED]


async def test_two_new_entries_of_one_question_have_two_names(mods, fake, app):
    await mods.write()
    await mods.write(answer=TYPED)
    drafts = await drafts_of(app, fake)
    assert len({draft.entry for draft in drafts}) == 2


async def test_two_forms_of_one_draft_leave_both_texts(mods, fake, app):
    desk = await mods.submitted()
    forms = [await mods.click(desk.shown, custom_id="faq:again") for _ in range(2)]
    for form, text in zip(forms, (TYPED, TYPED.upper()), strict=True):
        await mods.submit(form, answer=text)
    assert await kept(app, fake) == sorted((TYPED, TYPED.upper()))


async def test_two_forms_sent_at_the_same_moment_leave_both_texts(mods, fake, app):
    desk = await mods.submitted()
    forms = [await mods.click(desk.shown, custom_id="faq:again") for _ in range(2)]
    await asyncio.gather(
        *(mods.submit(form, answer=f"{n} {TYPED}") for n, form in enumerate(forms))
    )
    assert await kept(app, fake) == [f"0 {TYPED}", f"1 {TYPED}"]


async def test_a_returned_draft_is_edited_on_by_the_form_that_was_open(mods, fake, app):
    desk = await mods.submitted()
    form = await mods.click(desk.shown, custom_id="faq:again")
    review = await mods.review()
    reason = await mods.click(review.shown, mods.owner, custom_id="faq:return")
    await mods.submit(reason, mods.owner, reason="cite the table")
    await mods.submit(form, answer=TYPED)
    assert await kept(app, fake) == [TYPED]


@pytest.mark.parametrize("fault", [NotSavedError("the disk is full"), RuntimeError("a defect")])
async def test_what_cannot_be_saved_is_handed_back(mods, fake, app, monkeypatch, fault):
    async def fail(*_):
        raise fault

    form = await mods.slash("faq add", topic="light")
    monkeypatch.setattr("bot.services.curate.keep_draft", fail)
    done = await mods.submit(form, **(MOON_FORM | {"answer": TYPED}))
    text = handed_back(fake, done)
    assert f"# Answer\n{TYPED}" in text
    assert f"# Question\n{MOON_FORM['question']}" in text
    assert MOON_FORM["phrasings"] in text
    assert await kept(app, fake) == []


async def test_the_form_stays_open_until_its_text_is_saved(mods, fake, monkeypatch):
    """A crash on the way leaves the text where it was typed: nobody was told that it is taken."""
    form = await mods.slash("faq add", topic="light")
    acknowledged = []

    async def look(connection, deed):
        acknowledged.extend(each for each in fake.interactions.values() if each.type == 5)
        acknowledged[:] = [each.callback for each in acknowledged]
        await record(connection, deed)

    monkeypatch.setattr("bot.store.drafts.record", look)
    await mods.submit(form, **MOON_FORM)
    assert acknowledged == [None]


async def test_what_is_kept_and_cannot_be_shown_is_not_told_as_lost(mods, fake, app, monkeypatch):
    async def fail(*_):
        raise RuntimeError

    form = await mods.slash("faq add", topic="light")
    monkeypatch.setattr(Proofreader, "proof", fail)
    done = await mods.submit(form, **(MOON_FORM | {"answer": TYPED}))
    assert "is kept as a draft" in done.text
    assert await kept(app, fake) == [TYPED]


async def test_a_role_taken_away_hands_the_text_back(mods, fake):
    form = await mods.slash("faq add", topic="light")
    fake.permit(fake.guild, fake.bob, 0)
    done = await mods.submit(form, **(MOON_FORM | {"answer": TYPED}))
    assert "moderators" in done.text
    assert TYPED in handed_back(fake, done)


async def test_the_file_is_whole_after_a_fault_of_discords(mods, fake):
    form = await mods.slash("faq add", topic="light")
    fake.permit(fake.guild, fake.bob, 0)
    fake.fail_next("POST", "/callback$", 503)
    done = await mods.submit(form, **(MOON_FORM | {"answer": TYPED}))
    assert TYPED in handed_back(fake, done)


async def test_a_reason_is_handed_back_when_the_draft_is_gone(mods, fake):
    desk = await mods.submitted()
    review = await mods.review()
    reason = await mods.click(review.shown, mods.owner, custom_id="faq:return")
    await mods.click(desk.shown, custom_id="faq:discard")
    done = await mods.submit(reason, mods.owner, reason="cite the table, not p1")
    assert "not there any more" in done.text
    assert "cite the table, not p1" in handed_back(fake, done)


async def test_a_discarded_draft_leaves_its_text(mods, fake, app):
    desk = await mods.write(answer=TYPED)
    done = await mods.click(desk.shown, custom_id="faq:discard")
    [file] = done.shown["attachments"]
    assert TYPED in fake.files[file["id"]].decode()
    assert await kept(app, fake) == []


async def test_only_what_nobody_touched_for_long_is_cleared_away_by_others(
    mods, fake, app, monkeypatch
):
    await mods.submitted(answer=TYPED)
    assert "Clear away" not in str((await mods.review()).labels)
    monkeypatch.setattr("bot.core.revision.ABANDONED_DAYS", -1)
    desk = await mods.review()
    with monkeypatch.context() as patched:
        patched.setattr("bot.core.revision.ABANDONED_DAYS", 30)  # its author was faster
        late = await mods.click(desk.shown, mods.owner, custom_id="faq:clear")
        assert "Only its author" in late.text
    done = await mods.click(desk.shown, mods.owner, custom_id="faq:clear")
    [file] = done.shown["attachments"]
    assert TYPED in fake.files[file["id"]].decode()
    assert await kept(app, fake) == []


async def test_a_note_is_handed_back_when_nothing_is_retired(mods, fake):
    done = await mods.slash("faq retire", entry="no-such-entry", note="its source is gone")
    assert "There is no such entry" in done.text
    assert "its source is gone" in handed_back(fake, done)
    done = await mods.slash("faq retire", entry="no-such-entry")
    assert done.shown["attachments"] == []


async def test_what_people_ask_is_never_sent_back_to_them(mods, fake, monkeypatch):
    async def fail(*_):
        raise NotSavedError("the disk is full")

    opened = await mods.hand_over()
    monkeypatch.setattr("bot.services.gaps.tell_gap", fail)
    done = await mods.submit(opened, fake.alice)
    assert "the disk is full" in done.text
    assert not done.shown["attachments"]


def test_what_no_field_has_room_for_stays_as_it_was():
    long = replace(
        MOON,
        answer="A passage of some length. [tomato-guide:watering:p1]\n\n" * 100,
        phrasings="\n".join(f"wording number {n}" for n in range(800)),
        related=", ".join(f"entry-{n}" for n in range(100)),
    )
    shown = {
        each.component.custom_id: each.component.default for each in parts(lambda name: name, long)
    }
    assert all(len(text) <= FIELD for text in shown.values())
    assert filled(shown, long) == long
