"""Makes the snapshot that questions are answered from: load, compile or fetch, assemble."""

from collections.abc import Callable
from pathlib import Path

from bot.content.cache import FORMAT, load_compiled, save_compiled
from bot.content.calibration import load_calibration
from bot.content.english import load_english
from bot.content.load import fingerprint, load_pack
from bot.core.model import Pack
from bot.core.snapshot import Calibration, Compiled, Snapshot, assemble, compile_pack


def open_snapshot(root: Path, cache: Path | None, notice: Callable[[], None]) -> Snapshot:
    """Load the pack under `root`; `notice` is called before work that takes seconds.

    Raises ContentError with every fault of the pack.
    """
    pack = load_pack(root)
    return make_snapshot(pack, compiled_of(pack, root, cache, notice), load_calibration(root))


def make_snapshot(pack: Pack, compiled: Compiled, calibration: Calibration) -> Snapshot:
    """Assemble a snapshot with the general English word list."""
    return assemble(pack, compiled, load_english(), calibration)


def compiled_of(
    pack: Pack, root: Path, cache: Path | None, notice: Callable[[], None]
) -> Compiled:
    """Fetch what was compiled of a pack from the cache, or compile and keep it."""
    path = cache / f"{fingerprint(root)[:32]}-{FORMAT}.npz" if cache else None
    kept = load_compiled(path) if path else None
    if kept:
        return kept
    notice()
    compiled = compile_pack(pack, load_english())
    if path:
        save_compiled(path, compiled)
    return compiled
