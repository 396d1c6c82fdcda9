"""Take values out of YAML nodes; what is missing, unknown or misshapen becomes a fault."""

import math
import re
from contextlib import suppress
from datetime import date
from pathlib import Path

from bot.content.yamlread import Node, read
from bot.core.errors import ContentError, Fault
from bot.core.tokens import fold, tokens

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Shape:
    """A mapping node with the file it came from; every fault lands in the shared list."""

    def __init__(self, node: Node, file: str, faults: list[Fault], keys: str) -> None:
        """Accept a mapping with at most the given keys (words parted by spaces)."""
        self._file = file
        self._faults = faults
        self.line = node.line
        self._pairs: dict[str, Node] = {}
        if not isinstance(node.value, dict):
            self.fault(f"expected a mapping with {', '.join(keys.split())}")
            return
        self._pairs = node.value
        for key, value in self._pairs.items():
            if key not in keys.split():
                self.fault(
                    f"unknown key {key!r}; known here: {', '.join(keys.split())}", value.line
                )

    def fault(self, text: str, line: int = 0) -> None:
        """Note a fault at a line, or at the mapping's own."""
        self._faults.append(Fault(self._file, line or self.line, text))

    def text(self, key: str, *, default: str | None = None) -> str:
        """Give the string at a key; without a default the key is required and not empty."""
        node = self._pairs.get(key)
        if node is None or node.value == "":
            if default is None:
                self.fault(f"{key!r} is missing or empty")
            return default or ""
        if not isinstance(node.value, str):
            self.fault(f"{key!r} must be a text", node.line)
            return ""
        return node.value

    def flag(self, key: str) -> bool:
        """Give true or false; false when the key is absent."""
        value = self.text(key, default="false")
        if value not in ("true", "false"):
            self.fault(f"{key!r} must be true or false, not {value!r}")
        return value == "true"

    def number(self, key: str) -> float:
        """Give the number at a key, 0 where there is none; it is required and finite."""
        text = self.text(key)
        number = as_number(text)
        if text and number is None:
            self.fault(f"{key!r} must be a number, not {text!r}", self._pairs[key].line)
        return number or 0.0

    def day(self, key: str) -> str:
        """Give the date at a key, empty when the key is absent."""
        text = self.text(key, default="")
        if text and not _is_day(text):
            self.fault(f"{key!r} must be a date as 2027-11-23, not {text!r}", self._pairs[key].line)
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """Give the list of strings at a key, empty when the key is absent."""
        found = []
        for node in self._items(key):
            if isinstance(node.value, str) and node.value.strip():
                found.append(node.value.strip())
            else:
                self.fault(f"every item of {key!r} must be a text", node.line)
        return tuple(found)

    def wording(self, key: str) -> str:
        """Give the string at a key, which has a word to be found by."""
        text = self.text(key)
        if text and not _has_word(text):
            self.fault(f"{key!r} needs a word", self._pairs[key].line)
        return text

    def wordings(self, key: str) -> tuple[str, ...]:
        """Give the list of strings at a key, each of which has a word to be found by."""
        found = self.texts(key)
        for node in self._items(key) if not all(map(_has_word, found)) else ():
            if isinstance(node.value, str) and node.value.strip() and not _has_word(node.value):
                self.fault(f"every item of {key!r} needs a word", node.line)
        return found

    def lacks(self, key: str) -> bool:
        """Tell whether no item stands at a key; what is no list there is a fault of its own."""
        return key not in self._pairs or self._pairs[key].value == []

    def shapes(self, key: str, keys: str) -> list["Shape"]:
        """Give the mappings in the list at a key."""
        return [Shape(node, self._file, self._faults, keys) for node in self._items(key)]

    def pairs(self, key: str) -> dict[str, Node]:
        """Give the mapping at a key, empty when absent."""
        node = self._pairs.get(key)
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            self.fault(f"{key!r} must be a mapping", node.line)
            return {}
        return node.value

    def _items(self, key: str) -> list[Node]:
        node = self._pairs.get(key)
        if node is None:
            return []
        if not isinstance(node.value, list):
            self.fault(f"{key!r} must be a list", node.line)
            return []
        return node.value


def as_number(text: str) -> float | None:
    """Read a finite number; None where it is none."""
    with suppress(ValueError):
        if math.isfinite(number := float(text)):
            return number
    return None


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    return False


def _has_word(text: str) -> bool:
    return bool(tokens(fold(text)))


def _within(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def open_file(path: Path, root: Path, faults: list[Fault]) -> Node | None:
    """Read a file; its faults are named relative to `root` and collected, not raised."""
    name = _within(path, root)
    try:
        return read(path)
    except ContentError as error:
        faults.extend(Fault(name, fault.line, fault.text) for fault in error.faults)
        return None


def read_rows(path: Path, root: Path, faults: list[Fault], keys: str, of: str = "") -> list[Shape]:
    """Read a file that is a list of mappings, `of` what; faults are collected as by `open_file`."""
    node = open_file(path, root, faults)
    if node is None:
        return []
    name = _within(path, root)
    if not isinstance(node.value, list):
        faults.append(Fault(name, node.line, f"expected a list{of and f' of {of}'}"))
        return []
    return [Shape(row, name, faults, keys) for row in node.value]
