"""A rule set as TOML that is read back as the same rule set, with a comment over each setting."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from textwrap import wrap

from renja_xl.model.rule_set import NEGATIF, IndicatorKey, Jenjang, RuleSet, Skala, Sources

_WIDTH = 110
# A comment of TOML holds none of these.
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# (table, key, field) in the order of `rulesets/baku.toml`; a key of the top has no table.
_SETTINGS = (
    ("", "nama", "nama"),
    ("", "keterangan", "keterangan"),
    ("kinerja", "skala", "skala"),
    ("triwulan", "k", "triwulan_k"),
    ("triwulan", "rp", "triwulan_rp"),
    ("triwulan", "indikator", "triwulan_indikator"),
    ("renstra", "satuan_tidak_dijumlahkan", "satuan_tidak_dijumlahkan"),
    ("renstra", "nama_tidak_dijumlahkan", "nama_tidak_dijumlahkan"),
    ("renstra", "indikator", "renstra_indikator"),
    ("renstra", "kosong_bila_nol", "renstra_kosong_bila_nol"),
    ("renstra", "kosong_bila_target_renja_nol", "renstra_kosong_bila_target_renja_nol"),
    ("capaian", "rp_lanjutan", "rp_lanjutan"),
    ("capaian", "target_nol", "target_nol"),
    ("capaian", "target_kosong", "target_kosong"),
    ("capaian", "batas_100", "batas_100"),
    ("efisiensi", "rumus", "efisiensi_rumus"),
    ("efisiensi", "kosong_bila_nol", "efisiensi_kosong_bila_nol"),
    ("efisiensi", "jenjang", "efisiensi_jenjang"),
    ("rata_rata", "indikator", "rata_rata_indikator"),
    ("rata_rata", "nol", "rata_rata_nol"),
    ("rata_rata", "bobot", "rata_rata_bobot"),
    ("rata_rata", "tanpa_nilai", "rata_rata_tanpa_nilai"),
    ("negatif", "rumus", "negatif_rumus"),
    ("negatif", "indikator", "polaritas"),
    ("negatif", "petunjuk", "negatif_petunjuk"),
    ("periksa", "toleransi_rp", "toleransi_rp"),
    ("periksa", "abaikan", "abaikan"),
    ("predikat", "jenjang", "jenjang"),
)


def rule_set_toml(rules: RuleSet, reasons: Mapping[str, str] | None = None) -> str:
    """The rule set as TOML text; `reasons` become the comments, by dotted key (`renstra.kosong_bila_nol`).

    What several sources say of single indicators becomes one table, the strongest first.
    """
    settings: list[tuple[str, str, object]] = [(*place, getattr(rules, name)) for *place, name in _SETTINGS]
    settings += [("predikat", f"tw{number}", scale) for number, scale in enumerate(rules.jenjang_triwulan, 1)]
    lines = []
    for table, entries in groupby(settings, key=lambda setting: setting[0]):
        lines += ["", f"[{table}]"] if table else []
        for _, key, value in entries:
            reason = _CONTROL.sub(" ", (reasons or {}).get(f"{table}.{key}", ""))
            lines += [f"# {line}" for line in wrap(reason, _WIDTH - 2, break_long_words=False)]
            lines.append(
                f"{key} = {_negative(rules.polaritas) if value is rules.polaritas else _value(value)}"
            )
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return _text(value)
        case Decimal():
            return f"{value:f}"
        case frozenset():
            return _list(map(_text, sorted(value)))
        case (first, *_) if isinstance(value, tuple) and isinstance(first, Mapping):
            return _table(value)
        case (first, *_) if isinstance(value, tuple) and not isinstance(first, str):
            return "[\n" + "".join(f"    {_entry(item)},\n" for item in value) + "]"
        case tuple():
            return _list(map(_text, value))
    raise TypeError(value)


def _entry(item: Jenjang | Skala) -> str:
    if isinstance(item, Skala):
        levels, hints = _list(map(_text, item.jenjang)), _list(map(_text, item.petunjuk))
        return f"{{ nama = {_text(item.nama)}, jenjang = {levels}, petunjuk = {hints} }}"
    if item.batas is None:
        return f"{{ nama = {_text(item.nama)} }}"
    begins = _text(f"{'>=' if item.termasuk else '>'} {item.batas:f}")
    return f"{{ nama = {_text(item.nama)}, mulai = {begins} }}"


def _table(sources: Sources) -> str:
    entries = _merged(sources).items()
    parts = [f"{_text(code or name)} = {_text(choice)}" for (code, name), choice in entries]
    return f"{{ {', '.join(parts)} }}" if parts else "{}"


def _negative(sources: Sources) -> str:
    return _list(
        _text(code or name) for (code, name), choice in _merged(sources).items() if choice == NEGATIF
    )


def _merged(sources: Sources) -> dict[IndicatorKey, str]:
    found: dict[IndicatorKey, str] = {}
    for source in reversed(sources):
        found |= source
    return found


def _list(parts: Iterable[str]) -> str:
    return f"[{', '.join(parts)}]"


def _text(text: str) -> str:
    """A basic string of TOML: escaped as in JSON, which alone allows DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
