"""A pack as plain JSON values and back, for the cache: much faster to read than its YAML.

What only training reads is left out: the examples, the lexicons, the phrasings of uncovered topics,
and of the vocabulary all but the aliases, which the lint of an edit reads.
"""

from dataclasses import asdict, replace
from typing import Any

from bot.content.arrays import Arrays
from bot.content.listed import (
    meanings_in,
    meanings_out,
    numbers_in,
    numbers_out,
    words_in,
    words_out,
)
from bot.core.helplines import HelpLine, LineKind, Region
from bot.core.model import (
    Block,
    Entry,
    Figure,
    Pack,
    Section,
    Skipped,
    Source,
    Table,
    TalkKind,
    Uncovered,
    Vocabulary,
    passage,
)
from bot.core.terms import Terms

_MEANINGS = ("aliases", "outside", "translations", "concepts", "contrasts")


def trained(pack: Pack) -> Pack:
    """Give what of a pack is read once it is compiled."""
    topics = tuple(replace(topic, phrasings=()) for topic in pack.uncovered)
    words = Vocabulary(pack.vocabulary.aliases)
    return replace(pack, vocabulary=words, uncovered=topics, examples=(), lexicons=())


def pack_out(pack: Pack) -> dict[str, Any]:
    """Give a compiled pack as values that JSON can hold."""
    held = asdict(trained(pack))
    return held | {"vocabulary": held["vocabulary"]["aliases"]}


def pack_in(held: dict[str, Any]) -> Pack:
    """Make a pack of what `pack_out` gave. Raises KeyError, TypeError or ValueError otherwise."""
    return Pack(
        tuple(map(_source, held["sources"])),
        tuple(map(_entry, held["entries"])),
        Vocabulary(held["vocabulary"]),
        held["messages"],
        tuple(TalkKind(each["message"], tuple(each["phrasings"])) for each in held["talk"]),
        tuple(Uncovered(each["id"], each["about"], ()) for each in held["uncovered"]),
        (),
        tuple(map(_region, held["regions"])),
    )


def _region(held: dict[str, Any]) -> Region:
    lines = (HelpLine(**(each | {"kind": LineKind(each["kind"])})) for each in held["lines"])
    return Region(held["code"], held["name"], tuple(lines))


def terms_out(terms: Terms) -> Arrays:
    """Give folded terms as arrays."""
    return {
        "common": words_out(sorted(terms.common)),
        "pointing": words_out(sorted(terms.pointing)),
        **numbers_out("beginnings", terms.beginnings),
        **{k: v for each in _MEANINGS for k, v in meanings_out(each, getattr(terms, each)).items()},
    }


def terms_in(held: Arrays) -> Terms:
    """Make terms of what `terms_out` gave. Raises KeyError or ValueError otherwise."""
    return Terms(
        beginnings=numbers_in(held, "beginnings"),
        common=frozenset(words_in(held["common"])),
        pointing=frozenset(words_in(held["pointing"])),
        **{each: meanings_in(held, each) for each in _MEANINGS},
    )


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
