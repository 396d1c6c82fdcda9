"""Answers in a word: "No, it is not" denies once, and what was asked before "No" is denied.

The word itself is taken away, for what stands behind it says the same. A question stays a statement
to be checked; where "No" or "Not always" answers it, it is read as the statement that is denied.
"""

import re
from collections.abc import Sequence

from bot.core.lexicon import NAMES, WHOLES, listed

_ANSWER = re.compile(
    r"(?i)[\"“(]?(?P<said>yes|no|nope|never|not (?:at all|really|quite|so|always|necessarily))"
    r"(?:,? (?:no|never|not at all))?(?:[,;:.!]+|\s*[–—])(?:\s+|$)"  # noqa: RUF001
)
_OPENS = frozenset('YyNn"“(')
"""Letters that an answer begins with: quickly looked at."""
_PLAIN = listed("no nope never") | {"not at all", "not so"}
_NEGATED = re.compile(r"(?i)\b(?:not|no|never|neither|nor|none)\b|n['’]t\b")  # noqa: RUF001
_ASKS = listed("is are was were do does did can could may might will would has have")
_BEGINS = listed("so and but then")
_PRONOUNS = listed("there it this that they these those he")
_STATES = listed("is are was were")
_PREDICATE = listed("a an the to only just always ever still all every as for")
"""Where these stand behind a subject, the predicate begins."""
_PLACES = listed("in on of with from")
"""What stands behind these is still of the subject: "estradiol in men"."""
_THINGS = listed(
    "dose doses level levels therapy conversion production ratio injection injections activity"
    " concentration concentrations receptor receptors treatment use users men"
)
"""What a name may stand before: "testosterone dose"."""
_OF_NAMES = frozenset(name for names in NAMES.values() for name in names.split()) | {"e2", "trt"}


def heard(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Give each sentence, and how it is to be read: without answers, denied where it was."""
    found: list[tuple[str, str]] = []
    for text in texts:
        answer = _ANSWER.match(text) if text[:1] in _OPENS else None
        if answer is None:
            found.append((text, text))
            continue
        said = answer["said"].casefold()
        if said != "yes" and found and found[-1][0].endswith("?"):
            asked = found[-1][0]
            if not _NEGATED.search(asked):
                found[-1] = asked, _denied(asked.rstrip("?"), "not" if said in _PLAIN else said)
        rest = text[answer.end() :]
        if rest:
            found.append((text, rest))
    return found or [(text, text) for text in texts]


def _denied(asked: str, denial: str) -> str:
    """Give "the conversion is not a defect" for "is the conversion a defect"."""
    words = asked.split()
    if words[0].casefold().rstrip(",") in _BEGINS:
        del words[0]
    verb, *rest = words
    if not rest or verb.casefold() not in _ASKS:
        return f"{denial} {asked[:1].lower()}{asked[1:]}"
    if rest[0] in WHOLES:
        return " ".join([denial, *rest])  # "not everyone", who is not "nobody"
    said = [word.casefold().strip(",()") for word in rest]
    end = _subject_end(said, is_state=verb.casefold() in _STATES)
    return " ".join([*rest[:end], verb.lower(), denial, *rest[end:]])


def _subject_end(words: Sequence[str], *, is_state: bool) -> int:
    """Give how many words the subject of a question has, as far as it can be told."""
    if words[0] in _PRONOUNS:
        return 1
    begin = 1 + (words[0] in _PREDICATE or words[0] == "one")
    named = next((at + 1 for at, word in enumerate(words) if word in _OF_NAMES), len(words))
    named += words[named : named + 1] != [] and words[named] in _THINGS
    opened = (
        at if is_state else max(begin, at - 1)  # "does the one complement the other"
        for at, word in enumerate(words[begin:], begin)
        if word in _PREDICATE or (is_state and word.endswith("ed"))
    )
    end = min(named, next(opened, len(words)))
    if end == len(words):
        end = begin
    place = words[end : end + 2]
    is_of_place = len(place) > 1 and place[0] in _PLACES and place[1] not in WHOLES
    return end + 2 if is_of_place and (is_state or end == named) else end
