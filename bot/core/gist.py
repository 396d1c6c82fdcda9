"""What a question asks, put so that two wordings of one question come out alike.

Small words, politeness, endings, slips of the pen and names for one thing are levelled; every other
word counts, and so does its order: who raises what, and what is added to what. What stands
behind a preposition may change its place as a whole ("in winter, …" and "… in winter").

Two questions are one gap only when no word of meaning differs: joined wrongly, a person would be
told an answer to what somebody else asked; joined too seldom, a moderator reads a question twice.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.core.lexicon import listed
from bot.core.redact import GONE
from bot.core.text import Analyser
from bot.core.tokens import fold

MOST_READINGS = 16
"""Ways of reading "A of B of C" that are compared."""

LONGEST_OWNED = 3
"""Words before an "of" that may belong to what stands behind it: "the first side effects of"."""

_GAP, _STOP = "0", "1"
"""What stands for an ellipsis and for a comma among words: no redacted text has a figure."""

_SAME = """
raise increase elevate elevation
lower decrease reduce reduction
begin began begun start commence
stop quit cease discontinue
fast quick quickly rapid rapidly
big large
child children kid
doctor physician
medicine medication med
pill tablet
injection shot jab inject
effect affect impact influence
dangerous hazardous risky unsafe
harm damage
fridge refrigerator
eat consume
buy purchase
fix repair mend
man men male
woman women female
baby infant
happen occur
sick ill
photo picture image
expensive costly pricey
cheap inexpensive
best ideal optimal
trip journey
surgery operation
exercise workout
usually normally typically generally commonly
frequently often
required necessary
article guide
forbidden prohibited
allow permit
assist help
choose pick select
finish complete
error mistake
street road
difficult hard
"""
_NEVER = listed("not no never cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt")
_NEVER |= listed("couldnt shouldnt mustnt neednt hasnt havent hadnt aint nor neither")
_VERBS = listed("is are was were am be been being do does did done doing has have had having")
_VERBS |= listed("can could may might will would shall able possible")
_DROPPED = listed(
    "a an the i im ive id ill me my mine you your yours youre u ur we us our one ones it"
)
_DROPPED |= listed("its itself they them their theirs this that these those there theres to really")
_DROPPED |= listed("very actually just also even please so then any some ever anyway whether")
_ASKING = listed("what which why when where who whom whose how")
_AT = listed("in on at during for while within if when as")
_BEHIND = _AT | listed("with without before after from until till since by over under above below")
_BEHIND |= listed("against off between than through because about instead")
_JOINING = listed("and or vs versus")
_SMALL = _BEHIND | _JOINING | _ASKING | _VERBS | _DROPPED | {"of", "should", _GAP, _STOP}

_WHO = r"(?:anyone|anybody|someone|somebody|you|u)(?:\ here)?(?:\ please)?"
_WHETHER = r"(?:\ (?:if|whether|about|on|that))?"
_OPENING = re.compile(
    rf"""(?x)^(?:
      (?:hi|hey|hello|please|so|ok|okay|well|um|guys|all|everyone|there|folks|sorry|quick|and|but)
    | (?:quick\ |just\ a\ )?question
    | (?:does|do)\ {_WHO}\ (?:happen\ to\ )?know{_WHETHER}
    | i(?:m|\ am|\ was|ve\ been)?\ (?:just\ )?(?:wonder(?:ing)?|curious|asking){_WHETHER}
    | i(?:d|\ would)?\ (?:just\ )?(?:want|like|need|wanna|love)(?:\ to)?\ know{_WHETHER}
    | (?:can|could|would|will)\ {_WHO}\ (?:please\ )?(?:tell\ me|explain|say){_WHETHER}
    | is\ it\ (?:true|correct|right)(?:\ that)?
    | any(?:one|body)?(?:\ have)?(?:\ got)?(?:\ any)?\ ideas?{_WHETHER}
    | (?:tell\ me|explain|let\ me\ know){_WHETHER}
    | (?:what|how)\ about
    )\ """
)
_CLOSING = re.compile(r" (?:please|thanks|thank you|thx|cheers|or not|though|tho|too|guys|anyone)$")
_TURNS = (
    (r"how come|what (?:is|are|was) the (?:reason|cause)s? (?:for|that|why|of)", "why"),
    (r"(?:what|which) (?:causes?|makes?)|for what reason", "why"),
    (r"how frequently|how many times", "how often"),
    (r"(?:at )?(?:what|which) time|what is the (?:best|right) time(?: to| for)?", "when"),
    (r"what(?: is|s) the (?:best |right |correct |proper )?way (?:to|of)|in what way", "how"),
    (r"how best|how (?:do|can|should) (?:i|you|we) go about", "how"),
    (r"what amount(?: of)?|how many", "how much"),
    (r"for how long", "how long"),
    (r"(?:is|are|was) it (?:necessary|required|needed)(?: to)?", "should"),
    (r"(?:do|does|did|will) (.{1,30}?) (?:need|have|got) to", r"should \1"),
    (r"(?:am|is|are) (.{1,30}?) supposed to", r"should \1"),
    (r"must|ought", "should"),
    (
        r"(?:is|are|was|would) it (?:be )?(?:ok|okay|alright|all right|fine|possible)(?: to| if)?",
        "can",
    ),
    (r"(?:is|are|was) it (?:allowed|permitted)(?: to| if)?", "can"),
    (r"(?:am|is|are) (.{1,30}?) (?:allowed|permitted|able) to", r"can \1"),
    (r"for ([^01]{1,30}?) to", r"\1"),
)
_TURNED = [(re.compile(rf"\b(?:{long})(?= |$)"), short) for long, short in _TURNS]
_MARKS = re.compile(r"[,;:.!?()\n—–]+|\s-+\s")  # noqa: RUF001 - people type dashes
_APOSTROPHE = re.compile(r"(?<=\w)['’`´](?=\w)")  # noqa: RUF001 - people type these


@dataclass(slots=True)
class _Parts:
    """The words of one reading: those that stand free, and those behind each preposition."""

    main: list[str] = field(default_factory=list)
    behind: list[tuple[str, int, list[str]]] = field(default_factory=list)
    asks: set[str] = field(default_factory=set)

    def key(self) -> tuple[object, ...]:
        """Give what is compared; the place counts from the second preposition on."""
        is_one = len(self.behind) == 1
        behind = tuple((name, 0 if is_one else at, *words) for name, at, words in self.behind)
        return tuple(sorted(self.asks)), tuple(self.main), behind


class Gists:
    """Puts questions so that they can be compared, with the words of one pack at hand."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        groups = [line.split() for line in _SAME.split("\n")]
        self._same = {analyser.stem(word): group[0] for group in groups for word in group}

    def of(self, text: str) -> frozenset[tuple[object, ...]]:
        """Give all readings of a redacted text: two texts ask the same that share one."""
        parted = _MARKS.sub(f" {_STOP} ", text.replace(GONE, f" {_GAP} "))
        plain = " ".join(_APOSTROPHE.sub("", fold(parted)).split()).strip(f"{_STOP} ")
        words = self._analyser.read(_turned(_bare(plain))).words
        keys = [_parted(each).key() for each in _orders(self._levelled(words))]
        return frozenset(keys) if any(word not in _SMALL for word in words) else frozenset()

    def _levelled(self, words: Sequence[str]) -> list[str]:
        """Bring words that mean the same to one."""
        levelled = []
        for word in words:
            stem = self._analyser.stem(word)
            is_small = word in _SMALL
            levelled.append("not" if word in _NEVER else word if is_small else self._one(stem))
        is_open = not {"what", "which", "when", "how", "where", "who", "why"}.isdisjoint(levelled)
        return [word for word in levelled if word != "should" or not is_open]

    def _one(self, stem: str) -> str:
        return self._same.get(stem, stem)


