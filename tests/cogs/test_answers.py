import asyncio

import pytest

from bot.cogs import render
from tests.cogs.conftest import running
from tests.cogs.moderators import MANAGE_MESSAGES, Moderators
from tests.fakediscord.world import find

QUESTION = "when should tomatoes be watered"


async def ask(fake, question=QUESTION, channel=None, **options):
    channel = channel or fake.general
    asked = await fake.slash("ask", fake.alice, channel, question=question, **options)
    return await asked.answered()


async def press(fake, done, kind, user=None):
    clicked = await fake.click(done.shown, user or fake.alice, custom_id=kind)
    return await clicked.answered()


@pytest.mark.usefixtures("bot")
class TestUnderAnAnswer:
    async def test_there_are_the_buttons_that_make_sense_there(self, fake):
        done = await ask(fake)
        names = ["Source", "Ask a follow-up", "Helpful", "Not helpful", "Share", ""]
        assert done.labels == names
        public = await ask(fake, private=False)
        assert public.labels == [
            "Source",
            "Ask a follow-up",
            "Helpful",
            "Not helpful",
            "",
            "Remove",
        ]
        direct = await ask(fake, channel=fake.dm_with(fake.alice))
        assert direct.labels == ["Source", "Ask a follow-up", "Helpful", "Not helpful", ""]

    async def test_source_shows_where_it_stands(self, fake):
        shown = await press(fake, await ask(fake), "ask:source")
        assert "`tomato-guide:watering:p1`" in shown.text
        assert "The tomato guide › Watering" in shown.text  # noqa: RUF001
        assert "(section 2 of 4): The tomato guide › **Watering** › Sunlight" in shown.text  # noqa: RUF001
        assert "one garden leaflet" in shown.text
        assert shown.hidden

    async def test_sources_have_the_numbers_of_the_answer_whatever_became_of_its_entry(self, fake):
        mods = Moderators(fake)
        fake.permit(fake.guild, fake.bob, MANAGE_MESSAGES)
        done = await ask(fake, "signs of too much water")
        assert "[2] The tomato guide › Watering, table row 2" in done.text  # noqa: RUF001
        form = await mods.slash("faq edit", entry="overwatering-signs")
        field = find(form.callback["data"]["components"], custom_id="answer")
        turned = "\n\n".join(reversed(field["value"].split("\n\n")))
        wordings = "\n".join(f"too much water wording {n}" for n in range(12))
        desk = await mods.submit(form, answer=turned, phrasings=wordings)
        await mods.click(desk.shown, custom_id="faq:submit")
        await mods.click((await mods.review()).shown, mods.owner, custom_id="faq:approve")
        now = await ask(fake, "too much water wording 3")
        for each, at in ((done, 1), (now, 2)):
            shown = await press(fake, each, "ask:source")
            assert f"**[{at}]** The tomato guide › Watering, table row 1" in shown.text  # noqa: RUF001

    async def test_a_follow_up_leans_on_the_last_question(self, fake):
        done = await ask(fake, "signs of too much water")
        opened = await press(fake, done, "ask:follow")
        assert opened.callback["type"] == 9
        sent = await fake.submit(opened, fake.alice, question="and too little?")
        assert "dry, curled leaves" in (await sent.answered()).text

    async def test_a_follow_up_leans_on_the_answer_above_it_whoever_asked_and_whenever(self, fake):
        public = await ask(fake, "signs of too much water", private=False)
        await ask(fake, "sun or shade for tomatoes")
        for who in (fake.bob, fake.alice):
            opened = await press(fake, public, "ask:follow", who)
            sent = await fake.submit(opened, who, question="and too little?")
            assert "dry, curled leaves" in (await sent.answered()).text

    async def test_helpful_is_counted(self, fake):
        assert "Thank you" in (await press(fake, await ask(fake), "ask:good")).text
        again = await press(fake, await ask(fake), "ask:good")
        assert again.hidden

    async def test_not_helpful_asks_for_a_reason(self, fake):
        asked_why = await press(fake, await ask(fake), "ask:bad")
        chosen = await fake.choose(asked_why.shown, fake.alice, ["outdated"], custom_id="ask:why")
        done = await chosen.answered()
        assert done.callback["type"] == 7
        assert "Thank you" in done.text
        assert done.shown["components"] == []

    async def test_related_questions_are_answered(self, fake):
        done = await ask(fake)
        [option] = [
            each["value"]
            for row in done.shown["components"]
            for part in row["components"]
            for each in part.get("options", ())
        ]
        chosen = await fake.choose(done.shown, fake.alice, [option], custom_id="ask:related")
        assert "yellow, soft leaves" in (await chosen.answered()).text

    async def test_share_posts_passage_and_source_once(self, fake):
        done = await ask(fake)
        shared = await press(fake, done, "ask:share")
        assert not shared.hidden
        assert "early morning" in shared.text
        assert "tomato-guide:watering:p1" in shared.text
        assert QUESTION not in shared.text
        assert "already" in (await press(fake, done, "ask:share")).text
        [posted] = fake.posted(fake.general)
        assert posted["id"] == shared.shown["id"]

    async def test_what_could_not_be_shared_can_be_shared_again(self, fake):
        done = await ask(fake)
        fake.fail_next("POST", "/callback$", 400)
        assert "went wrong" in (await press(fake, done, "ask:share")).text
        shared = await press(fake, done, "ask:share")
        assert fake.posted(fake.general) == [shared.shown]

    async def test_what_was_shared_and_removed_can_be_shared_again(self, fake):
        done = await ask(fake)
        await press(fake, await press(fake, done, "ask:share"), "ask:remove")
        await fake.until(lambda: not fake.posted(fake.general))
        again = await press(fake, done, "ask:share")
        assert fake.posted(fake.general) == [again.shown]

    async def test_what_was_shared_is_removed_by_its_sharer_or_a_moderator(self, fake):
        shared = await press(fake, await ask(fake), "ask:share")
        refused = await press(fake, shared, "ask:remove", fake.bob)
        assert "someone else" in refused.text
        assert refused.hidden
        fake.permit(fake.guild, fake.bob, MANAGE_MESSAGES)
        await press(fake, shared, "ask:remove", fake.bob)
        await fake.until_seen("DELETE", r"/messages/@original$")
        assert fake.posted(fake.general) == []


