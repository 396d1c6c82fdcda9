"""What an edit would change: labelled and open questions asked of two snapshots, old and new."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain
from math import fsum, log

from bot.core.compose import Composer
from bot.core.converse import Memory
from bot.core.golden import GoldenQuestion
from bot.core.measure import judge
from bot.core.model import Entry, EntryId
from bot.core.outcome import Answered, Outcome
from bot.core.pipeline import Pipeline
from bot.core.snapshot import texts_of
from bot.core.text import Analyser

_GOOD = frozenset({"ok", "offered"})


class Shift(Enum):
    """How the fate of one question changes."""

    MATCHES = "matches"
    ABSTAINS = "abstains"
    MOVES = "moves"
    PASSES = "passes"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Probe:
    """A question to ask: a labelled one, or one behind a gap (`golden` is None)."""

    text: str
    golden: GoldenQuestion | None = None
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class Shifted:
    """One question whose fate changes; an entry is None where the question is not answered."""

    shift: Shift
    probe: Probe
    before: EntryId | None
    after: EntryId | None


@dataclass(frozen=True, slots=True)
class Impact:
    """All changes; `asked` of `concerned` questions fitted into the time."""

    changes: tuple[Shifted, ...]
    asked: int
    concerned: int


@dataclass(frozen=True, slots=True)
class Side:
    """What answers on one side of the edit, and what it answered already."""

    pipeline: Pipeline
    composer: Composer
    _known: dict[Probe, tuple[EntryId | None, bool]] = field(default_factory=dict)

    def ask(self, probe: Probe) -> tuple[EntryId | None, bool]:
        """Give the entry that answers, and whether a labelled question is served as it should."""
        if probe not in self._known:
            self._known[probe] = self._ask(probe)
        return self._known[probe]

    def _ask(self, probe: Probe) -> tuple[EntryId | None, bool]:
        memory = Memory()
        for earlier in probe.golden.history if probe.golden else ():
            memory = self.pipeline.ask(earlier, memory, 0.0).memory
        outcome = self.pipeline.ask(probe.text, memory, 0.0).outcome
        good = probe.golden is None or (judge(probe.golden, self.composer.reply(outcome)) in _GOOD)
        return _answering(outcome), good


def find_impact(
    before: Side, after: Side, probes: Iterable[Probe], in_time: Callable[[], bool]
) -> Impact:
    """Ask both sides, the likeliest questions first, as long as it is `in_time`."""
    probes = list(probes)
    changes: list[Shifted] = []
    asked = 0
    for probe in probes:
        if not in_time():
            break
        changes += _compare(before, after, probe)
        asked += 1
    return Impact(tuple(changes), asked, len(probes))


def concerned(
    probes: Sequence[Probe], versions: Sequence[Entry | None], analyser: Analyser
) -> list[Probe]:
    """Choose the questions that an edit can touch, the likeliest first.

    `versions` are the entry before and after. The more of a question's words are among theirs, the
    rarer ones for more, the likelier it is: of 37 questions that seven edits of the shipped pack
    moved, 33 stood among the first 150 of some 580, all among the first 250. One that shares no
    word ranks as before, and is left out.
    """
    words: set[str] = set()
    for entry in versions:
        for text in texts_of(entry) if entry else ():
            words |= _features(text, analyser)
    read = [(_features(probe.text, analyser), probe) for probe in probes]
    often = Counter(chain.from_iterable(features for features, _ in read))
    rarity = {word: log((len(probes) + 1) / count) for word, count in often.items()}

    def rank(features: set[str]) -> tuple[float, float]:
        shared = _sum(features & words, rarity)
        return shared / (_sum(features, rarity) or 1.0), shared

    ranked = [(rank(features), probe) for features, probe in read if features & words]
    return [probe for _, probe in sorted(ranked, key=lambda each: each[0], reverse=True)]


def _compare(before: Side, after: Side, probe: Probe) -> Iterator[Shifted]:
    (old, was_good), (new, is_good) = before.ask(probe), after.ask(probe)
    if was_good != is_good:
        yield Shifted(Shift.PASSES if is_good else Shift.FAILS, probe, old, new)
    elif old != new:
        shift = Shift.MATCHES if old is None else Shift.ABSTAINS if new is None else Shift.MOVES
        yield Shifted(shift, probe, old, new)


def _sum(features: Iterable[str], rarity: Mapping[str, float]) -> float:
    return fsum(rarity[each] for each in features)


def _answering(outcome: Outcome) -> EntryId | None:
    return outcome.answers[0].entry if isinstance(outcome, Answered) else None


def _features(text: str, analyser: Analyser) -> set[str]:
    reading = analyser.read(text)
    content = (word for word in reading.words if not analyser.is_common(word))
    return {*map(analyser.stem, content), *reading.concepts}
