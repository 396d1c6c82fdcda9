"""What must be covered whole is all that the gate is made of, wherever its parts have moved."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORE = ROOT / "bot" / "core"


def imported(name: str) -> Iterator[str]:
    """Give the modules of the core that a module of it imports."""
    for node in ast.walk(ast.parse((CORE / f"{name}.py").read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot.core."):
            yield node.module.rpartition(".")[2]


def made_of(name: str) -> set[str]:
    found, waiting = set(), [name]
    while waiting:
        if (each := waiting.pop()) not in found:
            found.add(each)
            waiting += imported(each)
    return found


def test_all_of_the_gate_is_named():
    script = (ROOT / ".ci" / "coverage").read_text("utf-8")
    [named] = re.findall(r"^core=\(([^)]+)\)", script, re.MULTILINE)
    beside = {
        "guard",
        "pieces",
        "seams",
        "hiding",
        "decipher",
        "usage",
        "sentinel",
        "network",
        "traits",
        "permission",
    }
    assert made_of("gate") | beside == set(named.split())
