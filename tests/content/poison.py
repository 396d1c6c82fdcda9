"""Files that no import may take: each with the reason, made fresh, none of them from elsewhere."""

import io
import zipfile
from collections.abc import Iterator

GOOD = """\
id: moon
question: Does the moon matter?
phrasings:
- moon phases
- sowing by the moon
answer:
- text: The guide names the morning.
  cite: [tomato-guide:watering:p1]
related: []
reviewed: 2026-11-23
"""


def zipped(files: dict[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with(old: str, new: str) -> bytes:
    assert old in GOOD
    return GOOD.replace(old, new, 1).encode()


GUESSED = """
    no No NO yes Yes YES on On ON off Off OFF true True TRUE false False FALSE ~ null Null NULL
    42 -1 +7 0 0o17 017 0x1F 0b101 1_000 3.14 -0.5 6.02e+23 .5 .inf -.inf .NaN 12:30 12:30:45
    1e3 +.5e1 190:20:30 1:00.5 2026-11-23T10:00:00Z = <<
""".split()  # noqa: SIM905 - what YAML takes for something else than a text
TAGS = """
    !!python/object:os.system, !!python/object/apply:os.system ['true'], !!python/name:os.system,
    !!python/module:os, !!python/tuple [a], !!python/object/new:type {}, !!str, !!int,
    !!binary aGk=,
    !!set {a}, !!omap [a: b], !!timestamp 2026-01-01, !local, !<tag:x.y:z>, !!null, !!bool yes,
    !!float 1, !!map {}, !!seq [], !
""".strip().split(",")
HIDDEN = (
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
    "\u00ad\u061c\u2028\u2029\u0085\ue000\ufffd\U000e0041\u034f\u115f\u3164\uffa0\u180e\u17b4\u2800\ufe00"
    "\ufdd0\ufff0\U000e0100\U0001d173\U0001bca0"
)
CONTROLS = [chr(code) for code in (*range(9), 11, 12, *range(14, 32), 127)]
PLACES = ("question", "text", "phrasing", "related", "id")


def _put(where: str, value: str) -> bytes:
    return {
        "question": _with("Does the moon matter?", value),
        "text": _with("The guide names the morning.", value),
        "phrasing": _with("moon phases", value),
        "related": _with("related: []", f"related: [{value}]"),
        "id": _with("id: moon", f"id: {value}"),
    }[where]


def _bomb(levels: int) -> bytes:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines).encode()


REPLACED = (
    ("duplicate key in a passage", "  cite:", "  text: Other.\n  cite:"),
    ("tab indentation", "  cite:", "\tcite:"),
    ("unclosed quote", "Does the moon matter?", '"Does'),
    ("unclosed list", "[tomato-guide:watering:p1]", "[tomato-guide:watering:p1"),
    ("bad escape", "Does the moon matter?", '"\\q"'),
    ("escaped NUL", "Does the moon matter?", '"\\0"'),
    ("escaped override", "The guide names the morning.", '"a \\u202e b"'),
    ("escaped zero width", "moon phases", '"moon\\u200bphases"'),
    ("another id", "id: moon", "id: sun"),
    ("a path as id", "id: moon", "id: ../moon"),
    ("no citation", "  cite: [tomato-guide:watering:p1]\n", ""),
    ("empty citation", "[tomato-guide:watering:p1]", "[]"),
    ("no question", "question: Does the moon matter?\n", ""),
    ("no review", "reviewed: 2026-11-23\n", ""),
    ("empty phrasing", "- moon phases", "- ''"),
    ("a key of foreign letters", "question:", "qu\u0435stion:"),
    ("an anchor as key", "reviewed:", "&a owner: x\nreviewed:"),
    ("a tag as key", "reviewed:", "!!python/name:os.system '': x\nreviewed:"),
    ("a nameless key", "reviewed:", "? \n: x\nreviewed:"),
    ("a question of two", "Does the moon matter?", "[a, b]"),
    ("a citation of a mapping", "[tomato-guide:watering:p1]", "{a: b}"),
)

OTHERS = (
    ("duplicate key", GOOD.encode() + b"question: Another?\n"),
    ("merge key", GOOD.encode() + b"<<: {question: x}\n"),
    ("unknown key", GOOD.encode() + b"owner: me\n"),
    ("second document", GOOD.encode() + b"---\n" + GOOD.encode()),
    ("directive", b"%TAG ! tag:x,1:\n---\n" + GOOD.encode()),
    ("complex key", b"? [a, b]\n: c\n" + GOOD.encode()),
    ("empty", b""),
    ("blank", b"\n\n"),
    ("comment only", b"# nothing\n"),
    ("a scalar", b"moon\n"),
    ("a list", b"- moon\n"),
    ("JSON of another shape", b'{"entries": [{"id": "moon"}]}'),
    ("no answer", GOOD.encode().split(b"answer:")[0] + b"reviewed: 2026-11-23\n"),
    ("a program", b"\x7fELF" + bytes(64)),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    ("gzip", b"\x1f\x8b\x08" + bytes(64)),
    ("half a zip", b"PK\x03\x04" + bytes(30)),
)


def texts() -> Iterator[tuple[str, bytes]]:
    """Give (name, bytes) of single files, all sent as `moon.yaml`."""
    yield from _words()
    yield from _references()
    yield from _encodings()
    yield from _depths()
    yield from _shapes()


def _words() -> Iterator[tuple[str, bytes]]:
    for word in GUESSED:
        yield f"guess {word} in a question", _put("question", word)
    for word in GUESSED[:16]:
        yield f"guess {word} in phrasings", _put("phrasing", word)


def _references() -> Iterator[tuple[str, bytes]]:
    for tag in map(str.strip, TAGS):
        yield f"tag {tag}", _put("question", f"{tag} x" if " " not in tag else tag)
        yield f"tag {tag} on the whole", f"{tag}\n{GOOD}".encode()
    for char in HIDDEN:
        yield f"hidden U+{ord(char):04X}", _put("text", f"The guide{char} names it.")
    for char in CONTROLS:
        yield f"control {ord(char)}", _put("question", f"Does{char} it?")
    for levels in (2, 5, 9, 50):
        yield f"alias bomb of {levels}", _bomb(levels)
    for where in PLACES:
        yield f"anchor in {where}", _put(where, "&a x")
        yield f"alias in {where}", _put(where, "*a")
        yield f"cycle in {where}", _put(where, "&a [*a]")
        yield f"mapping in {where}", _put(where, "{a: b}")
        yield f"list in {where}", _put(where, "[[a]]")


def _encodings() -> Iterator[tuple[str, bytes]]:
    for encoding in (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
    ):
        yield f"encoding {encoding}", GOOD.replace("moon m", "møøn m").encode(encoding)
    yield "latin-1", GOOD.replace("moon m", "møøn m").encode("latin-1")
    yield "cp1252 quotes", _with("Does", "Does\u2019").decode().encode("cp1252")
    yield "byte-order mark", b"\xef\xbb\xbf" + GOOD.encode()
    yield "overlong encoding", GOOD.encode().replace(b"Does", b"Do\xc0\xafes")
    yield "surrogate", GOOD.encode().replace(b"Does", b"Do\xed\xa0\x80es")


def _depths() -> Iterator[tuple[str, bytes]]:
    for depth in (9, 100, 5_000, 100_000):
        yield f"flow lists {depth} deep", b"[" * depth
        yield f"closed lists {depth} deep", b"[" * depth + b"]" * depth
        yield f"flow maps {depth} deep", b"{a: " * min(depth, 60_000)
    yield "blocks deep", "\n".join(" " * n + "a:" for n in range(400)).encode()
    yield "dashes deep", b"- " * 100_000
    yield "question marks deep", b"? " * 100_000
    yield "too many values", b"[" + b"a," * 100_000 + b"]"
    yield "too many phrasings", _with("- moon phases", "\n".join(f"- p{n}" for n in range(2_500)))
    yield "too many keys", b"\n".join(b"k%d: v" % n for n in range(25_000))
    yield "too large", _with("Does", "D" * 300_000)
    yield "far too large", b"a" * 1_000_001
    yield "a long key", b"k" * 200_000 + b": v"
    yield "many quotes", b"'" * 200_000


def _shapes() -> Iterator[tuple[str, bytes]]:
    for name, old, new in REPLACED:
        yield name, _with(old, new)
    for name, content in OTHERS:
        yield name, content


PATHS = (
    *("../moon.yaml", "/etc/passwd", "entries/../../moon.yaml", "C:/entries/sky/moon.yaml"),
    *("entries/sky/moon.yml", "moon.yaml", "entries/moon.yaml", "entries/a/b/moon.yaml"),
    *("entries/Sky/moon.yaml", "entries/sky/.yaml", "entries\\sky\\moon.yaml"),
    *("entries/sky/mo on.yaml", "entries/sky/moon.yaml.exe", "entries/sky/mo\u202eon.yaml"),
    *("safety/personal-dose.yaml", "messages/en.yaml", "vocabulary.yaml"),
    *("entries/sky/" + "m" * 200 + ".yaml", "__MACOSX/entries/sky/a.yaml"),
)


def archives() -> Iterator[tuple[str, bytes]]:
    """Give (name, bytes) of zips, all sent as `export.zip`."""
    place = "entries/sky/moon.yaml"
    good = zipped({place: GOOD})
    for path in PATHS:
        yield f"path {path!r}", zipped({path: GOOD})
    yield "no file", zipped({})
    yield "too many files", zipped({f"entries/sky/moon{n}.yaml": "x" for n in range(1_001)})
    yield "a zip bomb", zipped({place: b"a" * 200_000_000})
    yield "a bomb of many", zipped({f"entries/sky/m{n}.yaml": b"a" * 250_000 for n in range(40)})
    yield "a lying size", _lying(zipped({place: b"a" * 3_000_000}), 3_000_000, 100)
    yield "bzip2", zipped({place: GOOD}, zipfile.ZIP_BZIP2)
    yield "lzma", zipped({place: GOOD}, zipfile.ZIP_LZMA)
    yield "cut short", good[: len(good) // 2]
    yield "spoilt bytes", good.replace(good[60:70], bytes(10), 1)
    yield "wrong checksum", _patched(good, 16, b"\0\0\0\0")
    yield "encrypted", _patched(good, 8, b"\1\0")
    yield "same entry twice", zipped({place: GOOD, "entries/earth/moon.yaml": GOOD})
    yield "kept and retired", zipped({place: GOOD, "retired.yaml": "- moon\n"})
    yield "retired mapping", zipped({place: GOOD, "retired.yaml": "a: b\n"})
    yield "retired path", zipped({place: GOOD, "retired.yaml": "- ../x\n"})
    yield "retired nothing", zipped({place: GOOD, "retired.yaml": "[]\n"})
    yield "one bad among good", zipped({place: GOOD, "entries/sky/sun.yaml": "id: sun\n"})
    yield "nested zip", zipped({place: good})
    for name, content in texts():
        if len(content) < 2_000:
            yield f"zipped: {name}", zipped({place: content})


def _lying(packed: bytes, true: int, told: int) -> bytes:
    """Tell a wrong size in the table of contents and in the file's own header."""
    return packed.replace(true.to_bytes(4, "little"), told.to_bytes(4, "little"))


def _patched(packed: bytes, offset: int, value: bytes) -> bytes:
    """Change a field of the first row of the table of contents."""
    at = packed.index(b"PK\x01\x02") + offset
    return packed[:at] + value + packed[at + len(value) :]
