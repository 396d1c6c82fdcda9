"""What is imported costs time before the first answer, and memory, so that these stay out."""

import subprocess
import sys

import pytest


def imports(code: str, library: str) -> bool:
    """Tell whether a program that does this has imported a library by then."""
    program = f"{code}; import sys; sys.exit(3 * ({library!r} in sys.modules))"
    return subprocess.run([sys.executable, "-c", program], check=False).returncode != 0


@pytest.mark.parametrize(
    "library", ["anyascii", "discord", "numpy.random", "rapidfuzz", "scipy", "typer", "yaml"]
)
def test_a_question_is_answered_without(library):
    assert not imports("import bot.asking, bot.wiring", library)


@pytest.mark.parametrize(
    "library",
    ["PIL", "aiohttp.web", "alembic", "bot.core.lint", "scipy", "sqlalchemy.orm", "typer"],
)
def test_a_bot_that_nobody_watches_or_edits_runs_without(library):
    assert not imports("import bot.serve, bot.services.moderation, bot.store.engine", library)
