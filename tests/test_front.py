"""The front door, where the three standard streams are not what they should be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
@pytest.mark.parametrize(("words", "code"), [("answer", 2), ("ask", 2), ("--help", 0)])
def test_a_closed_stream_is_no_defect(tmp_path, closed, words, code):
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m bot {words} {closed}', sys.executable],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"defect" not in done.stderr
