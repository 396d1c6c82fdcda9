"""A tiny pack about tomatoes, as real files, and what tests build on it."""

import hashlib
import shutil
from pathlib import Path

from bot.content.calibration import dump_calibration
from bot.core.decide import LogisticModel, Policy
from bot.core.sentinel import Bounds
from bot.core.signals import SIGNALS
from bot.core.snapshot import Calibration
from bot.settings import packaged_knowledge

ARTICLE = """\
Skip to main content

The tomato guide

Tomatoes are thirsty plants, and most of their trouble comes from watering.

A wooden table with seven red tomatoes, a knife and a blue bowl of salt

Watering

Water tomatoes early in the morning, so that the leaves dry before noon.

Sign\tToo much water\tToo little water
Leaves
Yellow and soft.
Dry and curled.
Fruit
Split skins.
Small and hard.

Sunlight

Full sun of six hours makes sweet fruit; in shade the fruit stays sour. When is strong, cover it.

• Seedlings: a bright window.
• Grown plants: a bed facing south.

Feeding

Gardeners report 5 ml of liquid feed once a week.
"""

BLOCKS = {
    "guide:p1": "Tomatoes are thirsty plants, and most of their trouble comes from watering.",
    "watering:p1": "Water tomatoes early in the morning, so that the leaves dry before noon.",
    "watering:t1": "Sign: Leaves | Too much water: Yellow and soft. "
    "| Too little water: Dry and curled.",
    "watering:t2": "Sign: Fruit | Too much water: Split skins. | Too little water: Small and hard.",
    "sunlight:p1": "Full sun of six hours makes sweet fruit; in shade the fruit stays sour. "
    "When is strong, cover it.",
    "sunlight:l1": "Seedlings: a bright window.",
    "sunlight:l2": "Grown plants: a bed facing south.",
    "feeding:p1": "Gardeners report 5 ml of liquid feed once a week.",
}
CAPTION = "A wooden table with seven red tomatoes, a knife and a blue bowl of salt"

ENTRIES = {
    "watering/watering-time": """\
id: watering-time
question: When should tomatoes be watered?
phrasings:
  - best time to water tomatoes
  - watering in the morning or in the evening
  - what hour is right for the watering can
  - is evening watering fine for tomatoes
  - time of day for watering
answer:
  - text: The guide puts watering in the early morning, which leaves time for the leaves to dry.
    cite: [tomato-guide:watering:p1]
related: [overwatering-signs]
reviewed: 2026-11-23
""",
    "watering/overwatering-signs": """\
id: overwatering-signs
question: What are the signs of too much water?
phrasings:
  - overwatered tomato symptoms
  - how do I know I overwater
  - yellow soft leaves
  - signs of excess water
  - split skins on my fruit
answer:
  - text: For too much water the guide's table lists yellow, soft leaves.
    cite: [tomato-guide:watering:t1]
  - text: It also lists fruit with split skins.
    cite: [tomato-guide:watering:t2]
related: [underwatering-signs, watering-time]
reviewed: 2026-11-23
""",
    "watering/underwatering-signs": """\
id: underwatering-signs
question: What are the signs of too little water?
phrasings:
  - thirsty tomato symptoms
  - how do I know I underwater
  - dry curled leaves
  - signs of drought
  - small hard fruit
answer:
  - text: For too little water the guide's table lists dry, curled leaves and small, hard fruit.
    cite: [tomato-guide:watering:t1, tomato-guide:watering:t2]
related: [overwatering-signs]
reviewed: 2026-11-23
""",
    "light/sunlight": """\
id: sunlight
question: How much sunlight do tomatoes need?
phrasings:
  - sun or shade for tomatoes
  - hours of sun per day
  - do tomatoes like shade
  - light for seedlings on a window
  - where to put the plants, south or north
answer:
  - text: Six hours of full sun, the guide says, give sweet fruit.
    cite: [tomato-guide:sunlight:p1]
  - text: Shade leaves the fruit sour, according to the guide.
    cite: [tomato-guide:sunlight:p1]
    corrects: [shade makes sweet fruit]
related: [watering-time]
reviewed: 2026-11-23
""",
    "feeding/feeding-amount": """\
id: feeding-amount
question: What amount of feed does the guide report?
phrasings:
  - liquid feed per week
  - how often do gardeners feed tomatoes
  - fertiliser quantity for tomatoes
  - weekly fertiliser
  - feed dose in the guide
answer:
  - text: The guide reports 5 ml of liquid feed once a week.
    cite: [tomato-guide:feeding:p1]
related: []
reviewed: 2026-11-23
""",
}

VOCABULARY = """\
aliases:
  tomato: [tomatoes, toms]
  fertiliser: [plant food]
concepts:
  sign: [signs, symptom, symptoms]
  light: [sun, sunlight]
translations:
  tomato: [tomate, 番茄, टमाटर]
  water: [agua, 水, पानी]
  sign: [señales, 症状]
out_of_scope:
  peppers: [pepper, peppers, sweet pepper]
  prices: [price, cost]
common:
  english:
    - "a an and are as at be best by do does did for from how i in is it its my of on or right so"
    - "that the this to too much little what when where which who why with you your should need"
    - "about per day"
  chinese: ["的 是 什 么"]
"""

