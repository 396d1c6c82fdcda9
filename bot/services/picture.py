"""The picture of `/faq stats`: figures at a glance, for colour-blind people too.

Drawn with Pillow, which takes a third of a plotting library's memory. Its own font knows few
letters beyond the English ones; others are written with those, and the message has them right.
"""

import io
from collections.abc import Mapping, Sequence

from anyascii import anyascii
from PIL import Image, ImageDraw, ImageFont

from bot.core.measure import OUTCOMES
from bot.core.statistics import Day
from bot.services.stats import Sheet

SIZE = (1300, 910)
"""Points of the picture."""
COLOURS = ("#0072b2", "#56b4e9", "#e69f00", "#009e73", "#d55e00", "#999999")
"""Okabe and Ito (2008): told apart with every common kind of colour blindness."""
STRIPED = ("abstain", "urgent")
"""Outcomes that carry stripes as a second sign, for prints in grey."""
FEW, INK, PALE, PAPER = "#dddddd", "#22313f", "#c8ced4", "#ffffff"
LEAST_SCALE = 5
"""Questions up to which the scale reaches at least: two a day shall not look like many."""
KNOWN = "…·"
GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)

Box = tuple[int, int, int, int]
Words = Mapping[str, str]


def draw(sheet: Sheet, words: Words) -> bytes:
    """Draw a PNG. `words` holds the titles in the reader's language. Takes a tenth of a second."""
    image = Image.new("RGB", SIZE, PAPER)
    page = _Page(ImageDraw.Draw(image))
    figures = sheet.figures
    words = {name: spelt(text) for name, text in words.items()}
    headline = words["stats_headline"]
    for name in ("total", "open_gaps", "cited", "blocks"):
        blank = "{gaps}" if name == "open_gaps" else f"{{{name}}}"
        headline = headline.replace(blank, str(getattr(figures, name)))
    page.text((SIZE[0] // 2, 30), headline, 24, "mm")
    _draw_days(page, (70, 150, 1270, 480), figures.days, words)
    asked = [(spelt(sheet.questions.get(name, name)), n) for name, n in figures.most_asked]
    _draw_bars(page, (30, 560, 640, 880), asked, words["stats_most_asked"], COLOURS[0], words)
    bad = [
        (spelt(sheet.questions.get(name, name)), round(100 * n / votes))
        for name, n, votes in figures.least_helpful
    ]
    _draw_bars(page, (670, 560, 1270, 880), bad, words["stats_least_helpful"], COLOURS[2], words)
    out = io.BytesIO()
    image.save(out, "png", optimize=True)
    return out.getvalue()


def spelt(text: str) -> str:
    """Write text with the letters that the font knows."""
    return "".join(
        char if char in KNOWN or char.isascii() else anyascii(char)
        for char in text.translate(GERMAN)
    )


class _Page:
    """Draws text and bars."""

    def __init__(self, pen: ImageDraw.ImageDraw) -> None:
        self.pen = pen

    def text(self, at: tuple[int, int], text: str, size: int, anchor: str = "lm") -> None:
        self.pen.text(at, text, fill=INK, font=_font(size), anchor=anchor)

    def width(self, text: str, size: int) -> int:
        return int(self.pen.textlength(text, font=_font(size)))

    def fitted(self, text: str, size: int, most: int) -> str:
        """Shorten text to a width in pixels."""
        if self.width(text, size) <= most:
            return text
        while text and self.width(text + "…", size) > most:
            text = text[:-1]
        return text.rstrip() + "…"

    def bar(self, box: Box, colour: str, *, striped: bool = False) -> None:
        left, top, right, bottom = box
        if right <= left or bottom <= top:
            return
        self.pen.rectangle(box, fill=colour, outline=PAPER)
        if striped:
            for x in range(left - (bottom - top), right, 10):
                start = max(left, x), bottom - max(0, left - x)
                end = min(right, x + bottom - top), top + max(0, x + bottom - top - right)
                self.pen.line((start, end), fill=PAPER, width=2)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _draw_days(page: _Page, box: Box, days: Sequence[Day], words: Words) -> None:
    left, top, right, bottom = box
    page.text((left - 40, top - 75), words["stats_per_day"], 20)
    scale = max([LEAST_SCALE, *(day.total for day in days)])
    step = max(1, -(-scale // 5))
    for value in range(0, scale + 1, step):
        y = bottom - (bottom - top) * value // scale
        page.pen.line((left, y, right, y), fill=PALE if value else INK)
        page.text((left - 12, y), str(value), 15, "rm")
    if not any(day.total for day in days):
        page.text(((left + right) // 2, (top + bottom) // 2), words["stats_nothing"], 18, "mm")
    width = (right - left) // max(1, len(days))
    for place, day in enumerate(days):
        middle = left + width * place + width // 2
        _draw_day(page, (middle - width * 2 // 5, top, middle + width * 2 // 5, bottom), day, scale)
        page.text((middle, bottom + 18), day.date[5:], 15, "mm")
    _draw_legend(page, right, top - 45, days, words)


def _draw_day(page: _Page, box: Box, day: Day, scale: int) -> None:
    left, top, right, bottom = box
    height, floor = bottom - top, 0
    if not day.by_outcome:
        page.bar((left, bottom - height * day.total // scale, right, bottom), FEW)
    for outcome, colour in zip(OUTCOMES, COLOURS, strict=True):
        count = day.by_outcome.get(outcome, 0)
        low, high = (bottom - height * n // scale for n in (floor, floor + count))
        page.bar((left, high, right, low), colour, striped=outcome in STRIPED)
        floor += count


def _draw_legend(page: _Page, right: int, y: int, days: Sequence[Day], words: Words) -> None:
    """Name the colours that occur, from the right."""
    shown = [
        (words[f"outcome_{name}"], colour, name in STRIPED)
        for name, colour in zip(OUTCOMES, COLOURS, strict=True)
        if any(day.by_outcome.get(name) for day in days)
    ]
    if any(day.total and not day.by_outcome for day in days):
        shown.append((words["stats_few"], FEW, False))
    x = right
    for name, colour, striped in reversed(shown):
        x -= page.width(name, 15)
        page.text((x, y), name, 15)
        page.bar((x - 26, y - 8, x - 6, y + 8), colour, striped=striped)
        x -= 46


def _draw_bars(
    page: _Page, box: Box, rows: Sequence[tuple[str, int]], title: str, colour: str, words: Words
) -> None:
    left, top, right, bottom = box
    page.text((left, top - 28), title, 20)
    if not rows:
        page.text(((left + right) // 2, (top + bottom) // 2), words["stats_nothing"], 18, "mm")
        return
    names = (right - left) * 45 // 100
    longest = max(n for _, n in rows)
    for place, (name, n) in enumerate(rows):
        y = top + 30 + 62 * place
        page.text((left, y), page.fitted(name, 15, names - 10), 15)
        start, room = left + names, right - left - names - 50
        end = start + max(2, room * n // longest)
        page.bar((start, y - 20, end, y + 20), colour)
        page.text((end + 8, y), str(n), 15)
