"""Rule sets from TOML. What a file does not say follows the rule set `baku`."""

from __future__ import annotations

import re
import tomllib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from renja_xl.model.errors import UsageError
from renja_xl.model.rule_set import NEGATIF, Jenjang, RuleSet, Settings, indicator_key
from renja_xl.model.texts import sentence, system_reason
from renja_xl.reading.rule_schema import SCHEMA, checked, scales, schema, shipped, steps

BASE = "baku"


def rule_set_names() -> list[str]:
    """The rule sets that ship with the package."""
    folder = resources.files("renja_xl").joinpath("rulesets")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return [name.removesuffix(".toml") for name in names if name != SCHEMA]


def load_rule_set(name: str) -> RuleSet:
    """A rule set by its shipped name, or from the user's own .toml file.

    Raises UsageError where there is none, the file is no TOML, or a setting does not fit the schema.
    """
    if name in rule_set_names():
        return parse_rule_set(shipped(f"{name}.toml"), name)
    path = Path(name)
    if path.suffix.lower() != ".toml" or not _is_file(path):
        key = "aturan-berkas-tidak-ada" if path.suffix.lower() == ".toml" else "aturan-tidak-ada"
        raise UsageError(key, nama=name, ada=", ".join(rule_set_names()))
    try:
        text = _text(path.read_bytes())
    except UnicodeDecodeError:
        raise UsageError("aturan-rusak", berkas=name, sebab=sentence("harapan.huruf")) from None
    except OSError as error:
        raise UsageError("aturan-rusak", berkas=name, sebab=system_reason(error)) from None
    rules = parse_rule_set(text, name)
    # A shipped rule set that was edited must not be taken for the shipped one.
    return replace(rules, nama=f"{rules.nama} ({path.name})") if rules.nama in rule_set_names() else rules


@cache
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


def _text(raw: bytes) -> str:
    """The text of a file; PowerShell writes UTF-16 where `>` is used."""
    return raw.decode("utf-16" if raw[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long for the system is no file
        return False


def parse_rule_set(text: str, file: str) -> RuleSet:
    """A rule set from its TOML text; `file` is what a refusal names."""
    values = _values(shipped(f"{BASE}.toml"), BASE) | {"keterangan": ""} | _values(text, file)
    return _rule_set(values, text)


def _values(text: str, file: str) -> dict[str, Any]:
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        place = sentence("harapan.baris", baris=line[1]) if line else sentence("harapan.bentuk")
        raise UsageError("aturan-rusak", berkas=file, sebab=place) from None
    return checked(raw, text, file)


def _rule_set(values: Mapping[str, Any], text: str) -> RuleSet:
    def scale(key: str) -> Any:
        return steps(values[key], schema()[key])

    return RuleSet(
        nama=values["nama"],
        keterangan=values["keterangan"],
        triwulan_k=values["triwulan.k"],
        triwulan_rp=values["triwulan.rp"],
        triwulan_indikator=(_settings(values["triwulan.indikator"]),),
        satuan_tidak_dijumlahkan=frozenset(values["renstra.satuan_tidak_dijumlahkan"]),
        nama_tidak_dijumlahkan=frozenset(values["renstra.nama_tidak_dijumlahkan"]),
        renstra_indikator=(_settings(values["renstra.indikator"]),),
        renstra_kosong_bila_nol=values["renstra.kosong_bila_nol"],
        renstra_kosong_bila_target_renja_nol=values["renstra.kosong_bila_target_renja_nol"],
        rp_lanjutan=values["capaian.rp_lanjutan"],
        target_nol=values["capaian.target_nol"],
        target_kosong=values["capaian.target_kosong"],
        batas_100=values["capaian.batas_100"],
        efisiensi_rumus=values["efisiensi.rumus"],
        efisiensi_kosong_bila_nol=values["efisiensi.kosong_bila_nol"],
        efisiensi_jenjang=scale("efisiensi.jenjang"),
        rata_rata_indikator=values["rata_rata.indikator"],
        rata_rata_nol=values["rata_rata.nol"],
        rata_rata_bobot=values["rata_rata.bobot"],
        rata_rata_tanpa_nilai=values["rata_rata.tanpa_nilai"],
        negatif_rumus=values["negatif.rumus"],
        polaritas=({indicator_key(name): NEGATIF for name in values["negatif.indikator"]},),
        negatif_petunjuk=tuple(values["negatif.petunjuk"]),
        jenjang=scale("predikat.jenjang"),
        jenjang_triwulan=tuple(scale(f"predikat.tw{number}") for number in range(1, 5)),
        skala=scales(values["kinerja.skala"]),
        abaikan=frozenset(values["periksa.abaikan"]),
        toleransi_rp=Decimal(values["periksa.toleransi_rp"]),
        isi=text,
    )


def _settings(table: Mapping[str, str]) -> Settings:
    return {indicator_key(name): choice for name, choice in table.items()}