UNCOVERED = """\
- id: peppers
  about: growing peppers
  phrasings:
    - how do I grow peppers
    - pepper seeds
    - are peppers like tomatoes
    - sweet pepper varieties
- id: prices
  about: what things cost
  phrasings:
    - how much does a tomato plant cost
    - price of seeds
    - cheap seedlings
    - what is the price of fertiliser
"""

TALK = """\
talk_greeting: [hello, hi, good morning, hey there]
talk_thanks: [thanks, thank you, thank you very much]
talk_capability: [what can you do, help]
"""

GOLDEN = """\
- id: g1
  q: when do I water tomatoes
  route: answer
  group: natural
  gold: [tomato-guide:watering:p1]
- id: g2
  q: symptoms of too much water
  route: answer
  group: natural
  gold: [tomato-guide:watering:t1]
- id: g3
  q: dry curled leaves, why
  route: answer
  group: natural
  gold: [tomato-guide:watering:t1, tomato-guide:watering:t2]
- id: g4
  q: sun or shade
  route: answer
  group: keyword
  gold: [tomato-guide:sunlight:p1]
- id: g5
  q: weekly liquid feed
  route: answer
  group: keyword
  gold: [tomato-guide:feeding:p1]
- id: g6
  q: pepper seeds
  route: abstain
  group: near-miss
- id: g7
  q: price of seeds
  route: abstain
  group: near-miss
- id: g8
  q: hello
  route: smalltalk
  group: talk
- id: g9
  q: how much anastrozole should I take
  route: clinician
  group: dose-personal
- id: g10
  q: and too little?
  route: answer
  group: followup
  gold: [tomato-guide:watering:t1, tomato-guide:watering:t2]
  history: [what are the signs of too much water]
"""

EXAMPLES = """\
emergency:
  - the scarecrow fell into the pond
  - scarecrow in the pond again
  - our scarecrow sinks
  - a scarecrow floats, face down
personal-dose:
  - is the gnome wide enough
  - gnome with 3 buckets
  - how tall a gnome fits there
  - gnomes by the shed
open:
  - buckets by the shed
  - a pond in the sun
"""


def sha(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def _manifest() -> str:
    blocks = ""
    for where, text in BLOCKS.items():
        blocks += f"- locator: tomato-guide:{where}\n  sha256: {sha(text)}\n"
        if where.startswith("watering:t"):
            blocks += "  columns: ['-', high, low]\n"
        if where == "sunlight:p1":
            blocks += "  gap: 'true'\n"
        if where == "feeding:p1":
            blocks += "  figures:\n  - {number: '5', unit: ml, frequency: once a week}\n"
        if where == "guide:p1":
            blocks += "  waived: says nothing\n"
    return f"""\
id: tomato-guide
title: The tomato guide
kind: garden leaflet
grade: one garden leaflet
retrieved: '2026-11-23'
review: '2027-11-23'
sha256: {hashlib.sha256(ARTICLE.encode()).hexdigest()}
sections:
- {{slug: guide, title: The tomato guide}}
- {{slug: watering, title: Watering, parent: guide}}
- {{slug: sunlight, title: Sunlight, parent: guide}}
- {{slug: feeding, title: Feeding, parent: guide}}
tables:
- columns: [Sign, Too much water, Too little water]
blocks:
{blocks}skipped:
- sha256: {sha("Skip to main content")}
  reason: navigation
- sha256: {sha(CAPTION)}
  reason: image caption
"""


def calibration() -> Calibration:
    """A decision model set by hand: near phrasings are right, uncovered topics are not."""
    chosen = {"score": 4.0, "coverage": 4.0, "margin": 4.0}
    weights = tuple(chosen.get(name, 0.0) for name in SIGNALS)
    zeros, ones = (0.0,) * len(SIGNALS), (1.0,) * len(SIGNALS)
    return Calibration(
        LogisticModel(zeros, ones, weights, -6.0), Policy(0.6, 0.05), Bounds(0.9, 0.9, 0.9)
    )


def write_pack(root: Path) -> Path:
    """Write the pack under `root`; the gate's rules and the fixed texts are the shipped ones."""
    files = {
        "sources/tomato-guide.yaml": _manifest(),
        "vocabulary.yaml": VOCABULARY,
        "uncovered/topics.yaml": UNCOVERED,
        "smalltalk.yaml": TALK,
        "golden/dev.yaml": GOLDEN,
        "safety/examples/own.yaml": EXAMPLES,
        "calibration.yaml": dump_calibration(calibration(), {"made": "by hand"}),
    }
    files |= {f"entries/{name}.yaml": text for name, text in ENTRIES.items()}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for folder in ("safety", "messages"):
        left_out = shutil.ignore_patterns("examples")  # ours are enough, and faster
        shutil.copytree(
            packaged_knowledge() / folder, root / folder, ignore=left_out, dirs_exist_ok=True
        )
    return root


def change(root: Path, name: str, old: str, new: str) -> None:
    """Put `new` in the place of `old`, which must be there, in one file of a pack."""
    path = root / name
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), "utf-8")
