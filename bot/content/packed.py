"""A pack as plain JSON values and back, for the cache: much faster to read than its YAML.

What only training reads is left out: the examples, the lexicons, and the phrasings of uncovered
topics.
"""

from dataclasses import asdict, replace
from typing import Any

from bot.core.helplines import HelpLine, Kind, Region
from bot.core.model import (
    Block,
    Entry,
    Figure,
    Pack,
    Section,
    Skipped,
    Source,
    Table,
    Talk,
    Uncovered,
    Vocabulary,
    passage,
)
from bot.core.terms import Terms


def trained(pack: Pack) -> Pack:
    """Give what of a pack is read once it is compiled."""
    topics = tuple(replace(topic, phrasings=()) for topic in pack.uncovered)
    return replace(pack, uncovered=topics, examples=(), lexicons=())


def pack_out(pack: Pack) -> dict[str, Any]:
    """Give a compiled pack as values that JSON can hold."""
    held = asdict(trained(pack))
    held["vocabulary"]["common"] = sorted(pack.vocabulary.common)
    return held


def pack_in(held: dict[str, Any], same: dict[str, str]) -> Pack:
    """Make a pack of what `pack_out` gave; `same` gains the words, each of which is held once.

    Raises KeyError, TypeError or ValueError otherwise.
    """
    words = held["vocabulary"]
    meanings = {
        name: _shared(words[name], same)
        for name in ("aliases", "concepts", "translations", "out_of_scope")
    }
    same |= {word: word for word in words["common"]}
    return Pack(
        tuple(map(_source, held["sources"])),
        tuple(map(_entry, held["entries"])),
        Vocabulary(**(words | meanings | {"common": frozenset(words["common"])})),
        held["messages"],
        tuple(Talk(each["message"], tuple(each["phrasings"])) for each in held["talk"]),
        tuple(Uncovered(each["id"], each["about"], ()) for each in held["uncovered"]),
        (),
        tuple(map(_region, held["regions"])),
    )


def _region(held: dict[str, Any]) -> Region:
    lines = (HelpLine(**(each | {"kind": Kind(each["kind"])})) for each in held["lines"])
    return Region(held["code"], held["name"], tuple(lines))


def terms_out(terms: Terms) -> dict[str, Any]:
    """Give folded terms as values that JSON can hold."""
    return asdict(terms) | {"common": sorted(terms.common)}


def terms_in(held: dict[str, Any], same: dict[str, str]) -> Terms:
    """Make terms of what `terms_out` gave. Raises KeyError or TypeError otherwise."""
    meanings = {
        name: _shared(held[name], same)
        for name in ("aliases", "concepts", "translations", "outside")
    }
    common = frozenset([same.get(word, word) for word in held["common"]])
    return Terms(**(held | meanings | {"common": common}))


def _shared(meanings: dict[str, str], same: dict[str, str]) -> dict[str, str]:
    """Let words of one meaning hold the same text, and other dicts than this one too."""
    return {word: same.setdefault(meaning, meaning) for word, meaning in meanings.items()}


def _entry(held: dict[str, Any]) -> Entry:
    return Entry(
        held["id"],
        held["topic"],
        held["question"],
        tuple(held["phrasings"]),
        tuple(
            passage(each["text"], tuple(each["citations"]), tuple(each["corrects"]))
            for each in held["passages"]
        ),
        tuple(held["related"]),
        held["reviewed"],
    )


def _source(held: dict[str, Any]) -> Source:
    parts = {
        "sections": tuple(Section(**each) for each in held["sections"]),
        "blocks": tuple(map(_block, held["blocks"])),
        "tables": tuple(Table(tuple(each["columns"])) for each in held["tables"]),
        "skipped": tuple(Skipped(**each) for each in held["skipped"]),
    }
    return Source(**(held | parts))


def _block(held: dict[str, Any]) -> Block:
    figures = tuple(Figure(**each) for each in held["figures"])
    return Block(**(held | {"figures": figures, "columns": tuple(held["columns"])}))
