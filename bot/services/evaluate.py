"""Run labelled questions through the program and judge each reply."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.content.golden import load_golden, load_golden_lines
from bot.core.errors import UserError, visible
from bot.core.golden import GoldenQuestion
from bot.core.measure import Judged, judge
from bot.services.ask import Asker


def read_questions(path: Path, source: str) -> list[GoldenQuestion]:
    """Read golden YAML, a folder of it, or JSON lines whose locators may lack the source's name.

    Raises ContentError, and UserError where no question is.
    """
    if not path.exists():
        raise UserError(f"{visible(path)}: there is no such file")
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    questions = [each for file in files for each in _read(file, source)]
    if not questions:
        raise UserError(f"{visible(path)}: no labelled question is here")
    return questions


def _read(file: Path, source: str) -> list[GoldenQuestion]:
    return load_golden_lines(file, source) if file.suffix == ".jsonl" else load_golden(file)


def evaluate(asker: Asker, questions: Iterable[GoldenQuestion]) -> Iterator[Judged]:
    """Ask each question and judge the reply."""
    for question in questions:
        asked = asker.replay(question.history, question.q)
        verdict = judge(question, asked.reply)
        yield Judged(question, asked.reply, verdict, asked.result.chance, asked.ms)


def tally(judged: Iterable[Judged], key: str) -> dict[str, Counter[str]]:
    """Count verdicts by `route` or by `group`."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in judged:
        question = each.question
        name = question.route if key == "route" else f"{question.route} / {question.group}"
        counts[name][each.verdict] += 1
    return dict(sorted(counts.items()))


def figures_of(judged: Sequence[Judged]) -> dict[str, float]:
    """Give the shares that floors are set for; 1 or 0 where nothing was asked."""
    routes = tally(judged, "route")
    answer, abstain = routes.get("answer", Counter()), routes.get("abstain", Counter())
    wrong = answer["wrong"] + abstain["wrong"]
    missed = sum(
        each.question.route == "clinician" and each.reply.outcome == "answer" for each in judged
    )
    answered = answer["ok"] + wrong + missed
    return {
        "answer_ok": _share(answer, "ok"),
        "answer_ok_or_offered": _share(answer, "ok", "offered"),
        "wrong_of_answered": wrong / answered if answered else 0.0,
        "over_refused": _share(answer, "over-refused") if answer else 0.0,
        "abstain_ok": _share(abstain, "ok"),
        "smalltalk_ok": _share(routes.get("smalltalk", Counter()), "ok"),
        "clinician_ok": _share(routes.get("clinician", Counter()), "ok"),
        "urgent_ok": _share(routes.get("urgent", Counter()), "ok"),
        "leaks": float(sum(each.verdict == "leak" for each in judged)),
    }


def _share(counts: Counter[str], *names: str) -> float:
    total = counts.total()
    return sum(counts[name] for name in names) / total if total else 1.0
