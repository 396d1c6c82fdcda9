import pytest

from bot.content.calibration import FILE, load_calibration
from bot.content.load import load_golden, load_pack
from bot.core.decide import SIGNALS, Signals
from bot.core.errors import ContentError
from bot.services.calibrate import (
    FOLDS,
    STEPS,
    SUGGEST,
    TARGET,
    Sample,
    calibrate_pack,
    choose,
    golden_samples,
    held_out,
    lowest_bound,
)
from tests.packs import write_pack

GOOD, BAD = ({name: value for name in SIGNALS} for value in (1.0, -1.0))


@pytest.fixture(scope="module")
def calibrated(tmp_path_factory):
    root = write_pack(tmp_path_factory.mktemp("calibrate") / "pack")
    ticks = []
    return root, calibrate_pack(root, lambda done, total: ticks.append((done, total))), ticks


def test_the_model_is_stored_and_can_be_read(calibrated):
    root, said, ticks = calibrated
    made = load_calibration(root)
    assert ticks == [(done, STEPS) for done in range(STEPS + 1)]
    assert made.policy.suggest == SUGGEST
    assert 0 < made.policy.answer <= 1
    assert "golden questions: 7" in said
    assert "Clopper-Pearson" in said
    assert all(
        line.split(": ")[0] in (root / FILE).read_text("utf-8") for line in said.splitlines()
    )


def test_calibrating_again_gives_the_same_bytes(calibrated):
    root, *_ = calibrated
    first = (root / FILE).read_bytes()
    calibrate_pack(root, lambda _done, _total: None)
    assert (root / FILE).read_bytes() == first


def test_every_phrasing_is_held_out_once(tiny):
    pack = tiny.snapshot.pack
    texts = [{each.text for each in held_out(pack, fold)} for fold in range(FOLDS)]
    due = {text for entry in pack.entries for text in entry.phrasings}
    assert due <= set().union(*texts)
    assert sum(len(part & due) for part in texts) == len(due)


def test_what_is_held_out_of_an_uncovered_topic_has_no_right_entry(tiny):
    topics = {text for topic in tiny.snapshot.pack.uncovered for text in topic.phrasings}
    samples = [each for fold in range(FOLDS) for each in held_out(tiny.snapshot.pack, fold)]
    about = [each for each in samples if each.text in topics]
    assert about
    assert not any(each.right for each in about)
    assert any(each.right for each in samples)


def test_only_golden_questions_that_retrieval_decides_on_are_asked(tiny):
    golden = load_golden(tiny.settings.knowledge / "golden" / "dev.yaml")
    names = {each.question for each in golden_samples(tiny.snapshot, golden)}
    assert names == {f"g{n}" for n in range(1, 8)}


@pytest.mark.parametrize(
    ("questions", "bound"),
    [
        ([], (1.0, 0, 0)),
        ([(0.9, False)], (1.0, 0, 0)),
        ([(0.9, True), (0.5, True), (0.4, False)], (0.5, 2, 0)),
        ([(0.9, False), *[(0.5, True)] * 60], (0.5, 61, 1)),
    ],
)
def test_the_lowest_bound_that_keeps_to_the_target(questions, bound):
    assert lowest_bound(questions) == bound
    assert bound[2] <= TARGET * bound[1]


def test_a_model_is_chosen_on_questions_that_it_did_not_see():
    def sample(n, right):
        return Sample(f"q{n}", f"text {n}", Signals(**(GOOD if right else BAD)), right)

    own = [sample(n, n % 2 == 0) for n in range(40)]
    calibration, chosen = choose(own, own)
    assert chosen["answered"] == "20"
    assert chosen["wrong"] == "0"
    model, policy = calibration.model, calibration.policy
    assert model.chance(Signals(**GOOD)) >= policy.answer > model.chance(Signals(**BAD))


def test_a_pack_without_golden_questions(tmp_path):
    root = write_pack(tmp_path / "pack")
    (root / "golden/dev.yaml").unlink()
    before = (root / FILE).read_bytes()
    with pytest.raises(ContentError, match="no such file"):
        calibrate_pack(root, lambda _done, _total: None)
    assert (root / FILE).read_bytes() == before
    assert load_pack(root)
