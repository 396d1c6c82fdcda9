"""The pieces of a message that are judged as if each had been written alone.

Whatever is put before or behind a question, the question itself is still judged.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from bot.core.converse import sentences

REMEMBERED = 2_000
"""Words of which it is remembered what they are without signs."""

_WORD = re.compile(r"\S+")
WH = frozenset(
    ("what", "whats", "how", "hows", "why", "who", "whos", "which", "where", "when", "wat", "wut")
)
AUXILIARY = frozenset(
    {"is", "are", "am", "was", "were", "do", "does", "did", "can", "could", "should", "would"}
    | {"will", "has", "have", "isnt", "arent", "dont", "doesnt", "didnt", "cant"}
)
_STARTS = (
    WH | AUXILIARY | {"tell", "explain", "give", "list", "describe", "im", "ive", "my", "i", "hi"}
)
_LEADS_ON = (
    WH
    | AUXILIARY
    | {"a", "about", "after", "and", "as", "asking", "ask", "at", "because", "before", "but", "by"}
    | {"check", "even", "ever", "exactly", "explain", "for", "from", "get", "i", "if", "in", "it"}
    | {"gave", "give", "gives", "giving"}
    | {"just", "know", "knowing", "like", "me", "means", "mention", "more", "my", "no", "not", "of"}
    | {"on", "only", "or", "say", "says", "see", "shows", "sure", "tell", "tells", "than", "that"}
    | {"the", "then", "they", "this", "to", "understand", "until", "wait", "while", "with", "you"}
    | {"wonder", "wondering", "your"}
)
_ORDERS = frozenset({"tell", "explain", "give", "list", "describe"})
_LINKING = frozenset({"is", "are", "was", "were", "has", "have"})
_NEGATED = frozenset({"isnt", "arent", "dont", "doesnt", "didnt", "cant"})
_SUBJECTS = frozenset(
    {"i", "you", "u", "he", "she", "it", "they", "we", "this", "that", "these", "those", "there"}
    | {"the", "a", "an", "my", "his", "her", "their", "our", "your", "men", "guys", "people"}
)
_TOPICS = frozenset(
    {"anastrozole", "arimidex", "adex", "estradiol", "estrogen", "oestrogen", "e2", "testosterone"}
    | {"trt", "test", "low", "high", "too", "half", "one", "taking", "stopping", "skipping"}
)
_PREDICATE = re.compile(
    r"\w+ed|(?!taking|stopping|skipping)\w+ing|not|also|just|only|be|been|have|never|always|still"
    r"|really|to|too|for|with|in|on|at|of|and|or|as|so|very|no"
)
_SOURCES = frozenset(
    {"article", "study", "text", "paper", "source", "author", "authors", "page", "they"}
)
_QUOTES = '"\u201c\u201e\u00ab'
_REACH = 4  # words between an auxiliary and its verb, at most
_LEAD = 8  # words before a comma, at most
_SHORTEST = 2  # words of a piece


def pieces(text: str) -> list[str]:
    """Give the sentences of a message, each two in a row, and the questions run together in one.

    A message of one plain sentence is its only piece. Every piece of a message is also a piece of
    a longer one that it is part of, when the two are joined at a full stop or a new line.
    """
    alone = sentences(text) or [text]
    pairs = [f"{first}\n{second}" for first, second in pairwise(alone)]
    clauses = [clause for each in alone for clause in _clauses(each)]
    return list(dict.fromkeys([*alone, *pairs, *clauses]))


def tails(text: str) -> Iterator[str]:
    """Give what follows the first comma of each sentence: what leads on to it says little of it."""
    for sentence in sentences(text):
        head, comma, tail = sentence.replace("\uff0c", ",").partition(",")
        if comma and len(head.split()) <= _LEAD:
            yield tail.strip()


def _clauses(sentence: str) -> list[str]:
    """Split where a new question seems to begin although no sign ends the one before."""
    words = _WORD.findall(sentence)
    starts = [at for at in range(1, len(words)) if _begins(words, at)]
    if not starts:
        return []
    parts = [words[a:b] for a, b in pairwise([0, *starts, len(words)])]
    return [" ".join(part) for part in parts if len(part) >= _SHORTEST]


def _begins(words: list[str], at: int) -> bool:
    """Tell whether a question may begin at a word: nothing before it leads on to it."""
    word = words[at]
    own = bare(word)
    if own not in _STARTS or word[0] in _QUOTES:
        return False
    before = bare(words[at - 1])
    if before in _LEADS_ON and not words[at - 1].endswith(")"):
        return False
    if word[0].isupper() and own != "i" and not words[at - 1][0].isupper():
        return True
    after = bare(words[at + 1]) if at + 1 < len(words) else ""
    if _is_predicate(own, after, {bare(each) for each in words[max(0, at - _REACH) : at]}):
        return False
    earlier = {bare(each) for each in words[:at]}
    if own in WH:
        return (after in AUXILIARY or own == "whats") and not _anchors(words[at - 1 :])
    return bool(earlier & AUXILIARY) or not earlier & WH


def _is_predicate(word: str, after: str, before: set[str]) -> bool:
    """Tell whether a word belongs to the question before it: "does it give", "the dose is set"."""
    if word in _ORDERS:
        return bool(before & AUXILIARY) and after not in {"me", "us"}
    if word == "have" and after in {"a", "an"}:  # "did any of the men have a cough"
        return True
    if word in _NEGATED:
        return after not in _SUBJECTS
    if word in _LINKING:
        return not (after in _SUBJECTS | _TOPICS or after[:1].isdigit())
    return word in AUXILIARY and _PREDICATE.fullmatch(after) is not None


def _anchors(words: list[str]) -> bool:
    """Tell whether a question names the source after a comma: "…, what does the article say"."""
    told = {bare(each) for each in words[3:6]}
    return words[0].endswith(",") and bool(told & _SOURCES)


@lru_cache(REMEMBERED)
def bare(word: str) -> str:
    """Give a word in small letters, without signs."""
    return word.strip('.,;:!?()"*').replace("'", "").replace("\u2019", "").lower()
