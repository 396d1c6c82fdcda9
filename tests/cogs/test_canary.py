"""What people write leaves no trace: random words through every way in, then a look everywhere."""

import asyncio
import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

import pytest

from bot.log import report_loop
from bot.services.ask import Where
from tests.cogs.moderators import (
    MANAGE_MESSAGES,
    Moderators,
    drafts_of,
)
from tests.fakediscord.world import find

DIRECT, PIPED, GIFTS = 700, 180, 3
"""Canaries asked in this process, and given to the command line; questions handed over."""
ROUNDS = 6
WAYS = ("is there {} in tomatoes", "I take {} mg of anastrozole, is that too much", "{}")


class Canaries:
    """Words that nobody else writes, and that survive no folding unseen."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def __call__(self) -> str:
        self.words.append(f"canary{uuid4().hex}")
        return self.words[-1]

    def in_bytes(self, found: bytes) -> list[str]:
        """Give those that stand in what was written somewhere."""
        text = found.lower()
        return [word for word in self.words if word.encode() in text]


@pytest.fixture
def canary() -> Canaries:
    return Canaries()


def files(*folders: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and os.access(path, os.R_OK)
    }


async def write_everywhere(fake, canary) -> None:
    """Use each way in that Discord has, once."""
    person = fake.add_user(f"person{len(fake.users)}")
    asked = await fake.slash("ask", person, fake.general, question=f"When to water {canary()}?")
    await asked.answered()
    typing = await fake.autocomplete("ask", person, fake.general, "question", question=canary())
    await typing.response()
    answer = await fake.slash("ask", person, fake.general, question="When should I water tomatoes?")
    shown = (await answer.answered()).shown
    opened = await (await fake.click(shown, person, custom_id="ask:follow")).answered()
    await (await fake.submit(opened, person, question=f"and {canary()}?")).answered()
    message = await fake.say(fake.general, fake.owner, f"who knows {canary()}")
    menu = await fake.menu("Find a sourced answer", person, fake.general, message)
    await menu.answered()
    before = len(fake.posted(fake.general))
    await fake.say(fake.general, person, fake.mention(canary()))
    await fake.until(lambda: len(fake.posted(fake.general)) > before)
    place = fake.dm_with(person)
    await fake.dm(person, f"my {canary()} is 200, what now")
    await fake.until(lambda: fake.posted(place))
    forged = await fake.slash("forget", person, fake.general, account=canary(), forged=True)
    await forged.answered()


async def hand_over(fake, canary) -> None:
    """Tell the moderators of a question, with more words in the form than were asked."""
    person = fake.add_user(f"giver{len(fake.users)}")
    moderators = Moderators(fake)
    opened = await moderators.hand_over(f"sowing {canary()} by the full moon", person)
    text = f"does {canary()} matter for sowing by the full moon"
    told = await moderators.submit(opened, person, text=text)
    assert "by the full moon" in told.text


async def ask_for_oneself(fake, canary) -> None:
    """Ask about one's own dose in a channel and in other languages, and press what is private."""
    person = fake.add_user(f"patient{len(fake.users)}")
    before = len(fake.posted(fake.general))
    await fake.say(fake.general, person, fake.mention(f"how much anastrozole do I take {canary()}"))
    await fake.until(lambda: len(fake.posted(fake.general)) > before)
    shown = fake.posted(fake.general)[-1]
    await (await fake.click(shown, person, custom_id="ask:mine")).answered()
    for question in (
        "\u00bfcu\u00e1nto anastrozol debo tomar, {}?",
        "wie viel Anastrozol soll ich nehmen {}",
    ):
        asked = await fake.slash("ask", person, fake.general, question=question.format(canary()))
        await asked.answered()
    button = find(shown["components"], custom_id="ask:mine")
    forged = await fake.press(shown, person, button | {"custom_id": f"f1|{canary()[:20]}"})
    select = button | {"type": 3, "options": [{"label": "x", "value": "1"}]}
    under = shown | {"components": [{"type": 1, "id": 8, "components": [select]}]}
    await (await fake.press(under, person, select, values=[canary()])).answered()
    assert forged.callback is None


