"""What was compiled of a pack, kept between starts: one file, named by the pack's fingerprint.

The format is NumPy's own without pickles, so that a file that somebody put there can be wrong but
cannot run code. A file that cannot be read is as good as none.
"""

import json
import tempfile
from pathlib import Path

import numpy as np

from bot.content.packed import pack_in, pack_out
from bot.core.claims import Claim
from bot.core.head import Head
from bot.core.index import Index, Space
from bot.core.model import Pack
from bot.core.sentinel import Sentinel
from bot.core.snapshot import Compiled

FORMAT = 10
"""Raised whenever what is compiled changes; older files are then left alone."""

KEPT = 3
"""Compiled packs that stay in the cache."""

_HEAD = ("places", "weights", "means")
_SENTINEL = ("places", "weights", "bias")
_ARRAYS = ("starts", "rows", "weights", "row_starts", "features", "row_weights")


def load_compiled(path: Path) -> tuple[Pack, Compiled] | None:
    """Read a pack with what was compiled of it; None when there is none that can be read."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            texts = json.loads(held["texts"].tobytes())
            return pack_in(texts["pack"]), Compiled(
                tuple(texts["rows"]),
                texts["counts"],
                _index(held, "index", texts),
                Head(*(held[f"head_{part}"] for part in _HEAD)),
                tuple(texts["talk_rows"]),
                _index(held, "talk", texts),
                tuple(Claim(tuple(words), entry, at) for words, entry, at in texts["claims"]),
                Sentinel(
                    tuple(texts["sentinel_labels"]),
                    _space(held, "sentinel", texts),
                    *(held[f"sentinel_{part}"] for part in _SENTINEL),
                ),
                frozenset(texts["domain"]),
            )
    except Exception:  # noqa: BLE001 - whatever is wrong with a cache, it is as good as none
        return None


def save_compiled(path: Path, pack: Pack, compiled: Compiled) -> None:
    """Write a pack with what was compiled of it, whole or not at all.

    A place that cannot be written is no fault.
    """
    texts = {
        "pack": pack_out(pack),
        "claims": [(each.meanings, each.entry, each.passage) for each in compiled.claims],
        "rows": compiled.rows,
        "domain": sorted(compiled.domain),
        "counts": compiled.counts,
        "talk_rows": compiled.talk_rows,
        "index_slots": list(compiled.index.space.slots),
        "talk_slots": list(compiled.talk_index.space.slots),
        "sentinel_slots": list(compiled.sentinel.space.slots),
        "sentinel_labels": compiled.sentinel.labels,
    }
    indexes = {"index": compiled.index, "talk": compiled.talk_index}
    spaces = {n: index.space for n, index in indexes.items()}
    spaces["sentinel"] = compiled.sentinel.space
    arrays = {
        **{f"{n}_{part}": getattr(index, part) for n, index in indexes.items() for part in _ARRAYS},
        **{f"{n}_idf": space.idf for n, space in spaces.items()},
        **{f"head_{part}": getattr(compiled.head, part) for part in _HEAD},
        **{f"sentinel_{part}": getattr(compiled.sentinel, part) for part in _SENTINEL},
    }
    raw = np.frombuffer(json.dumps(texts).encode(), np.uint8)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            whole = Path(folder) / path.name
            np.savez(whole, texts=raw, **arrays)
            whole.replace(path)
        _forget(path.parent)
    except OSError:
        return


def _forget(folder: Path) -> None:
    """Remove all but the newest files: every edit of a pack makes one."""
    newest = sorted(folder.glob("*.npz"), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in newest[KEPT:]:
        old.unlink(missing_ok=True)


def _index(held: "np.lib.npyio.NpzFile", name: str, texts: dict[str, list[str]]) -> Index:
    arrays = (held[f"{name}_{array}"] for array in _ARRAYS)
    return Index(_space(held, name, texts), *arrays)


def _space(held: "np.lib.npyio.NpzFile", name: str, texts: dict[str, list[str]]) -> Space:
    slots = {feature: at for at, feature in enumerate(texts[f"{name}_slots"])}
    return Space(slots, held[f"{name}_idf"])
