"""What a question that may be answered ends in: the entries that are meant, or that none is.

A message is read alone and joined with what it leans on; the likeliest reading is answered, or
several are that each ask something of their own.
"""

from bot.core.converse import Memory, asks_for_other, halves, joined, leans
from bot.core.decide import Decision
from bot.core.model import Entry
from bot.core.outcome import Abstained, Answered, Outcome, Suggested
from bot.core.read import Considered, Reader, without
from bot.core.showing import SHOWN, Showing
from bot.core.snapshot import Snapshot
from bot.core.text import Reading

OFF_TOPIC = 0.5
"""Score of an uncovered topic from which a follow-up is not looked for in what was said before."""

ALONE = 0.5
"""Chance from which what a leaning message asks by itself is a question of its own."""

FRESH = 0.8
"""Chance from which what a follow-up asks by itself is shown without the same entry again."""

COVERED = 0.34
"""Share of a follow-up's new words that an entry has to know to be what it asks for.

Half misses 5 of 400 answers more, and lets 1 wrong one pass more.
"""


class Retriever:
    """Finds the entries of one snapshot that answer."""

    def __init__(self, snapshot: Snapshot, reader: Reader, showing: Showing) -> None:
        self._snapshot = snapshot
        self._entries = snapshot.pack.entries
        self._by_id = snapshot.served_by_id()
        self._reader = reader
        self._showing = showing

    def find(
        self, text: str, reading: Reading, memory: Memory
    ) -> tuple[Outcome, tuple[Considered, ...]]:
        """Give what a message ends in, joined with what it leans on, and its readings."""
        alone = seen = self._reader.readings(text, reading)
        kept = [max(alone, key=lambda each: each.chance)]
        if memory.question and leans(text) and not self._off_topic(kept[0]):
            kept, seen = self._follow_up(text, memory, kept[0], alone)
        several = self._several(text, alone)
        if len(several) < 2:
            several = kept
        if len(several) > 1:
            return Answered(tuple(self._showing.led(self._first(e), e) for e in several)), seen
        return self._outcome(kept[0]), seen

    def stands_alone(self, text: str) -> bool:
        """Tell whether a message asks something by itself, covered or not."""
        found = self._reader.consider(text)
        if self._off_topic(found):
            return self._reader.topic(found) is not None
        return found.chance >= ALONE and self._answers(found)

    def _follow_up(
        self, text: str, memory: Memory, best: Considered, alone: tuple[Considered, ...]
    ) -> tuple[list[Considered], tuple[Considered, ...]]:
        """Join what the message lacks from the last question; keep the likeliest reading.

        Where that shows an entry again, what the message asks by itself is shown before it, and
        alone if it is sure. Asked for once more in words of its own, an entry is shown once more.
        """
        contrast = self._snapshot.analyser.contrast_of
        resolved = [
            self._reader.consider(each)
            for each in joined(memory.question, text, self._is_content, contrast)
        ]
        seen = {at for at, entry in enumerate(self._entries) if entry.id in memory.shown}
        if asks_for_other(text):
            resolved = [without(each, seen) for each in resolved]
        fitting = [each for each in resolved if self._covers(each, text)]
        likeliest = max([best, *fitting], key=lambda each: each.chance)
        fresh = without(best, seen)
        is_same = (
            best.first == likeliest.first and best.chance >= ALONE and not asks_for_other(text)
        )
        is_again = likeliest.first in seen and fresh.first not in seen and not is_same
        fits = is_again and self._answers(fresh) and self._covers(fresh, text)
        kept = [likeliest]
        if fits and self._answers(likeliest):
            kept = [fresh] if fresh.chance >= FRESH else [fresh, likeliest]
        return kept, (*alone, *resolved)

    def _off_topic(self, found: Considered) -> bool:
        """Tell whether the words alone are surely about something that is not covered."""
        return bool(self._reader.uncovered(found)) and float(found.ranking.fused.max()) >= OFF_TOPIC

    def _covers(self, found: Considered, text: str) -> bool:
        """Tell whether the entry knows what the new words are about, not only the old ones."""
        shot = self._snapshot
        reading = shot.analyser.read(text)
        content = shot.gauge.content(reading)
        return not content or shot.gauge.coverage(content, found.first) >= COVERED

    def _several(self, text: str, alone: tuple[Considered, ...]) -> list[Considered]:
        """Find the questions of a message that each have an answer of their own."""
        asked = [each for each in alone if each.text != text]
        if len(asked) < 2:
            parts = halves(text)
            asked = [self._reader.consider(part) for part in parts] if len(parts) > 1 else []
        kept: list[Considered] = []
        for each in asked:
            kin = self._snapshot.gauge.kin(each.first)
            clash = any(other.first in kin for other in kept)
            if self._answers(each) and not clash:
                kept.append(each)
        return kept[:SHOWN]

    def _answers(self, found: Considered) -> bool:
        """Tell whether the entry that fits best is served and sure enough to be an answer."""
        return self._first(found).id in self._by_id and self._decide(found) is Decision.ANSWER

    def _outcome(self, found: Considered) -> Outcome:
        decision = self._decide(found)
        if decision is not Decision.ABSTAIN and self._first(found).id not in self._by_id:
            is_stale = self._snapshot.is_stale(self._first(found))
            return Abstained("abstain_stale" if is_stale else "abstain_unknown")
        if decision is Decision.ANSWER:
            return self._showing.reply(found)
        if decision is Decision.SUGGEST:
            if contradicted := self._showing.contradiction(found):
                return contradicted
            entries = (self._entries[each.entry] for each in found.weighed)
            return Suggested(tuple(e for e in entries if e.id in self._by_id)[:SHOWN])
        topic = self._reader.topic(found)
        return Abstained("abstain_topic", topic.about) if topic else Abstained("abstain_unknown")

    def _decide(self, found: Considered) -> Decision:
        """Turn the chance into a decision; what strays from the topic is never answered."""
        decision = self._snapshot.calibration.policy.decide(found.sureness)
        if not self._reader.is_on_topic(found.reading) or self._reader.is_strange(found):
            return Decision.ABSTAIN
        if decision is Decision.ANSWER and self._reader.strays(found):
            return Decision.SUGGEST
        return decision

    def _first(self, found: Considered) -> Entry:
        return self._entries[found.first]

    def _is_content(self, word: str) -> bool:
        words = self._snapshot.analyser.read(word).words
        return any(not self._snapshot.analyser.is_common(each) for each in words)
