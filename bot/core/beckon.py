"""Words beside a mention that only call the bot to the message which they reply to.

"Please", "^", "can you answer this?" and "any source for that?" ask nothing of their own. Every
word has to be of a closed list, so that whatever else is said is heard as it stands.
"""

from bot.core.tokens import fold, tokens


def _listed(words: str) -> frozenset[str]:
    return frozenset(tokens(fold(words)))


_POINTS = _listed(
    "this that thats these those it the above him her them question questions one post message"
    " think say says thoughts opinion opinions"
    " das dies diese dieser diesem diesen dazu damit dafür hierzu davon ihm ihr ihnen frage"
)
_ASKS = _listed("what whats how hows was wie")
_GREETS = _listed(
    "hey hi hello yo thanks thank thx ty cheers advance in you u hallo moin danke dir voraus im"
)
_FRAMES = _listed(
    "please pls plz can could would will answer answered answers explain help find check look read"
    " see tell show respond reply out up on for to about of at here with by and or so then now any"
    " anything something some an a source sources sourced citation citations reference references"
    " article passage passages link proof evidence info information idea ideas is are isnt true"
    " right correct ok okay yes yeah yep sure do does know got have bot footnote too also same bump"
    " bitte kannst könntest könnt du mal doch beantworten antworten antworte antwort erklären"
    " erklär hilf helfen schau nachsehen suchen finden sagen sag sagst meinst denkst weißt kennst"
    " hast gibt gibts es eine einen ein etwas irgendwas stimmt richtig wahr ist und auch mit zu"
    " von für hier gleiche selbe dito quelle quellen beleg belege ja"
)
_KNOWN = _POINTS | _ASKS | _GREETS | _FRAMES


def beckons(text: str) -> bool:
    """Tell whether a text only calls for an answer to what it replies to; marks alone do.

    "What can you do" asks of the bot itself: a question has to point at something, and a greeting
    alone is one.
    """
    words = frozenset(tokens(fold(text)))
    if not words <= _KNOWN or (words and words <= _GREETS):
        return False
    return not words & _ASKS or bool(words & _POINTS)
