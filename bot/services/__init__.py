"""Use cases: what the program does, without Discord and without SQL.

A map of its modules:

all services of a process: app moderation
answering: ask library recent deadline limits record
JSON lines: lines crew
what servers set and serve: guilds live rechoose
moderators' edits: curate draft proof linter publish revise standing exchange
gaps, votes and figures: gaps feedback stats picture
for the record, and for those who ask what is kept: audit privacy days
for operators: health metrics watch
curators' commands: checks ruletest sources copies report page place
measuring: evaluate scores plot calibrate explain
"""
