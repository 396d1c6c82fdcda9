import struct
from datetime import date

import pytest

from bot.cogs.shelf import words_of
from bot.content.catalogue import load_catalogues
from bot.core.catalogue import Texts
from bot.core.statistics import summarise
from bot.services.feedback import Feedback
from bot.services.picture import draw, spelt
from bot.services.stats import Sheet, StatsDesk
from bot.settings import packaged_knowledge
from tests.services.rooms import ANNA, open_rooms

TODAY = date(2026, 11, 28)
DAYS = [f"2026-11-{n:02}" for n in range(15, 29)]


def words(locale):
    texts = Texts(load_catalogues(packaged_knowledge()))
    return words_of(lambda name: texts.say(name, locale))


async def test_the_sheet_shows_what_was_counted(store, tiny):
    feedback = Feedback(store, TODAY.isoformat, b"key")
    for _ in range(6):
        feedback.asked(1, "sunlight", "answer")
    await feedback.flush()
    sheet = await StatsDesk(store, tiny.library).sheet(1, TODAY)
    assert [day.date for day in sheet.figures.days] == DAYS
    assert sheet.figures.most_asked == (("sunlight", 6),)
    assert sheet.questions["sunlight"] == "How much sunlight do tomatoes need?"
    assert 0 < sheet.figures.cited <= sheet.figures.blocks
    assert (await StatsDesk(store, tiny.library).sheet(2, TODAY)).figures.total == 0


async def test_where_all_is_retired_what_was_asked_before_still_has_its_name(store, tiny, act):
    rooms = open_rooms(store, tiny)
    feedback = Feedback(store, TODAY.isoformat, b"key")
    for _ in range(6):
        feedback.asked(1, "sunlight", "answer")
    await feedback.flush()
    for entry in tiny.snapshot.pack.entries:
        await rooms.reviser.retire(act(actor=ANNA), entry.id)
    sheet = await StatsDesk(store, rooms.library).sheet(1, TODAY)
    assert (sheet.figures.cited, sheet.figures.most_asked) == (0, (("sunlight", 6),))
    assert sheet.questions["sunlight"] == "How much sunlight do tomatoes need?"
    assert draw(sheet, words("en")).startswith(b"\x89PNG")


def sheet_of(tallies, votes=None) -> Sheet:
    return Sheet(summarise(DAYS, tallies, votes or {}, 3, (60, 73)), {"a": "What costs $5 & $6?"})


@pytest.mark.parametrize(
    ("text", "written"),
    [("Größe · …", "Groesse · …"), ("дозы", "dozy"), ("¿qué?", "?que?"), ("$5 & <b>", "$5 & <b>")],
)
def test_letters_that_the_font_lacks_are_written_with_others(text, written):
    assert spelt(text) == written


@pytest.mark.parametrize("locale", ["en", "de"])
@pytest.mark.parametrize(
    "sheet",
    [
        sheet_of({}),
        sheet_of({(DAYS[3], "a", "answer"): 2}),
        Sheet(summarise(DAYS, {(DAYS[3], "gone", "answer"): 9}, {}, 0, (0, 0)), {}),
        sheet_of(
            {(day, "a", kind): n for n, day in enumerate(DAYS) for kind in ("answer", "suggest")},
            {(DAYS[0], "a", "unclear"): 7, (DAYS[0], "b" * 80, "none"): 5},
        ),
    ],
    ids=["nothing", "few", "of what is gone", "much"],
)  # fmt: skip
def test_a_picture_is_drawn_whatever_there_is(sheet, locale):
    picture = draw(sheet, words(locale))
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (1300, 910)
    assert len(picture) < 500_000
