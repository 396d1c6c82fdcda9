"""Fixture: the program itself over the tomato pack, as a person starts it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def environment(knowledge: Path, home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DISCORD")}
    return kept | {
        "FOOTNOTE_KNOWLEDGE": str(knowledge),
        "FOOTNOTE_SOURCE_DIR": "",
        "XDG_CACHE_HOME": str(home),
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def footnote(tiny, home, tmp_path):
    """Run the program in an empty folder; no run may ever show a traceback."""

    def run(*args, stdin=b"", knowledge=tiny.settings.knowledge, **changes):
        done = subprocess.run(
            [sys.executable, "-m", "bot", *map(str, args)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env=environment(Path(knowledge), home) | changes,
            timeout=180,
            check=False,
        )
        done.stdout, done.stderr = (each.decode("utf-8") for each in (done.stdout, done.stderr))
        assert "Traceback" not in done.stderr + done.stdout
        assert "defect" not in done.stderr, done.stderr
        return done

    return run
