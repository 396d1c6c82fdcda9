"""Carries out a Dockerfile's steps without an engine: each stage is this machine's tree, overlaid.

It needs root and a mount namespace of its own (`unshare --mount`). The base image is this machine's
Python, so it proves the steps, not the base. Only what our Dockerfile uses is understood.
"""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Stage:
    """One stage's tree and the settings that its steps made."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "/"
    user: str = "0"
    volumes: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)


def steps(text: str) -> list[tuple[str, str]]:
    """Give a Dockerfile's instructions, each with its argument on one line."""
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = re.sub(r"\\\n\s*", "", lines)
    return [
        (name, rest.strip())
        for name, _, rest in (line.partition(" ") for line in joined.splitlines() if line.strip())
    ]


def sh(*command: str | Path) -> None:
    """Run a command of this machine. Raises CalledProcessError."""
    subprocess.run([str(part) for part in command], check=True)


def overlay(work: Path, python: Path) -> Stage:
    """Make a fresh tree over this machine's, in which everyone can run its Python."""
    upper, inner, root = (work / name for name in ("upper", "inner", "root"))
    for folder in (upper, inner, root):
        folder.mkdir(parents=True)
    options = f"lowerdir=/,upperdir={upper},workdir={inner}"
    sh("mount", "-t", "overlay", "overlay", "-o", options, root)
    for name in ("proc", "dev"):
        sh("mount", "--rbind", f"/{name}", root / name)
    for folder in python.parents:  # a Python in someone's home
        (root / str(folder).lstrip("/")).chmod(0o755)
    sh("mount", "-t", "tmpfs", "tmpfs", root / "tmp")
    return Stage(root, {"PATH": f"{python.parent}:/usr/local/bin:/usr/bin:/bin:/usr/sbin"})


def inside(stage: Stage, command: list[str], **settings: str) -> list[str]:
    """Give the command line that runs a command in a stage, as root and with its settings."""
    values = [f"{name}={value}" for name, value in (stage.environment | settings).items()]
    return ["chroot", str(stage.root), "env", "-i", "-C", stage.folder, *values, *command]


class Builder:
    """Builds the stages of one Dockerfile."""

    def __init__(self, context: Path, work: Path, python: Path) -> None:
        self._context = context
        self._work = work
        self._python = python
        self._named: dict[str, Stage] = {}

    def build(self) -> Stage:
        """Carry out every step; give the last stage."""
        stage: Stage | None = None
        for name, rest in steps((self._context / "Dockerfile").read_text("utf-8")):
            if name == "FROM":
                stage = overlay(self._work / str(len(self._named)), self._python)
                self._named[rest.partition(" AS ")[2] or "last"] = stage
            elif stage:
                self._step(stage, name, rest)
        assert stage
        return stage

    def _step(self, stage: Stage, name: str, rest: str) -> None:
        print(f"  {name} {rest[:100]}", flush=True)  # noqa: T201 - the command's output
        if name == "RUN":
            subprocess.run(inside(stage, ["sh", "-euc", rest]), check=True)
        elif name == "COPY":
            self._copy(stage, rest)
        else:
            _set(stage, name, rest)

    def _copy(self, stage: Stage, rest: str) -> None:
        words = rest.split()
        start = self._context
        if words[0].startswith("--from="):
            start = self._named[words.pop(0).removeprefix("--from=")].root
        *names, where = words
        target = stage.root / str(Path(stage.folder) / where).lstrip("/")
        for name in names:
            source = start / name.lstrip("/")
            if source.is_dir():
                shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
            else:
                shutil.copy2(source, target / source.name)


def _set(stage: Stage, name: str, rest: str) -> None:
    match name:
        case "ENV":
            for key, value in re.findall(r"(\w+)=(\S+)", rest):
                stage.environment[key] = value.replace("$PATH", stage.environment["PATH"])
        case "WORKDIR":
            stage.folder = rest
            (stage.root / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
        case "USER":
            stage.user = rest
        case "VOLUME":
            stage.volumes.append(rest)
        case "CMD":
            stage.command = json.loads(rest)
        case "HEALTHCHECK":
            stage.health = json.loads(rest.partition("CMD ")[2])
        case _:
            assert name in ("ARG", "EXPOSE", "STOPSIGNAL"), f"{name} is not understood here"
