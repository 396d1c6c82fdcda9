"""Take out of a question what could tell who asked it: nothing else of it is ever stored.

A word stays only when it is known: one of the field, of general English, or an everyday word of a
language that the bot is asked in. Whatever else there is gives way to an ellipsis, and so do known
words that say a number, a name, a handle or an address where they stand.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.core.redact_contacts import ContactWords, says_contact
from bot.core.redact_names import NameWords, is_character, is_word, says_name
from bot.core.redact_numbers import DIGITS, Lexis, NumberWords, Tokens, says_number
from bot.core.tokens import fold

GONE = "…"
LONGEST = 300
"""Characters of a question that are kept."""

FEWEST_WORDS = 2
"""Words that must be left, or the question says nothing to a moderator."""

MOSTLY = 0.6
"""Share of words with a capital from which a capital says nothing."""

LONGEST_HAN = 8
"""Characters that a Chinese word has at most."""

SPELT_OUT = 3
"""Single letters in a row that spell something out."""

Knows = Callable[[str], bool]
"""Tells whether a folded word is known, or two with a blank between them."""


@dataclass(frozen=True, slots=True)
class Everyday:
    """What is known of everyday language: words that may stay, and what tells on people."""

    words: Lexis
    numbers: NumberWords
    names: NameWords
    contacts: ContactWords


@dataclass(frozen=True, slots=True)
class Language:
    """What may stay and what may not: words of the field, of English, of other languages."""

    is_field: Knows
    is_english: Knows
    everyday: Everyday

    def knows(self, word: str) -> bool:
        """Tell whether a word says nothing about who wrote it, wherever it stands."""
        parts = word.split("-")
        if len(parts) > 1 and all(parts):
            return all(map(self.knows, parts)) or self.is_english(word)
        return self.is_field(word) or self.is_english(word) or word in self.everyday.words


_TAKEN = re.compile(
    r"""(?ix)
      <[^<>]{0,100}>                                   # mentions, custom emoji, bracketed links
    | \b[a-z][a-z0-9+.-]{1,20}://\S*                   # links
    | \b(?:www\.|discord\.gg|t\.me/)\S*
    | \S*@\S*                                          # addresses and handles
    | \b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}/\S*           # links without a scheme
    | \b[\w-]+\.(?:com|net|org|info|io|gg|me|co|uk|de|fr|es|it|nl|pl|ru|tr|br|in|eu|us|app|dev)\b
    | \b[^\W\d_]{2,}(?:[._][^\W_]{2,})+\b             # other addresses, and handles with a dot
    | \S*\#\S*                                         # tags such as name#0001
    """
)
_INDIC = "\u0900-\u0963\u0971-\u0dff"
"""Letters and vowel signs, which belong to one word; the digits among them are found later."""

_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{_INDIC}'-]|_)*|[^\w\s]|_+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_BETWEEN_HAN = re.compile(
    rf"(?<=[\u4e00-\u9fff{GONE}]) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?={GONE})"
)
_LETTERED = re.compile(r"[^\W\d_\u4e00-\u9fff]+\d")
_HAN_NUMBER = re.compile("[二三四五六七八九十百千万零〇两半]|一[次天周月片粒年个]")
_SHORT_FORM = re.compile(r"'(?:s|m|re|ve|ll|d)$")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|all|dell|nell|dall|sull|un|quest|dov|cos)'(?=\w)")
_SENTENCE_ENDS = frozenset(".!?:")
_SIGNS = frozenset(".,!?:;()'\"/-%¿¡。、।")
_RUN = re.compile(rf"{GONE}(?:[\s.,:;/'\"()%-]*{GONE})+")


def redact(text: str, language: Language) -> str:
    """Give what may be kept of a text; nothing is in it that the text did not say."""
    tokens = list(_tokens(text, language))
    words = [_bare(each) for each in tokens]
    terms = _of_terms(words, language)
    gone = _identifying(tokens, words, terms, language.everyday) - terms
    gone |= _beside_unknown(words, language)
    gone |= says_number(words, language.everyday.numbers)  # no term makes "half a tablet" say less
    capitals = _capitals(tokens)
    kept = [
        token
        if token in _SIGNS
        or (
            at not in gone
            and language.knows(word)
            and not (at in capitals and _is_name(word, language))
        )
        else GONE
        for at, (token, word) in enumerate(zip(tokens, words, strict=True))
    ]
    return _joined(kept)


def says_enough(redacted: str) -> bool:
    """Tell whether what is left of a question is worth a moderator's time."""
    return sum(map(is_word, _TOKEN.findall(redacted))) >= FEWEST_WORDS


