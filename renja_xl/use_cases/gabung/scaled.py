"""Matrices whose money is not in full rupiah: nobody else's can be added to it, so they are left out and named."""

from __future__ import annotations

from collections.abc import Sequence

from renja_xl.model.findings import Finding
from renja_xl.model.matrix import Matrix
from renja_xl.model.part import Failure
from renja_xl.model.texts import sentence
from renja_xl.reading.money_scale import SCALED


def scaled(matrices: Sequence[Matrix]) -> list[Finding]:
    """Where matrices say so of their money."""
    return [item for matrix in matrices for item in matrix.findings if item.kode == SCALED]


def scaled_failure(berkas: str, matrices: Sequence[Matrix], agencies: tuple[str, ...]) -> Failure | None:
    """Why sheets of a workbook, of these agencies, gave no part, and the cells that say so; None where all did."""
    said = scaled(matrices)
    if not said:
        return None
    places = "; ".join(
        sentence("layar.gabung-uang", lembar=item.lembar, sel=item.sel, tertulis=item.tertulis)
        for item in said
    )
    return Failure(berkas, sentence("galat.gabung-uang", berkas=berkas, tempat=places), agencies)
