"""What was compiled of a pack, kept between starts: one file, named by the pack's fingerprint.

A file that somebody put there can be wrong but cannot run code; one that cannot be read is as good
as none.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from bot.content.arrays import Array, Arrays, as_array, read_arrays, write_arrays
from bot.content.listed import numbers_in, numbers_out, words_in, words_out
from bot.content.packed import pack_in, pack_out, terms_in, terms_out
from bot.core.decide import LogisticModel, Policy
from bot.core.english import English
from bot.core.head import Head
from bot.core.index import CELL, Index
from bot.core.keys import Keys
from bot.core.lines import Lines
from bot.core.model import Pack
from bot.core.network import Network
from bot.core.premises import Premise
from bot.core.scope import Scope
from bot.core.sentinel import Bounds, Sentinel
from bot.core.snapshot import Calibration, Compiled
from bot.core.space import Space

FORMAT = 26
"""Raised whenever what is compiled changes; older files are then left alone."""

KEPT = 3
"""Compiled packs that stay in the cache."""

_HEAD = ("places", "weights", "bias", "loads")
_NETWORK = ("hidden", "hidden_bias", "out", "out_bias")


def load_compiled(path: Path) -> tuple[Pack, Compiled, Calibration] | None:
    """Read a pack with all that belongs to it; None when there is none that can be read."""
    try:
        held = read_arrays(path)
        texts = json.loads(held["texts"].tobytes())
        pack = pack_in(texts["pack"])
        compiled = Compiled(
            terms_in(held),
            tuple(texts["sizes"]),
            Lines(held["lines"], held["bounds"]),
            numbers_in(held, "counts"),
            frozenset(words_in(held["stems"])),
            _index(held, "index"),
            Head(*(held[f"head_{part}"] for part in _HEAD)),
            Scope(held["scope_places"], _network(held, "scope")),
            _index(held, "talk"),
            tuple(Premise(tuple(words), entry, at) for words, entry, at in texts["claims"]),
            Sentinel(
                tuple(texts["sentinel_labels"]),
                {word: tuple(held) for word, held in texts["sentinel_traits"].items()},
                _space(held, "sentinel"),
                held["sentinel_places"],
                _network(held, "sentinel"),
                texts["sentinel_examples"],
            ),
            frozenset(texts["domain"]),
            English(_keys(held, "english"), held["english_counts"]),
        )
        return pack, compiled, _calibration(texts["calibration"])
    except Exception:  # noqa: BLE001 - whatever is wrong with a cache, it is as good as none
        return None


def save_compiled(path: Path, pack: Pack, compiled: Compiled, calibration: Calibration) -> None:
    """Write a pack with all that belongs to it, whole or not at all.

    A place that cannot be written is no fault.
    """
    texts = {
        "pack": pack_out(pack),
        "calibration": asdict(calibration),
        "claims": [(each.meanings, each.entry, each.passage) for each in compiled.premises],
        "domain": sorted(compiled.domain),
        "sizes": compiled.sizes,
        "sentinel_labels": compiled.sentinel.labels,
        "sentinel_traits": compiled.sentinel.traits,
        "sentinel_examples": compiled.sentinel.examples,
    }
    arrays = {
        "texts": as_array(json.dumps(texts)),
        "stems": words_out(sorted(compiled.stems)),
        **numbers_out("counts", compiled.counts),
        **terms_out(compiled.terms),
        "lines": compiled.rows.raw,
        "bounds": compiled.rows.bounds,
        "english_counts": compiled.english.counts,
        **_keys_out("english", compiled.english.words),
        **_parts("head", compiled.head, _HEAD),
        "scope_places": compiled.scope.places,
        **_parts("scope", compiled.scope.network, _NETWORK),
        "sentinel_places": compiled.sentinel.places,
        **_parts("sentinel", compiled.sentinel.network, _NETWORK),
        **_space_out("sentinel", compiled.sentinel.space),
    }
    for name, index in (("index", compiled.index), ("talk", compiled.talk_index)):
        arrays |= _index_out(name, index)
    write_whole(path, arrays)


def write_whole(path: Path, arrays: Arrays) -> None:
    """Write a file of arrays, whole or not at all, and remove the oldest ones of its kind.

    A place that cannot be written is no fault.
    """
    import tempfile  # noqa: PLC0415 - a start that finds its files writes none

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            whole = Path(folder) / path.name
            write_arrays(whole, arrays)
            whole.replace(path)
        _forget(path)
    except OSError:
        return


def _forget(written: Path) -> None:
    """Remove all but the newest files like one: every edit of a pack makes one."""
    kept = [each for each in written.parent.iterdir() if each.suffix == written.suffix]
    newest = sorted(kept, key=lambda each: each.stat().st_mtime, reverse=True)
    for old in newest[KEPT:]:
        old.unlink(missing_ok=True)


def _parts(name: str, value: object, parts: Iterable[str]) -> dict[str, Any]:
    return {f"{name}_{part}": getattr(value, part) for part in parts}


def _space_out(name: str, space: Space) -> dict[str, Array]:
    return {f"{name}_idf": space.idf, **_keys_out(name, space.features)}


def _network(held: Arrays, name: str) -> Network:
    return Network(*(held[f"{name}_{part}"] for part in _NETWORK))


def _space(held: Arrays, name: str) -> Space:
    return Space(_keys(held, name), held[f"{name}_idf"])


def _keys_out(name: str, keys: Keys) -> dict[str, Array]:
    return {f"{name}_keys": keys.ordered, f"{name}_key_places": keys.places}


def _keys(held: Arrays, name: str) -> Keys:
    return Keys(held[f"{name}_keys"], held[f"{name}_key_places"])


def _index_out(name: str, index: Index) -> dict[str, Array]:
    return {
        f"{name}_starts": index.starts,
        f"{name}_postings": index.postings.view(np.int64),
        f"{name}_row_starts": index.row_starts,
        f"{name}_features": index.features.view(np.int64),
        **_space_out(name, index.space),
    }


def _index(held: Arrays, name: str) -> Index:
    return Index(
        _space(held, name),
        held[f"{name}_starts"],
        held[f"{name}_postings"].view(CELL),
        held[f"{name}_row_starts"],
        held[f"{name}_features"].view(CELL),
    )


def _calibration(held: dict[str, Any]) -> Calibration:
    numbers = {name: tuple(held["model"][name]) for name in ("means", "spreads", "weights")}
    model = LogisticModel(**numbers, bias=held["model"]["bias"])
    return Calibration(model, Policy(**held["policy"]), Bounds(**held["bounds"]))
