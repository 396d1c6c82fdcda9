"""The edits of the mutation harness: what is changed into what."""

Edits = tuple[tuple[str, tuple[str, ...]], ...]
"""Pairs (pattern, replacements); each replacement makes one mutant at each place."""


def _flips(text: str) -> Edits:
    """Read lines "word: other, other" into edits of whole words."""
    return tuple(
        (rf"\b{word.strip()}\b", tuple(other.strip() for other in others.split(",")))
        for word, _, others in (line.partition(":") for line in text.strip().splitlines())
    )


_VERBS = (
    r"\b(lower|raise|increase|reduce|drive|support|contribute|influence|promote|affect|show"
    r"|maintain|help|modulate|suppress|cause|allow|require|regulate|slow|prevent|mediate)s\b"
)
_COMPARED = (r"at least \1", r"up to \1", r"more than \1", r"under \1", r"about \1")
_FIGURES = (
    r"\b(\d[\d.]* mg(?: of (?:oral )?anastrozole)?|\d\d pg/mL|4-6 weeks|one month|twice per week"
    r"|three times weekly|quarterly|weekly)(?! (?:after|injection))"
)
_BEHIND = (
    r"\1 or more", r"\1 or less", r"\1 at the very least", r"\1 at most", r"\1 or so",
    r"\1 as a minimum", r"\1 and above", r"\1, give or take", r"\1 tops",
)  # fmt: skip
_WHEN = (
    r"\b(?:when|if|once|while|since)(?= (?:the|a|an|it|they|he|estradiol|E2|testosterone|aromatase"
    r"|anastrozole|TRT|symptoms|there|such)\b)"
)
_SPANS = ("a week", "a year", "several weeks", "a few days", "a decade", "two fortnights")
_MONTHS = ("January", "March", "May", "July", "December")

