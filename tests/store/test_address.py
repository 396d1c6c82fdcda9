import pytest

from bot.core.errors import StoreError
from bot.store.address import read_address
from bot.store.opening import upgrade_at

SERVER = "postgresql+asyncpg://u:hunter2@h:5432/n"


@pytest.mark.parametrize(
    ("address", "query"),
    [
        (SERVER, {}),
        (f"{SERVER}?sslmode=require", {"ssl": "require"}),
        (f"{SERVER}?ssl=verify-full", {"ssl": "verify-full"}),
        (f"{SERVER}?host=/run/postgresql&port=5433", {"host": "/run/postgresql", "port": "5433"}),
        ("sqlite+aiosqlite:////srv/a.db?timeout=1", {"timeout": "1"}),
    ],
)
def test_settings_behind_an_address(address, query):
    url = read_address(address)
    assert dict(url.query) == query
    assert url.render_as_string(hide_password=False).startswith(address.partition("?")[0])


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql+asyncpg://u:hunter2@h:54x/n", "it cannot be read as an address"),
        ("hunter2", "it cannot be read as an address"),
        ("postgresql+asyncpg://u:hunter2@h:99999/n", "it cannot be read as an address"),
        ("postgresql+asyncpg://u:a@hunter2@h/n", "it cannot be read as an address"),
        (f"{SERVER}?sslmode=full", "sslmode is one of disable, allow"),
        (f"{SERVER}?sslmode=require&channel_binding=require&a=b", "a, channel_binding cannot be"),
    ],
)
async def test_what_cannot_be_read_is_told_without_the_password(address, told):
    with pytest.raises(StoreError, match=f"^FOOTNOTE_DATABASE_URL: {told}") as caught:
        await upgrade_at(address)
    assert "hunter2" not in str(caught.value)


async def test_the_driver_takes_what_other_tools_call_otherwise(shared_url):
    assert await upgrade_at(f"{shared_url}&sslmode=require")  # which its sockets need not obey
