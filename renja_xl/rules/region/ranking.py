"""The ranking rule: figures by weight, each capped at 100, so that a typing error wins nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from renja_xl.model.errors import UsageError
from renja_xl.model.part import FIGURES, Head
from renja_xl.model.region import Ranked
from renja_xl.rules.exact import half_up

DEFAULT = "capaian_renja_k=50,serapan_rp=50"
RANKABLE = tuple(name for name in FIGURES if name not in ("target_renja_rp", "realisasi_renja_rp"))
_CAP = Decimal(100)
_MOST = Decimal(1_000_000)


def ranking_rule(text: str) -> dict[str, Decimal]:
    """The weights by figure, from `capaian_renja_k=50,serapan_rp=50` or one name alone.

    Raises UsageError for a figure that there is not or that comes twice, a weight that is no positive number, and
    where some have a weight and some have none.
    """
    parts = [[piece.strip() for piece in part.partition("=")[::2]] for part in text.split(",")]
    found = {name: _weight(weight) for name, weight in parts}
    weighed = {bool(weight) for _, weight in parts}
    if set(found) - set(RANKABLE) or None in found.values() or len(found) < len(parts) or len(weighed) > 1:
        raise UsageError("peringkat-salah", aturan=text, ada=", ".join(RANKABLE))
    return {name: weight for name, weight in found.items() if weight is not None}


def _weight(text: str) -> Decimal | None:
    """A weight, 1 where none is written; None for what is none."""
    try:
        value = Decimal(text or 1)
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 < value <= _MOST else None


def ranked(heads: Sequence[Head], weights: Mapping[str, Decimal]) -> list[Ranked]:
    """The score of each (0 to 100, two decimals) and its place; equal scores share a place.

    None for both where one of the weighted figures is blank.
    """
    scores = [score(head.angka, weights) for head in heads]
    known = [value for value in scores if value is not None]
    return [
        Ranked(value, None if value is None else 1 + sum(other > value for other in known))
        for value in scores
    ]


def score(figures: Mapping[str, Decimal | None], weights: Mapping[str, Decimal]) -> Decimal | None:
    """The weighted mean of the figures, each at most 100."""
    values = {name: figures[name] for name in weights}
    if any(value is None for value in values.values()):
        return None
    whole = sum(
        (weights[name] * min(value, _CAP) for name, value in values.items() if value is not None), Decimal(0)
    )
    return half_up(whole / sum(weights.values()), 2)