def _tokens(text: str, language: Language) -> Iterator[str]:
    # the ellipsis itself must not come apart into three full stops
    parts = (unicodedata.normalize("NFKC", part) for part in text[: 4 * LONGEST].split(GONE))
    plain = f" {GONE} ".join(parts).replace("’", "'")  # noqa: RUF001 - people type it
    for token in _TOKEN.findall(_TAKEN.sub(f" {GONE} ", plain)):
        han = _HAN.split(token), _HAN.findall(token)
        if not han[1]:
            yield token
            continue
        for between, run in zip(han[0], (*han[1], ""), strict=True):
            yield from filter(None, (between,))
            yield from _chinese(run, language)


def _chinese(run: str, language: Language) -> Iterator[str]:
    """Part Chinese into the longest known words, and single characters where none is known."""
    at = 0
    while at < len(run):
        reach = range(min(LONGEST_HAN, len(run) - at), 1, -1)
        length = next((n for n in reach if language.knows(run[at : at + n])), 1)
        yield run[at : at + length]
        at += length


def _identifying(
    tokens: Sequence[str], words: Tokens, terms: set[int], everyday: Everyday
) -> set[int]:
    """Give the places of words that tell a number, a name, a handle or an address."""
    pairs = zip(tokens, words, strict=True)
    counted = [DIGITS if _has_digit(token) else word for token, word in pairs]
    numbers = says_number(counted, everyday.numbers)
    gone = numbers | _spelt_out(tokens) | _compounds(words, everyday)
    gone |= says_contact(words, numbers, everyday.contacts)
    owners = {at for at, token in enumerate(tokens) if token.endswith("'s")}
    return gone | says_name(words, owners | terms, everyday.names)


def _of_terms(words: Tokens, language: Language) -> set[int]:
    """Give the places of what is part of a term, as "ali" in "tongkat ali" and "e2"."""
    found = {at for at, pair in enumerate(pairwise(words)) if language.is_field(" ".join(pair))}
    lettered = {
        at for at, word in enumerate(words) if _LETTERED.match(word) and language.is_field(word)
    }
    return found | {at + 1 for at in found} | lettered


def _beside_unknown(words: Tokens, language: Language) -> set[int]:
    """Give the places of single Chinese characters beside one that is not known: names mostly."""
    spared = language.everyday.names.characters
    lone = {at for at, word in enumerate(words) if is_character(word)}
    unknown = {at for at in lone if not language.knows(words[at])}
    return {at for at in lone if {at - 1, at + 1} & unknown and words[at] not in spared}


def _compounds(words: Tokens, everyday: Everyday) -> set[int]:
    """Give the places of words with a hyphen of which a part is a number or a name."""
    parts = {at: word.split("-") for at, word in enumerate(words) if "-" in word}
    return {at for at, each in parts.items() if _tells(each, everyday)}


def _tells(parts: Tokens, everyday: Everyday) -> bool:
    return bool(says_number(parts, everyday.numbers) or everyday.names.names.intersection(parts))


def _spelt_out(tokens: Sequence[str]) -> set[int]:
    found: set[int] = set()
    row: list[int] = []
    for at, token in enumerate((*tokens, "")):
        if len(token) == 1 and token.isalpha() and not _HAN.match(token):
            row.append(at)
        elif token not in {"-", "."}:
            found |= set(row) if len(row) >= SPELT_OUT else set()
            row = []
    return found


def _capitals(tokens: Sequence[str]) -> set[int]:
    """Give the places of words that begin with a capital though nothing else asks for one."""
    words = [at for at, token in enumerate(tokens) if token[0].isalpha()]
    big = {at for at in words if tokens[at][0].isupper() and len(_bare(tokens[at])) > 1}
    if len(big) >= MOSTLY * len(words) and len(words) > FEWEST_WORDS:
        return set()
    begins = {0} | {at + 1 for at, token in enumerate(tokens) if token in _SENTENCE_ENDS}
    return {at for at in big if at not in begins and not tokens[at].isupper()}


def _is_name(word: str, language: Language) -> bool:
    """Tell whether a capital letter makes a known word a name."""
    names = language.everyday.names
    if word in names.either or word in names.surnames:
        return True
    return not language.is_field(word) and word not in language.everyday.words


def _has_digit(token: str) -> bool:
    if len(token) == 1:
        return unicodedata.numeric(token, None) is not None
    if _HAN_NUMBER.match(token):
        return True
    return token[0].isalnum() and any(unicodedata.category(char)[0] == "N" for char in token)


def _bare(token: str) -> str:
    word = fold(token).strip("'-")
    if word.endswith("n't"):
        return "not"
    return _SHORT_FORM.sub("", _ELISION.sub("", word)) or token


def _joined(tokens: list[str]) -> str:
    text = _RUN.sub(GONE, " ".join(tokens))
    text = re.sub(r"\s+([.,!?;:)%])", r"\1", text)
    text = re.sub(r"([(¿¡])\s+", r"\1", text)
    text = _BETWEEN_HAN.sub("", text)
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0]
    return text.strip()
