"""Run labelled questions through the program and judge each reply."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.content.load import load_golden
from bot.core.errors import UserError
from bot.core.golden import GoldenQuestion
from bot.core.measure import Judged, judge
from bot.core.model import Locator
from bot.services.ask import Asker


def read_questions(path: Path, source: str) -> list[GoldenQuestion]:
    """Read a golden YAML file, or JSON lines whose locators may lack the source's name."""
    if path.is_dir():
        return [each for file in sorted(path.glob("*.yaml")) for each in load_golden(file)]
    if not path.exists():
        raise UserError(f"{path}: there is no such file")
    if path.suffix != ".jsonl":
        return load_golden(path)
    rows = []
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: not UTF-8 (byte {error.start})") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            rows.append(_question(line, f"{path}:{number}", source))
    return rows


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


def _question(line: str, place: str, source: str) -> GoldenQuestion:
    try:
        row = json.loads(line)
        gold = [
            where if where.count(":") == 2 else f"{source}:{where}" for where in row.get("gold", [])
        ]
        return GoldenQuestion(
            str(row["id"]),
            str(row["q"]),
            str(row["route"]),
            str(row.get("group", "")),
            tuple(map(Locator, gold)),
            tuple(row.get("history", ())),
            str(row.get("note", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(f"{place}: not a labelled question (id, q, route, group, gold)") from error
