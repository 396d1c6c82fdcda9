"""`footnote ask` and what it shares with `chat`: build what answers, print what it says."""

import gc
import json
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.core.errors import UserError
from bot.terminal import complain, notice_build, settings, show

if TYPE_CHECKING:
    from bot.services.ask import Asker


def ask(question: Sequence[str], *, as_object: bool = False, as_lines: bool = False) -> None:
    """Answer one question, or with `as_lines` each that comes from standard input.

    Raises UserError without a question, and for one beside `as_lines`.
    """
    if as_lines:
        if question or as_object:
            raise UserError("--jsonl reads its questions from standard input: give it alone")
        _answer_lines()
        return
    text = " ".join(question)
    if not question and not sys.stdin.isatty():
        text = sys.stdin.buffer.read(20_000).decode("utf-8", "replace")
    if not text.strip():
        raise UserError('ask a question: footnote ask "What are the signs of high estradiol?"')
    asked = open_asker().replay((), text)
    if as_object:
        from bot.services.ask import as_json  # noqa: PLC0415 - with the asker, once it is needed

        show(json.dumps(as_json(asked), indent=2))
    else:
        show(plain(asked.reply.text))


def open_asker() -> "Asker":
    """Build what answers questions. Raises BotError."""
    from bot.services.ask import Asker  # noqa: PLC0415 - a missing question is told at once
    from bot.wiring import open_library  # noqa: PLC0415 - the same

    asker = Asker(open_library(settings(), notice_build, complain), time.monotonic)
    gc.freeze()  # what was built stays: no search for garbage looks at it, the last one neither
    return asker


def plain(text: str) -> str:
    """Leave out the marks that a terminal does not show."""
    return text.replace("**", "")


def _answer_lines() -> None:
    from bot.services.crew import answer_stream  # noqa: PLC0415 - not for a single question

    asker = open_asker()
    gc.enable()  # only what questions leave behind is worth a search
    for line in answer_stream(asker, sys.stdin.fileno()):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
