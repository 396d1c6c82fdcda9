"""Turns of speech that only sound like a direction, a denial or a word for all.

The same kind of lines as in `idioms`, which reads them first: "come up in both columns" is no rise,
"for all that he has" no word for all, and "so that it does not set in" prevents it.
"""

_EYES = "eyes|view|words|telling|account|reading|opinion|judgment|terms|phrase|wording|book"
_OF = "article|authors?|text|source|reviews?|study|list|table|title|entry"
_STARTS = (
    "(?:set|sets|setting) in|aris|appear|occur|develop|emerg|happen|start|begin|come|coming|follow"
    "|show|form|return|recur|take hold|taking hold|taking shape|crop|turn(?:s|ing)? up|result"
    "|break(?:s|ing)? out|creep|build|get|grow"
)
_UNSAID = r"(?!not\b|never\b|no\b|neither\b)"
_VERB = "do|does|will|would|can|could|may|might|need|shall|should"
_HEADED = "columns?|tables?|lists?|rows?|sides?|article|text|section|heading|headings|title|entry"

SAYINGS = (
    (
        "eyes|view|words|telling|account|reading|opinion|judg|terms|phrase|wording|book",
        rf"\b(?:in|by|to) the (?:{_OF})['’]s? (?:own )?(?:{_EYES})\b",  # noqa: RUF001
        "according to the article",
    ),
    (
        "in the eyes of|in the view of|in the words of|in the opinion of",
        rf"\bin the (?:eyes|view|words|opinion) of the (?:{_OF})\b",
        "according to the article",
    ),
    (
        "for all",
        (
            r"\bfor all (?:(?:of )?(?:this|these)|that "
            r"(?!(?:are|have|take|use|drink|need|get|had)\b)(?=\w))"
        ),
        "despite ",
    ),
    (
        "all ",
        r"\ball (\w+ing) (?=(?:\w+ )?(?:together|in concert|as one|in unison|in tune|at once)\b)",
        r"\1 ",
    ),
    ("all at once|all together", r"\ball (?:at once|together)\b", "together"),
    (" up", r"\b(?:crop|turn|show)(s|ped|ed|ping|ing)? up\b(?! to \d)", r"appear\1"),
    (
        " up ",
        (
            rf"\b(?:com(?:e|es|ing)|came|brought) up "
            rf"(?=(?:again )?(?:in|under|on|among|for) (?:\S+ ){{0,3}}?(?:{_HEADED})\b)"
        ),
        "appear ",
    ),
    (" up ", r"\bcom(?:e|es|ing) up (?=with\b|again\b|twice\b|once\b)", "appear "),
    (
        " up",
        r"\b(?:keep(?:s|ing)?|kept)(?: up\b(?! to \d)|(?= (?:(?!from )\S+ ){1,3}up\b))",
        "maintain",
    ),
    (
        "gains",
        r"\b(?<!fat )(?<!weight )(?<!muscle )(?<!mass )gains\b(?= (?:of|from|that))",
        "benefits",
    ),
    (
        "gains",
        r"\b(therapeutic|clinical|health|healthy|mental|the|its|these|their) gains\b",
        r"\1 benefits",
    ),
    (
        "little",
        r"\b(?<!a )little (?:or no )?(?=(?:pleasure|joy|enjoyment|delight|fun|interest)\b)",
        "lacking ",
    ),
    ("rid", r"\brid(?:s|ding)? (?:the body|the system|itself|him) of (\w+)", r"clear \1"),
    ("lest ", rf"\blest ((?:\w+ ){{1,7}}?)(?=(?:should )?(?:{_STARTS}))", r"to prevent \1"),
    (
        "so ",
        (
            rf"\bso (?:that )?((?:\w+ ){{1,8}}?)(?:{_VERB}) (?:not|never) (?:\w+ly |even |first )?"
            rf"(?=(?:{_STARTS}))"
        ),
        r"to prevent \1from ",
    ),
    ("so that neither", r"\bso that neither ((?:\w+ ){1,4}?)nor\b", r"so that no \1or"),
    (
        "so that n",
        rf"\bso that (?:no|neither) ((?:\w+ ){{1,7}}?)(?=(?:(?:{_VERB}) )?(?:{_STARTS}))",
        r"to prevent \1",
    ),
    (
        "so that ",
        (
            rf"\bso that ((?:{_UNSAID}\w+ ){{1,7}}?)(?:(?:{_VERB}) )?"
            rf"(?=(?:(?:set|sets) in|aris|develop(?!\w*ment)|emerg|occur|take hold)\w*)"
        ),
        r"to trigger \1",
    ),
    (
        "keep|kept|stop|hinder",
        (
            rf"\b(?<!not )(?<!never )(?:keep|kept|stop|hinder)(?:s|p?ing|p?ed)? "
            rf"((?:\w+ ){{1,7}}?)"
            rf"from (?={_STARTS})"
        ),
        r"prevent \1from ",
    ),
    (
        "not keep|not stop|not hinder",
        rf"\bnot (?:keep|stop|hinder) ((?:\w+ ){{1,7}}?)from (?={_STARTS})",
        r"trigger \1from ",
    ),
    ("not ", r"\bnot (?:yet )?(?:done|finished|through|over) with\b", "going on with"),
    ("nothing but", r"\bnothing but\b", "only"),
    ("she|her", r"\b(he|his|him) (?:or|and) (?:she|hers?)\b", r"\1"),
    (
        "no other",
        r"\bno other (?=(?:[\w-]+ ){1,6}(?:as|so|more|better|closer|stronger)\b)",
        "the ",
    ),
    ("given up", r"\bgiven up\b", "lost"),
    (
        "not ",
        r"\bnot (call|label|deem|term) ((?:\S+ ){1,5}?)an? ",
        r"\1 \2no ",
    ),
    (
        "far from|anything but|nowhere near|nothing like",
        r"\b(?:far from|anything but|nowhere near|nothing like)\b",
        "not",
    ),
    ("iron", r"\b(?:cast[- ])?iron (?=law|rule|certain)", "fixed "),
    ("not will|not must|not always", r",? not (?:will|must|always)\b(?=[,.;:)]|$)", ""),
    (
        "one go|random|chance|accident|mistake|overnight|nowhere|at will|stroke|blind|vacuum",
        (
            r"\bnot (?=(?:\w+ ){0,6}?(?:in one go|at random|by (?:chance|accident|mistake)"
            r"|overnight|out of nowhere|at will|at a stroke|blindly|in a vacuum)\b)"
        ),
        "partly ",
    ),
    (
        "neither",
        r"\bleav(?:es?|ing) neither ((?:\w+ ){1,3})nor ((?:\w+ ){1,3})un(?:touch|affect|chang)ed\b",
        r"affects \1and \2",
    ),
    (
        "neither",
        (
            r"\bneither ((?:\S+ ){1,5})nor (?=(?:\S+ ){1,6}"
            r"(?:alone|by itself|by themselves|on its own|suffices|enough)\b)"
        ),
        r"partly \1and ",
    ),
    ("without", r"\bwithout ((?:\w+ ){1,3})doing (?:the same|so)\b", r"unlike \1"),
    ("without", r"\b(?:not|never) ((?:\w+ ){1,5}?)without (?=an?\b)", r"\1with "),
    ("to nothing", r"\bto nothing\b(?! (?:but|other))", "to zero"),
    ("every bit", r"\bevery bit as\b", "just as"),
    ("leav", r"\bleav(?:es?|ing) out\b", "miss"),
    (
        "back from",
        r"\b(?:hold|held|keep|kept)(?:s|ing)? ((?:\w+ ){1,4})back from\b",
        r"hinder \1from",
    ),
    (" any", r"\bmore (?=than (?:\w+ )?any(?:thing)? (?:other|else)\b)", "foremost "),
    (
        "than",
        (
            r"\bno (?=(?:[\w,-]+ ){1,8}?(?:more|better|greater|closer|stronger|bigger|larger)"
            r" (?:\w+ ){0,4}than\b)"
        ),
        "the ",
    ),
    ("out of place", r"\bout of place\b", "foreign"),
    ("all the way", r"\ball the way\b", ""),
    (
        "at bay|in check",
        r"\b(?<!not )(?:keep(?:s|ing)?|kept|hold(?:s|ing)?|held) ((?:\w+ ){1,7}?)at bay\b",
        r"prevent \1",
    ),
    (
        "off |forestall",
        r"\b(?:stav|ward|fend|head)(?:e|es|s|ed|ing)? off (?=\w)|\bforestall(?:s|ed|ing)?\b",
        "prevent ",
    ),
)
