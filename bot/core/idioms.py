"""Spellings and turns of speech, put into the form in which passages and blocks are compared.

"All the more so" says nothing of all, "no better than" denies nothing, "varies little" denies that
it varies. British spellings become American ones. A line: letters of which a text has to hold some
(a quick look that spares the rest), the pattern, what it is read as.
"""

import re
from functools import cache

from bot.core.sayings import SAYINGS

READ_AS = (
    *SAYINGS,
    ("ise|ising|isation", r"(?<=al|il|im|er|at|gn|on|ol)is(?=e[ds]?\b|ing\b|ation)", "iz"),
    ("lyse|lysi", r"(?<=aly)s(?=e[ds]?\b|ing\b)", "z"),
    ("our", r"\b(vig|behavi|fav|col|tum|lab|hum|rum|harb)our", r"\1or"),
    ("oe", r"(?:\b|(?<=hyper)|(?<=hypo)|(?<=anti)|(?<=xeno)|(?<=phyto))oe(?=[sd])", "e"),
    ("oea", r"(?<=[hn])oea", "ea"),
    ("ae", "(?<=gyn)ae|ae(?=m[aio])", "e"),
    ("centre", r"\bcentre", "center"),
    ("programme", r"\bprogramme", "program"),
    ("ageing", r"\bageing\b", "aging"),
    (
        "testosterone to |testosterone-to|testosterone/|testosterone:|t-to|t/|t:|t to ",
        r"\b(?:T|testosterone)(?:-to-|/|:| to )(?:E2|estradiol|E(?= ratio))\b",
        "testosterone to estradiol",
    ),
    ("hardly", r"\bhardly\b", "barely"),  # whose stem is that of "hard"
    (
        "all the more|above all|first of all|most of all|not least",
        r"\b(?:all the more(?: so)?|above all|first of all|most of all|not least)\b",
        "particularly",
    ),
    ("by no means|in no way", r"\b(?:by no means|in no way)\b", "not"),
    ("more or less", r"\bmore or less\b", ""),
    ("cholesterol", r"(\bLDL\W+(?:the |so-called |known as )*\W?)bad\W+(?=cholesterol)", r"\1"),
    ("cholesterol", r"(\bHDL\W+(?:the |so-called |known as )*\W?)good\W+(?=cholesterol)", r"\1"),
    ("picogram", r"\bpicograms?(?: per | a |/)millilit(?:er|re)s?\b", "pg/mL"),
    ("all the while|all along", r"\ball (?:the while|along)\b", "meanwhile"),
    ("all over", r"\ball over (?=the|his)\b", "throughout "),
    ("all-important|all important", r"\ball[- ]important\b", "vital"),
    ("for all", r"\bfor all (?=its|his|their|that,)\b", "despite "),
    ("as a rule|by and large", r"\b(?:as a rule|by and large)\b", "generally"),
    ("once and for all", r"\bonce and for all\b", "permanently"),
    ("every ", r"\bevery (?:now and (?:then|again)|so often)\b", "occasionally"),
    ("all the time", r"\ball the time\b", "constantly"),
    ("all the same", r"\ball the same\b", "still"),
    (
        "at all|after all|all in all|all told|in all",
        r"\b(?:at all|after all|all in all|all told|in all(?=[,.:;)]|$))",
        "",
    ),
    ("whether", r"\bwhether or not\b", "whether"),
    ("no matter", r"\bno matter\b", "whatever"),
    ("no ", r"\bno (?:better|worse|different|less|more) than\b", "like"),
    (
        "altogether|completely|entirely|fully|wholly",
        r"\bnot (?=(?:\w+ ){1,4}(?:altogether|completely|entirely|fully|wholly)\b)",
        "partly ",
    ),
    ("old", r"\b(?:get|grow|becom)(?:s|e|es|ing)? old(?:er)?\b", "age"),
    ("more ", r"\bmore (?=moderate|slow|gentl|gradual|modest)", ""),
    ("alone", r"\b(leav\w+ (?:\w+ ){1,9})alone\b", r"\1untouched"),
    ("gain", r"\b(fat|weight) gains?\b", r"\1 accumulation"),
    (
        "for over-|for sign",
        r"\b(look|check|screen|watch|search|test)(s|ed|es|ing)? (?:out )?for (?=over-|signs? of)",
        r"\1\2 against ",
    ),
    ("fall on|falls on", r"\bfalls? on\b", "is on"),
    ("water", r"\b(pass(?:es|ed|ing)?) water\b", "urinating"),
    ("short of", r"\bshort of (?=[a-z])", "low in "),
    ("off", r"\bswitch(?:es|ed|ing)? (?=(?:\S+ ){1,4}off\b)", "suppress "),
    (
        "not |need",
        (
            r"\b(?:(?:do|does|did) not (?:have|need) to|need not|no need to) "
            "(?:change|reduce|lower|give up|(?:come|go) down|fall|drop|be (?:changed|reduced|cut))"
        ),
        "keeps",
    ),
    ("give up|gives up|gave up|giving up", r"\b(?:give|gives|gave|giving) up\b", "lose"),
    ("no ", r"\bno ((?:\w+ ){1,4}?\w+) more\b", r"the \1 most"),
    (
        "from",
        r"\bnot (?:keep|stop|hinder|save|spare) (?=(?:\w+ ){1,4}from\b)",
        "leaving it possible for ",
    ),
    ("clear of", r"\b(?:stay|steer|keep)(s|ing)? clear of\b", r"avoid\1"),
    (
        "before ",
        (
            r"\bbefore (?:it|they|this|that)"
            r" (?:happen|occur|begin|start|appear|set|com|aris)\w*(?: in)?"
        ),
        "early",
    ),
    ("eye on", r"\b(?:with )?an eye on\b", "watching"),
    ("confined|limited|restricted", r"\bnot (?:confined|limited|restricted) to\b", "beyond"),
    (
        "itself|themselves",
        r"\b(?:not|no) (?=(?:\w+ ){1,6}(?:by|for|of|in) (?:itself|themselves)\b)",
        "partly ",
    ),
    ("alone", r"\b(?:not|neither|no) (?=(?:\w+ ){1,6}alone\b)", "partly "),
    (" own", r"\b(?:not|neither|no) (?=(?:\w+ ){1,6}on (?:its|their) own\b)", "partly "),
    ("only", r"\bnot (?=(?:\w+ ){1,6}only\b)", "partly "),
    (
        "unique|different|individual",
        r"\b(?:every|each) (?=(?:\w+ ){1,3}is (?:unique|different|individual)\b)",
        "the ",
    ),
    (
        "interest in sex",
        r"\b(?:los\w+|lack\w*) (?:\w+ )?interest in sex\b",
        "notice a decline in libido",
    ),
    ("interest in sex|sex drive", r"\b(?:interest in sex|sex drive)\b", "libido"),
    (" own", r"\b(every|each) (?=(?:\w+ ){1,5}own\b)", "the "),
    ("not ", r"\bnot (?=(?:(?:for|in|with|at) (?:each|every|all)|\w+ all that)\b)", "partly "),
    (
        "not ",
        (
            r"\bnot (?:just |only )?(?:tied|bound|linked|peculiar|specific|confined|limited"
            r"|restricted) to (?=(?:just |only )?(?:one|a single) (?:side|extreme|end|column)\b)"
        ),
        "beyond ",
    ),
    ("isolation", r"\bin isolation\b", "alone"),
    ("no need", r"\bno need to\b", "need not"),
    ("no longer", r"\bno longer\b", "not"),
    (
        "not ",
        (
            r"\bnot (treat|see|regard|describe|present|view|count|picture|(?:speak|talk|think) of)"
            r" ((?:\S+ ){1,5}?)as an?\b"
        ),
        r"\1 \2as no",
    ),
    ("mean", r"\b(?:do|does|did) not mean\b", "leaves open"),
    ("doubt", r"\b(?:no|without(?: any| a)?|beyond(?: any)?) doubt\b", "certainly"),
    ("not ", r"\bnot (?:just|merely|simply|solely)\b", "not only"),
    (
        "rul|clud",
        r"\b(?:not|n't) (?:rul(?:e|ed|ing) out|(?:ex|pre)clud(?:e|ed|ing))\b",
        "leave possible",
    ),
    (
        "proof|guarantee",
        r"\b(?:is|are|be|being) (?:no|not an?) (?:proof|guarantee) (?:of|that|for)\b",
        "leave possible",
    ),
    ("rul", r"\brul(?:e|es|ed|ing) out\b", "exclude"),
    ("not un", r"\bnot un(?=common|usual|likely)", "quite "),
    ("but", r"\b(?:cannot|can not|can't) but\b", "must"),
    ("little", r"\b(var\w+|differ\w*|chang\w+|matter\w*) (?:very )?little\b", r"barely \1"),
    ("for ever|for good", r"\b(?:for ever|for good)\b", "permanently"),
    ("bring|brought", r"\b(?:bring|brings|brought|bringing) (?:on|about)\b", "trigger"),
    (
        "same|alike",
        r"\bnot (?:\w+ ){0,3}?(?:(?:in |to )?the same (?:way|extent|degree|amount)|alike)\b",
        "differently",
    ),
    ("same", r"\bnot (?:all )?the same\b", "partly different"),
    ("never", r"\b(?:that|which) never (?:change|move|var)\w+", "that is static"),
    (
        "opposed|place|instead",
        r"\b(?:as opposed to|in place of|instead of(?! \d))\b",
        "rather than",
    ),
    (
        "without",
        r"\bcan ?not (?:do|go|live|manage|work|be had|be done|get (?:by|along)) without\b",
        "needs",
    ),
    ("bad chol", r"\bbad cholesterol\b", "LDL"),
    ("good chol", r"\bgood cholesterol\b", "HDL"),
    ("rather", r"\brather than ((?:\w+ ){1,6}?)(?:alone|only)\b", r"and beyond \1"),
    ("little", r"\b(?:tell|say|show|prove)s? (?:very )?little\b", "leaves open"),
    ("ahead of|in advance of", r"\b(?:ahead|in advance) of (?=(?:\w+ ){0,2}symptom)", "before "),
    ("how often", r"\bhow often\b", "the frequency"),
    ("how much", r"\bhow much(?= and| or|,| is| of)", "the amount"),
    (
        "beyond|above|than",
        r"\b(?:beyond|above|more than)(?: what is)? physiological\b",
        "supraphysiological",
    ),
    ("build|pil", r"\b(?:build|pil)(?:e|es|s|ing)? up\b(?! (?:bone|muscle))", "accumulating"),
    ("brake", r"\bput(?:s|ting)? (?:a|the) brakes? on\b", "slow"),
    (
        "leav",
        (
            r"\b(?:not|nor|never|without) (?:let\w* \w+ )?leav(?:e|ing)"
            r" (?=(?:\S+ ){1,4}(?:range|window)\b)"
        ),
        "stay within ",
    ),
    (
        "from ",
        (
            r"\b(?:keep|kept|hold|held|stop|prevent|hinder|spar|bar)\w* (?:back )?from (?:leaving"
            r"|\w+ing (?:out of|from|beyond|outside)) (?=(?:\S+ ){1,4}(?:range|window)\b)"
        ),
        "kept within ",
    ),
    (
        "becom|became",
        r"\b(?:becomes?|became|becoming) (?=(?:o?estradiol|o?estrogens?|E2)\b)",
        "turns into ",
    ),
    ("leav", r"\bleav(?:e|es|ing) (?=(?:\S+ ){1,4}(?:range|window)\b)", "is outwith "),
    ("out of", r"\bout of (?=(?:\S+ ){1,4}(?:range|window)\b)", "outwith "),
    ("add", r"\badds? to (?=the|an?\b|elev|high)", "increases "),
    ("protect", r"\bprotect(s|ed|ing)? (?:a man |men |him )?(?:from|against)\b", r"prevent\1"),
    (
        "help",
        r"\bhelp(?:s|ed|ing)? (the|an?|his) (\w+) (?:to )?(?=\w)",
        r"supports \1 \2 ability to ",
    ),
    (
        "accumulat|collect|gather|reach more|build|pil",
        (
            r"\b(?:mak|help|let|caus|allow)(?:e|es|s|ing)? (estradiol|o?estrogen|E2|it) (?:to )?"
            r"(?:accumulat(?:e|ing)|collect|gather|reach more)\b"
        ),
        r"promotes accumulation of \1",
    ),
    ("less", r"\b(clear|remov|excret)(s|es|ed|ing)? less\b", r"poorly \1\2"),
    (
        "evenly|equally|uniformly|identically",
        r"\bnot (?=(?:\w+ )?(?:even|equal|uniform|identical)ly\b)",
        "partly ",
    ),
    ("guide", r"\b(?:as a|to) guide\b", "to help guide"),
    ("full of", r"\bfull of (?:energy|drive|vigor|life)\b", "energetic"),
    ("run", r"\bruns? (?=(?:too )?(?:high|low)\b)", "is "),
    ("retained", r"\b(water|fluid)(?: that)?(?: is| gets)? retained\b", r"\1 retention"),
    ("away", r"\b(?:take|takes|taking) away\b", "reduce"),
    ("away", r"\b(?:took|taken) away\b", "reduced"),
    ("to say nothing of|not to mention", r"\b(?:to say nothing of|not to mention)\b", "and"),
    ("will do", r"\bwill do\b(?=[,.;:]|$)", "suffices"),
    ("little", r"\b(?:very )?little (?=is|was|gets)", "barely anything "),
    ("little", r"\bwith (?:very )?little\b", "with low"),
    (
        "bound to",
        r"\bbound to (?=(?:be|have|get|go|rise|fall|happen|follow|cause|need)\b)",
        "must ",
    ),
    (
        " no ",
        r"\b(?:play|ha)(?:s|ve|d|ed)? no (?:part|role|say|bearing|influence|effect) (?:in|on)\b",
        "does not influence",
    ),
    ("has to ", r"\b(?<!who )(?<!which )(?<!that )has to (?=(?!do\b)[a-z])", "must "),
    (
        "have to ",
        (
            r"\b((?:men|patients|individuals|people|they)(?: (?!not\b)\w+){0,3})"
            r" have to (?=(?!do\b)[a-z])"
        ),
        r"\1 must ",
    ),
    ("how little", r"\bhow little\b", "the low degree to which"),
)
_CUED: dict[str, list[int]] = {}
for _at, (_cues, _, _) in enumerate(READ_AS):
    for _cue in _cues.split("|"):
        _CUED.setdefault(_cue, []).append(_at)


def plain(text: str) -> str:
    """Give a text with its spellings and turns of speech as they are meant."""
    lower = text.lower()
    found = {at for cue, places in _CUED.items() if cue in lower for at in places}
    for at in sorted(found):
        text = _pattern(at).sub(READ_AS[at][2], text)
    return text


@cache
def _pattern(at: int) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: half of them never are."""
    return re.compile(READ_AS[at][1], re.IGNORECASE)
