"""Columns 12 to 17, averages and predicates as pure functions over frames. Knows no file, clock or Excel."""
