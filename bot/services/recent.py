"""Decisions on what was asked a moment ago: the same words, the same pack, the same outcome.

Many people pick the same questions from the list that `/ask` offers. Kept is the decision alone, by
a hash whose key never leaves the process: the words cannot be read back from it. It serves only
those who said nothing before, since what was said before counts too.
"""

from collections import OrderedDict
from dataclasses import replace
from hashlib import blake2b
from weakref import WeakKeyDictionary

from bot.core.converse import Memory
from bot.core.pipeline import Pipeline, Result

KEPT = 1_000
"""Decisions that are kept of each pack; the one longest unused goes first."""
REMEMBERED = 400
"""Characters at the end of a question that a conversation keeps."""


class Recent:
    """Keeps decisions; `key` is this process's own."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._kept: WeakKeyDictionary[Pipeline, OrderedDict[bytes, Result]] = WeakKeyDictionary()

    def ask(self, pipeline: Pipeline, text: str, memory: Memory, now: float) -> Result:
        """Answer one message as the pipeline does, from what was decided before where it can."""
        memory = memory.fresh(now)
        if memory != Memory(at=memory.at):
            return pipeline.ask(text, memory, now)
        kept = self._kept.setdefault(pipeline, OrderedDict())
        words = text.encode("utf-8", "surrogatepass")
        name = blake2b(words, key=self._key, digest_size=16).digest()
        known = kept.get(name)
        if known:
            kept.move_to_end(name)
            return replace(known, memory=replace(known.memory, question=text[-REMEMBERED:], at=now))
        result = pipeline.ask(text, memory, now)
        failed = any(hit.rule == "fault" for hit in result.verdict.hits)
        if result.memory.question == text[-REMEMBERED:] and not failed:
            bare = replace(result.memory, question="")
            kept[name] = replace(result, memory=bare, considered=())
            if len(kept) > KEPT:
                kept.popitem(last=False)
        return result
