"""The rules of the house, which no single room can keep alone."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer.main

from bot.cli import app
from bot.content.yamlread import read
from bot.core.lint import RULES
from bot.core.verdict import RuleClass

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "bot").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
README = ROOT / "README.md"
TOP_LEVEL = {
    "pyproject.toml", "bot", "knowledge", "tests", "Dockerfile", "README.md",
    "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "requirements.lock", "requirements-build.lock",
}  # fmt: skip
MESSAGE_TAKERS = {"Abstained", "SmallTalk", "Urgent", "Referred", "fixed"}
"""Calls whose texts are names of fixed texts."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_longer_than_300_lines(path):
    assert len(path.read_text("utf-8").splitlines()) <= 300


def undocumented(node: ast.AST, prefix: str = "") -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if child.name.startswith("_"):
            continue
        if not ast.get_docstring(child):
            yield prefix + child.name
        if isinstance(child, ast.ClassDef):
            yield from undocumented(child, f"{prefix}{child.name}.")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_and_everything_public_in_it_has_a_docstring(path):
    tree = tree_of(path)
    assert ast.get_docstring(tree)
    assert list(undocumented(tree)) == []


@pytest.mark.parametrize("room", ["core", "content", "store", "services", "cogs"])
def test_the_map_of_a_room_names_each_module_once(room):
    folder = ROOT / "bot" / room
    below = ast.get_docstring(tree_of(folder / "__init__.py")).partition("\n\n")[2]
    named = [name for line in below.splitlines() for name in line.partition(": ")[2].split()]
    assert sorted(named) == sorted({path.stem for path in folder.glob("*.py")} - {"__init__"})


def fakes(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            ("mock", "unittest")
        ):
            yield node.module
        if isinstance(node, ast.Import):
            yield from (
                each.name for each in node.names if each.name.startswith(("mock", "unittest"))
            )
        if isinstance(node, ast.arg) and node.arg == "mocker":
            yield node.arg
        if isinstance(node, ast.Name) and node.id in ("Mock", "MagicMock", "AsyncMock", "patch"):
            yield node.id


def test_tests_use_real_things():
    found = {name_of(path): names for path in TESTS if (names := list(fakes(path)))}
    assert found == {}


def test_imports_point_down():
    program = Path(sys.executable).with_name("lint-imports")
    if not program.exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def strings_in(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value:
            yield each.value


def messages_named_by(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            names = node.args if called == "fixed" else node.args[:1]
            if called in MESSAGE_TAKERS:
                yield from (
                    s for each in names if isinstance(each, ast.Constant) for s in strings_in(each)
                )
        if isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "_texts":
            yield from strings_in(node.slice)


@pytest.fixture(scope="module")
def texts():
    return read(ROOT / "knowledge" / "messages" / "en.yaml").value


def test_every_fixed_text_that_the_program_names_exists(texts):
    named = {name for path in MODULES for name in messages_named_by(path)}
    assert {"abstain_unknown", "covers", "answer_related", "suggest"} <= named  # the search works
    assert named - set(texts) == set()


def test_every_class_of_rules_has_a_fixed_text(texts):
    assert {each.message for each in RuleClass} - set(texts) == set()


@pytest.mark.parametrize("language", ["en", "de"])
def test_moderators_read_why_each_rule_of_the_lint_is_there(language):
    path = ROOT / "knowledge" / "messages" / "moderators" / f"{language}.yaml"
    due = {f"rule_{rule.id}" for rule in RULES} | {"rule_form"}
    assert due - set(read(path).value) == set()


def test_every_kind_of_small_talk_has_a_fixed_text(texts):
    kinds = set(read(ROOT / "knowledge" / "smalltalk.yaml").value)
    assert kinds - set(texts) == set()


def test_the_top_level_holds_what_the_customer_allowed():
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no repository here")
    listed = subprocess.run(
        [git, "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    names = {line.strip('"').split("/")[0] for line in listed.stdout.splitlines()}
    assert {name for name in names if not name.startswith(".")} - TOP_LEVEL == set()


def commands(group, prefix: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{prefix}{name} ")
        else:
            yield prefix + name


@pytest.mark.parametrize("command", sorted(commands(typer.main.get_command(app))))
def test_the_readme_describes_each_command(command):
    assert f"footnote {command}" in README.read_text("utf-8")


def test_each_command_says_what_it_does():
    group = typer.main.get_command(app)
    assert all(command.help for command in group.commands.values())


SETTINGS = sorted(set(re.findall(
    r"\b(?:FOOTNOTE|DISCORD)_[A-Z_]*[A-Z]\b", (ROOT / "bot" / "settings.py").read_text("utf-8")
)))  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_readme_describes_each_setting(setting):
    assert setting in README.read_text("utf-8")
