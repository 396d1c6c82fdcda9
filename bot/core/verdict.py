"""What the gate says of a question: the classes, the evidence and the verdict."""

from dataclasses import dataclass
from enum import Enum, Flag, StrEnum, auto
from typing import NamedTuple


class Route(StrEnum):
    """Where the gate sends a question; `OPEN` leaves it to retrieval. Ordered by strictness."""

    URGENT = "urgent"
    CLINICIAN = "clinician"
    ABSTAIN = "abstain"
    OPEN = "open"


STRICTNESS = {route: place for place, route in enumerate(Route)}
"""Place of each route, the strictest first."""


class RuleClass(Enum):
    """The policy classes, strictest first; the value is (JSON name, route)."""

    EMERGENCY = ("emergency", Route.URGENT)
    SELF_HARM = ("self-harm", Route.URGENT)
    MINOR = ("minor", Route.CLINICIAN)
    EXPOSURE = ("exposure", Route.CLINICIAN)
    PERSONAL_DOSE = ("personal-dose", Route.CLINICIAN)
    MEDICATION_CHANGE = ("medication-change", Route.CLINICIAN)
    PERSONAL_LABS = ("personal-labs", Route.CLINICIAN)
    PERSONAL_DIAGNOSIS = ("personal-diagnosis", Route.CLINICIAN)
    SOURCING = ("sourcing", Route.ABSTAIN)
    OTHER_DRUG = ("other-drug", Route.ABSTAIN)
    INJECTION = ("injection", Route.ABSTAIN)
    FAULT = ("fault", Route.ABSTAIN)
    LENGTH = ("length", Route.ABSTAIN)

    @property
    def label(self) -> str:
        """The name in knowledge files and in JSON."""
        return self.value[0]

    @property
    def route(self) -> Route:
        """The outcome that the class leads to."""
        return self.value[1]

    @property
    def message(self) -> str:
        """The name of the fixed text that replies."""
        return f"{self.route}_{self.label}".replace("-", "_")


PLACES = {rule_class: place for place, rule_class in enumerate([*RuleClass, None])}
"""Place of each class, the strictest first; None, where no rule fired, comes last."""


class Evidence(Flag):
    """What a message held that matters across messages. Flags, never text."""

    NONE = 0
    FIRST_PERSON = auto()
    DRUG = auto()
    AMOUNT = auto()
    LAB = auto()
    CHANGE = auto()
    DOSE_WORD = auto()
    DECISION = auto()


class Hit(NamedTuple):
    """One rule that fired, in one view of the text."""

    rule: str
    view: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's decision. `rule_class` is the strictest class that fired, None when none did.

    `is_written`: only rules of English fired, in the text as it stands or repaired, none elsewhere;
    `is_tentative`: all of them tentative.
    `is_leaning`: it would pass, but for what was said before.
    `doubt` is the largest chance, 0..1, that the sentinel gives any class that stops, `suspected`.
    """

    rule_class: RuleClass | None
    hits: tuple[Hit, ...]
    evidence: Evidence
    is_tentative: bool = False
    is_written: bool = False
    is_leaning: bool = False
    doubt: float = 0.0
    suspected: RuleClass | None = None

    @property
    def route(self) -> Route:
        """Where the question goes."""
        return self.rule_class.route if self.rule_class else Route.OPEN

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that fired, each once, in order."""
        return tuple(dict.fromkeys(hit.rule for hit in self.hits))