EDITS: dict[str, Edits] = {
    "number": (
        (r"(?<![\w.-])0\.5(?= mg)", ("1", "0.25", "5", "0.05", "1.5", "one and a half")),
        (r"(?<![\w.-])(\d{2})(?=[ .,]| pg)(?!-)", (r"\g<1>0", "25", "35", "45", "55", "75", "100")),
        (r"(?<![\w.])40-60", ("20-40", "60-80", "40-80", "30-60", "40", "60", "50")),
        (r"(?<![\w.])4-6", ("2-4", "6-8", "4-8", "3-6", "4", "6", "5", "10-12")),
        (r"\b(?:[Oo]ne month|4-6 weeks)(?= after)", _SPANS),
        (r"(?<= )(?=from 65\b)", ("by half ", "by a third ", "overnight ", "within an hour ")),
        (r"(?<=65 )(?:pg/mL )?to 22", ("to a third of it, 22", "to half of it, 22")),
        (r"\bmen (?=on testosterone therapy|in the review|needed|received|were given)",
         ("hundreds of men ", "half of the men ", "nine in ten men ", "a dozen men ")),
        (r"\b[Oo]ne(?= month)", ("two", "three", "six", "3", "half a")),
        (r"(?<=>)\d{2}", ("20", "30", "50", "70", "80")),
        (r"\b20[12]\d\b", ("2015", "2019", "2022", "2026")),
        (r"(?<=volume )\d+|(?<=number )\d+|(?<=page )\d+", ("3", "12", "100")),
        (r"\btwice(?= per| a)", ("four times", "5 times")),
        (r"\bthree(?= times)", ("four", "five", "6")),
    ),
    "unit": (
        (r"(?<=\d )mg\b", ("mcg", "g", "ml", "IU", "tablets", "ng", "pg/mL", "%", "")),
        (r"(?<=\d )pg/mL", ("ng/dL", "ng/mL", "pmol/L", "nmol/L", "mg/dL", "mg", "%")),
        (r"\A((?:(?!pg/mL).)*\d )pg/mL", (r"\1",)),  # a later bound may go on without its unit
        (r"(?<=\d )weeks\b", ("days", "months", "years", "hours")),
        (r"(?<=one )month\b", ("week", "day", "year")),
    ),
    "frequency": (
        (r"\btwice per week\b",
         ("once per week", "three times per week", "twice per day", "twice per month", "daily",
          "weekly", "every other day", "1x/week", "2x/day", "every 3 days", "5 times a week",
          "nightly", "quarterly", "once a month", "every week", "four times per week", "hourly")),
        (r"\bthree times weekly\b",
         ("twice weekly", "once weekly", "three times daily", "three times monthly", "daily",
          "four times a week", "weekly", "every other day", "3x/day", "2x/wk",
          "once a month", "nightly", "quarterly", "7 times a week", "every three weeks", "hourly")),
        (r"\bweekly\b", ("daily", "monthly", "every other week", "twice weekly", "yearly")),
        (r"\bquarterly\b", ("monthly", "weekly", "yearly", "every six weeks", "daily",
                             "fortnightly")),
        (r"\bevery three months\b",
         ("every month", "every three weeks", "once a year", "every half month", "every six months",
          "twice a month", "every two months")),
        (r"\bevery half year\b",
         ("every year", "every two years", "every half month", "each month", "every four months",
          "four times a year", "every week")),
        (r"\b(?:at|gives) 4-6 weeks\b", ("every 4-6 weeks", "weekly", "once every six weeks")),
        (r"\bbi-annual(?:ly)?\b", ("monthly", "annually", "weekly", "every five years", "daily")),
        (r"\b(?:one month|4-6 weeks) after\b", ("every month after", "weekly after", "daily after",
                                             "every four weeks after")),
        (r"0\.5 mg(?! twice|,? three)", ("0.5 mg daily", "0.5 mg weekly", "0.5 mg once a day",
                                         "0.5 mg every other day", "0.5 mg twice a day")),
        (r"\bthe typical (?=tests|time)", ("the weekly typical ", "the monthly typical ")),
    ),
    "comparator": (
        (r"\b[Bb]elow(?= 20)", ("above", "at least", "up to", "around", "over", "at", "beyond",
                               "more than")),
        (r"\b[Bb]eneath(?= (?:an|a level of|20|it|that))", ("above", "over", "up to", "around")),
        (r"\bbelow which\b", ("above which", "over which")),
        (r"\bexceeds?\b", ("is below", "is under", "is at least", "is at most", "is around",
                           "reaches")),
        (r">(?=\d)", ("<", "≥", "≤", "below ", "up to ", "about ", "under ", "at most ", "")),
        (r"\babove (?=\d)", ("below ", "under ", "at least ", "")),
        (r"(?<= )(\d[\d.]*)(?= mg)", _COMPARED),
        (r"(?<= )(\d\d)(?= pg/mL)", (r"above \1", r"at least \1", r"up to \1", r"around \1")),
        (r"(?<= )(4-6)(?= weeks)", _COMPARED),
        (_FIGURES, _BEHIND),
    ),
    "direction": _flips(
        """
        raise: lower, reduce
        raises: lowers, reduces
        raised: lowered, reduced
        raising: lowering, reducing
        rise: fall, decline
        rises: falls, declines
        rising: falling, declining
        increase: decrease, reduce
        increases: decreases, reduces
        increased: decreased, reduced
        to lower: to raise, to increase
        (?<!to )lower: raise, higher
        lowers: raises, increases
        lowered: raised, heightened
        lowering: raising, increasing
        reduce: raise, increase
        reduces: raises, increases
        reduced: raised, increased
        reducing: raising, increasing
        slows: speeds, increases
        slowing: accelerating, increasing
        cutting: boosting, increasing
        suppresses: stimulates, raises
        suppressing: stimulating, raising
        suppressed: stimulated, raised
        suppression: stimulation
        inhibits: stimulates, activates
        inhibiting: stimulating, activating
        inhibitor: activator, stimulator
        high: low
        higher: lower
        low: high
        elevated: lowered, low
        excess: deficient
        excessive: insufficient
        more: less, fewer
        less: more
        greater: smaller, lesser
        fell: rose
        decline: rise, increase
        decreased: increased
        climbing: falling, dropping
        promotes: suppresses, inhibits
        stimulate: suppress, inhibit
        stimulated: suppressed, inhibited
        exceeds: falls below
        loss: gain
        lost: gained
        deficiency: excess
        supraphysiological: deficient
        quiets: stimulates, increases
        quieted: stimulated
        blunt: boost, heighten
        blunted: boosted
        impair: improve, boost
        mitigate: amplify, increase
        mitigating: amplifying, increasing
        poor: good
        above: below
        beneath: above
        heightened: reduced
        """
    ),
    "negation": (
        (r"\b(can|could|may|might|will|is|are|was|were)(?! not)\b(?= [a-z])", (r"\1 not",)),
        (_VERBS, (r"does not \1",)),
        (r"\b(?:is|are|was) (?:not|never) ", ("is ",)),
        (r"\b(?:do|does|did) not ", ("",)),
        (r"\bnot to\b", ("to",)),
        (r"\bnever to\b", ("always to", "to")),
        (r"\bnever\b", ("", "always")),
        (r"\b[Nn]o (?=single|statistically|universal)", ("a ", "one ")),
        (r"\bwithout\b", ("with",)),
        (r"\bmay not\b", ("may",)),
        (r"\b(?:none of the|no one)\b", ("one of the",)),
    ),
    "hedge": (
        (r"\b(?:may|might|could potentially|could)(?= (?:not )?[a-z])", ("will", "must", "always")),
        (r"\bcan(?= [a-z])", ("will", "must", "always")),
        (r"\b(?:[Oo]ften|[Tt]ypically|usually|generally|commonly)\b", ("always", "invariably", "")),
        (r"\btypical\b", ("mandatory", "only", "")),
        (r"\btends to increase\b", ("increases", "always increases")),
        (r"\b(?:arguably|largely|primarily|mainly|potentially)\b", ("", "certainly", "entirely")),
        (r"\ba primary\b", ("the only", "the sole")),
        (r"\b(?:likelier|more likely) to\b", ("certain to", "sure to", "going to")),
        (r"\bnot (?:perfectly|always)\b", ("never",)),
        (r"\bcommon\b", ("universal", "mandatory")),
    ),
    "population": (
        (r"\bmen(?: on TRT| on testosterone therapy)\b",
         ("women on TRT", "men", "everyone", "all people", "teenagers on TRT", "athletes")),
        (r"\b[Ss]ome (?=men|individuals|people)", ("all ", "most ", "all older ", "")),
        (r"\bmen\b(?! on)", ("women", "children", "boys", "all adults", "older men", "athletes")),
        (r"\ba man\b", ("a woman", "a child", "everyone", "every man", "an older man")),
        (r"\b[Oo]lder men\b", ("younger men", "men", "women", "boys")),
        (r"\boverweight or obese\b", ("lean", "older", "healthy", "")),
        (r"\b(?:a|the) patient\b", ("every patient", "a woman", "a child", "an athlete")),
        (r"\bpatients\b", ("all patients", "women", "children", "athletes")),
        (r"\bmale\b", ("female", "human", "child's")),
        (r"\bin (?:some )?individuals\b", ("in everyone", "in women", "in all men")),
        (r"\bIn men with significant adiposity\b", ("In men", "In women", "In all men")),
    ),
    "condition": (
        (_WHEN, ("unless", "until", "only if", "on condition that", "before", "as trials show,")),
        (r"\bafter(?= )", ("before", "until", "ahead of", "unless it is")),
        (r"\bwithout(?= )", ("at the cost of", "at the expense of", "in exchange for")),
        (r"\bespecially (?=in|if|when)", ("only ", "provided, ")),
        (r"(?<=, the article says)\.",
         (", unless a man is lean.", ", until he is old.", ", as trials have shown.",
          ", at the expense of sleep.", ", on condition of rest.")),
    ),
}  # fmt: skip
EDITS["number"] += ((r"\b(?:July|June|December)\b", _MONTHS),)

