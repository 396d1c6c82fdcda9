"""What can be said of the container and its locks without building it."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.container.build import steps

ROOT = Path(__file__).parents[2]
STEPS = steps((ROOT / "Dockerfile").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def every(name: str) -> list[str]:
    return [rest for step, rest in STEPS if step == name]


def canonical(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[>=<!~;]", requirement)[0]).lower()


def test_both_stages_stand_on_a_base_with_a_digest():
    assert every("FROM") == ["${BASE}@${DIGEST} AS build", "${BASE}@${DIGEST}"]
    assert "DIGEST" in every("ARG")  # without a default: nobody builds on a moving tag by accident


def test_packages_come_from_the_locks_as_wheels():
    assert "PIP_ONLY_BINARY=:all: PIP_REQUIRE_HASHES=1" in every("ENV")[0]
    installs = [rest for rest in every("RUN") if "pip install" in rest]
    assert all("-r requirements" in rest or "--no-index" in rest for rest in installs)


def test_the_program_runs_without_rights():
    last = [name for name, _ in STEPS].index("FROM", 3)
    names = [name for name, _ in STEPS[last:]]
    assert int(every("USER")[-1]) >= 1000
    assert names.index("USER") > names.index("RUN")
    assert "RUN" not in names[names.index("USER") :]


def test_it_can_be_watched_and_stopped():
    (health,) = every("HEALTHCHECK")
    assert "/tmp/footnote.beat" in health  # noqa: S108 - the container's own, in memory
    assert "FOOTNOTE_HEARTBEAT=/tmp/footnote.beat" in every("ENV")[-1]
    assert every("STOPSIGNAL") == ["SIGTERM"]
    assert every("CMD")[-1].startswith("[")  # no shell between the signal and the program


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (
            "requirements.lock",
            PROJECT["project"]["dependencies"]
            + PROJECT["project"]["optional-dependencies"]["postgres"],
        ),
        ("requirements-build.lock", PROJECT["build-system"]["requires"]),
    ],
)
def test_the_locks_pin_everything_with_hashes(lock, wanted):
    text = (ROOT / lock).read_text("utf-8")
    pins = re.findall(r"^(\S+)==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    pinned = {canonical(name) for name in pins}
    assert {canonical(each) for each in wanted} - pinned == set()
    assert len(pins) == len(re.findall(r"^\S", text, re.MULTILINE))


def test_there_are_few_direct_dependencies():
    assert len(PROJECT["project"]["dependencies"]) <= 15


def test_contributing_gives_each_dependency_a_reason():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").lower()
    named = [re.split(r"[\[>=]", each)[0] for each in PROJECT["project"]["dependencies"]]
    assert [each for each in named if f"| {each.lower()} |" not in text] == []


def test_the_source_archive_has_what_the_container_is_built_from():
    copied = {
        name.removeprefix("./")
        for rest in every("COPY")
        if not rest.startswith("--from")
        for name in rest.split()[:-1]
    }
    packed = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert copied - {"pyproject.toml"} <= set(packed)  # which every archive has
