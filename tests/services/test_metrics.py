import logging
import re
from pathlib import Path
from typing import get_args

from bot.core.outcome import Outcome
from bot.core.verdict import RuleClass
from bot.log import Errors
from bot.services.metrics import Metrics

README = Path(__file__).parents[2] / "README.md"


def value(metrics: Metrics, line: str) -> float:
    found = re.search(rf"^{re.escape(line)} (\S+)$", metrics.text().decode(), re.MULTILINE)
    assert found, f"no {line}"
    return float(found[1])


def test_outcomes_and_their_time():
    metrics = Metrics()
    metrics.asked("answer", 0.003)
    metrics.asked("answer", 0.2)
    metrics.asked("urgent", 0.001)
    assert value(metrics, 'footnote_questions_total{outcome="answer"}') == 2
    assert value(metrics, 'footnote_questions_total{outcome="urgent"}') == 1
    assert value(metrics, 'footnote_answer_seconds_bucket{le="0.005"}') == 2
    assert value(metrics, "footnote_answer_seconds_count") == 3


def test_the_gate_and_the_limits():
    metrics = Metrics()
    metrics.gate("personal-dose")
    metrics.limited()
    assert value(metrics, 'footnote_gate_total{rule_class="personal-dose"}') == 1
    assert value(metrics, "footnote_limited_total") == 1


def test_every_outcome_and_class_begins_at_nought():
    text = Metrics().text().decode()
    assert set(re.findall(r'questions_total\{outcome="(\S+)"\} 0', text)) == {
        each.name for each in get_args(Outcome)
    }
    assert text.count("footnote_gate_total{") == len(RuleClass)


def test_each_figure_is_explained_and_none_is_written_twice():
    text = Metrics().text().decode()
    helps = dict(re.findall(r"^# HELP (footnote_\S+) (.+)$", text, re.MULTILINE))
    assert helps.keys() == set(re.findall(r"^# TYPE (footnote_\S+)", text, re.MULTILINE))
    assert not [name for name in helps if name.endswith("_created")]
    assert 'footnote_build_info{version="' in text


def test_the_readme_names_each_figure_and_its_labels():
    text = Metrics().text().decode()
    there = set(re.findall(r"^# HELP (footnote_\S+)", text, re.MULTILINE))
    labels = dict(re.findall(r"^(footnote_\w+)\{(\w+)=", text, re.MULTILINE))
    labels |= {"footnote_gateway_up": "shard"}  # there is no shard yet
    labels.pop("footnote_answer_seconds_bucket")
    told = re.findall(r"`(footnote_\w+)(?:\{(\w+)\})?`", README.read_text("utf-8"))
    assert {name for name, _ in told} == there
    assert {name: label for name, label in told if label} == labels


def test_errors_in_the_log():
    metrics = Metrics()
    handler = Errors(metrics.erred)
    for name, level in (("bot.x", "ERROR"), ("bot.y.z", "CRITICAL"), ("discord.shard", "ERROR")):
        handler.handle(logging.makeLogRecord({"name": name, "levelno": getattr(logging, level)}))
    assert value(metrics, 'footnote_log_errors_total{source="bot"}') == 2
    assert value(metrics, 'footnote_log_errors_total{source="discord"}') == 1


def test_gaps_that_wait():
    metrics = Metrics()
    metrics.gaps(3)
    metrics.gaps(2)
    assert value(metrics, "footnote_gaps_open") == 2


def test_two_processes_in_one_have_their_own_figures():
    first, second = Metrics(), Metrics()
    first.limited()
    assert value(second, "footnote_limited_total") == 0


def test_memory_and_descriptors_are_there():
    metrics = Metrics()
    assert value(metrics, "process_resident_memory_bytes") > 0
    assert value(metrics, "process_open_fds") > 0
