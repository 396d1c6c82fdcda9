import pytest

from bot.content.load import load_pack
from bot.core.offers import offer_only
from tests.real import KNOWLEDGE


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('You could ask: "Why sun?" · "What soil?"', 'You could ask: "What soil?"'),
        ('I know beds. Try: "Why sun?"', "I know beds."),
        ('I know beds.\n\nTry: "Why sun?" · "How deep?" · "What soil?"\n\nGood luck.',
         'I know beds.\n\nTry: "How deep?" · "What soil?"\n\nGood luck.'),
        ("Frag etwa: „Warum Sonne?“ · „Why sun?“", "Frag etwa: „Warum Sonne?“"),
        ("I know nothing else.", "I know nothing else."),
        ('It says "Why sun?" there.', 'It says "Why sun?" there.'),
    ],
)  # fmt: skip
def test_what_gets_no_answer_is_not_offered(text, left):
    assert offer_only(text, lambda question: question != "Why sun?") == left
    assert offer_only(text, lambda _: True) == text


def test_the_offers_of_the_pack_are_found():
    for texts in load_pack(KNOWLEDGE).messages.values():
        for name, text in texts.items():
            if " · " in text or name == "talk_greeting":
                asked = []
                offer_only(text, asked.append)
                assert asked, name
