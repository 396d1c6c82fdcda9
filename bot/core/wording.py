"""Sentences and words of a passage or block, in a form in which the two can be compared."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from typing import ParamSpec, TypeVar

import Stemmer

from bot.core import lexicon
from bot.core.answers import heard
from bot.core.idioms import plain
from bot.core.synonyms import SYNONYMS

_SENTENCE = re.compile(r"(?<=[.!?])[\"”')\]]*\s+(?=[\"“‘(]?[A-Z0-9])")  # noqa: RUF001
_ABBREVIATION = re.compile(
    r"(?:\b(?:et al|vol|no|pp?|Dr|e\.g|i\.e|vs|cf|ca|approx|[A-Z])\.)[\"”']?$"
)
_TOKEN = re.compile(r"[^\W_]+|[,;:()|.!?—–]")  # noqa: RUF001
_OPENS = frozenset(":;|—–")  # noqa: RUF001
"""Marks behind which a capital makes no name."""
_STOPS = frozenset(";")
"""Marks behind which a denial does not go on."""
_NEGATED = re.compile(r"n['’]t\b")  # noqa: RUF001
_COMPOUND = re.compile(r"(?i)\b(?:well-being|build-up|flat-lined)\b")
"""Compounds that are one word, whichever way they are written."""
_IS = re.compile(r"(?i)['’]s(?= (?:too )?(?:high|low)\b)")  # noqa: RUF001
_POSSESSIVE = re.compile(r"['’]s?\b")  # noqa: RUF001
_STEMMER = Stemmer.Stemmer("english")
_Asked = ParamSpec("_Asked")
_Read = TypeVar("_Read")
LATELY = 2_000
"""Sentences and blocks of which is remembered what was read in them: those cited come again."""


@cache
def stem(word: str) -> str:
    """Give the stem of a word in lower case."""
    return str(_STEMMER.stemWord(word))


def root_of(word: str) -> str:
    """Give the stem that a word in lower case shares with words of near meaning."""
    return _ROOTS.get(stem(word), stem(word))


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem, words))


_MOVED = {
    "up": ("rise", lexicon.MOVING | lexicon.MOVING_UP),
    "down": ("fall", lexicon.MOVING | lexicon.MOVING_DOWN),
    "back": ("lower", lexicon.HOLDING),
}
"""What these say behind such verbs, at most so many words away."""
_BETWEEN = 5
_TOO = {"much": "high", "little": "low"}
"""What "too much" and "too little" of something say of its level."""
_BEFORE_NOUNS = lexicon.ARTICLES | {"its", "this", "that", "some"}
"""Behind these "speed" is a noun, and says nothing of faster."""
UP, DOWN = _stems(lexicon.UP), _stems(lexicon.DOWN)
COMMON = lexicon.COMMON
UNITS = frozenset({"mg", "mcg", "ml", "dl", "pg", "ng", "iu", "mmol", "nmol", "pmol", "l"})
_ROOTS = {stem(word): stem(group.split()[0]) for group in reversed(SYNONYMS)
          for word in group.split()}  # fmt: skip
NAME_CLASS = {stem(word): kind for kind, words in lexicon.NAMES.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: in lower case, its stem, its root (stems of near meaning share one), its clause.

    `written` is how it stands in the text ("E2", "down"), `text` what it means ("estradiol",
    "fall"). `is_name` holds for known names, abbreviations and capitals inside a sentence;
    `is_topic` for a word that carries meaning of its own; `is_own` for one that is a matter of
    style, as figures and their units are not. `sign`: 1 for up, -1 for down, 0 for neither.
    """

    written: str
    text: str
    stem: str
    root: str
    clause: int
    is_name: bool
    is_topic: bool
    is_own: bool
    sign: int


@lru_cache(20_000)
def _word(written: str, text: str, clause: int, *, opens: bool) -> Word:
    root = stem(text)
    is_name = root in NAME_CLASS or (
        text == written.casefold() and _is_capital(written, first=opens)
    )  # an alias is a name when what it stands for is one
    sign = 0 if text in lexicon.UNSIGNED else (root in UP) - (root in DOWN)
    is_own = not text[0].isdigit() and text not in UNITS
    return Word(
        written,
        text,
        root,
        _ROOTS.get(root, root),
        clause,
        is_name,
        text not in COMMON,
        is_own,
        sign,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence: its text and its words. It equals itself alone, so that it is quickly found."""

    text: str
    words: tuple[Word, ...]


def remembered(read: Callable[_Asked, Iterator[_Read]]) -> Callable[_Asked, tuple[_Read, ...]]:
    """Remember what was lately read in sentences."""

    @lru_cache(LATELY)
    def kept(*args: _Asked.args, **kwargs: _Asked.kwargs) -> tuple[_Read, ...]:
        return tuple(read(*args, **kwargs))

    return wraps(read)(kept)  # type: ignore[return-value]  # whose arguments typeshed forgets


def split_sentences(text: str) -> list[str]:
    """Cut a text into sentences; "et al. In" and "vol. 9" stay whole."""
    found: list[str] = []
    for part in _SENTENCE.split(text.strip()):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] += " " + part
        elif part:
            found.append(part)
    return found


def read_sentences(text: str, aliases: Mapping[str, str]) -> tuple[Sentence, ...]:
    """Analyse a text. `aliases`: variant → the name it stands for, single words."""
    return tuple(
        Sentence(said, _read(meant, aliases)) for said, meant in heard(split_sentences(text))
    )


def _read(text: str, aliases: Mapping[str, str]) -> tuple[Word, ...]:
    text = plain(_NEGATED.sub(" not", text.replace("cannot", "can not")))
    text = _POSSESSIVE.sub("", _IS.sub(" is", text))
    if "-" in text:
        text = _COMPOUND.sub(lambda match: match[0].replace("-", ""), text)
    words: list[Word] = []
    clause = latest = 0
    around: list[int] = []
    opens = True
    for token in _TOKEN.findall(text):
        if not token[0].isalnum():
            latest += 2 if token in _STOPS else 1
            opens = opens or token in _OPENS
            if token in {"(", "["}:
                around.append(clause)
            is_over = token in {")", "]"} and around
            clause = around.pop() if is_over else latest  # a gloss in brackets ends no clause
            continue
        said = token.casefold()
        meant = _in_place(aliases.get(said, said), words, clause)
        words.append(_word(token, meant, clause, opens=opens))
        opens = False
    return tuple(words)


def _in_place(text: str, before: list[Word], clause: int) -> str:
    """Give what a word says behind these: "down" in "goes down", "much" in "too much"."""
    if text in _MOVED:
        said, verbs = _MOVED[text]
        if any(each.text in verbs and each.clause == clause for each in before[-_BETWEEN:]):
            return said
    if text == "speed" and before and before[-1].text in _BEFORE_NOUNS:
        return "rate"
    if text not in _TOO or not before or before[-1].text != "too":
        return text
    is_of_verb = len(before) > 1 and before[-2].sign
    return "excessively" if is_of_verb and text == "much" else _TOO[text]  # "lowered too much"


def _is_capital(token: str, *, first: bool) -> bool:
    """Tell whether a token is written like a name; what opens a sentence always is."""
    if token.casefold() in UNITS:
        return False
    rest = token[1:]
    return rest != rest.lower() or (token[0].isupper() and not first)
