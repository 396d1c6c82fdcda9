"""Names of people, for the redaction of gaps: which words of a text name somebody."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import takewhile

from bot.core.spoken import Lexis, Words

MOST_OF_A_NAME = 3
"""Words that a name has at most behind its announcement."""

LONGEST_PHRASE = 4
"""Words that announce a name, at most."""


@dataclass(frozen=True, slots=True)
class Called:
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


def until(words: Words, start: int, most: int, ends: Lexis) -> range:
    """Give the places from a start on, before the first end or sign, at most so many."""
    at = start
    while at < min(len(words), start + most) and is_word(words[at]) and words[at] not in ends:
        at += 1
    return range(start, at)


def says_name(words: Words, lone: Collection[int], called: Called) -> set[int]:
    """Give the places of names: known ones, announced ones, and what belongs to a name.

    `lone` are the places of words that no surname follows, whatever they are.
    """
    found = {at for at, word in enumerate(words) if word in called.names}
    found |= {at for at in range(1, len(words)) if _is_family(words, at, called)}
    found |= {at for at in range(len(words) - 1) if _does_as_people_do(words, at, called)}
    found |= {*_announced(words, called), *_titled(words, called)}
    for at in sorted(found - {len(words) - 1, *lone}):
        found |= _with_name(words, at, called)
    return found


def _is_family(words: Words, at: int, called: Called) -> bool:
    """Tell whether a word names several people, as in "the smiths"."""
    return words[at - 1] == "the" and words[at][-1] == "s" and words[at][:-1] in called.names


def _does_as_people_do(words: Words, at: int, called: Called) -> bool:
    """Tell whether what follows makes a word a name: a verb of saying, or a surname."""
    word, after = words[at], words[at + 1]
    if word not in called.either:
        return False
    if word in called.doubtful:
        return after in called.surely or after in called.names
    is_pair = after in called.surnames or after in called.either - called.doubtful
    return after in called.saying or after in called.names or is_pair


def _announced(words: Words, called: Called) -> Iterator[int]:
    for at in range(1, len(words)):
        before = at - 1 if words[at - 1] in {",", ":", "-"} and at > 1 else at
        if any(_ends_with(words, end, called.announcing) for end in (at, before)):
            first = at + (words[at] in called.doubtful)
            yield from range(at, first)
            yield from until(words, first, MOST_OF_A_NAME, called.pauses - called.particles)
        elif _may_name(words, at, called) and _ends_with(words, before, called.hailing):
            yield at
        elif words[at - 1] in called.han:
            end = takewhile(lambda each: _is_nameable(words[each], called), range(at, len(words)))
            yield from end


def _ends_with(words: Words, at: int, phrases: Lexis) -> bool:
    lengths = range(1, min(at, LONGEST_PHRASE) + 1)
    return any(" ".join(words[at - length : at]) in phrases for length in lengths)


def _may_name(words: Words, at: int, called: Called) -> bool:
    """Tell whether the word at a place could be a name where one is expected."""
    after = words[at + 1] if at + 1 < len(words) else ""
    is_clear = words[at] not in called.doubtful or not is_word(after) or after in called.after
    return words[at] in called.either and (is_clear or after in called.surnames)


def _is_nameable(word: str, called: Called) -> bool:
    return is_character(word) and word not in called.pauses


def _titled(words: Words, called: Called) -> Iterator[int]:
    for at, word in enumerate(words):
        follows = at + 2 if words[at + 1 : at + 2] == ["."] else at + 1  # "dr." or "dr"
        behind = words[follows] if follows < len(words) else ""
        is_called = behind in called.either or behind in called.surnames
        is_titled = word in called.titles or (word in called.callings and is_called)
        if is_titled and is_word(behind) and behind not in called.pauses:
            yield follows
        if word in called.behind and at:
            yield at - 1


def _with_name(words: Words, at: int, called: Called) -> set[int]:
    """Give what belongs to the name at a place: a surname, a town, a second person."""
    after, second = words[at + 1], words[at + 2] if at + 2 < len(words) else ""
    if after == "from":
        return {at + 2} - ({at + 2} if second in called.pauses or not second else set())
    if after in {"and", "or", ",", "&"} and second in called.either:
        return {at + 2}
    if not is_word(after) or after in called.pauses | called.saying | called.doubtful:
        return set()
    is_initial = after.isascii() and len(after) == 1
    return {at + 1, at + 2} if is_initial else {at + 1}
