import base64
import socket
from dataclasses import replace

import pytest

from bot.doctor import check_address, check_clock, check_token, examine
from bot.settings import Address
from tests.packs import change

ACCOUNT = base64.urlsafe_b64encode(b"1234567890123456789").decode().rstrip("=")
TOKEN = f"{ACCOUNT}.GabcDE.{'x' * 38}"


async def seen(settings):
    return {each.name: each async for each in examine(settings)}


async def test_everything_is_fine(tiny, tmp_path):
    settings = replace(
        tiny.settings, token=TOKEN, database_url=f"sqlite+aiosqlite:///{tmp_path}/x.db"
    )
    checks = await seen(settings)
    assert all(each.is_fine for each in checks.values()), checks
    assert checks["pack"].words.startswith("5 entries")
    assert str(checks["health"]) == "fine   health: switched off"
    assert "Python 3" in checks["versions"].words


async def test_everything_is_wrong_and_each_says_what_to_do(tiny, tiny_root, tmp_path):
    change(tiny_root, "vocabulary.yaml", "aliases:", "alias:")
    (tmp_path / "x.db").write_bytes(b"no database at all" * 100)
    database = f"sqlite+aiosqlite:///{tmp_path}/x.db"
    checks = await seen(replace(tiny.settings, knowledge=tiny_root, database_url=database))
    wrong = {name for name, each in checks.items() if not each.is_fine}
    assert wrong == {"token", "pack", "database"}
    assert "footnote lint" in checks["pack"].words
    assert str(checks["token"]).startswith("WRONG  token: DISCORD_TOKEN is not set")


@pytest.mark.parametrize(
    "token", ["abc", TOKEN[:-20], TOKEN.replace(ACCOUNT, "a" * 26), f"Bot {TOKEN}", "ä" * 70]
)
def test_what_is_no_token(token):
    check = check_token(token)
    assert not check.is_fine
    assert token not in check.words


def test_a_clock_that_is_behind():
    assert not check_clock(0).is_fine


def test_an_address_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as other:
        check = check_address(Address(*other.getsockname()))
    assert not check.is_fine
    assert "is the bot running?" in check.words
    assert check_address(Address("127.0.0.1", 0)).is_fine
