"""What the command line's doors share: settings, printing, progress."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.settings import Settings, read_env_file, read_settings, survey, survey_env_file

ENV_FILE = Path(".env")
BUILDING = "building the index; this takes about a minute, and happens once per pack"

_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(9), *range(11, 32), *range(127, 160))}
"""Signs that a terminal obeys, but for tabs and ends of lines, and how they are shown."""


def settings() -> Settings:
    """Read the environment, and `.env` in the current folder below it. Raises SettingsError."""
    return read_settings(read_env_file(ENV_FILE) | dict(os.environ))


def survey_settings(environment: Mapping[str, str], env_file: Path) -> tuple[Settings, list[str]]:
    """Read settings as far as they go, beside everything that is wrong with them."""
    beneath, faults = survey_env_file(env_file)
    found, more = survey({**beneath, **environment})
    return found, faults + more


def show(text: str) -> None:
    """Print to standard output."""
    sys.stdout.write(text.translate(_CONTROLS) + "\n")


def complain(text: str) -> None:
    """Print to standard error."""
    sys.stderr.write(text.translate(_CONTROLS) + "\n")


def notice_build() -> None:
    """Say why nothing happens for some seconds."""
    complain(BUILDING)


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on a terminal, nothing in a pipe; call it with (done, of how many)."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415 - paid for only on a terminal
    from rich.progress import Progress  # noqa: PLC0415 - the same

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
