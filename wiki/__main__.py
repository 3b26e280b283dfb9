"""`python -m wiki` is the command `wiki`."""

from wiki.cli import main

main()
