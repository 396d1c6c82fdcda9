"""What a start imports costs time before the first answer, so that these stay out."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "library", ["anyascii", "discord", "numpy.random", "rapidfuzz", "scipy", "typer", "yaml"]
)
def test_a_question_is_answered_without(library):
    code = f"import bot.asking, bot.wiring, sys; sys.exit(3 * ({library!r} in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
