"""Decisions on what was asked a moment ago: the same words, the same pack, the same outcome.

Many people pick the same questions from the list that `/ask` offers. Kept is the decision alone, by
a hash whose key never leaves the process: the words cannot be read back from it. It serves only
those who said nothing before, since what was said before counts too.
"""

from collections import OrderedDict
from dataclasses import replace
from hashlib import blake2b
from weakref import WeakKeyDictionary

from bot.core.converse import TAIL, Memory
from bot.core.pipeline import Pipeline, Result

KEPT = 1_000
"""Decisions that are kept of each pack; the one longest unused goes first."""


class Recent:
    """Keeps decisions; `key` is this process's own."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._kept: WeakKeyDictionary[Pipeline, OrderedDict[bytes, Result]] = WeakKeyDictionary()

    def ask(self, pipeline: Pipeline, text: str, memory: Memory, now: float) -> Result:
        """Answer one message as the pipeline does, and keep what was decided for the next time."""
        result = pipeline.ask(text, memory, now)
        failed = any(hit.rule == "fault" for hit in result.verdict.hits)
        whole = result.memory.question == text[-TAIL:]
        if whole and not failed and _is_blank(memory.fresh(now)):
            kept = self._kept.setdefault(pipeline, OrderedDict())
            bare = replace(result.memory, question="")
            kept[self._name(text)] = replace(result, memory=bare, considered=())
            if len(kept) > KEPT:
                kept.popitem(last=False)
        return result

    def find(self, pipeline: Pipeline, text: str, memory: Memory, now: float) -> Result | None:
        """Give what was decided on a text before; None where it has to be decided now."""
        kept = self._kept.get(pipeline)
        if not kept or not _is_blank(memory.fresh(now)):
            return None
        name = self._name(text)
        known = kept.get(name)
        if known is None:
            return None
        kept.move_to_end(name)
        alarmed = None if known.memory.alarmed is None else now
        memory = replace(known.memory, question=text[-TAIL:], at=now, alarmed=alarmed)
        return replace(known, memory=memory)

    def _name(self, text: str) -> bytes:
        words = text.encode("utf-8", "surrogatepass")
        return blake2b(words, key=self._key, digest_size=16).digest()


def _is_blank(memory: Memory) -> bool:
    return memory == Memory(at=memory.at)
