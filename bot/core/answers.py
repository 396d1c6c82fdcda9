"""Answers in a word: "No, it is not" denies once, and what was asked before "No" is denied.

The word itself is taken away, for what stands behind it says the same. A question stays a statement
to be checked; where "No" or "Not always" answers it, it is read as the statement that is denied.
"""

import re
from collections.abc import Sequence

from bot.core.lexicon import COPULAS, NAMES, WHOLES, listed

_ENDS = r"(?:[,;:.!]+|\s*[–—])(?:\s+|$)"  # noqa: RUF001
_SAID = (
    r"[\"“(]?(?P<said>yes|no|nope|never|not (?:at all|really|quite|so|always|necessarily))"
    r"(?:,? (?:no|never|not at all))?"
)
_ANSWER = re.compile(rf"(?i){_SAID}{_ENDS}")
_REPLY = re.compile(
    rf"(?i)(?:{_SAID}|by no means|far from it|on the contrary|hardly"
    r"|not (?:according to|in) the \w+|quite the (?:opposite|contrary|reverse)"
    r"|the \w+(?:['’]s answer is| answers| says):? (?P<told>yes|no|not|never))"  # noqa: RUF001
    rf"{_ENDS}"
)
"""An answer that only behind a question is one."""
_NONE = re.compile(r"(?i)\b(?:gives?|names?|has|knows?|lists?|sets?) (?:none|no such)\b")
"""What denies a question and is told itself."""
_OPENS = frozenset('YyNn"“(')
"""Letters that an answer begins with: quickly looked at."""
_PARTIAL = listed("not really quite always necessarily")
_NEGATED = re.compile(r"(?i)\b(?:not|no|never|neither|nor|none)\b|n['’]t\b")  # noqa: RUF001
_ASKS = listed("is are was were do does did can could may might will would has have")
_BEGINS = listed("so and but then")
_PRONOUNS = listed("there it this that they these those he")
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
        asked = found[-1][0] if found and found[-1][0].endswith("?") else ""
        answer = _REPLY.match(text) if asked else text[:1] in _OPENS and _ANSWER.match(text)
        denial = _denial(answer) if answer else "not" if asked and _NONE.search(text) else ""
        if asked and denial and not _NEGATED.search(asked):
            found[-1] = asked, _denied(asked.rstrip("?"), denial)
        rest = text[answer.end() :] if answer else text
        if rest:
            found.append((text, rest))
    return found or [(text, text) for text in texts]


def _denial(answer: re.Match[str]) -> str:
    """Give the words by which an answer denies: none for yes."""
    said = str(answer["said"] or answer.groupdict().get("told") or "").casefold()
    if said == "yes":
        return ""
    return said if _PARTIAL.issuperset(said.split()) and " " in said else "not"


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
    end = _subject_end(said, is_state=verb.casefold() in COPULAS)
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
