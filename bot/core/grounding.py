"""G2, G9 and G10: a passage is about what its blocks say, in words of its own."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.core.finding import Problem
from bot.core.freshness import digest
from bot.core.ground import (
    LONGEST_RUN,
    Claim,
    Ground,
    Grounds,
    grams,
    names_a_work,
    untitled,
)
from bot.core.lexicon import NEGATIONS, listed
from bot.core.model import Locator
from bot.core.negation import HARD, scopes
from bot.core.wording import NAME_CLASS, Word, root_of

MOST_COPIED = 0.25
"""Share of a passage's runs of five words that may stand in its block."""
FEW_RELATED, FEWEST_RELATED = 0.4, 0.1
"""Share of related words: below the first a curator is told, below the second it blocks."""
_OF_TABLES = frozenset({"table", "tables", "column", "columns", "row", "rows"})
_SCHEDULE = frozenset({root_of("schedule")})
_SECTION = re.compile(r"(?i)\b(\w+) section\b")
_GLOSSED = re.compile(r"[\w-]+ \([^()]+\)|[\w-]+,? \(?(?:that is|namely|i\.e\.),? [^,.;()]+")
"""A word and what explains it."""
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")
_LEADS = frozenset({"table", "below"})
_AMOUNTS = listed(
    "level levels amount amounts percentage degree degrees output quantity quantities supply rate"
    " rates share dose doses load loads production"
)
_NO_THINGS = listed("over after before under along again later soon twice once anew")
"""What stands behind a rise and is not what rises."""
_UNKNOWN = 0.5
"""What a word counts for that no block of any source has: everyday words fill a sentence."""
_BETTER, _MUCH_BETTER = 2.0, 4.0
"""Word weight by which another block may support a passage better: by some words, or by two."""
_SOME_WORDS = 3
_NEAR_WORD = 0.5
"""What a word of near meaning counts for in another block: everyday words have many meanings."""
_LEAST = 0.05
"""Share of a passage's word weight that counts: each citation has to add as much."""
_BY_ITSELF = 0.35
"""Share at which one of several blocks supports a passage by itself, as a second witness."""


