"""Take out of a question what could tell who asked it: nothing else of it is ever stored.

Words stay when they are known: words of the field, or of general English. Numbers in any script,
ids, mentions, links, addresses, names after a cue ("my name is", "Dr."), given names outside terms,
capitalised words inside a sentence and words that nobody knows give way to an ellipsis. A question
in a language that is mostly unknown keeps its lower-case words, or nothing of it would be left.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

from bot.core.lexicon import listed
from bot.core.names import ALSO_WORDS, GIVEN_NAMES, NUMBER_WORDS

GONE = "…"
LONGEST = 300
"""Characters of a question that are kept."""

FEWEST_WORDS = 2
"""Words that must be left, or the question says nothing to a moderator."""

FOREIGN = 0.5
"""Share of unknown words from which a text is in a language that is not known."""

Knows = Callable[[str], bool]
"""Tells whether a lower-case word is known, or two with a blank between them."""

_TAKEN = re.compile(
    r"""(?ix)
      <[^<>]{0,100}>                                   # mentions, custom emoji, bracketed links
    | \b[a-z][a-z0-9+.-]{1,20}://\S*                   # links
    | \b(?:www\.|discord\.gg|t\.me/)\S*
    | \S*@\S*                                          # addresses and handles
    | \b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}/\S*           # links without a scheme
    | \b[\w-]+\.(?:com|net|org|info|io|gg|me|co|uk|de|fr|es|it|nl|pl|ru|tr|br|in|eu|us|app|dev)\b
    | \S*\#\S*                                         # tags such as name#0001
    """
)
_CUE = re.compile(
    r"""(?ix)
    \b(?:my\ name\ is|i\ am\ called|they\ call\ me|call\ me|signed|regards
      |dr|doctor|prof|professor|mr|mrs|ms|miss|nurse|user|username)\b[.,:]?\s+
    (?P<name>[^\W\d_][\w'-]*)(?P<more>(?:\s+(?-i:[A-Z])[\w'-]*){0,3})
    """
)
_NO_NAME = listed(
    """
    a an and at about do does did for has have i if in is it my not of on or ordered our
    prescribed put recommended said say says should that the thinks to told wants was will
    with would who whether why how what when gave his her reviewed mentioned
    """
)
"""Words that follow "the doctor" more often than a name does."""

_TOKEN = re.compile(r"[^\W_][\w'-]*|[^\w\s]|_+")
_SHORT_FORM = re.compile(r"'(?:s|m|re|ve|ll|d)$")
_SENTENCE_ENDS = frozenset(".!?:")
_SIGNS = frozenset(".,!?:;()'\"/-%")
_RUN = re.compile(rf"{GONE}(?:[\s.,:;/'\"()%-]*{GONE})+")


def redact(text: str, is_field: Knows, is_english: Knows) -> str:
    """Give what may be kept of a text; nothing is in it that the text did not say."""
    tokens = _tokens(text)
    words = [_bare(each) for each in tokens if each[0].isalpha()]
    known = sum(is_field(word) or is_english(word) for word in words)
    is_foreign = known < FOREIGN * len(words)
    kept: list[str] = []
    begins = True
    for at, token in enumerate(tokens):
        stays = token in _SIGNS or (
            (_is_plain(token) or _is_of_term(tokens, at, is_field))
            and (
                is_field(_bare(token))
                or (is_foreign and token.islower())
                or (is_english(_bare(token)) and not _is_name(token, begins=begins))
            )
        )
        kept.append(token if stays else GONE)
        begins = token in _SENTENCE_ENDS
    return _joined(kept)


def says_enough(redacted: str) -> bool:
    """Tell whether what is left of a question is worth a moderator's time."""
    tokens: list[str] = _TOKEN.findall(redacted)
    return sum(each[0].isalpha() for each in tokens) >= FEWEST_WORDS


def _tokens(text: str) -> list[str]:
    # the ellipsis itself must not come apart into three full stops
    parts = (unicodedata.normalize("NFKC", part) for part in text[: 4 * LONGEST].split(GONE))
    plain = f" {GONE} ".join(parts).replace("’", "'")  # noqa: RUF001 - people type it
    plain = _TAKEN.sub(f" {GONE} ", plain)
    return _TOKEN.findall(_CUE.sub(_without_name, plain))


def _is_plain(token: str) -> bool:
    """Tell whether a token is a word without a number in it, spelt out or not, and no given name.

    A single letter says nothing, yet two in a row could be initials: they go with the unknown.
    """
    word = _bare(token)
    has_sign = any(unicodedata.category(char)[0] in "NP" for char in word if char != "-")
    is_listed = word in NUMBER_WORDS or word in GIVEN_NAMES
    return token[0].isalpha() and not has_sign and not is_listed


def _is_of_term(tokens: Sequence[str], at: int, is_field: Knows) -> bool:
    """Tell whether a given name is half of a term, as in "tongkat ali"."""
    pairs = (tokens[max(at - 1, 0) : at + 1], tokens[at : at + 2])
    return _bare(tokens[at]) in GIVEN_NAMES and any(
        len(pair) == 2 and is_field(" ".join(map(_bare, pair))) for pair in pairs
    )


def _is_name(token: str, *, begins: bool) -> bool:
    """Tell whether a capital letter makes an English word a name."""
    if not token[0].isupper() or len(_bare(token)) == 1:
        return False
    return _bare(token) in ALSO_WORDS or not (begins or token.isupper())


def _bare(token: str) -> str:
    word = token.casefold().strip("'-")
    return "not" if word.endswith("n't") else _SHORT_FORM.sub("", word)


def _without_name(match: re.Match[str]) -> str:
    if match["name"].casefold() in _NO_NAME:
        return match[0]
    return f"{match[0][: match.start('name') - match.start()]}{GONE} "


def _joined(tokens: list[str]) -> str:
    text = _RUN.sub(GONE, " ".join(tokens))
    text = re.sub(r"\s+([.,!?;:)%])", r"\1", text)
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0]
    return text.strip()
