"""Conversation: several questions in one message, follow-ups, and what is remembered.

Remembered per person and channel, in memory only: for ten minutes the last question as it was
understood and what was shown for it, for two minutes the gate's evidence flags.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core.model import EntryId
from bot.core.outcome import (
    Answered,
    Outcome,
    Referred,
    SmallTalk,
    Suggested,
    Urgent,
    entries_of,
)
from bot.core.verdict import Evidence, Verdict

REMEMBER = 600.0
"""Seconds for which a follow-up can lean on the last question."""

EVIDENCE = 120.0
"""Seconds for which the gate's flags are carried from message to message."""

TAIL = 400
"""Characters at the end of a question that a follow-up can lean on."""

KEPT = 9
"""Entries shown that are remembered."""

_ABBREVIATIONS = ("dr.", "vs.", "e.g.", "i.e.", "approx.", "z.b.", "p.ej.")
_SENTENCE = re.compile(
    r"(?i)(?<=[.!?…。！？])"  # noqa: RUF001 - Chinese marks
    + "".join(rf"(?<!\b{re.escape(each)})" for each in _ABBREVIATIONS)
    + r"\s+|(?<=[。！？])|\n+"  # noqa: RUF001 - Chinese marks
)
_CONNECTOR = re.compile(
    r"(?i)\s*(?:[,;]\s*|\s)(?:and|also|plus|as well as)\s+"
    r"(?=(?:also\s+)?(?:what|why|how|when|where|who|which|whose|is|are|do|does|did|can|could|will)\b)"
)
_ASKS = re.compile(
    r"(?i)^\W*(?:(?:and|but|so|ok|okay|also|well)\W+)*"
    r"(?:wh(?:at|y|en|ere|o|ich|ose)s?|wat|wut|how|is|are|am|do|does|did|can|could|will|would"
    r"|has|have|explain|tell|describe|define|compare|list)\b"
)
_LEANS = re.compile(
    r"(?i)\b(?:it|its|that|this|those|these|they|them|their|he|his|she|her|same|else|too|there"
    r"|one|ones|mine|other|others|again|also|either|as ?well)\b|\b(?:so|then|though)\W*$"
)
_OPENS = re.compile(
    r"(?i)^\W*(?:and|n|but|or|so|then|what about|how about|what if|why|ok and|ok but|ok so|also"
    r"|wait|hmm|more|in|for|with|without|only|even|y|und|et|e|и)\b"
)
_OTHER = re.compile(r"(?i)\b(?:else|other|others|besides|apart from|another|next to)\b")
_NODS = re.compile(
    r"(?i)^\W*(?:(?:and|so|or|ok|okay|k|kk|yes|yeah|yep|yea|y|sure|please|pls|no|nope|nah|right"
    r"|maybe|go ahead|ja|jo|jep|nein|nee|doch|bitte|vielleicht|s[iìí]|n[aã]o|sim|oui|non|tak|nie"
    r"|evet|hay\u0131r|да|нет)\b\W*)+$"
)
_MORE = re.compile(
    r"(?i)^\W*(?:(?:can|could) (?:you|u) )?(?:please )?(?:tell me more|more|more please|say more"
    r"|go on|continue|more (?:info|detail|details|about (?:it|that|this))|anything else|what else"
    r"|elaborate|expand on (?:it|that|this)|and\??|next)(?: please)?\W*$"
)
_MORE_ABROAD = frozenset(
    {"mehr", "mehr bitte", "bitte mehr", "noch mehr", "mehr dazu", "noch mehr dazu", "mehr davon"}
    | {"mehr darüber", "erzähl mehr", "erzähl mir mehr", "sag mir mehr", "weiter", "mach weiter"}
    | {"und weiter", "was noch", "noch was", "noch etwas", "sonst noch was", "sonst noch etwas"}
    | {"más", "dime más", "cuéntame más", "continúa", "mais", "conte mais", "continua", "plus"}
    | {"encore", "continue", "dimmi di più", "meer", "vertel meer", "ga door"}
    | {"więcej", "powiedz więcej", "daha fazla", "devam et", "ещё", "еще", "подробнее", "дальше"}
    | {"और बताओ", "और बताइए", "还有吗", "继续", "多说一点"}
)
_SIMPLER = frozenset(
    {"again", "dumb", "easier", "eli5", "english", "kid", "layman", "layman's", "laymans"}
    | {"normal", "plain", "plainer", "repeat", "rephrase", "reword", "simple", "simpler"}
    | {"simplify", "simply", "words"}
)
_AROUND = frozenset(
    {"10", "12", "5", "a", "am", "an", "and", "as", "but", "can", "could", "do", "don't"}
    | {"dont", "down", "explain", "first", "five", "follow", "for", "get", "gran", "i", "i'm"}
    | {"if", "im", "in", "it", "language", "like", "lost", "me", "more", "my", "nan", "no"}
    | {"not", "ok", "okay", "old", "once", "one", "or", "please", "pls", "plz", "put", "said"}
    | {"say", "sorry", "still", "tell", "ten", "terms", "that", "the", "then", "this", "time"}
    | {"to", "u", "understand", "us", "wait", "was", "way", "were", "will", "with", "would"}
    | {"write", "ya", "year", "you", "your"}
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one person in one channel.

    `referred`: the last question was sent to the clinician; `suggested`: it was met with
    a did-you-mean. `alarmed`: when help lines were due by what a message itself said, None where
    the last question was met with others.
    """

    question: str = ""
    shown: tuple[EntryId, ...] = ()
    offered: tuple[EntryId, ...] = ()
    evidence: Evidence = Evidence.NONE
    at: float = 0.0
    referred: bool = False
    suggested: bool = False
    alarmed: float | None = None

    def fresh(self, now: float) -> "Memory":
        """Forget what is too old."""
        age = now - self.at
        if age > REMEMBER:
            return Memory(at=now)
        if self.alarmed is not None and now - self.alarmed > REMEMBER:
            return replace(self, question="", alarmed=None).fresh(now)
        return self if age <= EVIDENCE else replace(self, evidence=Evidence.NONE)

    def lets_go(self, now: float) -> bool:
        """Tell whether the last question was stopped, and one of its own may be asked since.

        For two minutes after an emergency nothing short is taken for a question of its own.
        """
        return self.referred or (self.alarmed is not None and now - self.alarmed > EVIDENCE)


def remembered(
    memory: Memory, outcome: Outcome, text: str, asked: str, verdict: Verdict, now: float
) -> Memory:
    """Give the memory after a reply to `text`.

    `asked`: the question that was answered, if one was. What was stopped together with what it
    leans on is remembered with it; but what is harmless by itself keeps no alarm awake.
    """
    shown, offered = entries_of(outcome)
    referred, alarmed = isinstance(outcome, Referred), None
    match outcome:
        case SmallTalk():
            question, referred, alarmed = memory.question, memory.referred, memory.alarmed
        case Answered():
            question = asked[-TAIL:]
        case Urgent() if verdict.is_leaning:
            question, alarmed = memory.question, memory.alarmed
        case Referred() | Urgent() if leans(text):
            question = f"{memory.question}\n{text}".strip()[-TAIL:]
        case _:
            question = text[-TAIL:]
    if isinstance(outcome, Urgent) and not verdict.is_leaning:
        alarmed = now
    return Memory(
        question,
        (*shown, *(each for each in memory.shown if each not in shown))[:KEPT],
        offered or memory.offered,
        verdict.evidence | memory.evidence,
        now,
        referred,
        isinstance(outcome, Suggested),
        alarmed,
    )


def sentences(text: str) -> list[str]:
    """Split a message into sentences and lines."""
    return [part.strip() for part in _SENTENCE.split(text) if part and part.strip()]


def questions(text: str, has_topic: Callable[[str], bool]) -> list[str]:
    """Give the questions in a message, each with the words that it leans on.

    A sentence asks when it ends in a question mark or starts like a question. One without a topic
    of its own ("is there anything to that?") takes the sentence before it along.
    """
    found: list[str] = []
    before = ""
    for sentence in sentences(text):
        if asks(sentence):
            found.append(sentence if has_topic(sentence) else f"{before} {sentence}".strip())
        before = sentence
    return found


def asks(sentence: str) -> bool:
    """Tell whether a sentence is a question, by its mark or its first words."""
    return sentence.endswith(("?", "？")) or _ASKS.match(sentence) is not None  # noqa: RUF001 - Chinese mark


def halves(text: str) -> list[str]:
    """Split "what does it do and how is it checked" at its joints; one part when there is none."""
    return [part for part in _CONNECTOR.split(text) if part.strip()]


def wants_more(text: str) -> bool:
    """Tell whether the person asks for more of the same."""
    bare = " ".join(re.sub(r"[?!.,…。]", " ", text.casefold()).split())
    return _MORE.match(text) is not None or bare in _MORE_ABROAD


def wants_again(text: str) -> bool:
    """Tell whether the person asks for the same once more, or more simply."""
    words = set(re.findall(r"[\w']+", text.casefold().replace("\u2019", "'")))
    is_simpler = bool(words & _SIMPLER) or {"explain", "like"} <= words
    return is_simpler and words <= _SIMPLER | _AROUND


def nods(text: str) -> bool:
    """Tell whether a message only says yes or no to what was said."""
    return _NODS.match(text) is not None


def asks_for_other(text: str) -> bool:
    """Tell whether the person wants something beside what was shown."""
    return _OTHER.search(text) is not None


def leans(text: str) -> bool:
    """Tell whether a message lacks something that an earlier one may hold."""
    short = len(text.split()) <= 4
    return short or _OPENS.match(text) is not None or _LEANS.search(text) is not None


def joined(
    earlier: str, text: str, is_content: Callable[[str], bool], contrast: Callable[[str], str]
) -> list[str]:
    """Give readings of a follow-up: the earlier question with one word replaced, or added to.

    "what about low?" after "signs of high estradiol" gives "signs of low estradiol": `contrast`
    names the group of words of which one stands for another. Where no words contrast, the reading
    that ranks best is what was meant.
    """
    words = earlier.split()
    new = [word for word in re.findall(r"[^\W_]+", text) if is_content(word) or contrast(word)]
    if not new or len(new) > 4:
        return [f"{earlier} {text}"]
    filling = " ".join(new)
    groups = {contrast(word) for word in new} - {""}
    bare = [word.strip("?.,!") for word in words]
    opposed = [at for at, word in enumerate(bare) if contrast(word) in groups]
    if opposed:
        first, *rest = opposed
        kept = [(at, word) for at, word in enumerate(words) if at not in rest]
        return [" ".join(filling if at == first else word for at, word in kept)]
    readings = [f"{earlier} {text}"]
    for at, word in enumerate(bare):
        if is_content(word):
            readings.append(" ".join([*words[:at], filling, *words[at + 1 :]]))
    return readings[:10]
