"""Lets ``python -m briefgen`` do what the command ``briefgen`` does."""

from briefgen.cli.main import main

main()