@pytest.mark.usefixtures("bot")
class TestLongAnswers:
    """An answer of two messages, of which the last one has the buttons."""

    @pytest.fixture(autouse=True)
    def _short_messages(self, monkeypatch):
        monkeypatch.setattr("bot.cogs.paging.LIMIT", 250)
        render._laid_out.cache_clear()
        yield
        render._laid_out.cache_clear()

    async def test_one_that_was_shared_is_removed_whole(self, fake):
        done = await ask(fake)
        await done.until(lambda each: each.followups)
        shared = await press(fake, done, "ask:share")
        await shared.until(lambda each: each.followups)
        assert len(fake.posted(fake.general)) == 2
        await press(fake, shared, "ask:remove")
        await fake.until(lambda: not fake.posted(fake.general))

    async def test_one_for_everybody_is_removed_whole(self, fake):
        done = await ask(fake, private=False)
        await done.until(lambda each: each.followups)
        await press(fake, done, "ask:remove")
        await fake.until(lambda: not fake.posted(fake.general))

    async def test_one_to_a_mention_is_removed_whole(self, fake):
        await fake.say(fake.general, fake.alice, fake.mention(QUESTION))
        await fake.until(lambda: len(fake.posted(fake.general)) == 2)
        first, last = fake.posted(fake.general)
        await fake.remove(first)  # somebody was faster
        await fake.click(last, fake.alice, custom_id="ask:remove")
        await fake.until(lambda: not fake.posted(fake.general))


@pytest.mark.usefixtures("bot")
class TestDidYouMean:
    @pytest.fixture
    def unsure(self, tiny):
        """Give a question that several entries are near to, whatever weights the matcher has."""
        near = (
            "morning plants",
            "plants at noon",
            "seeds in the morning",
            "small plants in the morning",
        )
        outcomes = {each: tiny.asker().replay((), each).reply.outcome for each in near}
        return next(each for each, outcome in outcomes.items() if outcome == "suggest")

    async def test_what_everybody_sees_is_removed_by_whoever_asked(self, fake, unsure):
        for text in (unsure, "who was the first king of norway"):
            await fake.say(fake.general, fake.alice, fake.mention(text))
            await fake.until(lambda: fake.posted(fake.general))
            [shown] = fake.posted(fake.general)
            await fake.click(shown, fake.alice, custom_id="ask:remove")
            await fake.until(lambda: not fake.posted(fake.general))

    async def test_a_choice_is_answered(self, fake, unsure):
        done = await ask(fake, unsure)
        assert done.labels[-1] == "None of these"
        chosen = await press(fake, done, "ask:pick")
        assert "[1]" in chosen.text

    async def test_none_of_these_offers_the_moderators(self, fake, unsure):
        none = await press(fake, await ask(fake, unsure), "ask:none")
        assert "no sourced answer" in none.text
        assert none.labels == ["Tell the moderators"]

    async def test_only_who_asked_says_that_none_fits(self, fake, unsure):
        done = await ask(fake, unsure, private=False)
        assert "someone else's answer" in (await press(fake, done, "ask:none", fake.bob)).text

    async def test_it_is_told_when_nothing_went_to_the_moderators(self, fake):
        async def hand_over(text):
            unknown = await ask(fake, "who was the first king of norway")
            opened = await press(fake, unknown, "gap:tell")
            return await (await fake.submit(opened, fake.alice, text=text)).answered()

        blank = await hand_over("  ")
        assert "Nothing was handed to the moderators" in blank.text
        assert blank.followups == []
        known = await hand_over(QUESTION)
        assert "early morning" in known.text
        await fake.until(lambda: known.followups)
        assert "Nothing was handed to the moderators" in known.followups[0]["content"]

    async def test_moderators_are_offered_only_what_an_entry_could_answer(self, fake):
        unknown = await ask(fake, "who was the first king of norway")
        assert unknown.labels == ["Tell the moderators"]
        refused = await ask(fake, "legit source for arimidex")
        assert "without a prescription" in refused.text
        assert refused.labels == []

    async def test_a_question_that_is_forgotten_by_then_is_asked_for_once_more(self, fake, app):
        unknown = await ask(fake, "who was the first king of norway")
        app.asker.forget(int(fake.alice["id"]))
        opened = await press(fake, unknown, "gap:tell")
        [field] = opened.callback["data"]["components"]
        assert "no longer remember" in field["description"]
        assert "value" not in field["component"]

    async def test_in_direct_messages_there_are_no_moderators(self, fake, unsure):
        done = await ask(fake, unsure, fake.dm_with(fake.alice))
        none = await press(fake, done, "ask:none")
        assert none.labels == []


