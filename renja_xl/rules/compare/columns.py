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
from renja_xl.rules.selected import selected

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


def kept_roots(trace: Trace) -> None:
    """A column 12 that its quarters do not give: what is built on the quarters instead follows from it."""
    other = trace.done.by_quarters
    for kind in ("k", "rp") if other is not None else ():
        key = f"realisasi_renja_{kind}"
        assert other is not None
        where = trace.done.frame[f"tetap_{kind}"].to_numpy(dtype=bool) & known(other[key].to_numpy())
        for _, urut, _ in selected(trace.done.frame, where):
            trace.roots[urut, key] = Root(urut, key)


def unread_roots(trace: Trace) -> None:
    """The inputs that could not be read, and a column 12 that is blank for one of its quarters."""
    frame = trace.done.frame
    for urut, key in sorted(trace.done.unread):
        root = Root(urut, key)
        trace.unknown.add(root)
        trace.roots[urut, key] = root
        name, _, kind = key.rpartition("_")
        if name in TRIWULAN and frame[f"ragu_{kind}"].iat[urut - 1]:
            trace.roots.setdefault((urut, f"realisasi_renja_{kind}"), root)


def compare_column(trace: Trace, key: str, written: Figures) -> None:
    """Every filled cell of a column that the rules compute otherwise."""
    frame, digits = trace.done.frame, trace.digits[key]
    computed, local = frame[key].to_numpy(), _local(trace, key)
    other = local if trace.done.by_quarters is None else trace.done.by_quarters[key].to_numpy()
    for index, urut, name in selected(frame, known(written)):
        if same_figure(written[index], computed[index], digits):
            continue
        place: dict[str, object] = {
            "urut": urut,
            "kolom": key,
            "nama": name,
            "tertulis": written[index],
            "seharusnya": "" if computed[index] is None else computed[index],
        }
        above = [root for name in _BUILT_ON.get(key, ()) if (root := trace.roots.get((urut, name)))]
        unknown = next((root for root in above if computed[index] is None and root in trace.unknown), None)
        if unknown:
            trace.roots[urut, key] = unknown
            trace.follow("hitung-beda", unknown, place)
            continue
        if above and any(same_figure(written[index], given[index], digits) for given in (local, other)):
            trace.roots[urut, key] = above[0]
            trace.follow("hitung-beda", above[0], place)
            continue
        trace.roots[urut, key] = Root(urut, key)
        if written[index] == 0 and computed[index] is None:
            # A printed 0 where the rules leave a blank is another habit, not another figure.
            trace.accuse("hitung-beda", (OTHER_RULE, "nol"), place, "info")
            continue
        row = {str(name): value for name, value in trace.shown.iloc[index].items()}
        others = column_alternatives(row, key, trace.done.triwulan)
        trace.accuse("hitung-beda", cause(written[index], computed[index], digits, others), place)


def _local(trace: Trace, key: str) -> Figures:
    """A column from the printed cells it is built on."""
    shown, rules = trace.shown, trace.done.rules
    if key == "efisiensi":
        return efisiensi(shown, rules)
    if not key.startswith("capaian_renstra"):
        return trace.done.frame[key].to_numpy()
    kind = key.rpartition("_")[2]
    negative = shown["negatif"].to_numpy(dtype=bool) if kind == "k" else np.zeros(len(shown), dtype=bool)
    return capaian(
        shown[f"realisasi_renstra_{kind}"].to_numpy(),
        shown[f"target_renstra_{kind}"].to_numpy(),
        negative,
        rows_with_target(shown, kind),
        rules,
    )
