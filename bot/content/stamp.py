"""Digests of knowledge files: what was compiled or tested of them holds as long as they stand."""

import hashlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

FOLDERS = ("entries", "messages", "safety", "sources", "uncovered")
"""The folders that a pack is compiled of."""

STAMP = "tested.sha256"
"""The file that holds the digest of rules which passed their own examples."""


def fingerprint(root: Path) -> str:
    """Hash the names and bytes of every file that a pack is compiled of."""
    sum_ = hashlib.sha256()
    for parts in sorted(_knowledge(root)):
        sum_.update("/".join(parts).encode() + b"\0")
        sum_.update(hashlib.sha256(root.joinpath(*parts).read_bytes()).digest())
    return sum_.hexdigest()


def _knowledge(root: Path) -> Iterator[tuple[str, ...]]:
    """Give the files that a pack is made of, by the parts of their names; no labelled questions.

    Only its own folders are looked through, for plain files: a wrong setting may name the whole
    disk, where some files never end.
    """
    within = (root.joinpath(folder).rglob("*.yaml") for folder in FOLDERS)
    for path in chain(root.glob("*.yaml"), *within):
        if path.is_file():
            yield path.relative_to(root).parts


def is_tested(folder: Path) -> bool:
    """Tell whether the rules passed their own examples exactly as they stand."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text("utf-8").strip() == digest_of(folder)


def mark_tested(folder: Path) -> None:
    """Note that the rules, as they stand, pass their own examples."""
    (folder / STAMP).write_text(digest_of(folder) + "\n", "utf-8")


def digest_of(folder: Path) -> str:
    """Give the digest of the rules as they stand."""
    content = hashlib.sha256()
    for path in sorted(path for path in folder.glob("*.yaml") if path.is_file()):
        content.update(hashlib.sha256(path.name.encode() + b"\0" + path.read_bytes()).digest())
    return content.hexdigest()
