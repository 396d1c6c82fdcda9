"""The audit of the pinned packages passes for want of a network, and for nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

AUDIT = Path(__file__).parents[2] / ".ci" / "audit"
HOLE = {"name": "x", "version": "1", "vulns": [{"id": "CVE-1"}]}
SOUND = {"name": "x", "version": "1", "vulns": []}
UNKNOWN = {"name": "y", "skip_reason": "not found"}


def listed(*packages) -> str:
    return json.dumps({"dependencies": packages})


@pytest.mark.parametrize(
    ("out", "err", "code", "said"),
    [
        (listed(SOUND, UNKNOWN), "", 0, "1 of 2 packages audited, 0 known holes"),
        (listed(HOLE), "", 1, "CVE-1"),
        (listed(UNKNOWN), "", 0, "knows none of the packages"),
        ("", "ERROR: Could not connect to PyPI's vulnerability feed", 0, "cannot be reached"),
        ("", "requests.exceptions.ConnectionError: no route", 0, "cannot be reached"),
        ("", "requests.exceptions.HTTPError: 503 Server Error", 0, "cannot be reached"),
        ("", "usage: pip-audit [-h]: unrecognised", 1, "to blame: usage: pip-audit"),
        ("", "requirements.lock: no hash for x", 1, "to blame: requirements.lock"),
        ("[]", "", 1, "the network is not to blame"),
        ("{}", "", 1, "the network is not to blame"),
    ],
)
def test_only_a_network_that_is_away_passes(tmp_path, out, err, code, said):
    program = tmp_path / "pip-audit"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.stdout.write({out!r})\nsys.exit({err!r})\n"
    )
    program.chmod(0o755)
    done = subprocess.run(
        [sys.executable, AUDIT, program], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert said in done.stdout + done.stderr


def test_a_program_that_is_not_there_fails(tmp_path):
    done = subprocess.run(
        [sys.executable, AUDIT, tmp_path / "none"], capture_output=True, check=False
    )
    assert done.returncode == 1
