"""A draft with what would come of it, as its author and its reviewers look at it."""

import json
from dataclasses import dataclass

from bot.core.edit import EntryEdit
from bot.core.errors import RefusedError
from bot.core.model import EntryId
from bot.core.revision import Draft, Outdated, Repeated
from bot.services.proof import Proof
from bot.services.standing import Standing


@dataclass(frozen=True, slots=True)
class DraftProof:
    """A draft, what would come of it, and the number of the revision that stands."""

    draft: Draft
    edit: EntryEdit
    proof: Proof
    number: int

    @property
    def is_outrun(self) -> bool:
        """Whether the entry was changed since its author began."""
        return self.draft.based_on != self.number

    @property
    def is_ready(self) -> bool:
        """Whether it can be submitted."""
        is_sound = self.proof.after is not None and self.proof.is_clean
        return is_sound and not self.is_idle and not self.is_outrun

    @property
    def is_idle(self) -> bool:
        """Whether it says what stands already."""
        return self.proof.after is not None and not self.proof.changes

    @property
    def is_new(self) -> bool:
        """Whether there was no such entry so far."""
        return self.number == 0 and self.proof.before is None

    @property
    def hindrance(self) -> str:
        """Give the name of the text that says why it cannot be submitted."""
        if self.is_idle:
            return "faq_stands_already"
        return "faq_outrun" if self.is_outrun and self.proof.is_clean else "faq_findings"


@dataclass(frozen=True, slots=True)
class Clash:
    """A draft that lost a race: what stands now beside its own text. Nothing was changed."""

    yours: DraftProof
    theirs: Standing


def edit_kept(draft: Draft) -> EntryEdit:
    """Give what a draft's form held."""
    kept = json.loads(draft.text)
    return EntryEdit(**(kept | {"entry": EntryId(kept["entry"])}))


def draft_kept(result: Draft | Outdated | Repeated) -> Draft:
    """Give the draft as it was kept. Raises RefusedError where it was not."""
    match result:
        case Draft():
            return result
        case Outdated():
            raise RefusedError("faq_changed")
        case Repeated():
            raise RefusedError("faq_repeated")
