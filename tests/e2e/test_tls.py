"""Over TLS with nothing patched: discord.py's own addresses, certificates and websockets."""

import ssl

import trustme
from discord.http import Route

from tests.cogs.conftest import app, running  # noqa: F401 - a fixture
from tests.fakediscord.contract import find_contract
from tests.fakediscord.seams import tls_connector
from tests.fakediscord.server import FakeDiscord


async def test_questions_are_answered_over_tls(app):  # noqa: F811 - the fixture
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("discord.com", "gateway.discord.gg").configure_cert(context)
    fake = await FakeDiscord(contract=find_contract()).start(tls=context)
    try:
        alice = fake.add_user("alice")
        channel = fake.add_guild("guild", [alice])["channels"][0]
        connector = tls_connector(fake.port, authority.cert_pem.bytes().decode())
        assert Route.BASE.startswith("https://discord.com")
        async with running(fake, app, connector=connector):
            asked = await fake.slash("ask", alice, channel, question="sun or shade for tomatoes")
            assert "full sun" in (await asked.answered()).text
            await fake.drop()
            await fake.until(lambda: any(kind == "resume" for kind, _ in fake.gateway_log))
            await fake.dm(alice, "when should tomatoes be watered")
            await fake.until(lambda: fake.posted(fake.dm_with(alice)))
    finally:
        await fake.stop()
    assert fake.violations == []
