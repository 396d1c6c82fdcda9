from bot.core.revision import Deed, Repeated
from bot.store.audit import deeds, note


async def test_a_refusal_is_recorded_once(store, act):
    deed = Deed(act(at=10), "denied", "faq edit", "not a moderator")
    assert await note(store, deed) is None
    assert await note(store, deed) == Repeated()
    assert await deeds(store, 1) == [deed]


async def test_deeds_are_read_newest_first(store, act):
    for at in (10, 30, 20):
        await note(store, Deed(act(at=at), "denied"))
    assert [each.act.at for each in await deeds(store, 1, limit=2)] == [30, 20]
    assert await deeds(store, 2) == []
