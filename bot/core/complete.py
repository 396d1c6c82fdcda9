"""Offer canonical questions while a person types."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.core.model import Entry, EntryId
from bot.core.rank import rank
from bot.core.read import Reader
from bot.core.snapshot import Snapshot

SHOWN = 25
"""Choices that Discord shows at most."""
NEAR = 70.0
"""Lowest likeness (0 to 100) of a question to what was typed, where no word of it is shared."""
COMPARED = 12
"""Phrasings of each entry that are compared by likeness; the rest only by their words."""
MEANT = 5
"""Questions in English that go first for a text in another language."""
LONGEST = 200
"""Characters of what was typed that are looked at."""

_RANKS = {
    (True, True, True): 700.0,
    (True, True, False): 600.0,
    (False, True, True): 500.0,
    (False, False, True): 400.0,
    (False, True, False): 300.0,
    (False, False, False): 200.0,
}
"""Scores by whether a text is what was typed, begins with it, and shows its words to people."""


@dataclass(frozen=True, slots=True)
class _Wordings:
    """What an entry may be found by: its question, and a line for each phrasing, shortest first."""

    entry: EntryId
    question: str
    lines: str

    def score(self, wanted: str, words: Sequence[str]) -> float:
        """Give the best score of its texts, 0 where none holds what was typed."""
        starts = self.question.startswith(wanted)
        # people see the canonical question, and wonder at one without what they typed
        seen = starts or all(f" {word}" in f" {self.question}" for word in words)
        best = 0.0
        if starts or all(word in self.question for word in words):
            best = _score(wanted, self.question, starts=starts, seen=seen)
        text = self._first(wanted, words)
        return max(best, _score(wanted, text, starts=text.startswith(wanted))) if text else best

    def _first(self, wanted: str, words: Sequence[str]) -> str:
        """Give the phrasing that fits best: the shortest that begins so, else that has the words.

        One look through all of them at once takes a tenth of the time of a look at each.
        """
        begin = self.lines.find(f"\n{wanted}")
        if begin >= 0:
            return self._line(begin + 1)
        longest = max(words, key=len)
        at = self.lines.find(longest) if all(word in self.lines for word in words) else -1
        while at >= 0:
            line = self._line(at)
            if all(word in line for word in words):
                return line
            at = self.lines.find(longest, self.lines.index("\n", at))
        return ""

    def _line(self, at: int) -> str:
        return self.lines[self.lines.rindex("\n", 0, at) + 1 : self.lines.index("\n", at)]


def _wordings(entry: Entry) -> _Wordings:
    texts = sorted((text.casefold().replace("\n", " ") for text in entry.phrasings), key=len)
    return _Wordings(entry.id, entry.question.casefold(), "\n".join(["", *texts, ""]))


def _score(wanted: str, text: str, *, starts: bool, seen: bool = False) -> float:
    return _RANKS[text == wanted, starts, seen] + len(wanted) / len(text)


class Completer:
    """Ranks questions: the same text, the same beginning, the same words, a likeness.

    Questions are in English: of another language what the vocabulary translates goes first.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._reader = Reader(snapshot)
        served = snapshot.served
        self._questions = {entry.id: entry.question for entry in served}
        self._wordings = [_wordings(entry) for entry in served]
        self._near = [
            (entry.id, text.casefold())
            for entry in served
            for text in (entry.question, *entry.phrasings[:COMPARED])
        ]
        self._start = _starters(served)

    def complete(self, typed: str) -> list[str]:
        """Give at most 25 questions, the likeliest first; good starting points for nothing."""
        wanted = " ".join(typed.casefold().split())[:LONGEST]
        if not wanted:
            return self._start
        best: dict[EntryId, float] = {}
        for entry, score in self._scores(wanted):
            best[entry] = max(score, best.get(entry, 0.0))
        ranked = sorted(best, key=lambda entry: (-best[entry], self._questions[entry]))
        shown = dict.fromkeys([*self._meant(wanted), *ranked])
        return [self._questions[entry] for entry in shown][:SHOWN]

    def _meant(self, wanted: str) -> list[EntryId]:
        """Give what a text in another language asks for, ranked as its answer is; else nothing."""
        analyser, corpus = self._snapshot.analyser, self._snapshot.corpus
        reading = analyser.read(" ".join(analyser.english_of(wanted)))
        if not self._reader.is_on_topic(reading):
            return []
        entries = self._snapshot.pack.entries
        best = rank(reading, corpus).order(MEANT, len(entries))
        return [entries[at].id for at in best if entries[at].id in self._questions]

    def _scores(self, wanted: str) -> Iterable[tuple[EntryId, float]]:
        words = wanted.split()
        scores = [(each.entry, each.score(wanted, words)) for each in self._wordings]
        exact = [each for each in scores if each[1]]
        return exact or self._likenesses(wanted)

    def _likenesses(self, wanted: str) -> Iterable[tuple[EntryId, float]]:
        texts = [text for _, text in self._near]
        near = process.extract(
            wanted, texts, scorer=fuzz.token_set_ratio, score_cutoff=NEAR, limit=SHOWN * 4
        )
        for _, score, at in near:
            yield self._near[at][0], score


def _starters(entries: Sequence[Entry]) -> list[str]:
    """Give the questions that other entries point to most, one topic after the other."""
    cited: dict[EntryId, int] = {}
    for entry in entries:
        for other in entry.related:
            cited[other] = cited.get(other, 0) + 1
    ranked = sorted(entries, key=lambda entry: (-cited.get(entry.id, 0), entry.id))
    topics: dict[str, list[str]] = {}
    for entry in ranked:
        topics.setdefault(entry.topic, []).append(entry.question)
    rounds = max(map(len, topics.values()), default=0)
    found = [group[at] for at in range(rounds) for group in topics.values() if at < len(group)]
    return found[:SHOWN]
