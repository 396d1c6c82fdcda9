"""`footnote run`: start the Discord bot."""

import os
import signal
import sys

from bot.core.errors import BotError, SettingsError
from bot.settings import Settings
from bot.signals import LAST, at_stop, end_by
from bot.terminal import BUILDING, ENV_FILE, survey_settings


def run() -> None:
    """Run until a signal. Raises BotError."""
    signals: list[int] = []

    def leave(number: int, _frame: object) -> None:
        """End at a signal that comes before all is open: nothing has to be put in order.

        What it breaks off may have begun threads that wait for ever, or a copy that takes long.
        """
        at_stop(signal.SIG_IGN)  # the end takes a moment, in which another one would count
        end_by(LAST, code=0)
        signals.append(number)
        sys.exit(0)

    at_stop(leave)
    try:
        _open()
    except Exception:
        if not signals:
            raise
        sys.exit(0)  # an import that a signal breaks off may say that it failed


def _settings() -> tuple[Settings, list[str]]:
    """Read the settings as far as they go, beside what is wrong with them for a bot."""
    found, faults = survey_settings(os.environ, ENV_FILE)
    if not faults and not found.token:
        faults = ["DISCORD_TOKEN is not set: put your bot's token into it, or into .env"]
    return found, faults


def _open() -> None:
    current, faults = _settings()
    if faults and not current.log_json:
        raise SettingsError("\n".join(faults))
    import asyncio  # noqa: PLC0415 - a wrong setting is told at once
    import logging  # noqa: PLC0415 - the same
    from functools import partial  # noqa: PLC0415 - the same

    from bot.compiling import compile_apart  # noqa: PLC0415 - the same
    from bot.log import configure  # noqa: PLC0415 - the same
    from bot.serve import serve  # noqa: PLC0415 - the same

    configure(
        sys.stderr, as_json=current.log_json, level=current.log_level, secrets=current.secrets
    )
    log = logging.getLogger(__name__)
    notice = partial(log.warning, BUILDING)
    if faults:
        log.critical("%s", "\n".join(faults))
        sys.exit(SettingsError.code)
    if current.cache_dir:
        compile_apart(current.knowledge, current.cache_dir, notice)
    try:
        asyncio.run(serve(current, notice))
    except BotError as error:
        if not current.log_json:
            raise
        log.critical("%s", error)  # whoever reads JSON is told in JSON
        sys.exit(error.code)
    except Exception:
        log.critical("a defect ended the program", exc_info=True)  # where, and none of its words
        if not current.log_json:
            raise
        sys.exit(1)
