"""The lint's own small dictionary: directions, negations, hedges, people, and names of the field.

Everything here is English and made by hand. A word stands in one list per purpose, in any one of
its inflections: `bot.core.wording` compares stems.
"""


def listed(text: str) -> frozenset[str]:
    """Read a list of words parted by spaces."""
    return frozenset(text.split())


UP = listed(
    "raise rise rose risen increase elevate elevation high higher climb more greater"
    " stimulate stimulation promote heighten exceed above upward boost gain amplify"
    " maximize enhance surge supraphysiological upper stronger faster speed accelerate"
    " hasten quicken wake awaken rouse stoke"
    " surplus hyperestrogenism larger fuel activate activator activation improve strengthen"
    " exacerbate aggravate worsen reinforce sharpen grow grew"
)
DOWN = listed(
    "lower low lowest reduce reduction decrease decline drop fall fell fallen less fewer"
    " deficiency deficient suppress suppression inhibit inhibition inhibitor slow"
    " mitigate blunt loss lose lost below beneath downward diminish weaken"
    " cut minimize deplete shrink quiet eliminate elimination remove moderate halve weaker"
    " slower smaller lesser lack shortage scarcity deprive curb impair counteract relieve ease"
    " soothe dampen"
)
UNSIGNED = listed("activity activities active activation highly")
"""Words that share a stem with a direction and have none themselves."""
MOVING = listed(
    "go goes going went gone bring brings brought bringing push pushes pushing pushed come comes"
    " came drive drives drove driven driving move moves moved moving turn turns turned turning"
    " head heads headed heading drift drifts drifted drifting"
)
"""Verbs behind which "up" says more and "down" less."""
MOVING_UP = listed(
    "pick picks picked picking shoot shoots shot creep creeps crept ramp ramps ramped step steps"
    " stepped send sends sent"
)
MOVING_DOWN = listed(
    "keep keeps kept keeping hold holds held holding cut cuts cutting tone tones toned dial dials"
    " run runs ran dialled dialed wind winds wound pull pulls pulled get gets got take takes took"
    " taken"
)
KEEPING = listed(
    "maintain maintains maintained maintaining keep keeps kept keeping retain retains preserve"
    " preserves preserved preserving"
)
"""Verbs of what goes neither up nor down."""
HOLDING = listed(
    "hold holds held holding cut cuts cutting scale scales scaled dial dials dialled dialed pull"
    " pulls pulled rein reins reined"
)
HELPING = listed(
    "support supports supported supporting supportive beneficial protect"
    " protects protected protecting protective preserve preserves preserved preserving aid aids"
    " improve improves improved improving favorable restore restores restored sustain sustains"
    " strengthen strengthens enable enables easier"
)
HURTING = listed(
    "harm harms harmed harming harmful damage damages damaged damaging hurt hurts hurting hinder"
    " hinders hamper hampers hampered impair impairs impaired impairing undermine undermines weaken"
    " weakens erode erodes ruin ruins destroy destroys compromise compromises compromising"
    " detrimental bad suffer suffers suffered complicate complicates"
    " stiffen stiffens cloud clouds spoil spoils"
)
"""Verbs of helping and of hurting, which cannot stand for each other."""
CAUSING = listed(
    "trigger triggers triggered induce induces provoke provokes promote promotes drives drove"
    " via catalyzes catalyzed facilitates mediates mediated"
)
PREVENTING = listed("prevent prevents prevented preventing avert averts averted")
STATES = listed(
    "high higher highest low lowest elevated supraphysiological deficient deficiency excess upper"
    " lack shortage scarcity"
    " above below beneath"
)
"""Direction words that say how something is; the others say what happens to it."""

