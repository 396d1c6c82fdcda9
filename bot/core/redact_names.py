"""Names of people, for the redaction of gaps: which words of a text name somebody."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import takewhile

from bot.core.redact_numbers import Lexis, Tokens

MOST_OF_A_NAME = 3
"""Words that a name has at most behind its announcement."""

LONGEST_PHRASE = 4
"""Words that announce a name, at most."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """What people are called, and what tells that a name comes.

    `names` are names wherever they stand, `either` are given names that are also words, `surnames`
    likewise; `doubtful` are those of `either` that hardly ever are one ("will"). `announcing`
    phrases stand before a name of any words, `hailing` ones before one of `either`, `han` before
    a Chinese name. `titles` and `callings` do the same for surnames; `behind` are titles that stand
    behind the name. `saying` are verbs of what people do, `surely` those that make even a doubtful
    word a name; `after` is all that does so where a name is expected. `particles` stand inside a
    name, `pauses` end it. `characters` are single Chinese ones that are no part of a name.
    """

    names: Lexis
    either: Lexis
    surnames: Lexis
    doubtful: Lexis
    announcing: Lexis
    hailing: Lexis
    han: Lexis
    titles: Lexis
    callings: Lexis
    behind: Lexis
    saying: Lexis
    surely: Lexis
    after: Lexis
    particles: Lexis
    pauses: Lexis
    characters: Lexis


def is_word(word: str) -> bool:
    """Tell whether a token is no sign."""
    return word[:1].isalnum()


def is_character(word: str) -> bool:
    """Tell whether a token is a single Chinese character."""
    return len(word) == 1 and "\u4e00" <= word <= "\u9fff"


def until(words: Tokens, start: int, most: int, ends: Lexis) -> range:
    """Give the places from a start on, before the first end or sign, at most so many."""
    at = start
    while at < min(len(words), start + most) and is_word(words[at]) and words[at] not in ends:
        at += 1
    return range(start, at)


def says_name(words: Tokens, lone: Collection[int], cues: NameWords) -> set[int]:
    """Give the places of names: known ones, announced ones, and what belongs to a name.

    `lone` are the places of words that no surname follows, whatever they are.
    """
    found = {at for at, word in enumerate(words) if word in cues.names}
    found |= {at for at in range(1, len(words)) if _is_family(words, at, cues)}
    found |= {at for at in range(len(words) - 1) if _does_as_people_do(words, at, cues)}
    found |= {*_announced(words, cues), *_titled(words, cues)}
    for at in sorted(found - {len(words) - 1, *lone}):
        found |= _with_name(words, at, cues)
    return found


def _is_family(words: Tokens, at: int, cues: NameWords) -> bool:
    """Tell whether a word names several people, as in "the smiths"."""
    return words[at - 1] == "the" and words[at][-1] == "s" and words[at][:-1] in cues.names


def _does_as_people_do(words: Tokens, at: int, cues: NameWords) -> bool:
    """Tell whether what follows makes a word a name: a verb of saying, or a surname."""
    word, after = words[at], words[at + 1]
    if word not in cues.either:
        return False
    if word in cues.doubtful:
        return after in cues.surely or after in cues.names
    is_pair = after in cues.surnames or after in cues.either - cues.doubtful
    return after in cues.saying or after in cues.names or is_pair


def _announced(words: Tokens, cues: NameWords) -> Iterator[int]:
    for at in range(1, len(words)):
        before = at - 1 if words[at - 1] in {",", ":", "-"} and at > 1 else at
        if any(_ends_with(words, end, cues.announcing) for end in (at, before)):
            first = at + (words[at] in cues.doubtful)
            yield from range(at, first)
            yield from until(words, first, MOST_OF_A_NAME, cues.pauses - cues.particles)
        elif _may_name(words, at, cues) and _ends_with(words, before, cues.hailing):
            yield at
        elif words[at - 1] in cues.han:
            end = takewhile(lambda each: _is_nameable(words[each], cues), range(at, len(words)))
            yield from end


def _ends_with(words: Tokens, at: int, phrases: Lexis) -> bool:
    lengths = range(1, min(at, LONGEST_PHRASE) + 1)
    return any(" ".join(words[at - length : at]) in phrases for length in lengths)


def _may_name(words: Tokens, at: int, cues: NameWords) -> bool:
    """Tell whether the word at a place could be a name where one is expected."""
    after = words[at + 1] if at + 1 < len(words) else ""
    is_clear = words[at] not in cues.doubtful or not is_word(after) or after in cues.after
    return words[at] in cues.either and (is_clear or after in cues.surnames)


def _is_nameable(word: str, cues: NameWords) -> bool:
    return is_character(word) and word not in cues.pauses


def _titled(words: Tokens, cues: NameWords) -> Iterator[int]:
    for at, word in enumerate(words):
        follows = at + 2 if words[at + 1 : at + 2] == ["."] else at + 1  # "dr." or "dr"
        behind = words[follows] if follows < len(words) else ""
        is_called = behind in cues.either or behind in cues.surnames
        is_titled = word in cues.titles or (word in cues.callings and is_called)
        if is_titled and is_word(behind) and behind not in cues.pauses:
            yield follows
        if word in cues.behind and at:
            yield at - 1


def _with_name(words: Tokens, at: int, cues: NameWords) -> set[int]:
    """Give what belongs to the name at a place: a surname, a town, a second person."""
    after, second = words[at + 1], words[at + 2] if at + 2 < len(words) else ""
    if after == "from":
        return {at + 2} - ({at + 2} if second in cues.pauses or not second else set())
    if after in {"and", "or", ",", "&"} and second in cues.either:
        return {at + 2}
    if not is_word(after) or after in cues.pauses | cues.saying | cues.doubtful:
        return set()
    is_initial = after.isascii() and len(after) == 1
    return {at + 1, at + 2} if is_initial else {at + 1}
