"""`renja-xl aturan`: which rule sets there are, and one of them as TOML."""

from __future__ import annotations

from renja_xl.reading.rule_file import load_rule_set, rule_set_names


def aturan() -> dict[str, str]:
    """The rule sets that ship with the package: name and one sentence on whom each is for."""
    return {name: load_rule_set(name).keterangan for name in rule_set_names()}


def aturan_toml(nama: str) -> str:
    """One rule set as TOML text, ready to edit. Raises UsageError where there is none of that name."""
    return load_rule_set(nama).isi