OPPOSITES = (
    "poor good", "bad good", "worse better", "excessively insufficiently", "excessive insufficient",
    "excess deficiency", "too insufficiently", "before after", "pre post", "stop start",
    "early late", "short long", "safe dangerous", "beneficial harmful", "detrimental beneficial",
    "favorable unfavorable", "healthy unhealthy", "normal abnormal", "effective ineffective",
    "stable unstable", "dominant minor", "dominance deficiency", "central peripheral",
    "temporarily permanently", "indirectly directly", "oral injected", "optimal suboptimal",
    "positive negative", "common rare", "often rarely", "primary secondary", "active inactive",
    "natural artificial", "sufficient insufficient", "weak strong", "undesirable desirable",
    "unwanted wanted", "best worst", "maximal minimal", "break build", "formation resorption",
    "agonist antagonist", "activate inhibit", "activator inhibitor", "stimulator inhibitor",
    "impair improve", "impair boost", "support undermine",
    "helpful harmful", "subjective objective", "local systemic", "static dynamic",
    "overweight underweight", "obese lean", "obese leaner", "fat leaner", "increase decrease",
    "raise lower",
    "more less", "rise fall", "maximize minimize", "promote suppress", "stimulate suppress",
    "gain loss", "proactive reactive", "heighten reduce", "worsen improve",
    "constant variable", "identical different", "complete incomplete", "include exclude",
    "maintain lose", "restore destroy", "available unavailable", "sensitive insensitive",
    "abundant scarce", "stimulate inhibit", "elevate lower", "elevate suppress",
    "exceed underrun", "fat lean", "fluid dry", "retain lose", "retention loss", "anti pro",
    "pre after", "promote prevent", "support weaken", "support hinder", "same variable",
    "significant insignificant", "vasodilation vasoconstriction", "median mean",
    "median average", "restore reduce", "exacerbate relieve", "vasodilation narrow",
    "vasodilation constrict", "brittle stronger", "retain loss",
    "outwith within", "outwith remain", "already yet", "free total", "synergistically against",
    "after preceding", "after previous", "excess low", "exacerbate better",
    "aggressive gentle", "aggressively gently",
    "complement replace", "same differently", "competitive irreversible",
    "facilitate slow", "facilitate hinder", "facilitate prevent", "facilitate block",
    "lethargic energetic", "lethargic lively", "fatigue energetic", "flat lively",
    "flatlined lively",
    "substantial small", "substantially little", "substantial slight", "majority minority",
    "majority smallest", "pronounced slight", "pronounced weak", "preserve sacrifice",
    "complicate easier", "complicate simplify", "improve spoil",
    "concentrated little", "stimulate block", "outwith maintain",
    "incomplete everything", "incomplete full", "incomplete whole",
    "detrimental harmless", "harmful harmless", "detrimental safe",
    "excessive little", "excessive moderate", "chronic occasional", "chronic occasionally",
    "intramuscular subcutaneous", "beyond confined",
    "excellent poor", "excellent bad", "fantastic awful", "fantastic terrible", "fantastic bad",
    "dispensable indispensable", "dispensable vital", "dispensable essential", "superfluous vital",
    "superfluous essential", "superfluous necessary", "negligible indispensable",
    "negligible crucial", "negligible primary", "negligible dominant",
    "negligible substantial", "negligible profound",
    "trivial crucial", "trivial primary", "trivial vital", "trivial critical", "marginal crucial",
    "marginal primary", "harmful vital", "harmful essential", "dangerous essential",
    "weak dominant", "weakest dominant", "least dominant", "subordinate dominant",
    "spare impair", "impair facilitate", "timid aggressive", "timidly aggressively",
    "cautious aggressive", "cautiously aggressively", "mild aggressive", "mildly aggressively",
    "refute confirm", "disprove confirm", "exclude confirm", "rule confirm", "dismiss confirm",
    "before post", "couple decouple", "unsettle establish", "unsettle stable", "upset establish",
    "disturb restore", "disturb maintain", "upset maintain", "incidental fundamental",
    "incidental essential", "secondary fundamental", "similar contrasting", "alike contrasting",
    "compete complement", "clash complement", "heal prevent", "cure prevent", "undo prevent",
    "reverse prevent", "reverse preemptively", "undo preemptively", "optional imperative",
    "optional necessity", "optional commitment", "alive apoptosis", "alive die",
    "survive apoptosis", "survival apoptosis",
)  # fmt: skip
"""Pairs of words of which one cannot stand for the other."""

