"""What replies may be made of: approved passages, questions of entries, fixed texts, labels."""

import re

from bot.core.model import Pack

_NUMBERED = re.compile(r"^\d+\. ")
_MARKS = re.compile(r"(?: (?:\[\d+\])+)+$")


class Approved:
    """The approved lines of a pack in English."""

    def __init__(self, pack: Pack) -> None:
        texts = pack.messages["en"]
        self._fixed = [each.strip() for each in texts.values() if "{" not in each]
        self._fixed += [
            texts["abstain_topic"].replace("{topic}", topic.about).strip()
            for topic in pack.uncovered
        ]
        self._lines = {line for text in self._fixed for line in text.split("\n") if line}
        self._lines |= {p.text for entry in pack.entries for p in entry.passages}
        self._questions = {entry.question for entry in pack.entries}
        self._labels = [f"{source.title} › " for source in pack.sources]  # noqa: RUF001
        grades = "; ".join(source.grade for source in pack.sources)
        self._lines.add(texts["answer_source"].replace("{grade}", grades))
        self._related = texts["answer_related"].strip()

    def covers(self, text: str) -> bool:
        """Tell whether every line of a reply is approved."""
        return all(self._is_approved(line) for line in text.split("\n") if line.strip())

    def _is_approved(self, line: str) -> bool:
        if line in self._lines or _MARKS.sub("", line) in self._lines:
            return True
        if line.strip("*") in self._questions or _NUMBERED.sub("", line) in self._questions:
            return True
        if line.startswith(self._related):
            related = line.removeprefix(self._related).strip().split(" · ")
            return set(related) <= self._questions
        label = re.sub(r"^\[\d+\] ", "", line)
        return label != line and any(label.startswith(each) for each in self._labels)
