import pytest

from bot.core.uncover import uncovered


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("||wh||en shall **I**", "when shall I"),
        ("f*s****t w***ter", "f*st w*ter"),  # one star is left, which stands for a letter
        ("WhenShallIWaterTheFern?", "When Shall I Water The Fern?"),
        ("Wh€nSh@llW€W@t€rIt,Mum", "Wh€n Sh@ll W€ W@t€r It, Mum"),
        ("wwhheenn sshhaallll wwee", "when shall we"),
        ("$$hh@@llll wwee", "$h@ll we"),
        ("WwHhEeNn SsHhAaLlLl", "WHEN SHALl"),
        ("wheeeen shaaaall weeee", "when shall we"),
        ("iiiis iiiit aaaa deeeeeeeep rooooooootiiiing feeeern", "is it a deep rooting fern"),
        ("w.h.e.n s.h.a.l.l w.e", "when shall we"),
        ("w h e n  s h a l l  w e", "when shall we"),
        ("w - h - e - n _ s - h - a - l - l , _ w - e", "when shall, we"),
        ("w-h-e-n.,-s-h-a-l-l,.-w-e", "when. shall, we"),
        ("w\n.\nh\n.\ne\n.\nn\n\ns\n.\nh\n.\na", "when sha"),
        ("w·h·e·n··s·h·a·l·l··w·e", "when shall we"),
        ("I'.v.e s.e.e.n i.t..s o.w.n", "Ive seen its own"),
        ("w.h*n s.h.a.l.l w.e", "wh*n shall we"),
        ("w_h_*_n__s_h_a_l_l__w_e", "wh*n shall we"),
        ("w*h*e*ns*h*a*l*lw*e*w*a*t*e*ri*t", "whenshallwewaterit"),
        ("f€rn's r·o·o·t'$ @·r·m", "f€rns root$ @rm"),
        ("ww hh ee nn  ss hh aa ll ll  ww ee", "when shall we"),
        ("W_a_t_e_rT_h_eF_e_r_nT_o_d_a_y", "Water The Fern Today"),
        ("||w|| ||h|| ||e|| ||n|| ||w|| ||e||", "whenwe"),
    ],
)
def test_what_was_done_to_all_letters_is_undone(text: str, said: str):
    assert uncovered(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "When shall I water the fern?",
        "a b c",
        "my iPhone says 5 mg, e 2 is o k",
        "see Anna's book, all good",
        "aaaah sooo good",
        "e.g. a U.S. fern, i.e. mine",
        "*now* or 3 * 4",
        "wHeN sHaLl We",
    ],
)
def test_ordinary_text_stays(text: str):
    assert uncovered(text) == text
