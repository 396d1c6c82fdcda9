import pytest

from bot.core.model import Locator, PlainPassage
from bot.core.showing import Showing

BLOCK, OTHER = Locator("garden:sun:p1"), Locator("garden:water:p1")


def passage(text: str, *blocks: Locator) -> PlainPassage:
    return PlainPassage(text, blocks or (BLOCK,))


def fresh(tiny, text: str, *said: PlainPassage) -> bool:
    """Tell whether a passage on one block is shown after others."""
    return bool(Showing(tiny.snapshot).fresh([passage(text)], said))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Shade harms the fruit.", "Shade harms the fruit."),
        ("The fruit is harmed by shade, it says.", "Fruit is harmed by shade most, it says."),
        ("Shade harms the fruit. So it does.", "Shade harms the fruit and the leaf."),
    ],
)
def test_what_was_said_is_not_shown_again(tiny, text, said):
    assert not fresh(tiny, text, passage(said))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Shade harms the fruit and the leaf.", "Shade harms the fruit."),
        ("Shade does not harm the fruit.", "Shade harms the fruit."),
        ("Shade harms the fruit within 20 days.", "Shade harms the fruit within 30 days."),
        ("Shade harms the fruit. Water helps it.", "Shade harms the fruit."),
    ],
)
def test_what_says_more_or_otherwise_is_shown(tiny, text, said):
    assert fresh(tiny, text, passage(said))


def test_the_same_words_from_another_block_are_shown(tiny):
    assert fresh(tiny, "Shade harms the fruit.", passage("Shade harms the fruit.", OTHER))


def test_sentences_may_have_been_said_in_several_passages(tiny):
    said = (passage("Shade harms the fruit."), passage("Water helps the leaf."))
    assert not fresh(tiny, "Water helps the leaf. Shade harms the fruit.", *said)
