"""What the store imports costs memory in every process, so that its mapper stays out."""

import subprocess
import sys

import pytest

HAS_MAPPER = "import sys; sys.exit(3 * ('sqlalchemy.orm' in sys.modules))"


@pytest.mark.parametrize(
    ("first", "code"),
    [
        ("import bot.store.engine", 0),
        ("import bot.store.engine, sqlalchemy.ext.asyncio.session", 3),
        ("import sqlalchemy.ext.asyncio, bot.store.engine", 3),
    ],
)
def test_the_object_mapper_is_imported_only_by_whoever_asks_for_it(first, code):
    done = subprocess.run([sys.executable, "-c", f"{first}; {HAS_MAPPER}"], check=False)
    assert done.returncode == code
