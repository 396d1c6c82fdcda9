import pytest

from bot.content.golden import load_golden
from bot.core.errors import ContentError
from bot.core.golden import GoldenQuestion


def test_golden_questions(tiny_root):
    questions = load_golden(tiny_root / "golden/dev.yaml")
    assert len(questions) == 10
    assert questions[0] == GoldenQuestion(
        "g1", "when do I water tomatoes", "answer", "natural", ("tomato-guide:watering:p1",)
    )
    assert questions[-1].history == ("what are the signs of too much water",)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{a: b}", "g.yaml:1: expected a list of questions"),
        ("", "g.yaml: empty"),
        ("- {id: a, q: b, route: maybe, group: g}",
         "g.yaml:1: route 'maybe' is none of answer, clinician, urgent, abstain, smalltalk, open"),
        ("- {id: a, q: b, route: answer, group: g}",
         "g.yaml:1: 'gold' belongs to route answer, and only there"),
        ("- {id: a, q: b, route: abstain, group: g, gold: ['s:a:p1']}",
         "g.yaml:1: 'gold' belongs to route answer, and only there"),
        ("- {id: a, q: b, route: abstain, group: g}\n- {id: a, route: abstain, group: g}",
         "g.yaml:2: 'q' is missing or empty"),
    ],
)  # fmt: skip
def test_faults_of_golden_questions(tmp_path, text, fault):
    path = tmp_path / "g.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        load_golden(path)
    assert list(map(str, caught.value.faults)) == [f"{tmp_path}/{fault}"]
