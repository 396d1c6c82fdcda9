"""Ways to reach a person, for the redaction of gaps: which words of a text are an address."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.core.redact_names import is_word, until
from bot.core.redact_numbers import Lexis, Tokens

MOST_OF_A_HANDLE = 2
MOST_OF_A_STREET = 4
MOST_OF_A_PLACE = 6
"""Words that a handle, the name of a street, and a whole address have at most."""


@dataclass(frozen=True, slots=True)
class ContactWords:
    """What tells of an address.

    `platforms` have people under a name of their own, with words `between` the two; `numbered` are
    papers that number people, behind a word of `belonging`; `firms` end the name of a firm.
    `streets` end an address that begins with a number, `roads` begin one that ends with it. `homes`
    stand before the place where somebody lives, `english_homes` too if one of the `inhabitants`
    does, `settled` behind it; `home_ends` end the place. `dots`, `ats`, `endings` and `hosts` spell
    an address of electronic mail. `pauses` end any of them.
    """

    platforms: Lexis
    between: Lexis
    numbered: Lexis
    belonging: Lexis
    firms: Lexis
    streets: Lexis
    roads: Lexis
    homes: Lexis
    english_homes: Lexis
    inhabitants: Lexis
    settled: Lexis
    home_ends: Lexis
    dots: Lexis
    ats: Lexis
    endings: Lexis
    hosts: Lexis
    pauses: Lexis


def says_contact(words: Tokens, numbers: Collection[int], cues: ContactWords) -> set[int]:
    """Give the places of all that an address is made of; `numbers` are the places of numbers."""
    return {
        *_handles(words, cues),
        *_firms(words, cues),
        *_mailboxes(words, cues),
        *_streets(words, numbers, cues),
        *_homes(words, cues),
    }


def _handles(words: Tokens, cues: ContactWords) -> Iterator[int]:
    """Find names on platforms, as in "my insta is ironman", and numbers of papers."""
    for at, word in enumerate(words):
        is_paper = word in cues.numbered and at and words[at - 1] in cues.belonging
        if word in cues.platforms or is_paper:
            start = at + 1
            while start < len(words) and (
                words[start] in cues.between or not is_word(words[start])
            ):
                start += 1
            yield from until(words, start, MOST_OF_A_HANDLE, cues.pauses)


def _firms(words: Tokens, cues: ContactWords) -> Iterator[int]:
    for at, word in enumerate(words):
        if word in cues.firms:
            yield from _but_pauses(words, range(max(0, at - 2), at + 1), cues)


def _mailboxes(words: Tokens, cues: ContactWords) -> Iterator[int]:
    """Find spelt addresses, as in "anna dot mueller at gmail dot com"."""
    solid = [at for at, word in enumerate(words) if is_word(word)]
    said = [words[at] for at in solid]
    for at in range(1, len(said) - 1):
        is_dotted = said[at] in cues.dots and said[at + 1] in cues.endings
        is_hosted = said[at] in cues.ats and said[at + 1] in cues.hosts
        if is_dotted or is_hosted:
            first = _first_of_mailbox(said, at - 1 if is_dotted else at + 1, cues)
            yield from (solid[each] for each in range(first, at + 2))


def _first_of_mailbox(said: Tokens, host: int, cues: ContactWords) -> int:
    """Give where the address of a host begins, walking from dot to dot and over the at."""
    while host > 1 and said[host - 1] in cues.dots:
        host -= 2
    if host < 2 or said[host - 1] not in cues.ats:
        return host
    first = name = host - 2
    while name > 1 and said[name - 1] in cues.dots:
        name -= 2
    if name == first and name and said[name - 1] not in cues.pauses:
        return name - 1  # "anna mueller at gmail"
    return name


def _streets(words: Tokens, numbers: Collection[int], cues: ContactWords) -> Iterator[int]:
    for at, word in enumerate(words):
        before = [each for each in range(max(0, at - MOST_OF_A_STREET), at) if each in numbers]
        if word in cues.streets and before:
            yield from range(before[0], at + 1)
            yield from until(words, at + 1, MOST_OF_A_HANDLE, cues.pauses)
        ahead = range(at + 1, min(len(words), at + MOST_OF_A_STREET + 2))
        after = [each for each in ahead if each in numbers]
        if word in cues.roads and after:
            named = until(words[:at][::-1], 0, MOST_OF_A_HANDLE, cues.pauses)
            yield from range(at - len(named), after[-1] + 1)
            yield from _town(words, after[-1])


def _town(words: Tokens, house: int) -> Iterator[int]:
    """Find the one word behind the comma that ends a street."""
    comma, town, end = (words[at] if at < len(words) else "." for at in range(house + 1, house + 4))
    if comma == "," and is_word(town) and not is_word(end):
        yield house + 2


def _homes(words: Tokens, cues: ContactWords) -> Iterator[int]:
    for at, word in enumerate(words):
        lives = word in cues.english_homes and at and words[at - 1] in cues.inhabitants
        if word in cues.homes or lives:
            home = until(words, at + 1, MOST_OF_A_PLACE, cues.home_ends)
            yield from _but_pauses(words, home, cues)
        if word in cues.settled:
            yield from _but_pauses(words, range(max(0, at - MOST_OF_A_STREET), at), cues)


def _but_pauses(words: Tokens, places: range, cues: ContactWords) -> Iterator[int]:
    yield from (at for at in places if words[at] not in cues.pauses)
