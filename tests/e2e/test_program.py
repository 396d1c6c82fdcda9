"""What people do, with the program as it is started in earnest and the pack that ships."""

import pytest

from tests.real import ARTICLE

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("program")]
SIGNS = "What are the signs of high estradiol in men?"


async def ask(fake, person, question=SIGNS, **options):
    asked = await fake.slash("ask", person, fake.general, question=question, **options)
    return await asked.answered()


async def test_an_answer_names_its_paragraphs(fake, person):
    done = await ask(fake, person)
    assert "anastrozole-trt:protocols:t1" in done.text
    assert done.hidden
    assert len(done.text) <= 2000


async def test_a_personal_dose_goes_to_the_clinician(fake, person):
    done = await ask(fake, person, "I inject 200 mg a week, how much adex should I take?")
    assert "ask your clinician" in done.text
    assert "200" not in done.text
    assert done.labels == []


async def test_an_emergency_goes_to_help(fake, person):
    done = await ask(fake, person, "I swallowed the whole pack and my chest hurts", private=False)
    assert "emergency number" in done.text
    assert done.hidden
    assert done.labels == []


async def test_what_is_not_covered_is_said(fake, person):
    done = await ask(fake, person, "what is the capital of Peru?")
    assert "no sourced answer" in done.text
    assert done.labels == ["Tell the moderators"]


async def test_autocomplete_offers_questions(fake, person):
    typing = await fake.autocomplete("ask", person, fake.general, "question", question="gyno")
    choices = (await typing.response())["data"]["choices"]
    assert choices
    assert len(choices) <= 25


async def test_source_shows_the_paragraph(fake, person):
    done = await ask(fake, person)
    shown = await fake.click(done.shown, person, custom_id="ask:source")
    text = (await shown.answered()).text
    assert "Clinical Protocols and Dosing Strategies" in text
    if ARTICLE:
        assert "> **Physical**\n> • Signs" in text


async def test_a_follow_up_by_form(fake, person):
    done = await ask(fake, person)
    opened = await (await fake.click(done.shown, person, custom_id="ask:follow")).answered()
    sent = await fake.submit(opened, person, question="and of low?")
    assert "low estradiol" in (await sent.answered()).text


async def test_a_related_question(fake, person):
    done = await ask(fake, person)
    select = done.shown["components"][1]["components"][0]
    value = select["options"][0]["value"]
    chosen = await fake.choose(done.shown, person, [value], custom_id="ask:related")
    assert f"**{select['options'][0]['label']}**" in (await chosen.answered()).text


async def test_votes(fake, person):
    done = await ask(fake, person)
    good = await fake.click(done.shown, person, custom_id="ask:good")
    assert "Thank you" in (await good.answered()).text


async def test_sharing(fake, person):
    done = await ask(fake, person)
    shared = await (await fake.click(done.shown, person, custom_id="ask:share")).answered()
    assert not shared.hidden
    assert fake.posted(fake.general)[-1]["content"].startswith("-# Shared from a private answer")


async def test_a_conversation_in_direct_messages(fake, person):
    place = fake.dm_with(person)
    await fake.dm(person, "hello")
    await fake.until(lambda: len(fake.posted(place)) == 1)
    await fake.dm(person, SIGNS)
    await fake.until(lambda: len(fake.posted(place)) == 2)
    await fake.dm(person, "what about low?")
    await fake.until(lambda: len(fake.posted(place)) == 3)
    texts = [each["content"] for each in fake.posted(place)]
    assert "Hello!" in texts[0]
    assert "high estradiol" in texts[1]
    assert "low estradiol" in texts[2]


async def test_a_mention(fake, person):
    before = len(fake.posted(fake.general))
    await fake.say(fake.general, person, fake.mention("why does estradiol rise on trt?"))
    await fake.until(lambda: len(fake.posted(fake.general)) > before)
    assert "[1]" in fake.posted(fake.general)[-1]["content"]


async def test_somebody_elses_message(fake, person):
    message = await fake.say(fake.general, fake.owner, "why does estradiol rise on trt?")
    asked = await fake.menu("Find a sourced answer", person, fake.general, message)
    assert "[1]" in (await asked.answered()).text


async def test_topics(fake, person):
    done = await (await fake.slash("topics", person, fake.general)).answered()
    chosen = await fake.choose(done.shown, person, ["study"], custom_id="browse:topic")
    page = await chosen.answered()
    value = page.shown["components"][0]["components"][0]["options"][0]["value"]
    answered = await fake.choose(page.shown, person, [value], custom_id="ask:pick")
    assert "[1]" in (await answered.answered()).text


async def test_sources_and_help(fake, person):
    for name, word in (("sources", "not a guideline"), ("help", "/topics")):
        done = await (await fake.slash(name, person, fake.general)).answered()
        assert word in done.text


async def test_a_user_install_in_a_group(fake, person):
    group = fake.dm_with(person, fake.owner)
    asked = await fake.slash("ask", person, group, by_user=person, question=SIGNS)
    assert (await asked.answered()).hidden


async def test_german(fake):
    greta = fake.add_user("greta", locale="de")
    done = await ask(fake, greta)
    assert done.labels[0] == "Quelle"
