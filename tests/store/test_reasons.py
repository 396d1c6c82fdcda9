import pytest

from bot.store.reasons import AWAY, UNKNOWN_HOST, reason_of

FULL = "the database's disk is full"


class CodedError(Exception):
    """As PostgreSQL's driver raises them."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__("some words")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (CodedError("53100"), FULL),
        (CodedError("28P01"), "the database refuses the user or the password"),
        (CodedError("XX000"), AWAY),
        (OSError("database or disk is full"), FULL),
        (OSError("[Errno 28] No space left on device"), FULL),
        (ValueError("`sslmode` parameter must be one of: require, verify-full"), AWAY),
        (
            ConnectionError("PostgreSQL server at h:5432 rejected SSL upgrade"),
            "the database has no encrypted connections: leave sslmode out",
        ),
        (OSError("[Errno -2] Name or service not known"), UNKNOWN_HOST),
    ],
)
def test_what_is_wrong_with_a_database(error, reason):
    assert reason_of(error) == reason
