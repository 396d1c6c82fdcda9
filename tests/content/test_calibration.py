import pytest

from bot.content.calibration import FILE, dump_calibration, load_calibration
from bot.core.decide import LogisticModel, Policy
from bot.core.errors import ContentError
from bot.core.sentinel import Bounds
from bot.core.signals import SIGNALS
from bot.core.snapshot import Calibration
from bot.settings import packaged_knowledge
from tests.packs import calibration, change

FIRST = f"- name: {SIGNALS[0]}\n"
NUMBERS = tuple(n / 7 for n in range(len(SIGNALS)))
MADE = Calibration(
    LogisticModel(NUMBERS, NUMBERS[::-1], NUMBERS, -0.25),
    Policy(0.625, 0.1),
    Bounds(0.4, 0.3, 0.15),
)


def faults_of(root) -> str:
    with pytest.raises(ContentError) as caught:
        load_calibration(root)
    return str(caught.value)


@pytest.mark.parametrize("made", [MADE, calibration()])
def test_a_model_comes_back_as_it_was(tmp_path, made):
    (tmp_path / FILE).write_text(dump_calibration(made, {"answered": "12"}), "utf-8")
    assert load_calibration(tmp_path) == made


def test_the_figures_that_chose_it_stand_in_the_file():
    assert "answered: '12'" in dump_calibration(MADE, {"answered": "12"})


def test_the_shipped_model_fits_the_program():
    shipped = load_calibration(packaged_knowledge())
    assert 0 < shipped.policy.suggest < shipped.policy.answer < 1
    assert all(spread > 0 for spread in shipped.model.spreads)


def test_a_pack_without_a_model_says_what_makes_it(tmp_path):
    text = faults_of(tmp_path)
    assert "calibration.yaml: no such file" in text
    assert "run `footnote calibrate`" in text


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("bias: -6.0", "bias: many", "calibration.yaml:8: 'bias' must be a number, not 'many'"),
        ("bias: -6.0", "bias: inf", "calibration.yaml:8: 'bias' must be a number, not 'inf'"),
        ("answer: 0.6", "answer: .nan", "'answer' must be a number, not '.nan'"),
        ("answer: 0.6", "answer: nan", "'answer' must be a number, not 'nan'"),
        ("bias: -6.0", "", "calibration.yaml:1: 'bias' is missing or empty"),
        ("urgent: 0.9", "urgent: ''", "calibration.yaml:1: 'urgent' is missing or empty"),
        ("answer: 0.6", "answer: 0.6\nother: 1", "calibration.yaml:4: unknown key 'other'"),
        (FIRST, "- name: taste\n", f"other signals; run `footnote calibrate` ({SIGNALS[0]})"),
        (FIRST, f"- {{name: taste, mean: 0, spread: 1, weight: 1}}\n{FIRST}", "other signals"),
        ("mean: 0.0", "mean: low", "'mean' must be a number, not 'low'"),
    ],
)  # fmt: skip
def test_faults_of_a_model(tiny_root, old, new, fault):
    change(tiny_root, FILE, old, new)
    assert fault in faults_of(tiny_root)


def test_a_number_that_is_none_is_one_fault(tiny_root):
    change(tiny_root, FILE, "bias: -6.0", "bias: [1]")
    assert faults_of(tiny_root) == "calibration.yaml:8: 'bias' must be a text"
