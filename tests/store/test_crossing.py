import re

from tests.wander import Walker

STEPS = 250
ON_TABLES = re.compile(r"\b(?:FROM|UPDATE|INTO)\s+(?!pg_)\w+")
NAMES_A_SERVER = re.compile(r"\bguild = |INTO \w+ \(guild, ")
TELLINGS = "JOIN gaps ON gaps.guild = watchers.guild"
"""Who has to be told is looked up over all servers, and joined by them."""


async def test_nothing_crosses_between_two_servers(store):
    walker = Walker(store, seed=1)
    await walker.walk(STEPS)
    seen = {" ".join(each.split()) for each in walker.statements if ON_TABLES.search(each)}
    assert len(seen) > 20
    assert [s for s in seen if not NAMES_A_SERVER.search(s) and TELLINGS not in s] == []
