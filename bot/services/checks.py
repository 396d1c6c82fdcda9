"""Use cases of the lint: check a pack, prove the lint by mutants.

The operator's copies of the articles are optional. With one at hand all rules run against its
words; without it those run that the manifest allows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.content.english import is_english
from bot.content.load import load_pack
from bot.content.stamp import is_tested, mark_tested
from bot.core.errors import UserError
from bot.core.finding import Report, Tick
from bot.core.freshness import Copies, is_due
from bot.core.lint import lint_pack
from bot.core.model import EntryId, Pack, Vocabulary
from bot.core.mutate import MOST, MutationReport, prove
from bot.services.copies import find_stale, read_copies


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack and what the lint says of it; `stale` entries are not to be served."""

    pack: Pack
    report: Report
    copies: Copies
    stale: frozenset[EntryId]
    due: tuple[str, ...]


def check_pack(
    knowledge: Path,
    today: str,
    file: Path | None = None,
    folder: Path | None = None,
    tick: Tick | None = None,
) -> Checked:
    """Lint a knowledge folder, with one article's `file` or a `folder` of copies at hand.

    Raises ContentError for a broken pack and UserError for a `file` that belongs to no source.
    """
    pack = load_pack(knowledge)
    copies = read_copies(pack, file, folder)
    return Checked(
        pack,
        lint_pack(pack, copies.words, tick, today, is_english),
        copies,
        find_stale(pack, copies),
        tuple(source.id for source in pack.sources if is_due(source, today)),
    )


def rule_faults(knowledge: Path, vocabulary: Vocabulary, clock: Callable[[], float]) -> list[str]:
    """Compile each pattern of the gate and ask each rule its examples; stamp rules that are sound.

    Rules that bear the stamp of just these files are not asked again, neither here nor at a start.
    Raises ContentError for rules that cannot be read.
    """
    folder = knowledge / "safety"
    if is_tested(folder):
        return []
    from bot.services.ruletest import find_faults  # noqa: PLC0415 - needless for tested rules

    faults = find_faults(folder, vocabulary, clock)
    if not faults:
        mark_tested(folder)
    return faults


def prove_lint(
    knowledge: Path,
    file: Path | None = None,
    folder: Path | None = None,
    *,
    most: int = MOST,
    tick: Tick | None = None,
) -> MutationReport:
    """Mutate the pack's passages and count what the lint rejects. Needs the articles' text."""
    pack = load_pack(knowledge)
    copies = read_copies(pack, file, folder)
    if not copies.words:
        raise UserError("mutants are made against the article: give --source FILE")
    return prove(pack, copies.words, most=most, tick=tick, is_english=is_english)
