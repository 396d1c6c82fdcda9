"""Draw a real conversation for the README: the bot is asked over the wire, its messages are drawn.

    python -m tests.e2e.picture [FILE]

Nothing in the picture is written by hand but the questions.
"""

import argparse
import asyncio
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from bot.settings import read_settings
from bot.wiring import open_app
from tests.cogs.conftest import running
from tests.fakediscord.seams import pointed_at
from tests.fakediscord.server import FakeDiscord

ASKED = (
    "does everyone on trt need an AI?",
    "how much adex should I take with 200 mg test a week?",
)
DRAWN = Path(__file__).with_name("conversation.svg")

WIDTH, LEFT, RIGHT = 820, 76, 28
PAPER, INK, SOFT, LINK, CARD, LINE = (
    "#313338", "#dbdee1", "#a0a4ab", "#c9cdfb", "#3f4248", "#4e5058",
)  # fmt: skip
NARROW, WIDE = set("iljtfrI.,:;'|!()[]-\u203a "), set("mwMW@%")


@dataclass(frozen=True)
class Said:
    """One message: who, what stands above it, its text, and the labels of its buttons."""

    author: str
    above: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


async def converse() -> list[Said]:
    """Hold the conversation; give its messages."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(read_settings({}), database_url=f"sqlite+aiosqlite:///{folder}/f.db")
        async with FakeDiscord() as fake, open_app(settings, lambda: None) as app:
            person = fake.add_user("Sam")
            channel = fake.add_guild("guild", [person])["channels"][0]
            with pointed_at(fake.rest_base, fake.gateway_url):
                async with running(fake, app):
                    return [each async for each in _exchanges(fake, person, channel)]


async def _exchanges(fake: FakeDiscord, person: dict, channel: dict):
    for question in ASKED:
        asked = await fake.slash("ask", person, channel, question=question)
        done = await asked.answered()
        yield _said(f"Sam used /ask · {question}", done.shown)
        if question == ASKED[0]:
            pressed = await fake.click(done.shown, person, custom_id="ask:source")
            yield _said("Sam pressed Source", (await pressed.answered()).shown)


def _said(above: str, message: dict) -> Said:
    rows = tuple(
        tuple(part.get("label") or f"{part['placeholder']}  ⌄" for part in row["components"])
        for row in message["components"]
    )
    return Said("Footnote", above, message["content"], rows)


def width_of(text: str, size: float) -> float:
    """Estimate the width of a text in a common sans serif."""
    ems = sum(0.3 if c in NARROW else 0.85 if c in WIDE else 0.66 if c.isupper() else 0.54
              for c in text)  # fmt: skip
    return ems * size


def wrapped(text: str, size: float, room: float) -> Iterator[str]:
    """Break a line at words."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer.replace("*", ""), size) > room:
            yield line
            line = word
        else:
            line = longer
    yield line


class Drawing:
    """Draws from top to bottom."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.y = 26.0

    def text(self, words: str, size: float, colour: str, x: float = LEFT, weight: int = 400):
        """Draw one line; what stands between two stars is bold."""
        spans = re.split(r"\*\*(.+?)\*\*", words)
        inner = "".join(
            f'<tspan font-weight="650">{escape(span)}</tspan>' if at % 2 else escape(span)
            for at, span in enumerate(spans)
        )
        self.parts.append(
            f'<text x="{x:.0f}" y="{self.y:.0f}" font-size="{size}" fill="{colour}" '
            f'font-weight="{weight}">{inner}</text>'
        )

    def paragraph(self, line: str) -> None:
        """Draw one line of a message, however long."""
        size, colour = 15.0, INK
        if line.startswith("-# "):
            line, size, colour = line.removeprefix("-# "), 12.5, SOFT
        line = line.replace("`", "")
        for piece in wrapped(line, size, WIDTH - LEFT - RIGHT):
            self.text(piece, size, colour)
            self.y += size * 1.42

    def message(self, said: Said) -> None:
        """Draw one message with what stands above and below it."""
        self.text(said.above, 13, SOFT)
        self.y += 24
        self.parts.append(f'<circle cx="44" cy="{self.y - 2:.0f}" r="20" fill="#5865f2"/>')
        self.text("[1]", 13, "#fff", x=34, weight=650)
        self.text(said.author, 15.5, "#f2f3f5", weight=600)
        self.text("APP", 10, LINK, x=LEFT + 78, weight=650)
        self.y += 23
        for line in said.text.split("\n"):
            if line:
                self.paragraph(line)
            else:
                self.y += 8
        for row in said.rows:
            self.row(row)
        self.text("Only you can see this", 12, SOFT)
        self.y += 40

    def row(self, labels: tuple[str, ...]) -> None:
        """Draw a row of buttons, or a select."""
        x = float(LEFT)
        for label in labels:
            wide = 400.0 if label.endswith("⌄") else width_of(label, 14) + 32
            self.parts.append(
                f'<rect x="{x:.0f}" y="{self.y - 8:.0f}" width="{wide:.0f}" height="34" rx="8" '
                f'fill="{CARD}" stroke="{LINE}"/>'
            )
            self.y += 14
            self.text(label, 14, INK, x=x + 16, weight=500)
            self.y -= 14
            x += wide + 8
        self.y += 44

    def svg(self) -> str:
        """Give the whole picture."""
        font = "'gg sans','Noto Sans','Helvetica Neue',Helvetica,Arial,sans-serif"
        body = "\n".join(self.parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{self.y - 12:.0f}" '
            f'font-family="{font}" role="img">\n'
            "<title>A conversation with Footnote on Discord</title>\n"
            f'<rect width="100%" height="100%" rx="12" fill="{PAPER}"/>\n{body}\n</svg>\n'
        )


def draw(messages: list[Said]) -> str:
    """Draw messages below each other."""
    drawing = Drawing()
    for message in messages:
        drawing.message(message)
    return drawing.svg()


def main() -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=DRAWN)
    parser.parse_args().file.write_text(draw(asyncio.run(converse())), "utf-8")


if __name__ == "__main__":
    main()
