"""Makes the snapshot that questions are answered from: load, compile or fetch, assemble."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.content.cache import FORMAT, load_compiled, save_compiled
from bot.content.calibration import load_calibration
from bot.content.english import load_english
from bot.content.load import fingerprint, load_pack
from bot.core.model import Pack
from bot.core.snapshot import Compiled, Snapshot, assemble, compile_pack


def open_snapshot(
    root: Path, cache: Path | None, copies: Path | None, notice: Callable[[], None]
) -> Snapshot:
    """Load the pack under `root`; `notice` is called before work that takes seconds.

    With a folder of the articles' `copies`, entries whose blocks changed there are held back.
    Raises ContentError with every fault of the pack.
    """
    path = cache / f"{fingerprint(root)[:32]}-{FORMAT}.npz" if cache else None
    kept = load_compiled(path) if path else None
    pack, compiled = kept or _compile(root, path, notice)
    snapshot = assemble(pack, compiled, load_english(), load_calibration(root))
    if copies is None:
        return snapshot
    # the lint's patterns are compiled on import, which a plain start has no time for
    from bot.services.checks import find_stale, read_copies  # noqa: PLC0415

    return replace(snapshot, withdrawn=find_stale(pack, read_copies(pack, folder=copies)))


def _compile(root: Path, path: Path | None, notice: Callable[[], None]) -> tuple[Pack, Compiled]:
    pack = load_pack(root)
    notice()
    compiled = compile_pack(pack, load_english())
    if path:
        save_compiled(path, pack, compiled)
    return pack, compiled
