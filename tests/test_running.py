import os
import subprocess
import sys

import pytest

BROKEN_OFF = """
import contextlib, os, signal, sys

class Loading:
    def find_spec(self, name, *_):
        if name == "bot.serve":
            with contextlib.suppress(SystemExit):
                os.kill(os.getpid(), {signal})
            raise ImportError("as extension modules do")

sys.meta_path.insert(0, Loading())
from bot.front import main
sys.argv = ["footnote", "run"]
main()
"""
"""A start whose imports are broken off, by a signal or for a reason of their own."""


@pytest.mark.parametrize(
    ("number", "code", "told"), [("signal.SIGTERM", 0, ""), ("0", 1, "a defect of the program")]
)
def test_an_import_that_a_signal_breaks_off_is_no_defect(tmp_path, number, code, told):
    kept = {
        key: os.environ[key] for key in ("PATH", "COVERAGE_PROCESS_CONFIG") if key in os.environ
    }
    done = subprocess.run(
        [sys.executable, "-c", BROKEN_OFF.format(signal=number)],
        env=kept | {"DISCORD_TOKEN": "x.y.z", "HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert bool(told) is bool(done.stderr)