def check_citations(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """G2: each locator exists, and the copy at hand holds the block that was cited."""
    for where in claim.passage.citations:
        ground = grounds.of.get(where)
        if not ground:
            yield Problem(
                f"{where} is no paragraph, list item or table row of a registered source",
                "cite one that is: its name ends in p, l or t and a number",
            )
        elif grounds.has_copy(where) and digest(ground.text) != ground.block.sha256:
            yield Problem(
                f"{where} has changed since it was cited",
                "read it again, then renew the manifest with footnote source add",
            )
    if len(set(claim.passage.citations)) < len(claim.passage.citations):
        yield Problem("a block is cited twice", "cite it once")


def check_gaps(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """G10: what a block lost when it was copied is not put back: no name, no "higher X"."""
    if not any(ground.block.gap for ground in claim.cited):
        return
    known = claim.known | {
        root for each in claim.cited for root in grounds.meant[each.block.locator]
    }
    for sentence in claim.sentences:
        for at, word in enumerate(sentence.words[:-1]):
            behind = _raised(sentence.words, at + 1)
            is_thing = behind.is_topic and not behind.sign and not behind.text.endswith("ly")
            is_more = word.sign > 0 and is_thing and behind.text not in _NO_THINGS
            filled = word.is_name or is_more
            lost = word if word.is_name else behind
            if filled and lost.root not in known:
                yield Problem(
                    f'"{lost.written}" fills a gap: the cited block lost a word when it was copied',
                    "leave it out, or cite a block that says it",
                )


def _raised(words: Sequence[Word], at: int) -> Word:
    """Give what "higher …" is said of: the word itself, or what stands behind "levels of"."""
    is_amount = [word.text for word in words[at : at + 2]][1:] == ["of"] and len(words) > at + 2
    return words[at + 2] if is_amount and words[at].text in _AMOUNTS else words[at]


def check_own_words(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """G9: own words; the title of a reference is its own and no copy."""
    sentences = grounds.read(untitled(claim)) if names_a_work(claim) else claim.sentences
    said = tuple(word.text for line in sentences for word in line.words if word.is_own)
    runs = list(grams(said, LONGEST_RUN))
    fives = list(grams(said, 5))
    for ground in claim.cited:
        if copy := next((run for run in runs if run in ground.runs), None):
            yield Problem(
                f"{LONGEST_RUN} words or more in a row are copied, figures left out: "
                f'"{" ".join(copy)} …"',
                "say it in other words or another order",
            )
        copied = sum(gram in ground.fives for gram in fives) / len(fives) if fives else 0.0
        if copied > MOST_COPIED:
            yield Problem(
                f"{copied:.0%} is copied (by runs of five words) from the cited block",
                f"bring it to {MOST_COPIED:.0%} or less with other words or another order",
            )


def check_quotes(claim: Claim) -> Iterator[Problem]:
    """G9: what stands between quotation marks stands in a cited block."""
    quotes = [quote for quote in _QUOTED.findall(claim.passage.text) if " " in quote]
    there = " ".join(each.text for each in claim.cited) if quotes else ""
    known = " ".join(_WORD.findall(there.casefold()))
    for quote in quotes:
        if " ".join(_WORD.findall(quote.casefold())) not in known:
            yield Problem(
                f'"{quote}" is no quotation: the cited block does not say it',
                "quote it word for word, or say it without the marks",
            )


def check_support(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """G9: the cited blocks are what the passage is about, and no other block is more so."""
    topics = claim.topics
    if not topics or not claim.cited:
        return
    spoken = {word.text for word in claim.words} & _OF_TABLES
    if spoken and not any(_shows_table(ground) for ground in claim.cited):
        yield Problem(
            f"the sentence speaks of a {min(spoken)}, and no cited block is part of a table",
            "cite the row that it speaks of",
        )
    yield from _of_section(claim, grounds)
    unknown = len(topics - grounds.holding.keys())
    related = len(topics & claim.known) / (len(topics) - (1 - _UNKNOWN) * unknown)
    if related < FEW_RELATED:
        yield Problem(
            f"only {related:.0%} of its words have to do with the cited block",
            "cite the block that says it, or stay closer to it",
            blocks=related < FEWEST_RELATED,
        )
    yield from _misplaced(claim, grounds)


def _of_section(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find "in the academic section" with no block of that section cited."""
    named = {name.casefold() for name in _SECTION.findall(claim.passage.text)}
    if not named:
        return
    known = {ground.block.section for ground in grounds.of.values()}
    for name in sorted(named & known - {ground.block.section for ground in claim.cited}):
        yield Problem(
            f'the sentence speaks of the section "{name}", and no cited block stands in it',
            "cite a block of that section",
        )


def _shows_table(ground: Ground) -> bool:
    """Tell whether a block is a row of a table, or leads over to one."""
    leads = any(word.text in _LEADS for line in ground.sentences for word in line.words)
    return ground.block.kind == "t" or leads


def _leads_over(ground: Ground, claim: Claim) -> bool:
    """Tell whether a paragraph is cited for its table, of which a row is cited too."""
    is_row_cited = any(
        each.block.kind == "t" and each.block.section == ground.block.section
        for each in claim.cited
    )
    is_said = any(word.text in _OF_TABLES or word.root in _SCHEDULE for word in claim.words)
    return ground.block.kind != "t" and is_row_cited and is_said and _shows_table(ground)


def _misplaced(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find citations that add nothing, and blocks that would support the passage clearly better."""
    weights = {root: grounds.weight(root) for root in claim.topics - _told_absent(claim)}
    total = sum(weights.values())
    for ground in claim.cited:
        if _leads_over(ground, claim):
            continue
        rest: frozenset[str] = frozenset().union(
            *(each.roots for each in claim.cited if each is not ground)
        )
        open_ = {root: weight for root, weight in weights.items() if root not in rest}
        held = ground.roots | grounds.meant[ground.block.locator]
        own = sum(weight for root, weight in open_.items() if root in held)
        alone = sum(weight for root, weight in weights.items() if root in ground.roots)
        if len(claim.cited) > 1 and alone >= _BY_ITSELF * total:
            if better := _better(weights, alone, ground, claim, grounds):
                yield _less_well(ground, better)
            continue
        if own < _LEAST * total and not (
            _is_named_for(ground, claim, grounds) or _explains(ground, claim)
        ):
            yield Problem(
                f"{ground.block.locator} says next to nothing of this",
                "leave that citation out" if rest else "cite the block that says it",
            )
        if better := _better(open_, own, ground, claim, grounds):
            yield _less_well(ground, better)


def _told_absent(claim: Claim) -> frozenset[str]:
    """Give what a passage says is not listed in the cited block: it need not stand there."""
    if not any(word.text in NEGATIONS for word in claim.words):
        return frozenset()
    denied = (
        scope.wide | scope.before
        for line in claim.sentences
        for scope in scopes(line, HARD)
        if scope.reports
    )
    return frozenset().union(*denied) - claim.known


def _is_named_for(ground: Ground, claim: Claim, grounds: Grounds) -> bool:
    """Tell whether the next block is cited too and says "it" or "its" of a drug named here."""
    order = list(grounds.of.values())
    following = order[order.index(ground) + 1 :][:1]
    return any(
        each in claim.cited
        and each.block.section == ground.block.section
        and any(word.text in ("it", "its") for line in each.sentences for word in line.words)
        and any(NAME_CLASS.get(root) == "drug" for root in claim.topics & ground.roots - each.roots)
        for each in following
    )


def _explains(ground: Ground, claim: Claim) -> bool:
    """Tell whether a gloss is this block's: "paracrine (local)", where the other has one of both.

    To the other rules the two words are one.
    """
    of_others = frozenset().union(*(each.stems for each in claim.cited if each is not ground))
    words = {word.written.casefold(): word for word in claim.words if word.is_topic}
    for found in _GLOSSED.finditer(claim.passage.text):
        told = [words[each] for each in _WORD.findall(found[0].casefold()) if each in words]
        if all(word.root in ground.roots for word in told) and any(
            word.stem in ground.stems - of_others for word in told
        ):
            return True
    return False


def _better(
    weights: Mapping[str, float], own: float, ground: Ground, claim: Claim, grounds: Grounds
) -> Locator | None:
    """Give the block that supports the weighed words clearly better than a cited one, if any."""
    if sum(weights.values()) - own <= _BETTER:
        return None
    scores = _scores(weights, claim, grounds)
    if ground.block.kind == "t" and any(word.text in _OF_TABLES for word in claim.words):
        scores = {
            where: each for where, each in scores.items() if grounds.of[where].block.kind == "t"
        }
    for other in claim.cited:
        scores.pop(other.block.locator, None)
    if not scores:
        return None
    best = max(scores, key=lambda where: scores[where])
    held = ground.roots | grounds.meant[ground.block.locator]
    more = len(weights.keys() & grounds.of[best].roots - held)
    least = _BETTER if more >= _SOME_WORDS else _MUCH_BETTER
    return best if more > 1 and scores[best] - own > least else None


def _less_well(ground: Ground, better: Locator) -> Problem:
    return Problem(
        f"{ground.block.locator} supports this less well than {better}",
        f"cite {better}, or stay closer to what you cited",
    )


def _scores(weights: Mapping[str, float], claim: Claim, grounds: Grounds) -> dict[Locator, float]:
    """Weigh what each block has of a passage: its very words, and less the words near to them."""
    verbatim: defaultdict[str, set[Locator]] = defaultdict(set)
    for word in set(claim.words):
        if word.root in weights:
            verbatim[word.root].update(grounds.spelling.get(word.stem, ()))
    scores: defaultdict[Locator, float] = defaultdict(float)
    for root, weight in weights.items():
        same = verbatim[root]
        for where in grounds.holding.get(root, ()):
            scores[where] += weight if where in same else _NEAR_WORD * weight
    return scores
