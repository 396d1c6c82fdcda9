"""The interface's own texts in several languages; nothing that a person typed is put into them."""

import re
from collections.abc import Mapping
from functools import cached_property

from bot.core.finding import Finding
from bot.core.model import Source

ENGLISH = "en"

SENTENCES = ("found_", "store_")
"""How the names of sentences begin that the code makes in English: the lint's, the database's."""
_BLANK = re.compile(r"\{(\w+)\}")
_COMMAND = re.compile(r"/\w+(?: \w+)?")
_WORD = re.compile(r"\w+")

REASON = "reason"
"""The one blank that holds a sentence itself."""


class Texts:
    """Texts by locale and name; English fills what a locale lacks."""

    def __init__(self, catalogues: Mapping[str, Mapping[str, str]]) -> None:
        self._catalogues = catalogues

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages at hand, English first."""
        return (ENGLISH, *sorted(self._catalogues.keys() - {ENGLISH}))

    def language(self, locale: str) -> str:
        """Give the language that a locale is served in: "de" for "de-AT", English for unknown."""
        for name in (locale, locale.partition("-")[0]):
            if name in self._catalogues:
                return name
        return ENGLISH

    def say(self, name: str, locale: str = ENGLISH, client: str = "", /, **fills: object) -> str:
        """Give a text, with `{name}` in it replaced. Raises KeyError for an unknown name.

        Commands go by their names in `client`, the locale of the reader's Discord, when known.
        """
        catalogue = self._catalogues[self.language(locale)]
        text = catalogue.get(name) or self._catalogues[ENGLISH][name]
        if client:
            text = self._renamed(text, self.language(locale), self.language(client))
        if not fills:
            return text
        filled = {
            key: self._finding(value, locale) if isinstance(value, Finding) else str(value)
            for key, value in fills.items()
        }
        return _BLANK.sub(lambda blank: filled.get(blank[1], blank[0]), text)

    def _renamed(self, text: str, written: str, shown: str) -> str:
        """Put the commands' names of another language into a text."""
        if written == shown:
            return text
        theirs = self._catalogues[shown]
        ours = {n: t for n, t in self._catalogues[written].items() if n.endswith("_name")}
        names = {word: theirs.get(name, word) for name, word in ours.items()}
        for menu in (word for name, word in ours.items() if name.startswith("menu_")):
            text = text.replace(menu, names[menu])
        return _COMMAND.sub(
            lambda found: _WORD.sub(lambda w: names.get(w[0], w[0]), found[0]), text
        )

    def sentence(self, english: str, locale: str) -> str:
        """Give what the code says in English in a locale; what it fills in stays as it is.

        It is known by the sentence of the catalogue that made it; without one it stays English.
        """
        language = self.language(locale)
        if language == ENGLISH:
            return english
        for name, pattern in self._patterns.items():
            if found := pattern.fullmatch(english):
                fills = found.groupdict()
                if REASON in fills:
                    fills[REASON] = self.sentence(fills[REASON], locale)
                return self.say(name, locale, **fills)
        return english

    def _finding(self, finding: Finding, locale: str) -> str:
        number = finding.passage_number
        passage = self.say("found_in_passage", locale, number=number) if number else ""
        place = ", ".join(filter(None, (finding.rule, finding.entry, passage)))
        text, hint = (self.sentence(each, locale) for each in (finding.text, finding.hint))
        return f"{place}: {text}; {hint}"

    @cached_property
    def _patterns(self) -> Mapping[str, re.Pattern[str]]:
        """Give each sentence by its name, those that say most in words of their own first."""
        english = self._catalogues[ENGLISH]
        parts = {
            name: _BLANK.split(english[name]) for name in english if name.startswith(SENTENCES)
        }
        ranked = sorted(parts, key=lambda name: -sum(map(len, parts[name][::2])))
        return {name: _pattern(parts[name]) for name in ranked}

    def find(self, name: str, locale: str = ENGLISH) -> str:
        """Give a text, or nothing where there is none of that name."""
        catalogue = self._catalogues[self.language(locale)]
        return catalogue.get(name) or self._catalogues[ENGLISH].get(name, "")

    def grade(self, source: Source, locale: str) -> str:
        """Say what kind of work a source is, in a locale where the pack has that."""
        return self.find(source.grade_text, locale) or source.grade


def _pattern(parts: list[str]) -> re.Pattern[str]:
    """Make a pattern of words and the names of blanks, by turns."""
    blanks = [f"(?P<{name}>.+)" for name in parts[1::2]]
    words = [*map(re.escape, parts[::2])]
    return re.compile("".join(map("".join, zip(words, [*blanks, ""], strict=True))), re.DOTALL)
