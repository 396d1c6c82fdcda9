# ruff: noqa: T201 - a command that prints
"""Build the container's tree without an engine, and run the program under its restrictions.

Run as root: `python -m tests.container`. An unprivileged user, no capability, no new privileges, a
read-only tree with a volume and a small /tmp, 128 processes, 256 MiB of memory. Exit code 1 when
something does not hold, 2 when this machine cannot do it.
"""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.container.build import Builder, Stage, inside, sh
from tests.fakediscord.server import FakeDiscord

CONTEXT = Path(__file__).parents[2]
MEMORY = 256 * 2**20
PROCESSES = 128
QUESTIONS = (
    "What are the signs of high estradiol?",
    "how much anastrozole should I take",
    "my chest hurts and I cannot breathe",
)
INSIDE = "FOOTNOTE_CONTAINER_WORK"


def main() -> int:
    work = os.environ.get(INSIDE)
    if work:
        return check(Path(work))
    if os.geteuid() != 0 or not shutil.which("unshare"):
        print("needs root, and unshare of util-linux", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="footnote-container-") as made:
        command = ["unshare", "--mount", "--propagation", "private"]
        command += [sys.executable, "-m", "tests.container"]
        return subprocess.run(
            command, env=os.environ | {INSIDE: made}, cwd=CONTEXT, check=False
        ).returncode


def check(work: Path) -> int:
    """Build, look at the tree, and run the program in it."""
    base = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    stage = Builder(CONTEXT, work, base).build()
    size = sum(p.lstat().st_blocks * 512 for p in (stage.root / "opt/footnote").rglob("*"))
    print(f"installed tree: {size / 2**20:.0f} MiB")
    seal(stage, work)
    with bounded() as enter:
        refuses_to_write(stage)
        print(restricted(stage, ["footnote", "ask", "What is anastrozole?"], enter)[:120])
        asyncio.run(serves(stage, enter))
    print("it runs unprivileged, on a read-only tree, within its bounds")
    return 0


async def serves(stage: Stage, enter: list[str]) -> None:
    """Run the bot against the double: it answers, says that it is well, and stops in order."""
    async with FakeDiscord() as double:
        place = double.add_guild("guild", [])["channels"][0]
        command = command_line(
            stage, stage.command, DISCORD_TOKEN=double.token, FOOTNOTE_HTTP="",
            FOOTNOTE_DISCORD_API=double.rest_base, FOOTNOTE_DISCORD_GATEWAY=double.gateway_url,
        )  # fmt: skip
        began = time.monotonic()
        process = await asyncio.create_subprocess_exec(*enter, *command)
        try:
            await asyncio.wait_for(double.ready.wait(), 240)
            print(f"connected after {time.monotonic() - began:.1f} s")
            for question in QUESTIONS:
                person = double.add_user("person")
                asked = await double.slash("ask", person, place, question=question)
                print(f"  {(await asked.answered()).text[:70]!r}")
            restricted(stage, stage.health, enter)
            process.terminate()
            code = await asyncio.wait_for(process.wait(), 10)
        finally:
            if process.returncode is None:
                process.kill()  # its group of bounds can only go without it
                await process.wait()
        assert code == 0, f"it stopped with {code}"


def seal(stage: Stage, work: Path) -> None:
    """Make the tree read-only, but for its volumes and /tmp."""
    for volume in stage.volumes:
        outside = work / "volume"
        outside.mkdir()
        os.chown(outside, int(stage.user), int(stage.user))
        sh("mount", "--bind", outside, stage.root / volume.lstrip("/"))
    sh("mount", "-t", "tmpfs", "-o", "size=16m,mode=1777", "tmpfs", stage.root / "tmp")
    sh("mount", "-o", "remount,ro", stage.root)


def command_line(stage: Stage, command: list[str], **settings: str) -> list[str]:
    """Give the command line that runs a command as the container's user, stripped of all rights."""
    drop = ["setpriv", f"--reuid={stage.user}", f"--regid={stage.user}", "--clear-groups"]
    drop += ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
    return inside(stage, [*drop, *command], **settings)


def restricted(stage: Stage, command: list[str], enter: list[str]) -> str:
    """Run one command to its end; give what it printed."""
    done = subprocess.run(
        [*enter, *command_line(stage, command)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.returncode} {done.stderr}"
    return done.stdout


def refuses_to_write(stage: Stage) -> None:
    """Make sure that the restrictions are there."""
    for path in ("/opt/footnote/x", "/x", "/etc/x"):
        done = subprocess.run(
            command_line(stage, ["touch", path]), capture_output=True, check=False
        )
        assert done.returncode != 0, f"{path} can be written"
    rights = subprocess.run(
        command_line(stage, ["grep", "-E", "^(Uid|Cap...|NoNewPrivs)", "/proc/self/status"]),
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    lines = dict(line.split(":\t") for line in rights.splitlines())
    assert set(lines.pop("Uid").split()) == {stage.user}
    assert lines.pop("NoNewPrivs") == "1"
    assert set(lines.values()) == {"0" * 16}, rights


@contextmanager
def bounded() -> Iterator[list[str]]:
    """Make a group with bounds on memory and processes; give the command that enters it."""
    name = f"footnote-{os.getpid()}"
    unified = Path("/sys/fs/cgroup/cgroup.controllers").exists()
    bounds = (
        {"": {"memory.max": MEMORY, "memory.swap.max": 0, "pids.max": PROCESSES}}
        if unified
        else {"memory": {"memory.limit_in_bytes": MEMORY}, "pids": {"pids.max": PROCESSES}}
    )
    groups = [Path("/sys/fs/cgroup", controller, name) for controller in bounds]
    for group, limits in zip(groups, bounds.values(), strict=True):
        group.mkdir()
        for limit, value in limits.items():
            (group / limit).write_text(str(value), "ascii")
    enter = " && ".join(f"echo $$ > {group}/cgroup.procs" for group in groups)
    try:
        yield ["sh", "-c", f'{enter} && exec "$@"', "sh"]
    finally:
        peak = groups[0] / ("memory.peak" if unified else "memory.max_usage_in_bytes")
        print(
            f"peak of memory, with the page cache: {int(peak.read_text('ascii')) / 2**20:.0f} MiB"
        )
        time.sleep(0.2)
        for group in groups:
            group.rmdir()


if __name__ == "__main__":
    sys.exit(main())
