"""Spellings and turns of speech, put into the form in which passages and blocks are compared.

"All the more so" says nothing of all, "no better than" denies nothing, "varies little" denies that
it varies. Each line is a pattern and what it is read as; British spellings become American ones.
"""

import re

_READ_AS = (
    (r"(?<=al|il|im|er|at|gn|on|ol)is(?=e[ds]?\b|ing\b|ation)", "iz"),
    (r"(?<=aly)s(?=e[ds]?\b|ing\b)", "z"),
    (r"\b(vig|behavi|fav|col|tum|lab|hum|rum|harb)our", r"\1or"),
    (r"\boe(?=[sd])", "e"),
    (r"(?<=gyn)ae|(?<=h)ae(?=m)", "e"),
    (r"\bcentre", "center"),
    (r"\bprogramme", "program"),
    (r"\bageing\b", "aging"),
    (r"\b(?:T|testosterone)(?:-to-|/|:| to )(?:E2|estradiol)\b", "testosterone to estradiol"),
    (r"\bhardly\b", "barely"),  # whose stem is that of "hard"
    (r"\b(?:all the more(?: so)?|above all|first of all|most of all|not least)\b", "particularly"),
    (r"\b(?:at all|after all|all in all|all told)\b", ""),
    (r"\bwhether or not\b", "whether"),
    (r"\bno matter\b", "whatever"),
    (r"\bno (?:better|worse|different|less|more) than\b", "like"),
    (r"\bnot (?=(?:\w+ ){1,4}(?:altogether|completely|entirely|fully|wholly)\b)", "partly "),
    (r"\b(?:get|grow|becom)(?:s|e|es|ing)? old(?:er)?\b", "age"),
    (r"\bmore (?=moderate|slow|gentl|gradual|modest)", ""),
    (r"\b(leav\w+ (?:\w+ ){1,2})alone\b", r"\1untouched"),
    (
        r"\b(look|check|screen|watch|search|test)(s|ed|es|ing)? (?:out )?for (?=over-|signs? of)",
        r"\1\2 against ",
    ),
    (r"\bfalls? on\b", "is on"),
    (r"\bshort of (?=[a-z])", "low in "),
    (r"\bswitch(?:es|ed|ing)? (?=(?:\S+ ){1,4}off\b)", "suppress "),
    (
        r"\b(?:do|does|did) not (?:have|need) to (?:give up|reduce|lower|cut|stop)(?: back)?\b",
        "keeps",
    ),
    (r"\b(?:give|gives|gave|giving) up\b", "lose"),
    (r"\bno ((?:\w+ ){1,4}?\w+) more\b", r"the \1 most"),
    (r"\b(?:not|neither|no) (?=(?:\w+ ){1,6}alone\b)", "partly "),
    (r"\b(every|each) (?=(?:\w+ ){1,5}own\b)", "the "),
    (r"\bnot (?=(?:for|in|with|at) (?:each|every|all)\b)", "partly "),
    (r"\bno doubt\b", "certainly"),
    (r"\bnot (?:just|merely|solely)\b", "not only"),
    (r"\b(?:not|n't) rul(?:e|ed|ing) out\b", "leave possible"),
    (r"\brul(?:e|es|ed|ing) out\b", "exclude"),
    (r"\bnot un(?=common|usual|likely)", "quite "),
    (r"\b(?:cannot|can not|can't) but\b", "must"),
    (r"\b(var\w+|differ\w*|chang\w+|matter\w*) (?:very )?little\b", r"barely \1"),
    (r"\b(?:for ever|for good)\b", "permanently"),
    (r"\b(?:bring|brings|brought|bringing) (?:on|about)\b", "trigger"),
    (r"\bleav(?:e|es|ing) (?=(?:\S+ ){1,4}(?:range|window)\b)", "is outwith "),
    (r"\bout of (?=(?:\S+ ){1,4}(?:range|window)\b)", "outwith "),
    (r"\badds? to (?=the|an?\b|elev|high)", "increases "),
    (r"\b(?:take|takes|took|taken|taking) away\b", "reduce"),
    (r"\b(?:very )?little (?=is|was|gets)", "barely anything "),
    (r"\bwith (?:very )?little\b", "with low"),
)
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), said) for pattern, said in _READ_AS)


def plain(text: str) -> str:
    """Give a text with its spellings and turns of speech as they are meant."""
    for pattern, said in _PATTERNS:
        text = pattern.sub(said, text)
    return text
