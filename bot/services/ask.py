"""Answer people's questions from the library, with the memory of each conversation."""

import os
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import NamedTuple

from bot.core.compose import Reply, suggestion
from bot.core.converse import Memory
from bot.core.model import EntryId
from bot.core.outcome import Abstained, Answered, Referred, Urgent, plain_of
from bot.core.pipeline import Pipeline, Result
from bot.core.verdict import Evidence, Hit, RuleClass, Verdict
from bot.services.deadline import TooSlowError, within
from bot.services.library import Library
from bot.services.recent import Recent

LIMIT = 1.0
"""Seconds that an answer may take where people wait for it; it takes some thousandths.

A collection of garbage or a busy machine may cost some tenths; Discord waits three seconds.
"""

_TOO_SLOW = Verdict(RuleClass.FAULT, (Hit("fault", "time"),), Evidence.NONE)

MEMORIES = 10_000
"""Conversations that are remembered at once; the one longest unused is forgotten first."""


class Where(NamedTuple):
    """Where something is asked: for whom a reply is made.

    `guild_id`: the server whose entries are served, None for none; `locale`: the language around an
    answer; `region`: whose help lines are named (ISO 3166 code), empty for those of no one country.
    """

    guild_id: int | None = None
    locale: str = "en"
    region: str = ""


ANYWHERE = Where()


class Asked(NamedTuple):
    """A reply, what led to it, and the milliseconds it took."""

    reply: Reply
    result: Result
    ms: float


def _unrecorded(_asked: Asked, _guild: int | None) -> None:
    """Record nothing: the terminal keeps no figures."""


