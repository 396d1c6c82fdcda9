"""The Discord room: interaction to value, call, value to message. The only room with discord.

A map of its modules:

the client: client connection translate
what comes in: desk turns once written
what goes out: outbox callback render paging marks
buttons and forms: controls number origin
who may, how often, and what went wrong: guard limits faults
asking: ask talk answers sourcecard browse
the moderators' commands and screens: faq room screens forms shelf history imports drafts handback
what follows a deed: bulletin notices
gaps, settings, privacy: gaps settings privacy
"""
