import asyncio
import gc
import json
import logging
import sys
import threading
import warnings
from pathlib import Path

import pytest

from bot.core.errors import SettingsError
from bot.log import MASK, report_loop

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAw.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789"  # noqa: S105 - made up, in its shape
CANARY = "canary-7f3a"


def fail() -> None:
    raise KeyError(CANARY)


def fail_again() -> None:
    try:
        fail()
    except KeyError as error:
        raise ValueError(CANARY) from error


def test_a_line_of_text(written):
    stream = written()
    logging.getLogger("bot.x").info("decided", extra={"decision": "ab12", "outcome": "answer"})
    line = stream.getvalue()
    assert line.endswith("INFO     bot.x: decided decision=ab12 outcome=answer\n")
    assert line.count("\n") == 1


def test_a_line_of_json(written):
    stream = written(as_json=True)
    logging.getLogger("bot.x").warning("a\nb", extra={"rules": ("r1", "r2")})
    record = json.loads(stream.getvalue())
    assert record.pop("time").endswith("+00:00")
    assert record == {
        "level": "WARNING", "logger": "bot.x", "message": "a\nb", "rules": ["r1", "r2"],
    }  # fmt: skip


def test_no_text_can_forge_a_second_line(written):
    stream = written()
    logging.getLogger("bot.x").info("a\r\n2026 CRITICAL forged")
    assert stream.getvalue().count("\n") == 1
    assert "\r" not in stream.getvalue()


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        f"login with {TOKEN} failed",
        "POST https://discord.com/api/v10/webhooks/42/aW50ZXJhY3Rpb24hidden responded with 429",
        "POST /api/v10/interactions/42/aW50ZXJhY3Rpb24hidden/callback",
        "postgresql+asyncpg://footnote:hunter2hidden@db/footnote",
        "the plain secret s3cr3t-hidden",
    ],
)
def test_secrets_are_masked_wherever_they_stand(written, text, as_json):
    stream = written(as_json=as_json, secrets=("s3cr3t-hidden", ""))
    logging.getLogger("discord.http").warning("%s", text)
    logging.getLogger("bot.x").error("with a field", extra={"field": [text]})
    found = stream.getvalue()
    assert found.count(MASK) == 2
    assert "hidden" not in found.replace(MASK, "")
    assert TOKEN not in found


def test_nobody_is_named_where_a_list_of_questions_could_not_be_shown(written):
    stream = written()
    text = "Ignoring exception in autocomplete for 'ask' (Guild: 42, User: 1576765867113316438)"
    logging.getLogger("discord.app_commands.tree").error(text)
    assert f"(Guild: 42, User: {MASK})" in stream.getvalue()


def test_a_secret_with_signs_is_masked_in_json_too(written):
    stream = written(as_json=True, secrets=('pä"ss\\word',))
    logging.getLogger("bot.x").warning('connects with pä"ss\\word')
    assert json.loads(stream.getvalue())["message"] == f"connects with {MASK}"


@pytest.mark.parametrize("secret", ["1", "bot", "message", "decided"])
def test_a_secret_that_is_a_common_word_garbles_no_line(written, secret):
    stream = written(as_json=True, secrets=(secret,))
    told = {"ms": 11.1, "steps": (1, {"bot": None}), "cause": f"postgresql://u:{secret}@h/n"}
    logging.getLogger("bot.x").info("answered in 11 ms", extra=told)
    record = json.loads(stream.getvalue())
    assert (record["logger"], record["message"]) == ("bot.x", "answered in 11 ms")
    assert (record["ms"], record["steps"]) == (11.1, [1, {"bot": None}])
    assert record["cause"] == f"postgresql://u:{MASK}@h/n"


@pytest.mark.parametrize(
    "name", ["discord", "discord.gateway", "discord.http", "aiosqlite", "sqlalchemy.engine.Engine"]
)
def test_a_library_stays_above_its_floor_whatever_it_is_set_to(written, name):
    stream = written(level="DEBUG")
    logger = logging.getLogger(name)
    logger.debug(CANARY)
    logger.setLevel(logging.DEBUG)
    logger.debug(CANARY)
    logger.error("broken")
    assert CANARY not in stream.getvalue()
    assert "broken" in stream.getvalue()
    logger.setLevel(logging.NOTSET)


def test_our_own_lines_follow_the_level_that_is_set(written):
    stream = written(level="WARNING")
    logging.getLogger("bot.x").info("quiet")
    logging.getLogger("discord.client").info("quiet")
    logging.getLogger("bot.x").warning("loud")
    assert stream.getvalue().count("\n") == 1


def test_an_exception_says_where_but_not_its_words(written):
    stream = written()
    try:
        fail_again()
    except ValueError:
        logging.getLogger("bot.x").exception("it broke")
    assert "error=ValueError from KeyError" in stream.getvalue()
    assert "test_log.py" in stream.getvalue()
    assert CANARY not in stream.getvalue()


def test_what_we_say_to_the_operator_is_kept(written):
    stream = written()
    logging.getLogger("bot.x").error("stop", exc_info=SettingsError("FOOTNOTE_HTTP: is taken"))
    assert "reason=FOOTNOTE_HTTP: is taken" in stream.getvalue()


async def test_what_nobody_caught_on_the_event_loop(written):
    stream = written()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(report_loop)
    loop.call_soon(lambda text: {}[text], CANARY)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert "error=KeyError" in stream.getvalue()
    assert CANARY not in stream.getvalue()


def test_what_nobody_caught_elsewhere(written, capfd):
    stream = written()
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    try:
        fail()
    except KeyError:
        sys.excepthook(*sys.exc_info())
    assert stream.getvalue().count("error=KeyError") == 2
    assert CANARY not in stream.getvalue() + "".join(capfd.readouterr())


def test_what_is_raised_where_nobody_can_catch_it(written, capfd):
    class Dropped:
        def __del__(self):
            raise ValueError(CANARY)

    stream = written(as_json=True)
    Dropped()
    gc.collect()
    record = json.loads(stream.getvalue())
    assert record["error"] == "ValueError"
    assert "__del__" in record["at"][0]
    assert CANARY not in stream.getvalue() + "".join(capfd.readouterr())


def test_a_thread_whose_event_loop_has_ended_is_no_news(written):
    stream = written()
    loop = asyncio.new_event_loop()
    loop.close()
    thread = threading.Thread(target=loop.call_soon_threadsafe, args=[print])
    thread.start()
    thread.join()
    assert stream.getvalue() == ""


def test_a_broken_log_call_does_not_print_its_arguments(written, capfd):
    written()
    logging.getLogger("bot.x").info("%d", CANARY)
    assert CANARY not in "".join(capfd.readouterr())


def test_warnings_are_lines_too(written):
    stream = written()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old way", DeprecationWarning, stacklevel=1)
    assert "py.warnings: " in stream.getvalue()


def test_a_network_that_is_away_is_told_in_few_words(written):
    stream = written()
    try:
        Path("/nowhere/at/all").read_text("utf-8")
    except OSError:
        logging.getLogger("discord.shard").exception("again in 2 s")
        logging.getLogger("bot.x").exception("mine")
    first, second = stream.getvalue().splitlines()
    assert first.endswith("discord.shard: again in 2 s error=FileNotFoundError")
    assert " at=[" in second
