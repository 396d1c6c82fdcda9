"""The program itself, as a person starts it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packs import ARTICLE, change
from tests.program import environment

KEYS = ["id", "outcome", "entry", "passages", "suggestions", "text", "rules", "confidence", "ms"]
MANIFEST = "sources/tomato-guide.yaml"


def test_a_question_gets_a_cited_answer(footnote):
    done = footnote("ask", "yellow", "soft", "leaves")
    assert done.returncode == 0
    assert "lists yellow, soft leaves. [1]" in done.stdout
    assert "(tomato-guide:watering:t1)" in done.stdout
    assert "**" not in done.stdout


def test_building_the_index_is_announced_once(footnote, tmp_path):
    cache = str(tmp_path / "another")
    first, second = (footnote("ask", "sun", XDG_CACHE_HOME=cache) for _ in range(2))
    assert "building the index" in first.stderr
    assert (first.returncode, second.returncode, second.stderr) == (0, 0, "")
    assert first.stdout == second.stdout


def test_the_contract_of_json(footnote):
    done = footnote("ask", "--json", "yellow soft leaves")
    held = json.loads(done.stdout)
    assert list(held) == KEYS
    assert (held["id"], held["outcome"], held["entry"]) == (None, "answer", "overwatering-signs")
    assert [list(each) for each in held["passages"]] == [["text", "citations"]] * 2
    assert held["passages"][0]["citations"] == ["tomato-guide:watering:t1"]
    assert (held["suggestions"], held["rules"]) == ([], [])
    assert 0 <= held["confidence"] <= 1
    assert isinstance(held["ms"], float)


def test_the_question_can_come_from_standard_input(footnote):
    assert (
        json.loads(footnote("ask", "--json", stdin=b"sun or shade\n").stdout)["entry"] == "sunlight"
    )


ODD = ["", " \t\n", "a" * 4000, "\x00\x07\x1b[31m sun", "\ud800", "sun \udfff shade", "雌" * 4000]


def test_json_lines_are_answered_in_order_and_in_place(footnote):
    rows = [{"id": n, "q": text} for n, text in enumerate(ODD)]
    follow = {"id": "f", "q": "tell me more", "history": ["signs of too much water"]}
    lines = [json.dumps(row).encode() for row in [*rows, follow]]
    lines[2:2] = [b"{broken", b"\xff\xfe\x00binary", b"[1]", b'{"q": 3}']
    done = footnote("ask", "--jsonl", stdin=b"\n".join(lines))
    found = list(map(json.loads, done.stdout.splitlines()))
    assert done.returncode == 0
    assert [each["id"] for each in found] == [
        0,
        1,
        None,
        None,
        None,
        None,
        *range(2, len(ODD)),
        "f",
    ]
    errors = [each["error"] for each in found if "error" in each]
    assert [error.split(":")[0] for error in errors] == ["line 3", "line 4", "line 5", "line 6"]
    assert all(list(each) == KEYS for each in found if "error" not in each)
    assert found[-1]["entry"] == "underwatering-signs"


def test_json_lines_come_one_by_one(tiny, home, tmp_path):
    program = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(tiny.settings.knowledge, home),
    )
    with program:
        for n in range(2):
            program.stdin.write(json.dumps({"id": n, "q": "sun"}).encode() + b"\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["id"] == n
        program.stdout.close()  # who reads has gone away
        program.stdin.write(b'{"q": "sun"}\n')
        program.stdin.close()
        assert b"Traceback" not in program.stderr.read()
    assert program.returncode == 1


@pytest.mark.parametrize(
    ("args", "stdin"),
    [
        (("ask", "a" * 4000), b""),
        (("ask", "\x1b[31m\x07 sun\x01"), b""),
        (("ask", os.fsdecode(b"sun \xff\xfe")), b""),  # lone surrogates, as a shell makes them
        (("ask",), b"\x00\xff\xfe\x80 binary \x01" * 3000),
        (("why", os.fsdecode(b"caf\xe9 \xff")), b""),
        (("chat",), b"\xff\xfe\x00\n\n"),
        (("chat",), b""),
    ],
)
def test_odd_input_is_answered(footnote, args, stdin):
    done = footnote(*args, stdin=stdin)
    assert done.returncode == 0
    assert done.stdout


@pytest.mark.parametrize(
    ("args", "stdin"), [(("ask",), b""), (("ask", " "), b""), (("ask",), b"\n")]
)
def test_no_question_is_a_matter_of_usage(footnote, args, stdin):
    done = footnote(*args, stdin=stdin)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("footnote: ask a question")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "args",
    [
        ("answer", "sun"),
        ("ask", "--colour"),
        ("why",),
        ("ask", "--jsonl", "sun"),
        ("ask", "--json", "--jsonl"),
        ("source", "add", "a.txt", "--id", "a", "--review", "soon"),
    ],
)
def test_an_unknown_command_or_option_is_a_matter_of_usage(footnote, args):
    done = footnote(*args)
    assert done.returncode == 2
    assert done.stderr
    assert not done.stdout


def test_help_names_every_command(footnote):
    done = footnote("--help")
    assert done.returncode == 0
    assert all(
        name in done.stdout for name in ("ask", "chat", "why", "eval", "calibrate", "source")
    )
    assert done.stdout.partition("Commands:")[2].split()[0] == "ask"
    assert footnote("--version").stdout.startswith("footnote ")


def test_chat_takes_what_is_no_text(footnote):
    done = footnote("chat", stdin=b"\xff sun\n", PYTHONIOENCODING="utf-8:strict")
    assert done.returncode == 0
    assert "Six hours" in done.stdout


def test_chat_is_one_conversation(footnote):
    done = footnote("chat", stdin=b"signs of too much water\ntell me more\n\nsun\n")
    assert done.returncode == 0
    assert "Split skins" not in done.stdout
    assert done.stdout.index("fruit with split skins") < done.stdout.index("dry, curled leaves")
    assert "Six hours" not in done.stdout  # the empty line ended it


def test_why_shows_every_step(footnote):
    done = footnote("why", "how", "much", "anastrozole", "should", "I", "take")
    assert done.returncode == 0
    assert done.stdout.startswith("gate: clinician")
    assert done.stdout.splitlines()[-1].startswith("outcome: clinician")


def test_eval_prints_a_table_and_a_picture(footnote, tiny, tmp_path):
    done = footnote("eval", tiny.settings.knowledge / "golden", "--plot", tmp_path / "eval.png")
    assert done.returncode == 0
    assert "answer / natural" in done.stdout
    assert (tmp_path / "eval.png").read_bytes().startswith(b"\x89PNG")
    assert done.stderr == ""  # no progress bar in a pipe


def test_eval_fails_below_a_floor(footnote, tmp_path):
    (tmp_path / "floors.yaml").write_text("at_least: {answer_ok: '0.9'}", "utf-8")
    row = {"id": 1, "q": "pepper seeds", "route": "answer", "group": "g", "gold": ["a:b:p1"]}
    (tmp_path / "q.jsonl").write_text(json.dumps(row), "utf-8")
    done = footnote("eval", "q.jsonl", "--floors", "floors.yaml")
    assert done.returncode == 1
    assert "abstained" in done.stdout
    assert done.stderr == "floor missed: answer_ok is 0.0000, at least 0.9 is due\n"
    quiet = footnote("eval", "q.jsonl", "--no-misses")
    assert (quiet.returncode, "pepper" in quiet.stdout) == (0, False)


def test_eval_of_what_is_no_set_of_questions(footnote, tmp_path):
    assert footnote("eval", "none.jsonl").returncode == 2
    (tmp_path / "q.jsonl").write_text("{", "utf-8")
    done = footnote("eval", "q.jsonl")
    assert done.returncode == 1
    assert done.stderr.startswith("q.jsonl:1: not a JSON object")


@pytest.mark.parametrize(
    ("option", "code", "said"),
    [("--plot", 2, "its folder is not"), ("--floors", 1, "no such file")],
)
def test_eval_refuses_before_it_asks_what_it_cannot_do(footnote, tiny_root, option, code, said):
    (tiny_root / "vocabulary.yaml").unlink()  # which would be told next
    done = footnote("eval", "q.jsonl", option, "none/file", knowledge=tiny_root)
    assert (done.returncode, done.stdout) == (code, "")
    assert f"none/file: {said}" in done.stderr
    assert "vocabulary" not in done.stderr


def test_eval_of_binary_questions_is_refused(footnote, tmp_path):
    (tmp_path / "q.jsonl").write_bytes(b"\xff\xfe\x00")
    assert footnote("eval", "q.jsonl").returncode == 1


def test_a_broken_pack_is_named_by_file_and_line(footnote, tiny_root):
    change(tiny_root, "entries/light/sunlight.yaml", "reviewed: 2026-11-23", "reviewed: ''")
    change(tiny_root, "vocabulary.yaml", "aliases:", "nicknames:")
    done = footnote("ask", "sun", knowledge=tiny_root)
    assert (done.returncode, done.stdout) == (1, "")
    first, second = done.stderr.splitlines()
    assert first == "entries/light/sunlight.yaml:1: 'reviewed' is missing or empty"
    assert second.startswith("vocabulary.yaml:1: unknown key 'nicknames'")


@pytest.mark.parametrize("part", ["calibration.yaml", "safety/lexicons.yaml"])
def test_a_pack_that_lacks_a_part_is_refused(footnote, tiny_root, part):
    (tiny_root / part).unlink()
    done = footnote("ask", "sun", knowledge=tiny_root)
    assert (done.returncode, done.stdout) == (1, "")
    assert Path(part).name in done.stderr


def test_a_pack_that_lacks_a_fixed_text_is_refused(footnote, tiny_root):
    change(tiny_root, "messages/en.yaml", "talk_greeting:", "talk_hallo:")
    done = footnote("ask", "hello", knowledge=tiny_root)
    assert (done.returncode, done.stdout) == (1, "")
    assert "talk_greeting" in done.stderr


def test_an_empty_folder_is_no_pack(footnote, tmp_path):
    done = footnote("ask", "sun", knowledge=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no knowledge pack here" in done.stderr


def test_a_missing_folder_is_named(footnote, tmp_path):
    done = footnote("ask", "sun", knowledge=tmp_path / "none")
    assert done.returncode == 2
    assert done.stderr == f"footnote: FOOTNOTE_KNOWLEDGE: there is no folder {tmp_path / 'none'}\n"


def test_settings_can_stand_in_an_env_file(footnote, tmp_path):
    (tmp_path / ".env").write_text(f"FOOTNOTE_KNOWLEDGE={tmp_path / 'none'}\n", "utf-8")
    assert footnote("ask", "sun").returncode == 0  # the environment goes first
    (tmp_path / ".env").write_text("nonsense\n", "utf-8")
    done = footnote("ask", "sun")
    assert (done.returncode, done.stderr) == (2, "footnote: .env:1: expected NAME=value\n")


def test_a_source_is_added_checked_and_found_changed(footnote, tiny_root, tmp_path):
    text = tmp_path / "article.txt"
    text.write_text(ARTICLE, "utf-8")
    check = ("source", "check", text, "--id", "tomato-guide")
    assert footnote(*check, knowledge=tiny_root).stdout == "the copy agrees with the manifest\n"
    added = footnote("source", "add", text, "--id", "tomato-guide", knowledge=tiny_root)
    assert added.returncode == 0
    assert "4 sections, 8 blocks, 1 with a lost word, 2 lines left out" in added.stdout
    text.write_text(ARTICLE.replace("Six", "Nine").replace("5 ml", "6 ml"), "utf-8")
    changed = footnote(*check, knowledge=tiny_root)
    assert (changed.returncode, changed.stdout) == (1, "tomato-guide:feeding:p1: changed\n")


@pytest.mark.parametrize("name", ["../evil", "Upper", "", "é", "-x-"])
def test_the_name_of_a_source_is_a_plain_word(footnote, tmp_path, name):
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    done = footnote("source", "add", "a.txt", "--id", name)
    assert done.returncode == 2
    assert "lower-case letters" in done.stderr


def test_a_text_that_is_not_there(footnote):
    done = footnote("source", "check", "none.txt", "--id", "tomato-guide")
    assert (done.returncode, done.stderr) == (
        2,
        "footnote: none.txt: no such file: look at its path\n",
    )


def test_calibrating_gives_the_same_bytes_in_every_run(footnote, tiny_root, calibrated):
    root, said, _ = calibrated
    done = footnote("calibrate", knowledge=tiny_root)
    assert (done.returncode, done.stdout, done.stderr) == (0, said + "\n", "")
    made, due = (each / "calibration.yaml" for each in (tiny_root, root))
    assert made.read_bytes() == due.read_bytes()


def test_lint_finds_what_the_tiny_pack_lacks(footnote, tmp_path):
    page = tmp_path / "coverage.html"
    done = footnote("lint", "--coverage", "--html", page)
    assert done.returncode == 1  # its entries have fewer than twelve phrasings
    assert "sunlight" in done.stdout
    assert "<html" in page.read_text("utf-8")
    held = json.loads(footnote("lint", "--json", "--html", page).stdout)
    assert held["blocking"]
    assert held["stale"] == []
    nowhere = footnote("lint", "--html", tmp_path / "none" / "page.html")
    assert nowhere.returncode == 2
    assert "its folder is not there: make it first\n" in nowhere.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--html", ""), "it is a directory: name a file in it"),
        (("--html", "."), "it is a directory: name a file in it"),
        (("--html", "article.txt"), "it is no page of this command: name another file"),
        (("--html", "link.html"), "it is no page of this command: name another file"),
        (("--mutants", "--json"), "--mutants prints its own table: leave out"),
        (("--mutants", "--html", "page.html"), "--mutants prints its own table: leave out"),
        (("--coverage", "--json"), "leave out --json"),
    ],
)
def test_lint_refuses_before_it_works_what_it_cannot_do(footnote, tmp_path, options, words):
    (tmp_path / "article.txt").write_text(ARTICLE)
    (tmp_path / "link.html").symlink_to("article.txt")
    done = footnote("lint", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "article.txt").read_text() == ARTICLE


def test_lint_writes_no_page_into_the_pack(footnote, tiny_root):
    before = (tiny_root / "vocabulary.yaml").read_bytes()
    for name in ("vocabulary.yaml", "entries/light/new.yaml"):
        done = footnote("lint", "--html", tiny_root / name, knowledge=tiny_root)
        assert done.returncode == 2
        assert "it is inside the pack" in done.stderr
    assert (tiny_root / "vocabulary.yaml").read_bytes() == before


def test_ask_says_what_is_held_back_and_why(footnote, tmp_path):
    copy = tmp_path / "tomato-guide.txt"
    ask = ("ask", "sun or shade for tomatoes")
    copy.write_text(ARTICLE)
    assert footnote(*ask, FOOTNOTE_SOURCE_DIR=str(tmp_path)).stderr == ""
    copy.write_text(ARTICLE.replace("six hours", "nine hours"))
    done = footnote(*ask, FOOTNOTE_SOURCE_DIR=str(tmp_path))
    assert "1 entry is held back, since your copy of their source changed" in done.stderr
    assert done.stderr.count("\n") == 1
    copy.write_bytes(b"\xff")
    done = footnote(*ask, FOOTNOTE_SOURCE_DIR=str(tmp_path))
    assert "not a UTF-8 text (byte 0): save it as UTF-8; 5 entries are held back" in done.stderr
    copy.unlink()
    for command in (ask, ("why", "sun or shade for tomatoes"), ("lint",)):
        done = footnote(*command, FOOTNOTE_SOURCE_DIR=str(tmp_path))
        assert "FOOTNOTE_SOURCE_DIR has no tomato-guide.txt: put your copy" in done.stderr


def test_lint_tells_of_copies_that_are_not_there_or_broken(footnote, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    said = footnote("lint", FOOTNOTE_SOURCE_DIR=str(folder)).stderr
    assert "FOOTNOTE_SOURCE_DIR has no tomato-guide.txt" in said
    (folder / "tomato-guide.txt").write_bytes(b"\xff")
    held = json.loads(footnote("lint", "--json", FOOTNOTE_SOURCE_DIR=str(folder)).stdout)
    assert held["stale"]
    assert "not a UTF-8 text" in held["unreadable"]["tomato-guide"]


def test_the_bot_does_not_start_without_a_token(footnote):
    done = footnote("run")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("footnote: DISCORD_TOKEN is not set")


def test_a_name_with_signs_that_a_terminal_obeys_is_spelt_out(footnote, tiny_root):
    (tiny_root / "entries" / "light" / "a\x1b[31m\nb.yaml").write_text("id: a\x1b\n")
    done = footnote("lint", knowledge=tiny_root)
    assert done.returncode == 1
    assert "\x1b" not in done.stderr
    assert all(
        line.startswith("entries/light/a\\x1b[31m\\nb.yaml") for line in done.stderr.splitlines()
    )
    done = footnote("source", "check", "no\x1b\nfile", "--id", "tomato-guide")
    assert done.stderr == "footnote: no\\x1b\\nfile: no such file: look at its path\n"
