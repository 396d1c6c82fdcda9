"""G6: what a block says with a hedge is not said without one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.core import lexicon
from bot.core.finding import Problem
from bot.core.ground import Claim, Ground, Grounds
from bot.core.negation import is_aside
from bot.core.wording import LATELY, Sentence, Word, remembered, root_of, stem

_WEIGHTY = lexicon.MODALS | lexicon.HABITS | lexicon.GRADES
_STEMS_OF_HEDGES = frozenset(stem(word) for word in lexicon.HEDGES if not word.startswith("like"))
_SCOPE, _HEAD = 8, 2
"""Words behind a hedge that it holds back, and topics among them that are its head."""
_CONCEDES = lexicon.listed("without if when where")
"""What "even" makes no claim of: "even without symptoms"."""
_ENDS = lexicon.listed("purpose goal aim")
"""Behind these "can" tells what is wanted and not how likely it is: "the goal is that both can"."""
_MOSTLY = lexicon.GRADES - {"arguably"}
_LISTS = lexicon.listed("table tables column row schedule list lists listed")
_MOVES = frozenset(map(root_of, lexicon.UP | lexicon.DOWN))
_COVERED, _COVERED_OF_ITEM = 0.5, 0.6
"""Share, by weight, of what a hedge holds back and of one item of it that says it all."""
_CLOSE = 0.7
"""A block's sentence this near to the closest one is what the passage may be about."""


@dataclass(frozen=True, slots=True)
class _Hedge:
    """A hedge of a block with the topics right behind it, and all that it holds back, by root.

    `items`: the same between commas: "can lead to brittle bones, joint pain, …".
    """

    text: str
    head: frozenset[str]
    scope: Mapping[str, int]
    items: tuple[Mapping[str, int], ...] = ()


def check_hedges(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find what a block says with a hedge and the passage without one."""
    for ground in claim.cited:
        for sentence in claim.sentences:
            topics = Counter(word.root for word in sentence.words if word.is_topic)
            if _has_hedge(sentence):
                continue
            closest = max(shared_weight(topics.keys(), line, grounds) for line in ground.sentences)
            for line in ground.sentences:
                if shared_weight(topics.keys(), line, grounds) < _CLOSE * closest:
                    continue
                for hedge in _hedged(line):
                    if _is_lost(hedge, topics, grounds):
                        yield Problem(
                            f'the "{hedge.text}" of the cited block is lost',
                            f'keep a word like "{hedge.text}"',
                            blocks=not _is_weak(hedge, ground, sentence),
                        )


def _is_weak(hedge: _Hedge, ground: Ground, sentence: Sentence) -> bool:
    """Tell "largely", and the "typical" over a list that is told as one: losing these claims less.

    A curator is told; whether it matters is for him to judge.
    """
    told_as_list = ground.block.kind == "t" and any(word.text in _LISTS for word in sentence.words)
    return hedge.text in _MOSTLY or told_as_list


def _is_lost(hedge: _Hedge, topics: Mapping[str, int], grounds: Grounds) -> bool:
    """Tell whether a passage without a hedge says most of what the hedge holds back."""
    if hedge.text in lexicon.GRADES and not hedge.head & topics.keys():
        return False  # "primarily from fat", of which the passage says nothing
    if _covers(topics, hedge.scope, _COVERED, grounds):
        return True
    if hedge.text not in lexicon.MODALS or len(hedge.items) == 1:
        return False
    return any(
        _covers(topics, item, _COVERED_OF_ITEM, grounds)
        and not (item.keys() - topics.keys()) & _MOVES
        for item in hedge.items
    )


def _covers(
    topics: Mapping[str, int], roots: Mapping[str, int], share: float, grounds: Grounds
) -> bool:
    """Tell whether a passage says at least two, and by weight such a share, of these.

    One word stands for one: "functions" alone is not "perform their functions".
    """
    shared = {root: min(count, topics[root]) for root, count in roots.items() if root in topics}
    covered, total = (
        sum(count * grounds.weight(root) for root, count in each.items())
        for each in (shared, roots)
    )
    return len(shared) >= 2 and covered >= share * total


@remembered
def _hedged(line: Sentence) -> Iterator[_Hedge]:
    words = line.words
    for at, word in enumerate(words):
        if word.text == "can" and any(each.text in _ENDS for each in words[:at]):
            continue
        if word.text in _WEIGHTY or word.stem in ("tend", "suggest", "seem"):
            behind = words[at + 1 : at + 1 + _SCOPE]
            if is_aside(words, at) or _is_of_noun(words, at):
                behind = tuple(each for each in behind if each.clause == word.clause)
            told = [each for each in behind if each.is_topic and each.text not in _WEIGHTY]
            scope = [each.root for each in told]
            items = tuple(_items(behind))
            if scope:
                yield _Hedge(word.text, frozenset(scope[:_HEAD]), Counter(scope), items)


def _is_of_noun(words: Sequence[Word], at: int) -> bool:
    """Tell "symptoms that can guide it, highlighting …", where only the guiding is held back."""
    behind = next((each for each in words[at:] if each.clause != words[at].clause), None)
    is_relative = at > 0 and words[at - 1].text in ("that", "which", "who")
    return is_relative and behind is not None and behind.text.endswith("ing")


def _items(behind: Sequence[Word]) -> Iterator[Mapping[str, int]]:
    """Part what a hedge holds back at commas and at "and"."""
    item: list[Word] = []
    for word in (*behind, None):
        ends = (
            word is None or word.text in ("and", "or") or (item and word.clause != item[0].clause)
        )
        if ends and item:
            yield Counter(each.root for each in item)
            item = []
        if word and word.is_topic and word.text not in _WEIGHTY:
            item.append(word)


def _has_hedge(sentence: Sentence) -> bool:
    """Tell whether a sentence is hedged; "not every man" is a hedge too."""
    words = sentence.words
    return any(
        word.text in lexicon.HEDGES
        or (word.text == "need" and words[at + 1 : at + 2] and words[at + 1].text == "not")
        or (word.text == "even" and words[at + 1 : at + 2] and words[at + 1].text in _CONCEDES)
        or word.stem in _STEMS_OF_HEDGES
        or word.text in _ENDS
        for at, word in enumerate(words)
    ) or not_all(sentence)


def not_all(sentence: Sentence) -> bool:
    """Tell "not every man"."""
    pairs = pairwise(sentence.words)
    return any(one.text == "not" and two.text in lexicon.WHOLES for one, two in pairs)


def shared_weight(topics: AbstractSet[str], line: Sentence, grounds: Grounds) -> float:
    """Give the word weight that a passage's topics share with a sentence."""
    return sum(map(grounds.weight, topics & _roots(line)))


@lru_cache(LATELY)
def _roots(line: Sentence) -> frozenset[str]:
    return frozenset(word.root for word in line.words)
