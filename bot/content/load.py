"""Knowledge files to values: a pack is a folder, and every fault in it is reported at once."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bot.content.entry import KEYS, take_entry
from bot.content.helplines import load_regions
from bot.content.lexicons import LEXICONS, read_lexicons
from bot.content.safety import load_safety
from bot.content.shape import Shape, open_file, read_rows
from bot.content.stamp import is_tested
from bot.core.compose import REQUIRED
from bot.core.errors import ContentError, Fault, faults_in
from bot.core.model import (
    OPEN,
    Block,
    Example,
    Figure,
    Locator,
    Pack,
    Section,
    Skipped,
    Source,
    Table,
    TalkKind,
    Uncovered,
    Vocabulary,
)
from bot.core.patterns import Lexicon
from bot.core.verdict import RuleClass

_SOURCE = "id title kind grade url retrieved review sha256 sections tables blocks skipped"
_BLOCK = "locator sha256 figures columns gap waived grade"
_VOCABULARY = "aliases concepts translations out_of_scope common contrasts pointing"


def require_pack(root: Path) -> None:
    """Raise ContentError where no pack is: what else is missing there need not be told."""
    lacking = [name for name in ("entries", "safety") if not (root / name).is_dir()]
    if lacking:
        folders = ", ".join(f"no {name}/ folder" for name in lacking)
        raise ContentError([Fault(str(root), 0, f"no knowledge pack here: {folders}")])


def load_pack(root: Path) -> Pack:
    """Read a pack. Raises ContentError with every fault of every file, those of the rules too."""
    require_pack(root)
    faults: list[Fault] = []
    sources = [
        _source(shape)
        for path in sorted((root / "sources").glob("*.yaml"))
        if (shape := _open(path, root, _SOURCE, faults))
    ]
    files = sorted((root / "entries").glob("*/*.yaml"))
    if not files:
        how = "put one into entries/<topic>/<slug>.yaml"
        faults.append(Fault("entries", 0, f"no entry is here: {how}"))
    entries = [
        take_entry(shape, path.parent.name, path.stem)
        for path in files
        if (shape := _open(path, root, KEYS, faults))
    ]
    vocabulary = _read_vocabulary(root, faults)
    messages = {
        path.stem: read_messages(path, root, faults)
        for path in sorted((root / "messages").glob("*.yaml"))
    }
    talk = _talk(root / "smalltalk.yaml", root, faults)
    due = REQUIRED | {each.message for each in talk}
    missing = sorted(due - messages.get("en", {}).keys())
    if missing:
        names = ", ".join(missing)
        faults.append(Fault("messages/en.yaml", 0, f"these fixed texts are missing: {names}"))
    pack = Pack(
        tuple(sources),
        tuple(sorted((each for each in entries if each), key=lambda entry: entry.id)),
        vocabulary,
        messages,
        talk,
        tuple(
            topic
            for path in sorted((root / "uncovered").glob("*.yaml"))
            for topic in _uncovered(path, root, faults)
        ),
        tuple(
            example
            for path in sorted((root / "safety" / "examples").glob("*.yaml"))
            for example in _examples(path, root, faults)
        ),
        load_regions(root, faults),
        _lexicons(root / "safety" / LEXICONS, root, faults),
    )
    if not is_tested(root / "safety"):
        faults += faults_in(partial(load_safety, root / "safety"))
    if faults:
        raise ContentError(faults)
    return pack


def load_vocabulary(root: Path) -> Vocabulary:
    """Read the vocabulary of the pack under `root`. Raises ContentError."""
    faults: list[Fault] = []
    vocabulary = _read_vocabulary(root, faults)
    if faults:
        raise ContentError(faults)
    return vocabulary


def load_source(path: Path) -> Source:
    """Read one source manifest of a pack. Raises ContentError."""
    faults: list[Fault] = []
    shape = _open(path, path.parents[1], _SOURCE, faults)
    source = _source(shape) if shape else None
    if faults or source is None:
        raise ContentError(faults)
    return source


def _open(path: Path, root: Path, keys: str, faults: list[Fault]) -> Shape | None:
    node = open_file(path, root, faults)
    return Shape(node, str(path.relative_to(root)), faults, keys) if node else None


def _source(shape: Shape) -> Source:
    return Source(
        id=shape.text("id"),
        title=shape.text("title"),
        kind=shape.text("kind"),
        grade=shape.text("grade"),
        url=shape.text("url", default=""),
        retrieved=shape.text("retrieved"),
        review=shape.day("review"),
        sha256=shape.text("sha256"),
        sections=tuple(
            Section(each.text("slug"), each.text("title"), each.text("parent", default=""))
            for each in shape.shapes("sections", "slug title parent")
        ),
        tables=tuple(Table(each.texts("columns")) for each in shape.shapes("tables", "columns")),
        blocks=tuple(map(_block, shape.shapes("blocks", _BLOCK))),
        skipped=tuple(
            Skipped(each.text("sha256"), each.text("reason"))
            for each in shape.shapes("skipped", "sha256 reason")
        ),
    )


def _block(shape: Shape) -> Block:
    locator = shape.text("locator")
    parts = locator.split(":")
    if len(parts) != 3 or parts[2][:1] not in "plt":
        shape.fault(f"{locator!r} is no locator: <source>:<section>:<p|l|t><n>")
        parts = ["", "", "p"]
    return Block(
        Locator(locator),
        parts[1],
        parts[2][0],
        shape.text("sha256"),
        tuple(
            Figure(
                each.text("number"),
                each.text("unit", default=""),
                each.text("comparator", default=""),
                each.text("frequency", default=""),
            )
            for each in shape.shapes("figures", "number unit comparator frequency")
        ),
        tuple("" if each == "-" else each for each in shape.texts("columns")),
        shape.flag("gap"),
        shape.text("waived", default=""),
        shape.text("grade", default=""),
    )


def _read_vocabulary(root: Path, faults: list[Fault]) -> Vocabulary:
    shape = _open(root / "vocabulary.yaml", root, _VOCABULARY, faults)
    if shape is None:
        return Vocabulary()
    return Vocabulary(
        _spread(shape, "aliases"),
        _spread(shape, "concepts"),
        _spread(shape, "translations"),
        _spread(shape, "out_of_scope"),
        _words(shape, "common"),
        _spread(shape, "contrasts"),
        _words(shape, "pointing"),
    )


def _words(shape: Shape, key: str) -> frozenset[str]:
    """Give the words of a mapping from languages to lists of lines."""
    return frozenset(word for _, line in _lists(shape, key) for word in line.split())


def _lists(shape: Shape, key: str) -> Iterator[tuple[str, str]]:
    """Give (name, item) of a mapping from names to lists of texts, each on one line."""
    for name, node in shape.pairs(key).items():
        if not isinstance(node.value, list):
            shape.fault(f"{name!r} under {key!r} must be a list", node.line)
            continue
        for item in node.value:
            if isinstance(item.value, str) and item.value.strip():
                yield " ".join(name.split()), " ".join(item.value.split())
            else:
                shape.fault(f"every item of {name!r} must be a text", item.line)


def _spread(shape: Shape, key: str) -> dict[str, str]:
    """Turn `name: [variant, ...]` round: variant → name."""
    return {item: name for name, item in _lists(shape, key)}


def read_messages(path: Path, root: Path, faults: list[Fault]) -> dict[str, str]:
    """Read one file of fixed texts, name → text; what is wrong with it is added to `faults`."""
    node = open_file(path, root, faults)
    name = str(path.relative_to(root))
    if node is None or not isinstance(node.value, dict):
        if node is not None:
            faults.append(Fault(name, node.line, "expected a mapping from names to texts"))
        return {}
    for key, value in node.value.items():
        if not isinstance(value.value, str):
            faults.append(Fault(name, value.line, f"{key!r} must be a text"))
    return {key: str(value.value) for key, value in node.value.items()}


def _uncovered(path: Path, root: Path, faults: list[Fault]) -> tuple[Uncovered, ...]:
    shapes = read_rows(path, root, faults, "id about phrasings", "topics")
    return tuple(
        Uncovered(s.text("id"), s.wording("about"), s.wordings("phrasings")) for s in shapes
    )


def _lexicons(path: Path, root: Path, faults: list[Fault]) -> tuple[Lexicon, ...]:
    return tuple(read_lexicons(path, root, faults)) if path.exists() else ()


def _examples(path: Path, root: Path, faults: list[Fault]) -> Iterator[Example]:
    node = open_file(path, root, faults)
    if node is None:
        return
    known = " ".join([*(each.label for each in RuleClass), OPEN])
    shape = Shape(node, str(path.relative_to(root)), faults, known)
    for label in known.split():
        yield from (Example(label, text) for text in shape.texts(label))


def _talk(path: Path, root: Path, faults: list[Fault]) -> tuple[TalkKind, ...]:
    node = open_file(path, root, faults) if path.exists() else None
    if node is None:
        return ()
    keys = " ".join(node.value) if isinstance(node.value, dict) else ""
    shape = Shape(node, path.name, faults, keys)
    return tuple(TalkKind(name, shape.wordings(name)) for name in keys.split())
