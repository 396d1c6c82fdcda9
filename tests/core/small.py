"""A small source of our own, for the tables of the rule tests."""

from bot.core.figures import figures
from bot.core.freshness import digest
from bot.core.ground import prepare
from bot.core.lint import check_passage
from bot.core.model import (
    Block,
    Entry,
    EntryId,
    Locator,
    Pack,
    Passage,
    Section,
    Source,
    Table,
    Vocabulary,
    passage,
)

TEXTS = {
    "doses:p1": "A usual start might be 2 mg of letrozole, taken twice per week. "
    "Letrozole lowered estradiol from 70 pg/mL to 30 pg/mL in older men.",
    "doses:p2": "Levels above 50 pg/mL are typically treated, with a check after one month. "
    "There is no single, universal dose; coffee does not raise cortisol.",
    "doses:p3": "Higher levels of can increase the conversion of testosterone to estradiol.",
    "doses:l1": "Some men are sensitive to progesterone, which could shorten sleep.",
    "doses:l2": "Estradiol is arguably the dominant hormone of bone, "
    "and a primary driver of growth.",
    "signs:t1": "Kind: Body | Signs of high estradiol: Swelling, acne, heightened hearing, "
    "anxiety. | Signs of low estradiol: Stiff joints, dry skin, blunted hearing, anxiety.",
    "checks:t1": "Time point: Before letrozole | Tests: Estradiol. | Aim: To know the start.",
    "checks:t2": "Time point: 3 weeks post-initiation | Tests: Estradiol. | Aim: To see the rise.",
    "checks:t3": "Time point: 3 weeks post-adjustment | Tests: Estradiol. | Aim: To see the fall.",
    "parts:p1": "Testosterone drives muscle and energy, while a healthy level of estradiol "
    "supports joints and memory.",
    "parts:p2": "The physician maintains the thyroid dose while resolving side effects. Zinc "
    "supports bone density in men; melatonin can lower cortisol.",
    "signs:p1": "Insulin resistance is common in obese men, and it stimulates aromatase activity.",
}
GAPS = {"doses:p3"}
WORDS = {Locator(f"small:{where}"): text for where, text in TEXTS.items()}


def block(where: str, text: str) -> Block:
    section, end = where.split(":")
    columns = ("", "high", "low") if where == "signs:t1" else ()
    return Block(
        Locator(f"small:{where}"),
        section,
        end[0],
        digest(text),
        figures(text),
        columns,
        where in GAPS,
    )


SOURCE = Source(
    id="small",
    title="A small source",
    kind="essay",
    grade="for tests",
    url="https://example.org/small",
    retrieved="2026-01-01",
    review="2027-01-01",
    sha256="",
    sections=(
        Section("doses", "Doses"),
        Section("checks", "Checks"),
        Section("parts", "Parts"),
        Section("signs", "Signs"),
    ),
    blocks=tuple(block(where, text) for where, text in TEXTS.items()),
    tables=(
        Table(("Kind", "Signs of high estradiol", "Signs of low estradiol")),
        Table(("Time point", "Tests", "Aim")),
    ),
)


def passage_of(text: str, *cites: str) -> Passage:
    return passage(text, tuple(Locator(f"small:{cite}") for cite in cites))


def entry_of(ident: str, *passages: Passage, **changes) -> Entry:
    values = {
        "topic": "tests",
        "question": f"What about {ident}?",
        "phrasings": tuple(f"{ident} wording {n}" for n in range(12)),
        "passages": passages,
    } | changes
    return Entry(EntryId(ident), **values)


def pack_of(*entries: Entry, sources: tuple[Source, ...] = (SOURCE,)) -> Pack:
    return Pack(sources, entries, Vocabulary(), {"en": {}})


GROUNDS = prepare(pack_of(), WORDS)
BARE = prepare(pack_of())


def rules(text: str, *cites: str, grounds=GROUNDS) -> set[str]:
    """Give the ids of the rules that block a sentence."""
    found = check_passage(passage_of(text, *cites), grounds)
    return {rule for rule, problem in found if problem.blocks}
