"""G4: a word that is no English and stands in no cited block is a name that the source lacks.

A lexicon of names cannot hold those that nobody has heard of yet ("zopranil"); a general word list
tells them from everyday words, whatever their endings.
"""

from collections.abc import Iterator
from functools import lru_cache

from bot.core.finding import Problem
from bot.core.ground import Claim, Grounds, Knows
from bot.core.synonyms import SYNONYMS
from bot.core.wording import LATELY

_SHORTEST = 5
_SPELT_OUT = frozenset({"luteinizing", "luteinising", "follicle", "lipoprotein"})
"""Words of the names that abbreviations of tests are short for."""
_OURS = _SPELT_OUT.union(word for group in SYNONYMS for word in group.split())
_PREFIXES = ("un", "re", "over", "under", "pre", "non", "mis", "self", "anti", "hyper", "hypo")
_ENDINGS = (("s", ""), ("es", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"), ("ly", ""))
_SPELLINGS = (("z", "s"), ("or", "our"), ("er", "re"), ("e", "ae"), ("e", "oe"))
"""American letters, and the British ones that a word list may have in their place."""


def check_unheard(claim: Claim, grounds: Grounds) -> Iterator[Problem]:
    """Find words in small letters that nobody knows and that no cited block has."""
    if grounds.is_english is None:
        return
    spoken = {word.root for line in claim.lines for word in line.words}
    for word in claim.words:
        is_plain = word.written.isalpha() and word.written.isascii() and not word.is_name
        if not is_plain or len(word.written) < _SHORTEST or word.root in spoken:
            continue
        if not any(
            _is_english(each, grounds.is_english) for each in {word.written.casefold(), word.text}
        ):
            yield Problem(
                f'"{word.written}" is no word of English, and no cited block has it',
                "name what the block names, or cite a block that names it",
            )


@lru_cache(LATELY)
def _is_english(word: str, knows: Knows) -> bool:
    """Tell whether a word, or what it is made from, is in the list in one of its spellings."""
    if word in _OURS:
        return True
    rests = {word.removeprefix(prefix) for prefix in ("", *_PREFIXES)}
    stems = {
        rest.removesuffix(ending) + other
        for rest in rests
        for ending, other in (("", ""), *_ENDINGS)
        if rest.endswith(ending) and len(rest) - len(ending) >= _SHORTEST - 1
    }
    return any(
        knows(stem.replace(here, there))
        for stem in stems
        for here, there in (("", ""), *_SPELLINGS)
    )
