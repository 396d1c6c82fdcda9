# ruff: noqa: RUF001 - characters that resemble others are the subject
"""Emergencies and self-harm in languages with rules of their own, and what sounds alike."""

import time
from pathlib import Path

import pytest

from bot.content.safety import load_safety
from bot.core.gate import Gate
from bot.core.verdict import Route

RULES = Path(__file__).parents[2] / "knowledge" / "safety"

URGENT = (
    "wypiłam omyłkowo trzy tabletki zamiast połówki",
    "kolega na siłowni zasłabł i nie można go dobudzić",
    "jestem dla nich tylko ciężarem",
    "бабушка перепутала коробочки и выпила мои таблетки, её тошнит",
    "u menya nemeet levaya ruka i davit v grudi",
    "боюсь что брат что-то с собой сделает",
    "ne vizhu smysla zhit",
    "bebeğim anastrozol hapını ağzına attı",
    "annemin yüzü kaydı konuşması bozuldu",
    "uyuyup bir daha uyanmamak istiyorum",
    "seene mein jakdan hai aur baaye haath me dard",
    "माँ का चेहरा एक तरफ लटक गया है",
    "meri behen apni nas kaatne ki baat kar rahi hai",
    "मैं सब पर बोझ हूँ",
    "我妈把一周的药一次吃了",
    "老公突然倒下没有意识",
    "没有我你们会更好",
    "1歳の息子がアリミデックスを口に入れてた",
    "母の口が歪んで言葉が出ない",
    "私なんかいない方がいい",
)

HARMLESS = (
    "zaraz umrę z nudów w pracy",
    "żegnam się z cukrem od jutra",
    "умираю со смеху",
    "соски чувствительные и колени болят",
    "yorgunluktan ölüyorum",
    "bi kahve içtim kendime geldim",
    "hasi ke maare mar gaya",
    "दवा लेने के बाद पानी पीना चाहिए क्या",
    "尴尬死了",
    "最后一条消息没看懂",
    "恥ずかしくて死ぬ",
    "朝一錠飲みました",
)


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate(load_safety(RULES), clock=time.thread_time)


@pytest.mark.parametrize("text", URGENT)
def test_it_goes_to_help_lines(gate: Gate, text: str):
    assert gate.check(text).route is Route.URGENT


@pytest.mark.parametrize("text", HARMLESS)
def test_idioms_and_everyday_talk_do_not(gate: Gate, text: str):
    assert gate.check(text).route is not Route.URGENT
