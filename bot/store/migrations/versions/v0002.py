"""Of several processes one tells whoever waits for an answer: when it took that on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Nobody has been taken on so far."""
    op.add_column(
        "watchers", sa.Column("claimed", sa.BigInteger(), server_default="0", nullable=False)
    )