async def moderate(fake, kept) -> None:
    """Write, return and import as moderators do: their words stay, but only where they belong."""
    fake.permit(fake.guild, fake.bob, MANAGE_MESSAGES)
    moderators = Moderators(fake)
    sound = {"question": f"What of {kept()}?", "answer": f"{kept()} [tomato-guide:watering:p1]"}
    draft = await moderators.write(**sound, phrasings=kept(), more=kept())
    again = await moderators.click(draft.shown, custom_id="faq:again")
    await moderators.submit(again, answer=f"{kept()} [tomato-guide:watering:p1]")
    await moderators.submitted()
    review = await moderators.review()
    form = await moderators.click(review.shown, moderators.owner, custom_id="faq:return")
    await moderators.submit(form, moderators.owner, reason=kept())
    for content in (f"id: [{kept()}", kept(), f"question: {kept()}\nanswer: {kept()}\n"):
        file = fake.add_file(f"{kept()}.yaml", content.encode())
        await moderators.slash("faq import", file=file)
    for path in ("faq retire", "faq show", "faq history"):
        await moderators.slash(path, entry=kept())
    await moderators.slash("settings", fake.owner, region=kept())
    for path, option in (("faq show", "entry"), ("settings", "region")):
        typing = await fake.autocomplete(path, fake.owner, fake.general, option, **{option: kept()})
        await typing.response()
    message = await fake.say(fake.general, fake.owner, f"who knows {kept()}")
    await (await fake.menu("Add to FAQ", fake.bob, fake.general, message)).answered()


async def break_everywhere(fake, app, canary, monkeypatch) -> None:
    """Let every way in fail with the person's words in the exception."""

    def fail(_place, text, *_rest):
        raise KeyError(text)

    with monkeypatch.context() as patched:
        patched.setattr(type(app.asker), "converse", fail)
        person = fake.add_user("unlucky")
        asked = await fake.slash("ask", person, fake.general, question=canary())
        assert "went wrong" in (await asked.answered()).text
        await fake.dm(person, canary())
        await fake.until(lambda: fake.posted(fake.dm_with(person)))
    task = asyncio.create_task(_lost(canary()))
    await asyncio.wait({task})
    del task  # an exception that nobody looks at
    await asyncio.sleep(0)


async def _lost(text: str) -> None:
    raise ValueError(text)


def pipe(canary, tiny, folder: Path) -> bytes:
    """Give the command line good and bad lines; give what it wrote to standard error."""
    good = [json.dumps({"id": 1, "q": f"water {canary()}", "history": [canary()]})]
    lines = [*good, json.dumps({"q": [canary()]}), f"{{{canary()}", canary()]
    while len(lines) < PIPED:
        lines.append(json.dumps({"id": len(lines), "q": f"water {canary()} in the morning"}))
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--jsonl"],
        input="\n".join(lines), capture_output=True, text=True, check=True, timeout=100,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"FOOTNOTE_KNOWLEDGE": str(tiny.settings.knowledge), "FOOTNOTE_DEBUG": "1",
                          "XDG_CACHE_HOME": str(folder), "TMPDIR": str(folder)},
    )  # fmt: skip
    return done.stderr.encode()


@pytest.mark.usefixtures("unlimited")
async def test_nothing_that_people_write_stays(  # noqa: PLR0913, PLR0917 - all that is looked at
    fake, app, bot, tiny, canary, written, tmp_path, monkeypatch, capfd
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    lines = written(level="DEBUG")
    asyncio.get_running_loop().set_exception_handler(report_loop)
    for number in range(DIRECT):
        question = WAYS[number % len(WAYS)].format(canary())
        app.asker.converse(f"{number % 50}:{number}", question, Where(1))
    for _ in range(ROUNDS):
        await write_everywhere(fake, canary)
        await ask_for_oneself(fake, canary)
    for _ in range(GIFTS):
        await hand_over(fake, canary)
    kept = Canaries()
    await moderate(fake, kept)
    await break_everywhere(fake, app, canary, monkeypatch)
    errors = await asyncio.to_thread(pipe, canary, tiny, tmp_path)
    await app.feedback.flush()
    while len(canary.words) < 1000:
        app.asker.converse("1:1", canary(), Where(1))

    logged = lines.getvalue()
    assert logged.count("decided") > DIRECT  # the log was written
    assert logged.count("KeyError") >= 2
    assert canary.in_bytes(logged.encode()) == kept.in_bytes(logged.encode()) == []
    assert canary.in_bytes(app.metrics.text()) == kept.in_bytes(app.metrics.text()) == []
    printed = "".join(capfd.readouterr()).encode()
    assert canary.in_bytes(printed) == kept.in_bytes(printed) == []
    assert canary.in_bytes(errors) == []
    found = files(tmp_path, tiny.settings.cache_dir)
    assert [path for path, content in found.items() if canary.in_bytes(content)] == []
    held = {path for path, content in found.items() if kept.in_bytes(content)}
    assert {path.suffix for path in held} == {".db"}  # drafts, and nowhere else
    assert await drafts_of(app, fake)
    sent = "\n".join(str(each.body) for each in fake.requests)
    assert canary.in_bytes(sent.encode()) == []  # nothing is echoed
    assert bot.is_ready()
    assert len(set(canary.words)) >= 1000
    assert logging.getLogger().level == logging.DEBUG
