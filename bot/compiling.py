"""`python -m bot.compiling KNOWLEDGE CACHE`: compile a pack in a process of its own.

Training takes 1.6 GiB at its peak, and a process that lives on keeps 500 MiB of that.
"""

import contextlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bot.services.library import is_compiled, open_snapshot


def compile_apart(knowledge: Path, cache: Path, notice: Callable[[], None]) -> None:
    """Compile a pack where that was not done; what is wrong with it, its reader tells."""
    if not is_compiled(knowledge, cache):
        notice()
        # -P: the current folder may hold a `bot` of somebody else
        command = [sys.executable, "-P", "-m", "bot.compiling", str(knowledge), str(cache)]
        subprocess.run(command, check=False)  # noqa: S603 - this program itself


if __name__ == "__main__":
    with contextlib.suppress(Exception, KeyboardInterrupt):
        open_snapshot(Path(sys.argv[1]), Path(sys.argv[2]), lambda: None)