class Asker:
    """Answers questions; `clock` gives seconds that never go back, `record` notes each decision.

    An answer that takes longer than `limit` seconds becomes a fixed refusal; 0 is no limit.
    """

    def __init__(
        self,
        library: Library,
        clock: Callable[[], float],
        record: Callable[[Asked, int | None], None] = _unrecorded,
        limit: float = 0.0,
    ) -> None:
        self._library = library
        self._clock = clock
        self._record = record
        self._recent = Recent(os.urandom(32))
        self._limit = limit
        self._memories: OrderedDict[str, Memory] = OrderedDict()

    def ask(self, text: str, memory: Memory, where: Where = ANYWHERE) -> Asked:
        """Answer one message with the memory of its conversation."""
        began = perf_counter()
        serving = self._library.serving(where.guild_id)  # one for the whole answer
        result = self._decide(serving.pipeline, text, memory)
        reply = serving.reply(result.outcome, text, where.locale, where.region)
        return Asked(reply, result, (perf_counter() - began) * 1000)

    def _decide(self, pipeline: Pipeline, text: str, memory: Memory) -> Result:
        now = self._clock()
        known = self._recent.find(pipeline, text, memory, now)
        if known:
            return known
        try:
            with within(self._limit, "bot.core"):
                return self._recent.ask(pipeline, text, memory, now)
        except TooSlowError:
            return Result(Abstained("abstain_fault"), memory, _TOO_SLOW)

    def converse(self, place: str, text: str, where: Where = ANYWHERE) -> Asked:
        """Answer one message in a place (a person in a channel), and remember it there."""
        asked = self.ask(text, self._memory(place), where)
        return self._remember(place, asked, where.guild_id)

    def relay(self, place: str, text: str, where: Where = ANYWHERE) -> Asked:
        """Answer in a place what somebody else had written; what follows can lean on the answer.

        Nothing personal of it becomes that of whoever talks in the place.
        """
        before = self._memory(place).fresh(self._clock())
        alone = Memory(evidence=before.evidence, at=before.at)
        asked = self.ask(text, alone, where)
        stopped = isinstance(asked.result.outcome, Referred | Urgent)
        after = replace(asked.result.memory, evidence=before.evidence)
        result = replace(asked.result, memory=before if stopped else after)
        return self._remember(place, asked._replace(result=result), where.guild_id)

    def relieve(self, place: str, text: str, where: Where = ANYWHERE) -> Asked:
        """Give in a place the help lines that the rules call for, without reading on."""
        began = perf_counter()
        serving = self._library.serving(where.guild_id)
        result = serving.pipeline.relieve(text, self._memory(place), self._clock())
        reply = serving.reply(result.outcome, text, where.locale, where.region)
        asked = Asked(reply, result, (perf_counter() - began) * 1000)
        return self._remember(place, asked, where.guild_id)

    def unanswered(self, place: str) -> str:
        """Give the last question of a place as it was understood; empty when it is forgotten."""
        return self._memory(place).fresh(self._clock()).question

    def show(self, place: str, entry: EntryId, where: Where = ANYWHERE) -> Asked | None:
        """Answer with an entry that was chosen from a list; None when it is not served here."""
        began = perf_counter()
        serving = self._library.serving(where.guild_id)
        result = serving.pipeline.show(entry, self._memory(place), self._clock())
        if result is None:
            return None
        reply = serving.composer(where.locale).reply(result.outcome)
        asked = Asked(reply, result, (perf_counter() - began) * 1000)
        return self._remember(place, asked, where.guild_id)

    def lean(self, place: str, entry: EntryId, guild_id: int | None = None) -> None:
        """Let what follows in a place lean on an entry, as if it had just been shown there."""
        now, memory = self._clock(), self._memory(place)
        if memory.fresh(now).shown[:1] != (entry,):
            result = self._library.serving(guild_id).pipeline.show(entry, memory, now)
            self._keep(place, result.memory if result else memory)

    def quote(self, entries: Sequence[EntryId], where: Where = ANYWHERE) -> Reply | None:
        """Give the passages of entries alone, for others to see; None when none is served."""
        serving = self._library.serving(where.guild_id)
        answers = [serving.pipeline.answer(entry) for entry in entries]
        served = tuple(answer for answer in answers if answer)
        return serving.composer(where.locale).reply(Answered(served)) if served else None

    def refer(
        self,
        message: str,
        entry: EntryId | None,
        where: Where = ANYWHERE,
        language: str = "",
    ) -> Reply:
        """Give a referral once more, with the entry beside it as far as it is free of figures.

        `language`: that of the question, among those with texts; empty where it is not clear.
        """
        serving = self._library.serving(where.guild_id)
        answer = serving.pipeline.answer(entry) if entry else None
        plain = plain_of(answer.passages) if answer else ()
        outcome = Referred(message, entry if plain else None, plain)
        return serving.reply_in(language, outcome, where.locale)

    def _memory(self, place: str) -> Memory:
        return self._memories.get(place) or Memory(at=self._clock())

    def _remember(self, place: str, asked: Asked, guild_id: int | None) -> Asked:
        self._keep(place, asked.result.memory)
        self._record(asked, guild_id)
        return asked

    def _keep(self, place: str, memory: Memory) -> None:
        self._memories[place] = memory
        self._memories.move_to_end(place)
        if len(self._memories) > MEMORIES:
            self._memories.popitem(last=False)

    def forget(self, person: int) -> None:
        """Forget every conversation with a person."""
        for place in [each for each in self._memories if each.endswith(f":{person}")]:
            del self._memories[place]

    def is_urgent(self, text: str) -> bool:
        """Tell whether a text may be about an emergency; it costs a fraction of an answer."""
        return self._library.serving(None).pipeline.guard.is_urgent(text)

    def seems_urgent(self, text: str) -> bool:
        """Tell the same by the rules alone: what only the sentinel knows for one is missed."""
        return self._library.serving(None).pipeline.guard.seems_urgent(text)

    def replay(self, history: Sequence[str], text: str) -> Asked:
        """Answer a question after earlier ones, as if they had just been asked."""
        pipeline = self._library.serving(None).pipeline
        memory = Memory(at=self._clock())
        for earlier in history:
            memory = pipeline.ask(earlier, memory, self._clock()).memory
        return self.ask(text, memory)


def as_json(asked: Asked, name: object = None) -> Mapping[str, object]:
    """Give a reply as the JSON contract has it."""
    reply = asked.reply
    return {
        "id": name,
        "outcome": reply.outcome,
        "entry": reply.entry,
        "passages": [
            {"text": each.text, "citations": list(each.citations)} for each in reply.passages
        ],
        "suggestions": [suggestion(entry) for entry in reply.suggestions],
        "text": reply.text,
        "rules": list(asked.result.verdict.rules),
        "confidence": round(asked.result.chance, 4),
        "ms": round(asked.ms, 3),
    }
