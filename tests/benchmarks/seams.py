"""What the signs of a seam count for: `bot/core/seams.py`.

`python -m tests.benchmarks.seams` joins two questions at random, tells true seams from places
within questions that have an answer, and prints the fitted weights and what the present ones find.
"""

import os
import random
import re

import numpy as np
from scipy.optimize import minimize

from bot.content.yamlread import read
from bot.core import seams
from bot.settings import read_settings
from bot.wiring import build_library
from tests.benchmarks.gate_full import KNOWLEDGE

JOINS = 12_000
TUNED = ["dev", "voices", "border", "boundary", "personal", "twins", "emergency"]
_ENDED = re.compile(r"[.!?…。][\"')]*$")


def main() -> None:
    snapshot = build_library(read_settings(os.environ), lambda: None).serving(None).snapshot
    finder = seams.Seams(snapshot.sentinel.space, snapshot.analyser)
    rows = [
        (each["q"], each["route"] == "answer")
        for name in TUNED
        for each in read(KNOWLEDGE / "golden" / f"{name}.yaml").plain  # type: ignore[attr-defined]
        if not each.get("history")
    ]
    rng = random.Random(9)
    within = {text: _signs(finder, text.split()) for text, answered in rows if answered}
    signs = [each for found in within.values() for each in found.values()]
    is_seam = [False] * len(signs)
    true, joined = [], 0
    for _ in range(JOINS):
        first, second = (rng.choice(rows)[0].split() for _ in range(2))
        if _ENDED.search(first[-1]):
            continue
        joined += 1
        for at, each in _signs(finder, first + second).items():
            if at == len(first):
                true.append(each)
            elif rng.random() < 0.2:
                signs.append(each)
                is_seam.append(False)
    weights = _fit(np.array(signs + true), np.array(is_seam + [True] * len(true)))
    print("fitted:", *weights.round(2))
    now = np.array(seams.WEIGHTS)
    found = float((np.array(true) @ now > seams.LEAST).sum()) / joined
    parted = sum(
        any(np.dot(s, now) > seams.LEAST for s in each.values()) for each in within.values()
    )
    cut = parted / len(within)
    print(f"at {seams.LEAST}: {found:.1%} of seams found, {cut:.1%} of whole questions cut")


def _signs(finder: seams.Seams, words: list[str]) -> dict[int, tuple[float, ...]]:
    """Give the signs at each place where no sign ends a sentence."""
    return {at: each for at, each in finder.signs(words) if not _ENDED.search(words[at - 1])}


def _fit(signs: np.ndarray, is_seam: np.ndarray) -> np.ndarray:
    """Fit a logistic model; its last weight, which shifts the scores, is left out."""
    rows = np.column_stack([signs, np.ones(len(signs))])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = rows @ weights
        wrong = 1 / (1 + np.exp(-scores)) - is_seam
        return float(
            np.logaddexp(0, np.where(is_seam, -scores, scores)).mean()
        ), rows.T @ wrong / len(rows)

    return minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x[:-1]


if __name__ == "__main__":
    main()