class TestCustomIds:
    @pytest.fixture
    async def done(self, fake, bot):  # noqa: ARG002 - it has to run
        return await ask(fake, private=False)

    def forged(self, done, **parts):
        [component] = [
            each for row in done.shown["components"] for each in row["components"]
            if each.get("label") == "Source"
        ]  # fmt: skip
        mark, kind, owner, args, tag = component["custom_id"].split("|")
        parts = {"mark": mark, "kind": kind, "owner": owner, "args": args, "tag": tag} | parts
        return component | {"custom_id": "|".join(parts.values())}

    @pytest.mark.parametrize(
        "parts",
        [
            {"kind": "ask:share"},
            {"kind": "faq:approve"},
            {"owner": "1"},
            {"args": "000000000000"},
            {"tag": "AAAAAAAAAAAA"},
        ],
    )
    async def test_a_changed_id_does_nothing(self, fake, done, parts):
        component = self.forged(done, **parts)
        # Discord would not send it, and discord.py looks it up in the message
        row = {"type": 1, "id": 1, "components": [component]}
        message = done.shown | {"components": [row]}
        pressed = await (await fake.press(message, fake.bob, component)).answered()
        assert pressed.text == "This button no longer works. Please ask again with /ask."
        assert pressed.hidden

    async def test_a_list_that_is_pressed_like_a_button_chooses_nothing(self, fake, done):
        parts = (each for row in done.shown["components"] for each in row["components"])
        component = next(each for each in parts if each["type"] == 3) | {"type": 2, "style": 2}
        row = {"type": 1, "id": 1, "components": [component]}
        message = done.shown | {"components": [row]}
        pressed = await (await fake.press(message, fake.bob, component)).answered()
        assert pressed.text == "This button no longer works. Please ask again with /ask."

    async def test_an_id_that_is_not_in_the_message_is_not_even_answered(self, fake, done):
        component = self.forged(done, kind="ask:share")
        pressed = await fake.press(done.shown, fake.bob, component)
        with pytest.raises(TimeoutError):
            await pressed.response(0.2)

    async def test_a_press_that_is_sent_twice_is_answered_once(self, fake, done):
        pressed = await press(fake, done, "ask:source", fake.bob)
        await fake.repeat(pressed)
        await press(fake, done, "ask:source", fake.bob)
        assert len(fake.seen("POST", "/callback$")) == 3

    async def test_buttons_outlive_a_restart(self, fake, app):
        async with running(fake, app):
            done = await ask(fake)
        async with running(fake, app):
            assert "tomato-guide" in (await press(fake, done, "ask:source")).text
            opened = await press(fake, done, "ask:follow")
        async with running(fake, app):
            sent = await fake.submit(opened, fake.alice, question=QUESTION)
            assert "early morning" in (await sent.answered()).text

    async def test_a_choice_in_a_deleted_message_is_answered_anew(self, fake, bot):  # noqa: ARG002
        topics = await (await fake.slash("topics", fake.alice, fake.dm_with(fake.alice))).answered()
        await fake.remove(topics.shown)
        chosen = await fake.choose(topics.shown, fake.alice, ["light"], custom_id="browse:topic")
        await chosen.answered()
        assert chosen.callback["type"] == 4
        assert "How much sunlight" in chosen.shown["content"]

    async def test_many_press_at_once(self, fake, done):
        pressed = await asyncio.gather(
            *(press(fake, done, "ask:source", fake.add_user(f"u{n}")) for n in range(10))
        )
        assert all("tomato-guide" in each.text for each in pressed)
