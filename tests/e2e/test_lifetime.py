"""How the program starts, stops and starts again."""

import asyncio
import sys

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")
SIGNS = "What are the signs of high estradiol in men?"


async def test_what_it_showed_and_was_told_outlives_a_restart(fake, home, person):
    async with home.running(fake) as first:
        asked = await fake.slash("ask", person, fake.general, question=SIGNS, private=False)
        done = await asked.answered()
        panel = await (await fake.slash("settings", fake.owner, fake.general)).answered()
        changed = await fake.click(panel.shown, fake.owner, custom_id="set:related")
        assert "not shown" in (await changed.answered()).text
        code, wrote = await first.stop()
        assert code == 0, wrote
        assert "Traceback" not in wrote
        assert SIGNS not in wrote
    puts = len(fake.seen("PUT", "/commands$"))
    async with home.running(fake):
        shown = await fake.click(done.shown, person, custom_id="ask:source")
        assert "anastrozole-trt:protocols:t1" in (await shown.answered()).text
        panel = await (await fake.slash("settings", fake.owner, fake.general)).answered()
        assert "not shown" in panel.text
        assert len(fake.seen("PUT", "/commands$")) == puts


async def test_a_question_that_comes_with_the_signal_is_answered(fake, home, person):
    async with home.running(fake) as program:
        fake.delay_next("POST", "/callback$", 0.3)
        asked = await fake.slash("ask", person, fake.general, question=SIGNS)
        await asyncio.sleep(0.1)
        code, _ = await program.stop()
        assert code == 0
        assert "[1]" in (await asked.answered()).text


async def test_a_token_that_discord_refuses_is_told_in_one_line(fake, home):
    environment = home.environment(fake, DISCORD_TOKEN="wrong")  # noqa: S106 - it is none
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment, stderr=asyncio.subprocess.PIPE
    )
    _, wrote = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 2
    lines = [line for line in wrote.decode().splitlines() if line.startswith("footnote:")]
    assert lines == ["footnote: Discord refused DISCORD_TOKEN: copy it again"]
    assert "Traceback" not in wrote.decode()


async def test_other_addresses_than_this_machines_are_refused(fake, home):
    environment = home.environment(fake, FOOTNOTE_DISCORD_API="https://example.org/api")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment, stderr=asyncio.subprocess.PIPE
    )
    _, wrote = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 2
    assert "only this machine is allowed" in wrote.decode()
