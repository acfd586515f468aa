"""`python -m renja_xl`."""

from renja_xl.cli.main import run

run()
