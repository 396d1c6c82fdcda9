"""The front door: chooses the way in, and turns every error into one line and an exit code."""

import gc
import os
import sys

from bot.core.errors import BotError, ContentError
from bot.terminal import complain

_SWITCHES = {"--json": "as_object", "--jsonl": "as_lines"}


def main() -> None:
    """Run the command line; exit with 0 (fine), 1 (findings) or 2 (usage or settings)."""
    _open_streams()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        _enter(sys.argv[1:])
    except BotError as error:
        complain(str(error) if isinstance(error, ContentError) else f"footnote: {error}")
        sys.exit(error.code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        complain(f"footnote: {_told(error)}")
        if os.environ.get("FOOTNOTE_DEBUG"):
            raise
        sys.exit(1)


def _told(error: Exception) -> str:
    """Say what a person can make of an error that nobody foresaw."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'the output'}: {error.strerror}"
    return f"a defect of the program ({type(error).__name__}); please report it"


def _open_streams() -> None:
    """Put nothing in the place of a stream that was closed before the start, as by `>&-`."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - stays open


def _enter(words: list[str]) -> None:
    """Go past typer to what must start fast, or stay small."""
    options = [word for word in words if word.startswith("-")]
    if words[:1] in (["ask"], ["run"]):
        # a question's matrices are small: they gain nothing from threads, which take memory
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if words[:1] == ["ask"] and all(each in _SWITCHES for each in options):
        from bot.asking import ask  # noqa: PLC0415 - not for the other commands

        gc.disable()  # a start makes no garbage worth a search
        question = [word for word in words[1:] if word not in options]
        ask(question, **{_SWITCHES[each]: True for each in options})
    elif words == ["run"]:
        from bot.running import run  # noqa: PLC0415 - not for the other commands

        run()
    else:
        from bot.cli import app  # noqa: PLC0415 - not for those above

        app()
