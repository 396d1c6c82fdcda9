"""A server's entries as a file to send: a zip laid out like `knowledge/`, or one entry's YAML.

What comes in is judged by its bytes before anything is parsed, and refused as a whole: every fault
names its file and line. Nothing is unpacked to disk, nothing is built that was not measured first.
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.content.dump import dump_entry, dump_ids
from bot.content.entry import read_entry
from bot.content.yamlread import HIDDEN, FileLimits, read_text
from bot.core.edit import UNSORTED
from bot.core.errors import ContentError, Fault
from bot.core.model import Entry, EntryId

MOST_ENTRIES = 1_000
MOST_TEXT = 7_000_000
"""Entries of a server's own, and bytes of them, that any export holds and any import takes."""

MOST_UNPACKED = MOST_TEXT + 1_000_000
MOST_BYTES = MOST_UNPACKED + 500_000
"""Bytes of a file that is sent, packed badly; whoever fetches it looks at its stated size first."""

MOST_FILES = MOST_ENTRIES + 1
"""An entry each, and the list of retired ones."""

MOST_FAULTS = 200
"""Faults that are named; nobody mends more at once."""

FOREIGN = FileLimits(chars=256 * 1024, depth=8, nodes=2_000, trusted=False)
"""For files from elsewhere: 30 times the largest entry of the shipped pack."""

RETIRED = "retired.yaml"
RETIRED_LIMITS = FileLimits(chars=MOST_UNPACKED - MOST_TEXT, depth=2, nodes=20_000, trusted=False)

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_PLACE = re.compile(rf"entries/(?P<topic>{_SLUG.pattern})/{_SLUG.pattern}\.yaml")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_KNOWN_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip

_EPOCH = (2020, 1, 1, 0, 0, 0)
"""The date of every packed file: the same entries give the same bytes."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Entries and the ids of retired ones; a `single` entry came without its topic."""

    entries: tuple[Entry, ...]
    retired: tuple[EntryId, ...] = ()
    single: bool = False


def pack_bundle(entries: Iterable[Entry], retired: Iterable[EntryId]) -> bytes:
    """Write a zip; the same entries always give the same bytes."""
    files = {f"entries/{each.topic}/{each.id}.yaml": dump_entry(each) for each in entries}
    gone = list(retired)
    if gone:
        files[RETIRED] = dump_ids(gone)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def check_portable(entry: Entry) -> None:
    """Make sure that an export with an entry could be imported. Raises ContentError."""
    _read_entry(dump_entry(entry).encode(), entry.topic, f"{entry.id}.yaml")


def read_bundle(name: str, content: bytes) -> Bundle:
    """Read what was sent: a zip, or one entry as `<id>.yaml`. Raises ContentError."""
    file = _shown(name)
    try:
        if len(content) > MOST_BYTES:
            raise _fault(file, f"larger than {MOST_BYTES:,} bytes")
        if content.startswith(b"PK"):
            return _read_zip(file, content)
        slug = file.removesuffix(".yaml")
        if slug == file or not _SLUG.fullmatch(slug):
            raise _fault(file, "expected a .zip, or one entry as <id>.yaml")
        return Bundle((_read_entry(content, UNSORTED, file),), single=True)
    except ContentError as error:
        # a fault of a whole file stands on its first line
        faults = [Fault(each.file, each.line or 1, each.text) for each in error.faults]
        raise ContentError(faults[:MOST_FAULTS]) from error


def _read_zip(file: str, content: bytes) -> Bundle:
    faults: list[Fault] = []
    entries: list[Entry] = []
    retired: list[EntryId] = []
    for place, packed in _unzip(file, content):
        try:
            if match := _PLACE.fullmatch(place):
                entries.append(_read_entry(packed, match["topic"], place))
            else:
                retired += _read_ids(packed, place)
        except ContentError as error:
            faults += error.faults
        if len(faults) > MOST_FAULTS:
            raise ContentError(faults)
    twice = Counter([*(each.id for each in entries), *retired])
    faults += [Fault(file, 0, f"{each} stands in it twice") for each, n in twice.items() if n > 1]
    if faults:
        raise ContentError(faults)
    return Bundle(tuple(sorted(entries, key=lambda each: each.id)), tuple(sorted(retired)))


def _unzip(file: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Give each file of an archive, having judged the archive by its table of contents."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            if faults := list(_archive_faults(file, members)):
                raise ContentError(faults)
            for each in members:
                with archive.open(each) as stream:
                    # a table of contents can lie: never read more than is allowed
                    yield each.filename, stream.read(_limits(each.filename).chars + 1)
    except _ZIP_FAULTS as error:
        raise _fault(file, "a zip that cannot be read") from error


def _archive_faults(file: str, members: Sequence[zipfile.ZipInfo]) -> Iterator[Fault]:
    if not 0 < len(members) <= MOST_FILES:
        yield Fault(file, 0, f"holds {len(members):,} files, not 1 to {MOST_FILES:,}")
        return
    if sum(each.file_size for each in members) > MOST_UNPACKED:
        yield Fault(file, 0, f"holds more than {MOST_UNPACKED:,} bytes")
    seen: set[str] = set()
    for each in members:
        name = _shown(each.filename)
        if each.filename != RETIRED and not _PLACE.fullmatch(each.filename):
            yield Fault(name, 0, "expected entries/<topic>/<id>.yaml")
        if each.filename in seen:
            yield Fault(name, 0, "stands twice in the archive")
        if each.flag_bits & 1 or each.compress_type not in _KNOWN_PACKING:
            yield Fault(name, 0, "is encrypted, or packed in an unusual way")
        if each.file_size > _limits(each.filename).chars:
            yield Fault(name, 0, f"larger than {_limits(each.filename).chars:,} bytes")
        seen.add(each.filename)


def _read_entry(content: bytes, topic: str, file: str) -> Entry:
    return read_entry(_decode(content, file, FOREIGN), topic, file, FOREIGN)


def _read_ids(content: bytes, file: str) -> list[EntryId]:
    node = read_text(_decode(content, file, RETIRED_LIMITS), file, RETIRED_LIMITS)
    rows = node.value if isinstance(node.value, list) else []
    ids = [EntryId(row.value) for row in rows if isinstance(row.value, str)]
    if not rows or len(ids) < len(rows) or not all(map(_SLUG.fullmatch, ids)):
        raise ContentError([Fault(file, node.line, "expected a list of entries' ids")])
    return ids


def _limits(place: str) -> FileLimits:
    return RETIRED_LIMITS if place == RETIRED else FOREIGN


def _decode(content: bytes, file: str, limits: FileLimits) -> str:
    """Turn bytes into text. Raises ContentError with the line of what no text holds."""
    if len(content) > limits.chars:
        raise _fault(file, f"larger than {limits.chars:,} bytes")
    if content.startswith(_MARKS):
        raise _fault(file, "begins with a byte-order mark: save it as UTF-8 without one")
    if broken := _CONTROLS.search(content):
        raise _fault(file, "holds a control character", content.count(b"\n", 0, broken.start()))
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")  # as editors on Windows save it
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start)
        raise _fault(file, "is not UTF-8 here", line) from error
    if hidden := HIDDEN.search(text):
        line = text.count("\n", 0, hidden.start())
        raise _fault(file, f"U+{ord(hidden[0]):04X} is a character that nobody sees", line)
    return text


def _fault(file: str, text: str, lines_before: int = 0) -> ContentError:
    return ContentError([Fault(file, lines_before + 1, text)])


def _shown(name: str) -> str:
    """Give a file's name as it may be shown: what others chose may hold anything."""
    return re.sub(r"[^\w./-]", "?", name)[:80]
