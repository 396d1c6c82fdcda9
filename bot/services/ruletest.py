"""The gate's rules put to the test: every pattern compiled, every rule asked its own examples."""

from collections.abc import Callable
from pathlib import Path

from bot.content.safety import load_safety, pattern_faults
from bot.core.gate import self_test
from bot.core.model import Vocabulary


def find_faults(folder: Path, vocabulary: Vocabulary, clock: Callable[[], float]) -> list[str]:
    """Say what fails, a line each; takes some two seconds. Raises ContentError for unread rules."""
    rules = load_safety(folder, vocabulary.spelt)
    return [*map(str, pattern_faults(folder, rules)), *self_test(rules, clock=clock)]
