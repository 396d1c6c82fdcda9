"""One entry as a knowledge file has it: text to value, with the line of each fault."""

from bot.content.shape import Shape
from bot.content.yamlread import OWN, FileLimits, read_text
from bot.core.errors import ContentError, Fault
from bot.core.model import Entry, EntryId, Locator, Passage, passage

KEYS = "id question phrasings answer related reviewed"


def read_entry(text: str, topic: str, file: str, limits: FileLimits = OWN) -> Entry:
    """Read an entry's text; `file` is its name, whose stem has to be the entry's id.

    Raises ContentError with every fault found.
    """
    faults: list[Fault] = []
    shape = Shape(read_text(text, file, limits), file, faults, KEYS)
    entry = take_entry(shape, topic, file.rpartition("/")[2].removesuffix(".yaml"))
    if faults or entry is None:
        raise ContentError(faults)
    return entry


def take_entry(shape: Shape, topic: str, slug: str) -> Entry | None:
    """Take an entry out of a mapping; what is wrong with it lands in the shape's faults."""
    name = shape.text("id")
    if name and name != slug:
        shape.fault(f"id {name!r} differs from the file's name {slug!r}")
    passages = [_passage(each) for each in shape.shapes("answer", "text cite corrects")]
    if shape.lacks("answer"):
        shape.fault("'answer' needs at least one passage")
    entry = Entry(
        EntryId(name),
        topic,
        shape.wording("question"),
        shape.wordings("phrasings"),
        tuple(each for each in passages if each),
        tuple(map(EntryId, shape.texts("related"))),
        shape.text("reviewed"),
    )
    return entry if name and entry.passages else None


def _passage(shape: Shape) -> Passage | None:
    text, cited = shape.wording("text"), shape.texts("cite")
    if shape.lacks("cite"):
        shape.fault("a passage needs at least one citation under 'cite'")
    if not text or not cited:
        return None
    return passage(text, tuple(map(Locator, cited)), shape.texts("corrects"))