def likeliest(text: str, gaps: Sequence[str], analyser: Analyser) -> int | None:
    """Give the place of the first gap that asks the same, or None; all are redacted texts."""
    gists = Gists(analyser)
    asked = gists.of(text)
    if not asked:
        return None
    alike = (at for at, gap in enumerate(gaps) if not asked.isdisjoint(gists.of(gap)))
    return next(alike, None)


def _bare(text: str) -> str:
    """Take off what only opens or closes a question."""
    while True:
        shorter = _CLOSING.sub("", _OPENING.sub("", text, count=1).strip(f"{_STOP} "))
        if shorter == text:
            return text
        text = shorter


def _turned(text: str) -> str:
    for long, short in _TURNED:
        text = long.sub(short, text)
    return text


def _orders(words: Sequence[str]) -> Iterator[list[str]]:
    """Give "flowers of tomatoes" as "tomatoes flowers" too, however much is meant to be owned."""
    return islice(_unfold(list(words)), MOST_READINGS)


def _unfold(words: list[str]) -> Iterator[list[str]]:
    if "of" not in words:
        yield words
        return
    at = words.index("of")
    before, behind = words[:at], words[at + 1 :]
    yield from _unfold(before + behind)
    end = next((n for n, word in enumerate(behind) if _ends(word)), len(behind))
    for length in range(1, LONGEST_OWNED + 1):
        owned = before[-length:]
        if len(owned) < length or _ends(owned[0]):
            return
        if owned[0] not in _DROPPED:
            yield from _unfold([*before[:-length], *behind[:end], *owned, *behind[end:]])


def _ends(word: str) -> bool:
    return word in _BEHIND | _JOINING | _ASKING | _VERBS | {"of", _STOP}


def _parted(words: Sequence[str]) -> _Parts:
    found, into = _Parts(), None
    for word in _joined(words):
        if word in _ASKING and not (word == "when" and (found.main or found.behind)):
            found.asks.add("what" if word == "which" else word)
            into = None
        elif word in _BEHIND:
            into = list[str]()
            found.behind.append(("in" if word in _AT else word, len(found.main), into))
        elif word in _VERBS or word == _STOP:
            into = None
        elif word not in _DROPPED:
            (found.main if into is None else into).append(word)
    return found


def _joined(words: Sequence[str]) -> list[str]:
    """Put the words beside "and" and "or" in one order, whichever was named first."""
    ordered = [word for word in words if word not in _DROPPED]
    for at in range(1, len(ordered) - 1):
        one, two = ordered[at - 1], ordered[at + 1]
        if ordered[at] in _JOINING and two < one and not (_ends(one) or _ends(two)):
            ordered[at - 1], ordered[at + 1] = two, one
    return ordered
