"""The gate's rules for danger in six languages of the west, on sentences that are not theirs."""

import pytest

from bot.core.gate import Gate
from bot.core.verdict import Route
from tests.real import real_rules


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate(real_rules(), clock=lambda: 0.0)


@pytest.mark.parametrize(
    "text",
    [
        "mein kumpel zuckt am ganzen körper",
        "hab mir die zehnfache menge gespritzt",
        "er ist ganz blau im gesicht",
        "mijn zoontje van 3 heeft twee tabletten opgegeten",
        "ik heb de hele doos leeggegeten",
        "plots kan ik niet meer praten",
        "d'un coup je vois flou et j'ai le bras gauche engourdi",
        "mon grand-père a pris mes cachets",
        "mon mollet est rouge et chaud",
        "se me paralizó la mitad de la cara",
        "me salieron ronchas y no puedo tragar",
        "mi abuela se tomó mis pastillas",
        "minha filha colocou um comprimido na boca",
        "ele tá espumando pela boca",
        "injetei o dobro da dose",
        "ha la schiuma alla bocca",
        "mi gira la testa e ho un peso al petto",
        "la lingua mi si sta gonfiando",
    ],
)
def test_an_emergency_is_urgent(gate: Gate, text: str):
    assert gate.check(text).route is Route.URGENT


@pytest.mark.parametrize(
    "text",
    [
        "will sterbn",
        "ich pack das alles nicht mehr",
        "hab mir wieder die arme aufgeschnitten",
        "ik zie het niet meer zitten",
        "hij heeft gezegd dat hij van het dak springt",
        "heb een briefje geschreven voor mn ouders, vannacht doe ik het",
        "je vais sauter",
        "ma soeur s'est tailladé les poignets",
        "g envie de mourir",
        "a veces pienso que sería más fácil no estar",
        "mi hijo dice que no quiere vivir",
        "kiero morirme",
        "a morte seria um alívio",
        "comprei a corda",
        "ninguém vai sentir minha falta",
        "mi faccio dei tagli sulle gambe",
        "mio fratello minaccia di ammazzarsi",
        "voglio sparire per sempre",
    ],
)
def test_self_harm_is_urgent(gate: Gate, text: str):
    assert gate.check(text).route is Route.URGENT


@pytest.mark.parametrize(
    "text",
    [
        "ich könnte vor Lachen sterben",
        "ich hasse montage",
        "wie oft muss ich den Mund spülen",
        "mijn geduld is op",
        "ik heb geen zin meer in dit spelletje",
        "je suis mort de fatigue",
        "la pilule est difficile à avaler haha",
        "je ne vois pas la différence",
        "estoy muerto de cansancio",
        "mi perro murió ayer",
        "morri de vergonha ontem",
        "o jogo me deixou sem palavras",
        "sono stanco morto",
        "non vedo l'ora di finire la cura",
    ],
)
def test_a_figure_of_speech_is_not_urgent(gate: Gate, text: str):
    assert gate.check(text).route is not Route.URGENT