ARTICLES = listed("a an the")
COPULAS = listed("is are was were")
DO = listed("do does did")
WHOLES = listed("all every any everyone everybody each")
NEGATIONS = listed(
    "not no never none neither nor cannot without n't nothing barely scarcely nobody"
)
SOFT_NEGATIONS = listed(
    "prevent avoid against absence absent lack free freedom unburdened spare spared rather"
    " instead fail unable incomplete non anti exclude rule before than over"
    " whether poor difficulty relief"
)
"""Words that deny without being a negation; a sentence may use them where its block has "not"."""

TELLS = listed(
    "tell tells distinguish distinguishes decide decides settle settles rule rules proof prove"
    " proves whether"
)
"""Verbs of telling apart: what they deny is no fact of the source."""

HEDGES = listed(
    "may might can could potentially possibly perhaps likely likelier often typically typical"
    " usually usual generally general commonly common tend sometimes arguably largely primarily"
    " primary predominantly mainly main chiefly chief principally"
    " suggest appear seem intend aim goal mean meant partly"
    " sign signs contribute help majority bulk most mostly optional link tie associate possible"
    " possibility tendency risk chance example imagine imagines pictured suppose supposed scenario"
    " likelihood probability apt prone inclined liable able capable potential uncommon unusual"
    " frequently frequent many let lets allow allows enable enables"
    " normally regularly occasionally thought believed"
)
MODALS = listed("may might can could potentially possibly perhaps likely likelier suggest seem")
HABITS = listed(
    "often typically typical usually usual generally general commonly common tend sometimes mostly"
)
GRADES = listed("arguably largely primarily predominantly mainly majority partly mostly")
DETERMINERS = listed("all every any")
STRONG = listed(
    "always must will certainly definitely surely invariably inevitably undoubtedly guarantee"
    " guarantees guaranteed all everyone everybody only entirely completely totally solely every"
    " altogether wholly whenever"
    " exclusively necessarily cure cures cured shall clearly obviously proves proven"
    " mandatory compulsory obligatory sole universal universally alone forever permanently never"
)
"""Words that strengthen; each has to stand in the block."""

MALE = listed("man men male males he his him patient patients person people individual individuals")
SEX = listed("man men male males woman women female females he him his she her")
PEOPLE = {
    "women": "woman women female females she her lady ladies wife wives girl girls postmenopausal",
    "children": "child children kid kids boy boys teenager teenagers teen teens adolescent"
    " adolescents minor minors infant infants baby babies",
    "older": "older elderly senior seniors",
    "younger": "younger young",
    "overweight": "overweight obese obesity adiposity adipose fat heavier lean",
    "athletes": "athlete athletes bodybuilder bodybuilders lifter lifters",
    "animals": "animal animals rat rats mouse mice",
    "healthy": "volunteers",
    "everyone": "everyone everybody anyone anybody human humans humanity adults",
    "diabetic": "diabetic diabetics diabetes",
}
"""Groups of people: name → words."""

ALSO_THINGS = listed(
    "fat fats adipose adiposity heavier lean minor minors young younger older senior"
)
"""Words of these that are about people only before a word for people."""

RESTRICTIONS = {
    "some": "some certain many few several individual individuals",
    "overweight": "overweight obese obesity adiposity adipose fat",
    "older": "older elderly age aging ageing",
    "treated": "trt therapy replacement",
    "symptoms": "symptom symptoms symptomatic",
    "excessive": "excessive excessively chronic chronically aggressive aggressively overly"
    " too significant",
}
"""What narrows a statement to a part of its people or cases: name → words."""

KEEPS_NARROW = {
    "overweight": "heavier",
    "some": "who whose",
    "excessive": "much considerable considerably marked strong strongly large lot deal great heavy",
}
"""Further words that keep a statement narrow, though they do not make one so."""

