"""What a passage is checked against: the blocks of the sources, prepared once."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.core import lexicon
from bot.core.figures import figures
from bot.core.model import Block, Figure, Locator, Pack, Passage
from bot.core.relation import Mark, directions, names, told
from bot.core.steps import Step, steps
from bot.core.wording import NAME_CLASS, Sentence, Word, read_sentences

_TITLE = re.compile(r"[\"“][^\"“”]+[\"”]")
LONGEST_RUN = 8
"""So many words in a row are no longer a passage's own."""
_LATELY = 1_000
"""Texts that are remembered as read: a pack's passages, read one by one and for each other."""
_UNSEEN = 2.0
"""Weight of a word that no block holds: about that of one which a tenth of the blocks hold."""

Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """One block as passages are checked against it; without the text only its manifest line.

    `sentences` holds a table row's cells, one each. `runs` and `fives` are all
    that stand in it eight and five words long, figures left out: those may be copied.
    """

    block: Block
    text: str
    figures: tuple[Figure, ...]
    sentences: tuple[Sentence, ...]
    roots: frozenset[str]
    stems: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    fives: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Grounds:
    """All blocks of a pack, and how much each word tells about which block is meant.

    `holding` gives the blocks by root, `spelling` by stem; `at_hand` names the sources whose text
    is there. `is_english` knows general words, by which an unheard name is told.
    """

    of: Mapping[Locator, Ground]
    holding: Mapping[str, tuple[Locator, ...]]
    spelling: Mapping[str, tuple[Locator, ...]]
    aliases: Mapping[str, str]
    at_hand: frozenset[str] = frozenset()
    is_english: Knows | None = None
    directions: dict[Locator, tuple[Mark, ...]] = field(default_factory=dict)
    names: dict[Locator, tuple[Mark, ...]] = field(default_factory=dict)
    steps: dict[Locator, tuple[Step, ...]] = field(default_factory=dict)
    told: dict[Locator, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    meant: dict[Locator, frozenset[str]] = field(default_factory=dict)
    """Drugs of the block before that a block means by "it" or "its" in its first sentence."""
    weights: dict[str, float] = field(default_factory=dict)
    lately: dict[str, tuple[Sentence, ...]] = field(default_factory=dict)
    """Texts last read: several rules read the same one."""

    def weight(self, root: str) -> float:
        """Give the inverse block frequency of a root."""
        return self.weights.get(root, _UNSEEN)

    def has_copy(self, where: Locator) -> bool:
        """Tell whether a copy of the block's source is at hand."""
        return where.partition(":")[0] in self.at_hand

    def has_words(self, where: Locator) -> bool:
        """Tell whether the block's text is at hand; a copy that is another text may lack it."""
        ground = self.of.get(where)
        return ground is not None and bool(ground.sentences)

    def read(self, text: str) -> tuple[Sentence, ...]:
        """Analyse a text with the aliases of the pack."""
        found = self.lately.get(text)
        if found is None:
            if len(self.lately) >= _LATELY:
                self.lately.clear()
            found = self.lately[text] = read_sentences(text, self.aliases)
        return found


@dataclass(frozen=True, slots=True)
class Claim:
    """One passage, analysed, with the blocks that it cites (those that exist).

    `words` are those of all sentences, `topics` the roots of those that carry meaning, `known` the
    roots of the cited blocks.
    """

    passage: Passage
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    cited: tuple[Ground, ...]
    words: tuple[Word, ...]
    topics: frozenset[str]
    known: frozenset[str]

    @property
    def lines(self) -> tuple[Sentence, ...]:
        """The sentences of the cited blocks."""
        return tuple(line for each in self.cited for line in each.sentences)


def names_a_work(claim: Claim) -> bool:
    """Tell whether all cited blocks are items of a reference list."""
    return bool(claim.cited) and all(ground.block.grade for ground in claim.cited)


def untitled(claim: Claim) -> str:
    """Give the text without the titles of works that it quotes."""
    text = claim.passage.text
    if not names_a_work(claim):
        return text
    for title in (title for each in claim.cited for title in _TITLE.findall(each.text)):
        text = re.sub(re.escape(title.strip('"“”.,')), "", text, flags=re.IGNORECASE)
    return _TITLE.sub("", text)


def prepare(
    pack: Pack,
    words: Mapping[Locator, str] | None = None,
    is_english: Knows | None = None,
) -> Grounds:
    """Prepare every block of every source; `words` are those of the copies at hand.

    `is_english`: knows general English words; without it no unheard name is found.
    """
    words = words or {}
    aliases = _aliases(pack)
    blocks = [block for source in pack.sources for block in source.blocks]
    grounds = {block.locator: _ground(block, words, aliases) for block in blocks}
    holding = _places({where: ground.roots for where, ground in grounds.items()})
    spelling = _places({where: ground.stems for where, ground in grounds.items()})
    at_hand = frozenset(where.partition(":")[0] for where in words)
    weights = {
        root: math.log((len(grounds) + 1) / (len(places) + 0.5)) for root, places in holding.items()
    }
    prepared = Grounds(grounds, holding, spelling, aliases, at_hand, is_english, weights=weights)
    for where, ground in grounds.items():
        prepared.directions[where] = tuple(
            directions(ground.sentences, prepared.weight, broadly=True)
        )
        prepared.steps[where] = tuple(each for line in ground.sentences for each in steps(line))
        prepared.names[where] = tuple(names(ground.sentences, prepared.weight))
        if ground.block.kind != "t":  # a row lists names and tells nothing of each
            prepared.told[where] = told(ground.sentences, prepared.read)
    _add_meant(prepared)
    return prepared


def _places(words: Mapping[Locator, frozenset[str]]) -> dict[str, tuple[Locator, ...]]:
    """Give for each word the blocks that have it."""
    found: defaultdict[str, list[Locator]] = defaultdict(list)
    for where, each in words.items():
        for word in each:
            found[word].append(where)
    return {word: tuple(places) for word, places in found.items()}


def _add_meant(grounds: Grounds) -> None:
    before: frozenset[str] = frozenset()
    section = ""
    for where, ground in grounds.of.items():
        drugs = frozenset(root for root in ground.roots if NAME_CLASS.get(root) == "drug")
        if ground.block.section != section:
            before, section = frozenset(), ground.block.section
        opening = ground.sentences[0].words if ground.sentences else ()
        points = not drugs and any(word.text in ("it", "its") for word in opening)
        grounds.meant[where] = before if points else frozenset()
        before = drugs or grounds.meant[where]


def make_claim(passage: Passage, grounds: Grounds) -> Claim:
    """Analyse a passage. Locators that exist in no source are left to rule G2."""
    places = (grounds.of.get(where) for where in passage.citations)
    cited = tuple(ground for ground in places if ground)
    sentences = grounds.read(passage.text)
    words = tuple(word for sentence in sentences for word in sentence.words)
    return Claim(
        passage,
        sentences,
        figures(passage.text),
        cited,
        words,
        frozenset(word.root for word in words if word.is_topic),
        frozenset().union(*(ground.roots for ground in cited)),
    )


def spelt(root: str, claim: Claim) -> str:
    """Give a name as the passage, or else the block, spells it."""
    lines = (*claim.sentences, *claim.lines)
    said = (word.written for line in lines for word in line.words if word.root == root)
    return next(said, root)


def grams(words: tuple[str, ...], length: int) -> Iterator[tuple[str, ...]]:
    """Give every run of so many words."""
    return (words[at : at + length] for at in range(len(words) - length + 1))


def _ground(block: Block, words: Mapping[Locator, str], aliases: Mapping[str, str]) -> Ground:
    text = words.get(block.locator, "")
    parts = text.split(" | ") if block.kind == "t" else [text]
    sentences = tuple(each for part in parts for each in read_sentences(part, aliases))
    found = [word for sentence in sentences for word in sentence.words]
    own = tuple(word.text for word in found if word.is_own)
    return Ground(
        block,
        text,
        figures(text) if text else block.figures,
        sentences,
        frozenset(word.root for word in found if word.is_topic),
        frozenset(word.stem for word in found if word.is_topic),
        frozenset(grams(own, LONGEST_RUN)),
        frozenset(grams(own, 5)),
    )


def _aliases(pack: Pack) -> dict[str, str]:
    """Join the field's spellings with the pack's; only single words can be replaced in place."""
    own = {
        variant.casefold(): name.casefold()
        for variant, name in pack.vocabulary.aliases.items()
        if " " not in variant and " " not in name and len(variant) > 1
    }
    return own | lexicon.ALIASES
