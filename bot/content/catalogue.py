"""Load the texts of the interface: `messages/<locale>.yaml` and `messages/<part>/<locale>.yaml`."""

from pathlib import Path

from bot.content.load import read_messages
from bot.core.errors import ContentError, Fault


def load_catalogues(*roots: Path) -> dict[str, dict[str, str]]:
    """Read the texts of every knowledge folder, by locale; a later folder's text wins.

    A language of the interface is one that has parts of it: others have texts of answers only.
    Raises ContentError with every fault of every file.
    """
    faults: list[Fault] = []
    found: dict[str, dict[str, str]] = {}
    for root in roots:
        for path in sorted((root / "messages").rglob("*.yaml")):
            found.setdefault(path.stem, {}).update(read_messages(path, root, faults))
    if faults:
        raise ContentError(faults)
    spoken = {path.stem for root in roots for path in (root / "messages").glob("*/*.yaml")}
    return {locale: texts for locale, texts in found.items() if locale in spoken}
