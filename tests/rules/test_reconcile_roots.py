"""Reconciliation says a mistake once, at the cell it began in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from renja_xl.model.matrix import PrintedSummary
from renja_xl.rules.averages import summarise, totals
from renja_xl.rules.columns import compute
from renja_xl.rules.compare.roots import Computed
from renja_xl.rules.compare.trace import compare
from tests.rules.frames import BAKU, decisions, inputs, printed
from tests.rules.test_reconcile import reconciled, said, tree


def spent(rows: list[dict[str, Any]], *amounts: int) -> list[dict[str, Any]]:
    return [
        row | {"tw4_rp": amount, "target_renja_k": 1, "tw4_k": 1}
        for row, amount in zip(rows, amounts, strict=True)
    ]


def test_a_parent_is_named_at_the_quarter_and_not_at_column_12() -> None:
    rows = spent(tree(600, (600, [500, 100])), 70, 80, 60, 10)
    (found,) = reconciled(*rows)
    assert (found.kode, found.urut, found.kolom) == ("induk-beda-anak", 2, "tw4_rp")
    assert "TW IV Rp 80, jumlahnya 70 (lebih 10); Realisasi Renja Rp 80" in found.penjelasan


def test_a_budget_that_is_not_the_sum_is_no_overspending() -> None:
    rows = spent(tree(300, (300, [500, 100])), 550, 550, 460, 90)
    assert {item.kode for item in reconciled(*rows)} == {"induk-beda-anak"}


def test_a_row_without_a_budget_explains_what_is_spent_beyond_it_above() -> None:
    rows = spent(tree(100, (100, [0, 100])), 150, 150, 60, 90)
    assert said(reconciled(*rows), "realisasi-melebihi-pagu") == []
    rows = spent(tree(100, (100, [30, 70])), 130, 130, 60, 70)
    assert said(reconciled(*rows), "realisasi-melebihi-pagu") == [(3, "realisasi_renja_rp")]


def test_an_unread_budget_explains_nothing() -> None:
    rows = spent(tree(100, (100, [None, 100])), 150, 150, 60, 90)
    found = reconciled(*rows, unread={(3, "target_renja_rp"): "1oo"})
    assert said(found, "realisasi-melebihi-pagu") == [(2, "realisasi_renja_rp")]


def test_a_row_that_its_code_took_away_is_counted_where_it_stands() -> None:
    """The last sub kegiatan stands under the second kegiatan (row 5), and both sums fit with it there."""
    rows = tree(600, (100, [40, 60]), (500, [300, 200]))
    rows[-1]["induk"] = 2
    assert said(reconciled(*rows), "induk-beda-anak") == [(2, "target_renja_rp"), (5, "target_renja_rp")]
    assert said(reconciled(*rows, moved={7: 5}), "induk-beda-anak") == []
    rows[4]["target_renja_rp"] = 501
    assert said(reconciled(*rows, moved={7: 5}), "induk-beda-anak") == [(5, "target_renja_rp")]


def test_a_total_over_a_program_that_is_left_blank_cannot_be_judged() -> None:
    """The sheet's total is of the kegiatan; nothing tells whether the blank program is worth them."""
    money = {"target_renja_rp": 400, "tw4_rp": 68}
    data = inputs({"level": "program"}, {"level": "kegiatan", "induk": 1, **money})
    frame = compute(data, printed(data), (), BAKU, decisions())
    sums = {"seluruh_program": totals(frame, "program")}
    done = Computed(frame, summarise(frame, BAKU, 4), sums, BAKU, {}, 4, frame)
    total = PrintedSummary(
        "jumlah", "seluruh_program", 0, {"target_renja_rp": Decimal(400)}, {"target_renja_rp": "J9"}
    )
    (found,) = compare(done, printed(data), (total,), "Lembar")
    assert (found.tingkat, found.penyebab, found.akar_urut, found.akar_kolom) == (
        *("info", "turunan", 1),
        "target_renja_rp",
    )


def test_a_mean_that_fits_where_the_row_stands_follows_from_its_code() -> None:
    rows = [{"level": "kegiatan"}, {"level": "kegiatan"}]
    rows += [{"induk": 1, "target_renja_k": 10, "tw4_k": n} for n in (2, 4, 9)]
    data = inputs(*rows)
    frame = compute(data, printed(data), (), BAKU, decisions())

    def cell(value: int) -> PrintedSummary:
        return PrintedSummary(
            "rata_rata", "subkegiatan", 1, {"capaian_renja_k": Decimal(value)}, {"capaian_renja_k": "U9"}
        )

    def found(value: int) -> list[tuple[str, str, int, str]]:
        sums = {"seluruh_program": totals(frame, "program")}
        done = Computed(frame, summarise(frame, BAKU, 4), sums, BAKU, {}, 4, frame, moved={5: 2})
        said = compare(done, printed(data), (cell(value),), "Lembar")
        return [(item.tingkat, item.penyebab, item.akar_urut, item.akar_kolom) for item in said]

    assert found(50) == []
    assert found(30) == [("info", "turunan", 5, "kode")]
    assert found(31) == [("galat", "tidak-diketahui", 0, "")]


def test_what_is_built_on_an_unread_cell_names_it() -> None:
    data = inputs({"target_renja_k": None, "tw4_k": 5, "target_renstra_k": 50})
    unread = {(1, "target_renja_k"): "1o"}
    frame = compute(data, printed(data), unread, BAKU, decisions())
    rekap, sums = summarise(frame, BAKU, 4), {"seluruh_program": totals(frame, "program")}
    written = printed(data, capaian_renja_k=[50], capaian_renstra_k=[11])
    found = compare(Computed(frame, rekap, sums, BAKU, {}, 4, frame, unread), written, (), "Lembar")
    assert [(item.kolom, item.tingkat, item.akar_kolom) for item in found] == [
        ("capaian_renja_k", "info", "target_renja_k"),
        ("capaian_renstra_k", "galat", ""),
    ]


@pytest.mark.parametrize(
    ("unread", "key"),
    [
        ("target_renja_rp", "target_renja_rp"),
        ("tw1_rp", "tw1_rp"),
        ("tw1_rp", "realisasi_renja_rp"),
        ("tw1_rp", "realisasi_renstra_rp"),
        ("realisasi_lalu_rp", "realisasi_renstra_rp"),
    ],
)
def test_a_printed_total_over_an_unread_cell_is_not_judged(unread: str, key: str) -> None:
    """Whether it is right nobody knows: it follows from the cell that could not be read, and is no galat."""
    row = {"level": "program", "target_renja_rp": 100, "realisasi_lalu_rp": 10, "tw1_rp": 20, "tw2_rp": 60}
    data = inputs(row, {name: value for name, value in row.items() if name != unread})
    cells = {(2, unread)}
    frame = compute(data, printed(data), cells, BAKU, decisions())
    sums = {"seluruh_program": totals(frame, "program")}
    done = Computed(frame, summarise(frame, BAKU, 4), sums, BAKU, {}, 4, frame, cells)
    total = PrintedSummary("jumlah", "seluruh_program", 0, {key: Decimal(7)}, {key: "H9"})
    found = compare(done, printed(data), (total,), "Lembar")
    assert [(item.sel, item.tingkat, item.seharusnya, item.akar_urut, item.akar_kolom) for item in found] == [
        ("H9", "info", "", 2, unread)
    ]