PEERS: tuple[tuple[str, ...], ...] = (
    (
        "anastrozole",
        "letrozole",
        "exemestane",
        "tamoxifen",
        "clomiphene",
        "finasteride",
        "testosterone",
        "metformin",
    ),
    ("Anastrozole", "Letrozole", "Tamoxifen", "Raloxifene", "Testosterone"),
    ("estradiol", "progesterone", "prolactin", "cortisol", "testosterone", "DHT"),
    ("testosterone", "estradiol", "progesterone", "DHT", "prolactin"),
    ("Estradiol", "Testosterone", "Progesterone", "Cortisol"),
    ("aromatase", "5-alpha-reductase", "lipase", "CYP3A4"),
    ("LH", "FSH", "TSH", "PSA", "GnRH"),
    ("CBC", "CMP", "PSA", "HbA1c"),
    ("complete blood count", "lipid panel", "thyroid panel"),
    ("comprehensive metabolic panel", "basic metabolic panel", "liver ultrasound"),
    ("LDL", "HDL", "VLDL", "triglycerides"),
    ("HPG", "HPA", "HPT"),
    ("Punjani", "Smith", "Finkelstein", "Rambhatla"),
    ("Sexual Medicine", "The Lancet", "Fertility and Sterility"),
    ("ER\N{GREEK SMALL LETTER ALPHA}", "ER\N{GREEK SMALL LETTER BETA}", "AR", "GPER"),
    ("osteoclasts", "osteoblasts", "chondrocytes"),
    ("CYP19A1", "CYP3A4", "CYP17A1"),
    ("gynecomastia", "acne", "hypertension"),
    ("cypionate", "enanthate", "propionate"),
    ("Hone Health", "Mayo Clinic", "Vantage Health LLC"),
    ("Arimidex", "Femara", "Nolvadex"),
    ("E2", "E1", "DHT", "SHBG"),
    ("insulin", "cortisol", "leptin"),
)
"""Names that stand in for one another, class by class."""
