"""The shipped pack, and the article where it is at hand."""

import os
from functools import cache
from pathlib import Path

from bot.content.load import load_pack
from bot.content.safety import load_safety
from bot.services.copies import read_copies

KNOWLEDGE = Path(__file__).parents[1] / "knowledge"


def _find() -> Path | None:
    named = os.environ.get("FOOTNOTE_SOURCE_DIR")
    folder = Path(named) if named else KNOWLEDGE.parents[1] / "shared" / "article"
    for name in ("anastrozole-trt.txt", "original.txt"):
        if (folder / name).is_file():
            return folder / name
    return None


ARTICLE = _find()


@cache
def real_pack():
    return load_pack(KNOWLEDGE)


@cache
def real_words():
    return read_copies(real_pack(), ARTICLE).words


@cache
def real_rules():
    """The gate's rules as the program loads them."""
    return load_safety(KNOWLEDGE / "safety", real_pack().vocabulary.spelt)
