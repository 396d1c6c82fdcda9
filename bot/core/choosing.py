"""Choosing from what was offered: "the second one", "das zweite", "nummer 2"."""

import re
from collections.abc import Sequence

from bot.core.model import EntryId

_PLACES = {
    0: """
    first 1st 1 one erste ersten erster erstes eins primera primero primeira primeiro premier
    première prima primo eerste pierwsza pierwsze pierwszy birinci
    первая первое первый पहला पहली 第一个
    """,
    1: """
    second 2nd 2 two zweite zweiten zweiter zweites zwei segunda segundo seconde deuxième seconda
    secondo tweede druga drugie drugi ikinci
    вторая второе второй दूसरा दूसरी 第二个
    """,
    2: """
    third 3rd 3 three dritte dritten dritter drittes drei tercera tercero terceira terceiro
    troisième terza terzo derde trzecia trzecie trzeci üçüncü
    третья третье третий तीसरा तीसरी 第三个
    """,
    -1: """
    last letzte letzten letzter letztes última último dernière dernier ultima ultimo laatste
    ostatnia ostatnie ostatni sonuncu
    последняя последнее последний आखिरी 最后一个
    """,
}
_ORDINALS = {word: place for place, words in _PLACES.items() for word in words.split()}
_PICK = re.compile(
    r"(?i)^\W*(?:(?:the|number|option|nr|no|yes|ok|take|show|me|please|das|die|den|der|nummer|frage"
    r"|ja|nimm|zeig|mir|bitte|la|el|le|il|lo|a|o|het|de|n[uú]mero|opci[oó]n|num[eé]ro)\b\W*)*"
    rf"({'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?!\w)"
    r"(?:\W*(?:one|please|option|question|frage|bitte|davon|pregunta|pergunta|domanda|vraag|pytanie"
    r"|soru|вопрос))*\W*$"
)


def picked(text: str, offered: Sequence[EntryId]) -> EntryId | None:
    """Resolve "the second one" among what was offered."""
    match = _PICK.match(text)
    at = _ORDINALS.get(match[1].casefold()) if match else None
    return offered[at] if at is not None and -len(offered) <= at < len(offered) else None
