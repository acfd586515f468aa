"""Columns 13 to 17 as printed: what its printed neighbours explain follows from the wrong one among them."""

from __future__ import annotations

import numpy as np

from renja_xl.model.frame import TRIWULAN
from renja_xl.rules.columns import capaian, efisiensi, rows_with_target
from renja_xl.rules.compare.alternatives import column_alternatives
from renja_xl.rules.compare.causes import OTHER_RULE, cause
from renja_xl.rules.compare.figures import same_figure
from renja_xl.rules.compare.roots import Root, Trace
from renja_xl.rules.exact import Figures, known
from renja_xl.rules.rows import selected

_BUILT_ON = {
    "capaian_renja_k": ("realisasi_renja_k", "target_renja_k"),
    "capaian_renja_rp": ("realisasi_renja_rp", "target_renja_rp"),
    "realisasi_renstra_k": ("realisasi_renja_k", "realisasi_lalu_k"),
    "realisasi_renstra_rp": ("realisasi_renja_rp", "realisasi_lalu_rp"),
    "capaian_renstra_k": ("realisasi_renstra_k", "realisasi_renja_k", "target_renstra_k", "realisasi_lalu_k"),
    "capaian_renstra_rp": (
        "realisasi_renstra_rp",
        "realisasi_renja_rp",
        "target_renstra_rp",
        "realisasi_lalu_rp",
    ),
    "efisiensi": ("capaian_renja_k", "capaian_renja_rp"),
}


def column_12_roots(trace: Trace) -> None:
    """A column 12 that is wrong: what is built on it, and not on its quarters, follows from it."""
    for kind in ("k", "rp"):
        key = f"realisasi_renja_{kind}"
        right, kept = trace.done.frame[key].to_numpy(), trace.done.kept[key].to_numpy()
        for _, urut, _ in selected(trace.done.frame, np.asarray(right != kept, dtype=bool)):
            trace.roots[urut, key] = Root(urut, key)


def unread_roots(trace: Trace) -> None:
    """The inputs that could not be read or are left blank, a column 12 and a money of column 14 that miss them."""
    frame = trace.done.frame
    unknown: list[frozenset[str]] = frame["kolom_ragu"].tolist()
    for urut, key in sorted(trace.done.unread):
        root = Root(urut, key)
        trace.unknown.add(root)
        trace.roots[urut, key] = root
        name, _, kind = key.rpartition("_")
        if name in TRIWULAN and frame[f"ragu_{kind}"].iat[urut - 1]:
            trace.roots.setdefault((urut, f"realisasi_renja_{kind}"), root)
        if name != "target_renstra" and f"realisasi_renstra_{kind}" in unknown[urut - 1]:
            trace.roots.setdefault((urut, f"realisasi_renstra_{kind}"), root)
    for urut, keys in enumerate(unknown, start=1):
        for key in sorted(keys):  # left blank above rows that have a figure
            root = Root(urut, key)
            if trace.roots.setdefault((urut, key), root) is root:
                trace.unknown.add(root)


def compare_column(trace: Trace, key: str, written: Figures) -> None:
    """Every filled cell of a column that the rules compute otherwise."""
    frame, digits = trace.done.frame, trace.digits[key]
    computed, given = frame[key].to_numpy(), (_local(trace, key), trace.done.kept[key].to_numpy())
    for index, urut, name in selected(frame, known(written)):
        value, expected = written[index], computed[index]
        if same_figure(value, expected, digits):
            continue
        place: dict[str, object] = {
            "urut": urut,
            "kolom": key,
            "nama": name,
            "tertulis": value,
            "seharusnya": "" if expected is None else expected,
        }
        explained = any(same_figure(value, figures[index], digits) for figures in given)
        root = _root(trace, urut, key, explained=explained, zero=value == 0, blank=expected is None)
        trace.roots[urut, key] = root or Root(urut, key)
        if root:
            trace.follow("hitung-beda", root, place)
        elif value == 0 and expected is None:
            # A printed 0 where the rules leave a blank is another habit, not another figure.
            trace.accuse("hitung-beda", (OTHER_RULE, "nol"), place, "info")
        else:
            row = {str(name): figure for name, figure in trace.shown.iloc[index].items()}
            others = column_alternatives(row, key, trace.done.triwulan)
            trace.accuse("hitung-beda", cause(value, expected, digits, others), place)


def _root(trace: Trace, urut: int, key: str, *, explained: bool, zero: bool, blank: bool) -> Root | None:
    """The wrong cell that a differing one follows from.

    One that nobody could read leaves it blank by the rules, one that is itself blank makes it 0; any other must
    explain what is printed.
    """
    above = [root for name in _BUILT_ON[key] if (root := trace.roots.get((urut, name)))]
    return next(
        (
            root
            for root in above
            if (blank and root in trace.unknown) or (zero and root in trace.holes) or explained
        ),
        None,
    )


def _local(trace: Trace, key: str) -> Figures:
    """A column from the printed cells it is built on."""
    shown, rules = trace.shown, trace.done.rules
    if key == "efisiensi":
        return efisiensi(shown, rules)
    if not key.startswith("capaian_renstra"):
        return trace.done.kept[key].to_numpy()
    kind = key.rpartition("_")[2]
    negative = shown["negatif"].to_numpy(dtype=bool) if kind == "k" else np.zeros(len(shown), dtype=bool)
    return capaian(
        shown[f"realisasi_renstra_{kind}"].to_numpy(),
        shown[f"target_renstra_{kind}"].to_numpy(),
        negative,
        rows_with_target(shown, kind),
        rules,
    )
