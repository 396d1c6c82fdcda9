"""The interface's own texts in several languages; nothing that a person typed is put into them."""

from collections.abc import Mapping

ENGLISH = "en"


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

    def say(self, name: str, locale: str = ENGLISH, /, **fills: object) -> str:
        """Give a text, with `{name}` in it replaced. Raises KeyError for an unknown name."""
        catalogue = self._catalogues[self.language(locale)]
        text = catalogue.get(name) or self._catalogues[ENGLISH][name]
        for key, value in fills.items():
            text = text.replace(f"{{{key}}}", str(value))
        return text

    def find(self, name: str, locale: str = ENGLISH) -> str:
        """Give a text, or nothing where there is none of that name."""
        catalogue = self._catalogues[self.language(locale)]
        return catalogue.get(name) or self._catalogues[ENGLISH].get(name, "")
