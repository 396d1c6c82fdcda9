"""Everything that can be wrong and is somebody's to mend.

BotError
├── UserError       a person asked for something that cannot be done; the message says what to do
│   ├── RefusedError        … and the message stands in the catalogue of texts
│   │   └── DeniedError         … for this person, which is recorded
│   └── UnavailableError    the database does not answer; answers to questions go on
│       └── NotSavedError       … and an edit was not saved
│           └── InDoubtError        … or it is not known whether it was
├── BrokenError     the program cannot go on, and may when it is started again
└── OperatorError   the operator must mend something
    ├── ContentError    faults in knowledge files, all at once, each with file and line
    ├── SettingsError   faults in the environment
    └── StoreError      the database cannot be opened
"""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

_First = TypeVar("_First")
_Second = TypeVar("_Second")

_LONG = re.compile(r"\S{100,}")
_KEPT = 40


def brief(text: str) -> str:
    """Cut what is too long for one word: a message shows enough of it to find it by."""
    return _LONG.sub(lambda found: f"{found[0][:_KEPT]}…{found[0][-_KEPT:]}", text)


def visible(name: object) -> str:
    """Write a name with its control signs spelt out: a terminal would obey them."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in str(name)
    )


class BotError(Exception):
    """Root of all expected errors; anything else is a defect."""

    code = 2
    """What the program ends with: 1 for findings and what broke, 2 for usage and settings."""


class UserError(BotError):
    """A person's request cannot be met; the message is one line that says what to do."""


class RefusedError(UserError):
    """A request cannot be met; `name` is that of the text that says why, `fills` go into it."""

    def __init__(self, name: str, **fills: object) -> None:
        self.name = name
        self.fills = fills
        super().__init__(name)


class DeniedError(RefusedError):
    """A request cannot be met for this person; whoever answers it records that."""


class BrokenError(BotError):
    """The program cannot go on; the message is one line that says why."""

    code = 1


class UnavailableError(UserError):
    """The database does not answer now; nothing is lost, and trying again may help."""


class NotSavedError(UnavailableError):
    """The database took nothing of an edit."""


class InDoubtError(NotSavedError):
    """The database was lost while it saved; whether it did must be looked up."""


class OperatorError(BotError):
    """The operator has to mend something; the message is one line that says what."""


class SettingsError(OperatorError):
    """A setting is missing or wrong."""


class StoreError(OperatorError):
    """The database cannot be opened."""


class Fault(NamedTuple):
    """One fault in one file; `line` counts from 1, 0 when the whole file is meant."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        place = f"{visible(self.file)}:{self.line}" if self.line else visible(self.file)
        return f"{place}: {brief(self.text)}"


class ContentError(OperatorError):
    """Faults found in knowledge files."""

    code = 1

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


def together(first: Callable[[], _First], second: Callable[[], _Second]) -> tuple[_First, _Second]:
    """Read two things. Raises ContentError with the faults of both."""
    try:
        one = first()
    except ContentError as error:
        raise ContentError(error.faults + faults_in(second)) from error
    return one, second()


def faults_in(read: Callable[[], object]) -> list[Fault]:
    """Give the faults of what is read."""
    try:
        read()
    except ContentError as error:
        return error.faults
    return []