NAMES = {
    "drug": "anastrozole arimidex anastrazole letrozole femara exemestane aromasin tamoxifen"
    " nolvadex raloxifene clomiphene clomid enclomiphene hcg gonadorelin finasteride dutasteride"
    " testolactone formestane fulvestrant metformin insulin cabergoline warfarin aspirin statin"
    " statins caffeine nicotine cannabis ibuprofen paracetamol nandrolone oxandrolone trenbolone"
    " boldenone stanozolol sildenafil tadalafil minoxidil dim calcium zinc biotin creatine",
    "ester": "cypionate enanthate propionate undecanoate decanoate",
    "hormone": "testosterone estradiol estrogen estrogens estrone estriol oestrogen oestradiol"
    " progesterone prolactin cortisol dht dihydrotestosterone dhea pregnenolone androstenedione"
    " androgen androgens lh fsh gnrh shbg tsh thyroid thyroxine igf hgh melatonin leptin oxytocin"
    " adrenaline aldosterone",
    "enzyme": "aromatase cyp19a1 cyp3a4 cyp2d6 cyp17a1 p450 reductase kinase lipase amylase",
    "test": "cbc cmp psa ldl hdl vldl hematocrit haematocrit hemoglobin haemoglobin ferritin alt"
    " ast egfr creatinine triglycerides hba1c crp dexa bmi ecg mri ultrasound lcms immunoassay"
    " bmp esr urea bilirubin",
    "receptor": "er\N{GREEK SMALL LETTER ALPHA} er\N{GREEK SMALL LETTER BETA} ar er alpha beta",
    "study": "punjani bernie salter rambhatla staheli oracle hone vantage obsidian finkelstein"
    " smith helo leder cochrane lancet jama nejm",
    "condition": "gynecomastia hypogonadism hyperestrogenism edema anhedonia osteoporosis"
    " osteopenia diabetes hair fertility sperm skin sleep insomnia headache headaches dizziness"
    " rash fever cough vision hearing appetite thirst sweating sweats flushes flashes cramp cramps"
    " tremor palpitations vomiting diarrhea constipation fainting bruising bleeding clot clots"
    " embolism seizure seizures anemia infection iron vitamin vitamins magnesium potassium sodium"
    " protein allergy asthma cancer stroke thrombosis acne infertility alopecia hypertension"
    " smoking tobacco coffee diet salt pressure hyperthyroidism hypothyroidism"
    " hypoestrogenism hypergonadism"
    " erythrocytosis polycythemia dementia migraine nausea hepatitis cirrhosis gout arthritis",
    "organ": "liver kidney kidneys prostate pancreas spleen stomach gut lung lungs ovary ovaries"
    " uterus adrenal adrenals scalp muscle muscles",
    "month": "january february april june july september october november december",
    "measure": "ratio",
    "cell": "osteoclast osteoclasts osteoblast osteoblasts endothelium neuron neurons adipocyte"
    " adipocytes chondrocyte leydig sertoli fibroblast",
}
"""Names by class. A name in a sentence has to stand in the cited block, or an alias of it."""

ALIASES = {
    "e2": "estradiol", "estrogen": "estradiol", "oestrogen": "estradiol", "oestradiol": "estradiol",
    "estrogens": "estradiol", "trt": "therapy", "gyno": "gynecomastia", "adiposity": "adipose",
    "alpha": "er\N{GREEK SMALL LETTER ALPHA}", "beta": "er\N{GREEK SMALL LETTER BETA}",
    "anastrazole": "anastrozole", "arimidex": "arimidex",
}  # fmt: skip
"""Spellings that mean the same in every source of the field."""

COMMON = listed(
    "a an the of in on at by for to from with and or but as is are was were be been being it its"
    " this that these those which who whom whose what when where why how than then so such also"
    " too there here they them their has have had do does did done he his him one ones other"
    " others another both each any all some same into out up about between among within through"
    " under via per throughout across if while although though because since not no nor never can"
    " could may might will would shall should must very just only even still yet well like besides"
    " beside together article articles say says said speak speaks call calls called describe"
    " describes described report reports reported give gives given list lists listed name names"
    " named mention mentions mentioned state states stated explain explains explained add adds"
    " added note notes noted count counts counted table tables column columns according section"
    " text part elsewhere side sides among example examples put puts stand stands present"
    " presented treat see sees word words go goes going come comes get gets getting way kind thing"
    " things lot much more most particular case cases certain own itself himself themselves"
    " oneself place places over e g s t"
)
"""Words without a topic of their own, and those that a report about an article is made of."""
