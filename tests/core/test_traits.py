"""What words tell of who asks about what."""

from bot.core.patterns import Lexicon
from bot.core.traits import told_by, traits_of

LEXICONS = (
    Lexicon("own", ("my", "mine")),
    Lexicon("change", ("drop(?:ping)?", "st?op")),
    Lexicon("any", ("{own}", "his")),
)


def test_words_get_every_lexicon_that_holds_them() -> None:
    found = traits_of(["my", "his", "dropping", "drops", "my"], LEXICONS)
    assert found == {"my": ("own", "any"), "his": ("any",), "dropping": ("change",)}


def test_a_text_tells_its_traits_their_pairs_and_their_order() -> None:
    traits = {"my": ("own",), "drop": ("change",)}
    assert set(told_by(["drop", "all", "my", "pills"], traits)) == {
        "own",
        "change",
        "change+own",
        ">change",
        "change>own",
        "own>",
    }


def test_a_text_without_traits_tells_nothing() -> None:
    assert not list(told_by(["what", "is"], {}))
