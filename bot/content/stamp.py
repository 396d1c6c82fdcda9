"""Digests of knowledge files: what was compiled or tested of them holds as long as they stand."""

import hashlib
from pathlib import Path

STAMP = "tested.sha256"
"""The file that holds the digest of rules which passed their own examples."""


def fingerprint(root: Path) -> str:
    """Hash the names and bytes of every file that a pack is made of."""
    sum_ = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        sum_.update(f"{path.relative_to(root)}\0".encode())
        sum_.update(hashlib.sha256(path.read_bytes()).digest())
    return sum_.hexdigest()


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
    for path in sorted(folder.glob("*.yaml")):
        content.update(hashlib.sha256(path.name.encode() + b"\0" + path.read_bytes()).digest())
    return content.hexdigest()
