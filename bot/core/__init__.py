"""The pure room: values and decisions. No clock, no files, no environment, no Discord.

A map of its modules, which import each other freely. A question, in the order in which it passes:

what a pack is made of, what can be wrong: model helplines errors
start to end: pipeline guard talk converse choosing read retrieve showing outcome
the gate: gate rules verdict
views, in which it undoes disguises: views folds wordfolds uncover parting words
its patterns, taken apart once: patterns drawing needs expressions literals plan renumber
its patterns, sought in a view: matcher occurrence prefilter
the sentinel, a classifier beside its rules: sentinel pieces seams traits
what hidden words say, read by what follows what: hiding decipher usage
text to words: tokens text terms spelling english
the index: index space keys lines holdings memo
which entry, and how surely: rank head scope network batch signals weighing decide premises
a pack ready to answer, and edits over it: snapshot overlay delta freshness
outcome to reply: compose offers catalogue tongue defuse beckon

Around the questions:

how good the answers are: golden measure holdout
questions offered while one types: complete
who may do what, how often, and what servers set: permission limits guild statistics
edits of moderators: edit difference impact revision undo
gaps, and which ask the same: gap gist
what a gap must not tell: redact redact_numbers redact_names redact_contacts

The lint, whose rules are listed in `lint.py`:

its doors, and the proof that it works: lint finding mutate mutations
what it compares: ground wording figures numbers bounds amounts
its words and turns of speech: lexicon synonyms sayings idioms
what sentences say: relation negation contrast following answers steps signs pointing
rules on form, and on entries side by side: structure advice twins contradiction
G2, G9, G10, support and own words: grounding rows
G3, figures: fidelity conditions timing
G4, names: naming glosses roles unheard
G5, direction and denial: direction states opposites objects effects denials unspoken turns
G5, tables and the passage itself: columns omission consistency
G6, hedges and people: hedges strength population
"""
