import logging

from bot.services.ask import Asker, Where
from bot.services.metrics import Metrics
from bot.services.record import Recorder


def test_a_decision_is_counted_and_logged_without_the_question(tiny, caplog):
    metrics, counted = Metrics(), []
    asker = Asker(
        tiny.library, lambda: 0.0, Recorder(metrics, lambda *count: counted.append(count))
    )
    with caplog.at_level(logging.DEBUG):
        asker.converse("17:23", "how much anastrozole should I, zebra-9, take")
        asker.converse("17:23", "when should tomatoes be watered", Where(7))
    assert counted == [(None, "", "clinician"), (7, "watering-time", "answer")]
    first, second = (vars(each) for each in caplog.records)
    assert (first["outcome"], first["entry"]) == ("clinician", None)
    assert first["rules"]
    assert (second["outcome"], second["entry"]) == ("answer", "watering-time")
    assert first["decision"] != second["decision"]
    assert "zebra-9" not in str(first)
    figures = metrics.text().decode()
    assert 'footnote_questions_total{outcome="clinician"} 1.0' in figures
    assert 'footnote_gate_total{rule_class="personal-dose"} 1.0' in figures


def test_a_question_in_the_terminal_is_not_recorded(tiny, caplog):
    with caplog.at_level(logging.DEBUG):
        tiny.asker().converse("terminal", "when should tomatoes be watered")
    assert caplog.records == []
