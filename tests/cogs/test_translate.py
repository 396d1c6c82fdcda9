"""Commands as Discord knows them, and the catalogues that their words come from."""

import ast
from pathlib import Path

import pytest

from bot.cogs.translate import payloads
from bot.content.catalogue import load_catalogues
from bot.settings import packaged_knowledge
from tests.cogs.conftest import running

CATALOGUES = load_catalogues(packaged_knowledge())
ROOT = Path(__file__).parents[2]
OF_PACK = ("grade_", "uncovered_")
"""How the names of texts begin that say in another language what the pack says in English."""
SAYERS = {"say", "tell", "_refuse", "_say"}


def walk(payload):
    yield payload
    for part in (*payload.get("options", ()), *payload.get("choices", ())):
        yield from walk(part)


@pytest.mark.parametrize("locale", sorted(CATALOGUES.keys() - {"en"}))
def test_every_language_has_the_same_texts(locale):
    names = {name for name in CATALOGUES[locale] if not name.startswith(OF_PACK)}
    assert names == CATALOGUES["en"].keys()


@pytest.mark.parametrize("locale", sorted(CATALOGUES.keys() - {"en"}))
def test_every_language_names_what_is_not_covered(shipped, locale):
    named = {name for name in CATALOGUES[locale] if name.startswith("uncovered_")}
    assert named == {topic.about_text for topic in shipped.snapshot.pack.uncovered}


@pytest.mark.parametrize("locale", sorted(CATALOGUES.keys() - {"en"}))
def test_every_language_fills_in_the_same(locale):
    def blanks(text):
        return sorted(part.partition("}")[0] for part in text.split("{")[1:])

    for name, text in CATALOGUES["en"].items():
        assert blanks(CATALOGUES[locale][name]) == blanks(text), name


def texts_named():
    for path in sorted((ROOT / "bot" / "cogs").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in SAYERS:
                    yield from (
                        part.value
                        for each in node.args[:2]
                        for part in ast.walk(each)
                        if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    )


def test_every_text_that_the_cogs_name_exists():
    named = {name for name in texts_named() if name.replace("_", "").isalpha() and "_" in name}
    assert len(named) > 40  # the search works
    built = named - CATALOGUES["en"].keys()  # parts of names, as in f"reason_{reason}"
    known = CATALOGUES["en"]
    assert all(any(n.startswith(p) or n.endswith(p) for n in known) for p in built)
    assert all(part[0] == "_" or part[-1] == "_" for part in built)


@pytest.fixture
async def commands(bot, app):
    return await payloads(bot.tree, app.texts)


async def test_every_command_and_option_has_words_in_every_language(commands):
    for command in commands:
        for part in walk(command):
            names = part.get("name_localizations") or {}
            assert "de" in names, part["name"]
            if part.get("description"):
                assert "_about" not in part["description"], part["name"]
                assert "de" in part["description_localizations"]
                assert max(map(len, part["description_localizations"].values())) <= 100


async def test_names_in_every_language_are_free_of_capitals_and_blanks(commands):
    for command in commands:
        if command["type"] == 1:
            for part in walk(command):
                for name in (part["name"], *part["name_localizations"].values()):
                    assert name == name.lower().replace(" ", "-")
                    assert len(name) <= 32


async def test_commands_stand_in_the_readme(commands):
    readme = (ROOT / "README.md").read_text("utf-8")
    for command in commands:
        named = f"/{command['name']}" if command["type"] == 1 else command["name"]
        assert named in readme


async def test_discord_is_told_of_the_commands_only_when_they_changed(fake, app):
    async with running(fake, app):
        assert len(fake.seen("PUT", "/commands$")) == 1
    async with running(fake, app):
        assert len(fake.seen("PUT", "/commands$")) == 1
    known = next(each for each in fake.commands[None].values() if each["name"] == "ask")
    known["description"] = "something else"
    async with running(fake, app):
        assert len(fake.seen("PUT", "/commands$")) == 2


async def test_a_process_without_the_first_shard_leaves_the_commands_alone(fake, app):
    async with running(fake, app, shard_count=2, shard_ids=(1,)):
        assert fake.seen("PUT", "/commands$") == []


async def test_only_intents_that_nobody_has_to_grant_are_asked_for(fake, bot):  # noqa: ARG001
    [(_, identified)] = [each for each in fake.gateway_log if each[0] == "identify"]
    assert identified["intents"] == 1 << 0 | 1 << 9 | 1 << 12
