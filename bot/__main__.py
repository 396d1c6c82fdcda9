"""`python -m bot` is `footnote`."""

from bot.front import main

main()
