import pytest

from bot.content.golden import load_golden
from bot.core.tongue import tongue, tongues_of
from bot.settings import packaged_knowledge


@pytest.fixture(scope="module")
def tongues(shipped):
    return tongues_of(shipped.snapshot.pack.messages)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I took the whole pack, what do I do", "en"),
        ("me tomé toda la caja de anastrozol", "es"),
        ("tomei comprimidos demais e não me sinto bem", "pt"),
        ("j'ai pris trop de comprimés", "fr"),
        ("ich habe zu viele Tabletten genommen", "de"),
        ("ho preso troppe compresse", "it"),
        ("ik heb te veel pillen geslikt", "nl"),
        ("wziąłem za dużo tabletek", "pl"),
        ("zemdlał po zastrzyku", "pl"),
        ("aşırı doz", "tr"),  # noqa: RUF001
        ("çok fazla hap içtim", "tr"),
        ("я выпил все таблетки", "ru"),
        ("मैंने 20 गोलियां खा लीं", "hi"),
        ("maine bahut zyada goliyan kha li", "hi"),
        ("我不想活了", "zh"),
        ("anastrozole", ""),
        ("die die", ""),
        ("30 tabs!!", ""),
        ("", ""),
    ],
)
def test_a_language_is_recognised_by_its_letters_or_words(tongues, text, language):
    assert tongue(text, tongues) == language


def test_english_questions_are_not_taken_for_foreign_ones(tongues):
    golden = load_golden(packaged_knowledge() / "golden" / "dev.yaml")
    plain = [each.q for each in golden if each.q.isascii()]
    taken = [each for each in plain if tongue(each, tongues) not in ("en", "")]
    assert len(taken) < len(plain) / 10


def test_a_language_without_texts_is_never_given():
    assert tongue("я выпил все таблетки", {}) == ""
