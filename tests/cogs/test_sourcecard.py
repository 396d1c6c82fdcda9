"""What the Source button shows, where the tomato guide has too little of it."""

from dataclasses import replace

from bot.cogs.sourcecard import SourceCard
from bot.content.catalogue import load_catalogues
from bot.core.catalogue import Texts
from bot.settings import packaged_knowledge
from tests.core.small import SOURCE

CARD = SourceCard(Texts(load_catalogues(packaged_knowledge())), "en", {})
ANSWER = "-# [1] (small:checks:p1)\n-# [2] (small:checks:p2)\n-# [3] (small:signs:t1)"


def test_the_headings_around_stand_once_for_each_section():
    [text] = CARD.card(ANSWER, [], (SOURCE,))
    assert text.count("In the outline") == 2
    assert "(section 2 of 4): Doses › **Checks** › Parts" in text  # noqa: RUF001
    assert "(section 4 of 4): Parts › **Signs** › (the end)" in text  # noqa: RUF001


def test_the_address_is_told_where_it_is_known():
    assert CARD.card(ANSWER, [], (SOURCE,))[-1].endswith(".\nhttps://example.org/small")
    assert CARD.card(ANSWER, [], (replace(SOURCE, url=""),))[-1].endswith("2026-01-01.")
