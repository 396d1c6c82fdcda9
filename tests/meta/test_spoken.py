"""What the code says in English to moderators is known to the catalogue, so that others read it."""

import ast
from pathlib import Path

import pytest

from bot.content.catalogue import load_catalogues
from bot.core.catalogue import Texts
from bot.settings import packaged_knowledge
from bot.store import engine, reasons

ROOT = Path(__file__).parents[2]
TEXTS = Texts(load_catalogues(packaged_knowledge()))
SAID = {"Problem": slice(0, 2), "Finding": slice(3, 5), "_finding": slice(2, 4)}
"""What makes findings, and which of its arguments are their sentences."""
FILLED = "seventy-seven"
NAMED = {"article": "a", "name": "question", "fault": "hides what stands behind it", "more": ""}
"""What stands in blanks that only few words can fill."""


def functions_of(node):
    return [each for each in ast.walk(node) if isinstance(each, ast.FunctionDef)]


def sentences_of(node, function, module):
    """Give what an argument may be: written here, chosen, kept in a name, or made by a function."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(map(_part, parts))
        case _:
            for value, where in behind(node, function, module):
                yield from sentences_of(value, where, module)


def behind(node, function, module):
    match node:
        case ast.IfExp(body=one, orelse=other):
            return [(one, function), (other, function)]
        case ast.Name(id=name):
            return [(value, function) for value in kept_as(name, function)]
        case ast.Call(func=ast.Name(id=name)):
            made = [each for each in functions_of(module) if each.name == name]
            return [(value, each) for each in made for value in returned_by(each)]
        case _:
            return []


def kept_as(name, function):
    found = [each for each in ast.walk(function) if isinstance(each, ast.Assign)]
    return [each.value for each in found if getattr(each.targets[0], "id", "") == name]


def returned_by(function):
    return [each.value for each in ast.walk(function) if isinstance(each, ast.Return)]


def _part(part):
    if isinstance(part, ast.Constant):
        return part.value
    return NAMED.get(getattr(part.value, "id", ""), FILLED)


def said():
    for path in sorted((ROOT / "bot").rglob("*.py")):
        module = ast.parse(path.read_text("utf-8"))
        for function in functions_of(module):
            for call in ast.walk(function):
                places = SAID.get(getattr(getattr(call, "func", None), "id", ""))
                for node in call.args[places] if places else ():
                    yield from sentences_of(node, function, module)


def of_the_database():
    yield from (*reasons._CODES.values(), *reasons._SIGNS.values(), *reasons.PASSING)
    yield from (each.format(reason=reasons.AWAY) for each in engine._ADVICE.values())


def test_the_search_finds_what_is_said():
    found = set(said())
    assert len(found) > 150
    assert f"{FILLED} phrasings" in found


@pytest.mark.parametrize("locale", [each for each in TEXTS.locales if each != "en"])
def test_every_sentence_is_known_in_every_language(locale):
    for sentence in (*said(), *of_the_database()):
        spoken = TEXTS.sentence(sentence, locale)
        assert spoken != sentence, sentence
        assert spoken.count(FILLED) == sentence.count(FILLED), sentence
        assert "database" not in spoken
