"""Which rules a filled matrix follows (`--aturan auto`)."""

from __future__ import annotations

from renja_xl.model.fitted import Fitted
from renja_xl.model.matrix import Matrix
from renja_xl.model.rule_set import Jenjang, RuleSet
from renja_xl.reading.rule_file import load_rule_set, rule_set_names
from renja_xl.reading.rule_schema import schema, steps
from renja_xl.rules.fit.fitting import fit_rules


def fitted(matrix: Matrix, base: RuleSet) -> Fitted:
    """The rule set that reproduces most of what the matrix prints, with the evidence for each setting.

    `base` stands where the matrix says nothing.
    """
    return fit_rules(matrix, base, known_scales())


def known_scales() -> dict[str, tuple[Jenjang, ...]]:
    """The predicate scales with a name: both readings of Permendagri 86/2017, then the shipped rule sets'."""
    rule = schema()["predikat.jenjang"]
    found = {name: steps(name, rule) for name in rule["bernama"]}
    for name in rule_set_names():
        rules = load_rule_set(name)
        found |= {name: rules.jenjang} if rules.jenjang not in found.values() else {}
        quarters = enumerate(rules.jenjang_triwulan, start=1)
        found |= {f"{name} TW {number}": scale for number, scale in quarters if scale}
    return found
