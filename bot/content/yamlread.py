"""A strict reader of YAML: text in, nodes with line numbers out.

Every scalar is a string, so `no` stays "no" and `1.0` stays "1.0". Anchors, aliases, tags, merge
keys, duplicate keys and further documents are refused; size and depth are bounded before anything
is built. All faults of a file are reported at once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import yaml

from bot.content.files import UnreadableError, decode, read_bytes
from bot.core.errors import ContentError, Fault

MAX_BYTES = 4_000_000
MAX_DEPTH = 12
MAX_NODES = 200_000
"""Bounds for the files of a pack, of which the largest has 650,000 bytes."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"0o[0-7]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?")
"""What YAML 1.2 takes for a number; the patterns of 1.1 come with the library."""

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e"
    "\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0"
    "\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
"""What hides text or turns it round: controls, signs that show nothing, private and no characters.

The joiners stay, which some scripts need, and what makes a sign an emoji.
"""

_Loader = getattr(yaml, "CLoader", yaml.Loader)  # libyaml when the wheel has it; same events


@dataclass(frozen=True, slots=True)
class FileLimits:
    """How much of a file is read.

    `trusted`: whether an unquoted word may look like a number, a truth value or nothing (here it is
    a text all the same, yet other programs guess), and a text may hold characters that nobody sees.
    """

    chars: int = MAX_BYTES
    depth: int = MAX_DEPTH
    nodes: int = MAX_NODES
    trusted: bool = True


OWN = FileLimits()
"""For the files of a pack."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line where it stands; in a mapping that is the line of its key."""

    value: "str | list[Node] | dict[str, Node]"
    line: int

    @property
    def plain(self) -> object:
        """The value without line numbers: strings, lists and dicts."""
        if isinstance(self.value, dict):
            return {key: node.plain for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain for node in self.value]
        return self.value


def read(path: Path) -> Node:
    """Read one file. Raises ContentError with every fault found."""
    try:
        text = decode(read_bytes(path, MAX_BYTES))
    except UnreadableError as error:
        raise ContentError([Fault(str(path), 0, str(error))]) from error
    return read_text(text, str(path))


def read_text(text: str, file: str, limits: FileLimits = OWN) -> Node:
    """Read YAML text; `file` is the name in faults. Raises ContentError with every fault found."""
    if len(text) > limits.chars:
        raise ContentError([Fault(file, 0, f"larger than {limits.chars:,} characters")])
    builder = _Builder(file, limits)
    try:
        node = builder.document(yaml.parse(text, Loader=_Loader))
    except _StopError:
        node = None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        builder.fault(mark.line + 1 if mark else 0, error.problem or "not valid YAML")
        node = None
    except yaml.YAMLError:
        builder.fault(0, "holds a character that YAML does not allow")
        node = None
    if node is None or builder.faults:
        raise ContentError(builder.faults)
    return node


class _StopError(Exception):
    """Reading on makes no sense; the fault is noted already."""


class _Builder:
    """Builds nodes from parser events and collects faults on the way."""

    def __init__(self, file: str, limits: FileLimits) -> None:
        self.faults: list[Fault] = []
        self._file = file
        self._limits = limits
        self._nodes = 0

    def fault(self, line: int, text: str) -> None:
        self.faults.append(Fault(self._file, line, text))

    def document(self, events: Iterator[yaml.Event]) -> Node:
        """Build the only document of the stream."""
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 1)
            elif isinstance(event, yaml.DocumentStartEvent):
                if root:
                    self.fault(_line(event), "a second document; one file holds one")
                    raise _StopError
                if event.tags or event.version:
                    self.fault(_line(event), "directives are not allowed")
        if root is None:
            self.fault(0, "empty")
            raise _StopError
        return root

    def _node(self, event: yaml.NodeEvent, events: Iterator[yaml.Event], depth: int) -> Node:
        line = _line(event)
        self._nodes += 1
        if depth > self._limits.depth:
            self.fault(line, f"nested deeper than {self._limits.depth} levels")
            raise _StopError
        if self._nodes > self._limits.nodes:
            self.fault(line, f"more than {self._limits.nodes:,} values")
            raise _StopError
        self._refuse_extras(event, line)
        if isinstance(event, yaml.ScalarEvent):
            if not self._limits.trusted:
                self._distrust(event, line)
            return Node(event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._items(events, depth), line)
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._pairs(events, depth), line)
        return Node("", line)  # an alias, refused above

    def _items(self, events: Iterator[yaml.Event], depth: int) -> list[Node]:
        items: list[Node] = []
        while isinstance(event := next(events), yaml.NodeEvent):  # until the sequence ends
            items.append(self._node(event, events, depth + 1))
        return items

    def _pairs(self, events: Iterator[yaml.Event], depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        while isinstance(event := next(events), yaml.NodeEvent):  # until the mapping ends
            key = self._node(event, events, depth + 1)
            value = self._node(cast("yaml.NodeEvent", next(events)), events, depth + 1)
            if not isinstance(key.value, str):
                self.fault(key.line, "a key must be a word")
            elif key.value == "<<":
                self.fault(key.line, "merge keys are not allowed")
            elif key.value in pairs:
                self.fault(
                    key.line,
                    f"key {key.value!r} stands here twice (first on line {pairs[key.value].line})",
                )
            else:
                pairs[key.value] = Node(value.value, key.line)
        return pairs

    def _distrust(self, event: yaml.ScalarEvent, line: int) -> None:
        if not event.style and _is_guessed(event.value):
            self.fault(line, f"{event.value!r} may be read as no text: write it in quotes")
        if hidden := HIDDEN.search(event.value):
            self.fault(line, f"U+{ord(hidden[0]):04X} is a character that nobody sees")

    def _refuse_extras(self, event: yaml.NodeEvent, line: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.fault(line, f"alias *{event.anchor} is not allowed")
        elif event.anchor:
            self.fault(line, f"anchor &{event.anchor} is not allowed")
        if tag := getattr(event, "tag", None):
            self.fault(line, f"tag {tag} is not allowed")


def _is_guessed(word: str) -> bool:
    """Tell whether YAML 1.1 takes an unquoted word for something else than text; dates are fine."""
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    guesses = resolvers.get(word[:1], [])
    if _DATE.fullmatch(word):
        return False
    return bool(_NUMBER.fullmatch(word)) or any(pattern.match(word) for _, pattern in guesses)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
