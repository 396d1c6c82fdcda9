"""What was compiled of a pack, kept between starts: one file, named by the pack's fingerprint.

The format is NumPy's own without pickles, so that a file that somebody put there can be wrong but
cannot run code. A file that cannot be read is as good as none.
"""

import json
import os
import tempfile
import zipfile
from pathlib import Path

import numpy as np

from bot.content.packed import pack_in, pack_out
from bot.core.claims import Claim
from bot.core.index import Index
from bot.core.model import Pack
from bot.core.rank import Head
from bot.core.snapshot import Compiled

FORMAT = 5
"""Raised whenever what is compiled changes; older files are then left alone."""

_ARRAYS = ("starts", "rows", "weights", "row_starts", "features", "row_weights", "idf")


def load_compiled(path: Path) -> tuple[Pack, Compiled] | None:
    """Read a pack with what was compiled of it; None when there is none that can be read."""
    try:
        with np.load(path, allow_pickle=False) as held:
            texts = json.loads(held["texts"].tobytes())
            return pack_in(texts["pack"]), Compiled(
                tuple(texts["rows"]),
                texts["counts"],
                _index(held, "index", texts),
                Head(held["head_places"], held["head_weights"], held["head_means"]),
                tuple(texts["talk_rows"]),
                _index(held, "talk", texts),
                tuple(Claim(tuple(words), entry, at) for words, entry, at in texts["claims"]),
            )
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
        return None


def save_compiled(path: Path, pack: Pack, compiled: Compiled) -> None:
    """Write a pack with what was compiled of it, whole or not at all; a place that cannot be written is no fault."""
    texts = {
        "pack": pack_out(pack),
        "claims": [(each.meanings, each.entry, each.passage) for each in compiled.claims],
        "rows": compiled.rows,
        "counts": compiled.counts,
        "talk_rows": compiled.talk_rows,
        "index_slots": list(compiled.index.slots),
        "talk_slots": list(compiled.talk_index.slots),
    }
    arrays = {
        f"{name}_{array}": getattr(index, array)
        for name, index in (("index", compiled.index), ("talk", compiled.talk_index))
        for array in _ARRAYS
    }
    arrays["head_places"] = compiled.head.places
    arrays["head_weights"] = compiled.head.weights
    arrays["head_means"] = compiled.head.means
    raw = np.frombuffer(json.dumps(texts).encode(), np.uint8)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as out:
            np.savez(out, texts=raw, **arrays)
        os.replace(out.name, path)  # noqa: PTH105 - the atomic rename is the point
    except OSError:
        return


def _index(held: "np.lib.npyio.NpzFile", name: str, texts: dict[str, list[str]]) -> Index:
    slots = {feature: at for at, feature in enumerate(texts[f"{name}_slots"])}
    return Index(slots, *(held[f"{name}_{array}"] for array in _ARRAYS))
