"""Everyday words for the words of the field: what a passage may say for what its block says.

Hand-made and English. A line is a group; a word belongs to the first group that has its stem.
"""

SYNONYMS = """
raise rise rose risen increase elevate elevation climb climbs
lower reduce reduction decrease decline drop fall fell fallen less cut
fat adipose adiposity
overweight obese obesity
brain neurological neuroregulatory nervous central neuroprotection
vessel vascular vasculature cardiovascular heart cardiac artery vein
man men male
physician doctor clinician clinical clinic clinically
initiate start begin began initiation introduce introduction launch
integrate integration include inclusion combine combination join joined addition
keep maintain maintenance hold retain preserve stay remain
retention retain hold
erectile erection
bone skeletal skeleton
thinking cognitive cognition concentration concentrate focus
clarity clear sharp acuity clearness
emotional emotion mental mind mentally
sex sexual libido desire drive
tired fatigue lethargic lethargy exhausted
edema retention swelling puffy swollen
main primary chief primarily
convert conversion change turn aromatization aromatized transform
gene genetic genetics genetically inherited
age older ageing
drink alcohol consumption intake
liver hepatic
pain painful ache aching sore hurt
breast mammary
tissue gland
local paracrine locally
exogenous outside external
calibrate calibration recalibration adjust adjustment titrate titration
blood lab laboratory labs serum circulation circulating systemic
monitor monitoring follow supervise
test analysis
oral mouth orally swallow
muscle intramuscular
sugar glucose
building build built formation accretion growth grow proliferative develop development
goal aim objective purpose target intend mean meant
signal signaling signalling
poor bad poorer negative adverse
difficulty trouble problem dysfunction problematic
safe safety
symptom symptomatic
function work perform run operate
show demonstrate demonstration prove
need require necessity necessary
effect impact influence affect sway
vital essential crucial critical indispensable imperative important importance key matter matters
make production produce
review research study
vigor vitality energy energetic lively
strength strong strongly
restore regain recover bring
potent powerful
opposition oppose opponent opposed
catch notice detect spot ensure
wellbeing wellness
ripple wave
relationship relate relation link tie connect connection association interplay interact dynamic
correlate correlation correspond match track mirror agree
precise precision precisely exact exactly accurate accurately
harmonious harmony balance balanced equilibrium homeostasis
volatility volatile swing swings
tailor fit individualize personalize personalized suit
individual individually person people personal
response respond react reaction
assess assessment judge evaluate evaluation check look
injection inject shot jab
schedule scheduled plan
anticipate anticipated expect
predict predictor predictors prediction foresee
excess surplus excessive excessively
variable variability variation vary varied differ difference different differently
chronic constant
impair hinder harm damage compromise hamper detrimental
exacerbate worsen worse aggravate
alliance partnership partner cooperation collaborative collaboration together team companion
communication communicate talk conversation dialogue tell
periodic periodically regular regularly interval intervals routine repeat repeated
iterative iterate repeat repeated cycle step steps
efficacy effective effectively effectiveness efficient efficiency
stability stable steady steadily
proactive proactively early ahead preemptively
prevent avoid avert
perturbation perturb disturb disturbance disrupt disruption upset
govern control regulate regulation manage management rule
layered layer
catalyze catalyst carry
decouple uncouple separate detach
independent independently
full fully whole entire entirely
value number figure measure measured measurement
substantial considerable considerably large significant significantly marked pronounced big
burden load amount
experience experienced feel feeling feelings subjective subjectively
complement supplement accompany
determine decide depend determinant
cause reason rationale logic
eliminate elimination remove removal rid
apoptosis death die
density dense
resorption breakdown break
vasodilation widen dilate dilation
endothelium lining
favorable favorably beneficial benefit good
synergistically synergy synergistic
tangible graspable grasp understand understanding
intricate complex complexity complicated complicate
journey path way road
continual continually continuous ongoing
ultimate ultimately final finally last
unique uniquely
able ability capable capacity
activity active act action acting
sensitive sensitivity
tool instrument
optimal optimally optimize optimized optimum best ideal peak
paradox paradoxical contradiction contradictory
brittle fragile
strategy strategic
careful carefully care
dose dosage dosing
native natural naturally
hallmark feature characteristic
predispose predisposition predisposed prone
mitigate soften limit
disproportionately proportion proportional
accumulation accumulate buildup deposit
bind bound attach dock
map chart
replace replacement substitute
contrast compare contrasting
absence absent lack missing
deficiency deficient shortage
abundant plentiful rich
achieve reach attain manage
aggressive aggressively harsh harshly hard forceful forcefully
allow permit let enable
anxiety anxious worry worried
assertiveness assertive
available availability supply
behavior conduct
bloating bloated
blunt dull
body bodily organism
classic textbook
cohort group subset
comfort comfortable
competitive compete rival
component part element piece
concept idea principle notion
consequence follow consequently knock
context setting background
counteract undo offset cancel
create form
dehydration dehydrated dryness
deliberate intentional purposeful
diagnosis diagnose
depression depressed
endocrine hormonal hormone
excellent great fantastic wonderful terrific brilliant
express expression present
fluid water
frequent frequency frequently
fuel feed
genuine authentic authentically
heighten stronger
hinge depend rest
imbalance unbalanced
illustrate picture depict
induce provoke
intervene intervention step
intrinsically inherently
language terms jargon
lipid cholesterol
manifest appear emerge arise surface
modulate tune
moderate temper restrain
rate pace tempo
mood moods spirits
network web
node junction
numerous many several
occur happen place
onset outbreak
orgasm climax
originate stem spring
outcome upshot
overly unduly
pathology disease illness disorder condition
peak top
peripheral periphery
physiological physiology
profound deep far
promote foster encourage further
protocol regimen scheme programme program
range window band zone
reinforce underscore underline highlight emphasize stress
remain stay
resolve settle treat deal address tackle
seamless smooth smoothly
selective selectively
sophisticated refined advanced
status state
subsequent later following
successful success
sufficient enough adequate
temporary temporarily passing
therapy treatment
unwanted undesirable unwelcome
loss lose lost losing
urination urinate urine pee wee
quiet silent silence
counteract oppose
inform guide
""".strip().splitlines()
