"""Rule sets from TOML, checked against `rulesets/skema.toml`, refused with the line that is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

from renja_xl.model.errors import UsageError
from renja_xl.model.rule_set import Jenjang, RuleSet
from renja_xl.model.texts import sentence

_SCHEMA = "skema.toml"
_START = re.compile(r"(>=?)\s*(-?\d+(?:\.\d+)?)")


def rule_set_names() -> list[str]:
    """The rule sets that ship with the package."""
    folder = resources.files("renja_xl").joinpath("rulesets")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return [name.removesuffix(".toml") for name in names if name != _SCHEMA]


def load_rule_set(name: str) -> RuleSet:
    """A rule set by its shipped name, or from the user's own .toml file.

    Raises UsageError where there is none, the file is no TOML, or a setting does not fit the schema.
    """
    if name in rule_set_names():
        return parse_rule_set(_shipped(f"{name}.toml"), name)
    path = Path(name)
    if path.suffix.lower() != ".toml" or not _is_file(path):
        raise UsageError("aturan-tidak-ada", nama=name, ada=", ".join(rule_set_names()))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("aturan-rusak", berkas=name, sebab=error) from None
    return parse_rule_set(text, name)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long for the system is no file
        return False


def parse_rule_set(text: str, file: str) -> RuleSet:
    """A rule set from its TOML text; `file` is what a refusal names."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError("aturan-rusak", berkas=file, sebab=error) from None
    values = _flat(raw)
    schema = _schema()
    for key in values:
        if key not in schema:
            raise _refusal(file, text, key, "dikenal", ada=", ".join(schema))
    for key, rule in schema.items():
        if key not in values:
            raise _refusal(file, text, key, "wajib")
        if not _fits(values[key], rule):
            raise _refusal(file, text, key, rule["jenis"], ada=", ".join(rule.get("pilihan", ())))
    return _rule_set(values, text)


def _rule_set(values: Mapping[str, Any], text: str) -> RuleSet:
    return RuleSet(
        nama=values["nama"],
        keterangan=values["keterangan"],
        triwulan_k=values["triwulan.k"],
        triwulan_rp=values["triwulan.rp"],
        satuan_tidak_dijumlahkan=frozenset(values["renstra.satuan_tidak_dijumlahkan"]),
        nama_tidak_dijumlahkan=frozenset(values["renstra.nama_tidak_dijumlahkan"]),
        renstra_kosong_bila_nol=values["renstra.kosong_bila_nol"],
        renstra_kosong_bila_target_renja_nol=values["renstra.kosong_bila_target_renja_nol"],
        rp_lanjutan=values["capaian.rp_lanjutan"],
        efisiensi_kosong_bila_nol=values["efisiensi.kosong_bila_nol"],
        rata_rata_tanpa_nilai=values["rata_rata.tanpa_nilai"],
        negatif_rumus=values["negatif.rumus"],
        negatif_indikator=frozenset(values["negatif.indikator"]),
        negatif_petunjuk=tuple(values["negatif.petunjuk"]),
        jenjang=tuple(_jenjang(values["predikat.jenjang"])),
        isi=text,
    )


def _flat(raw: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Settings by dotted key."""
    found: dict[str, Any] = {}
    for key, value in raw.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = value
    return found


@cache
def _schema() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}

    def walk(node: Mapping[str, Any], prefix: str) -> None:
        for key, value in node.items():
            if "jenis" in value and isinstance(value["jenis"], str):
                found[f"{prefix}{key}"] = value
            else:
                walk(value, f"{prefix}{key}.")

    walk(tomllib.loads(_shipped(_SCHEMA)), "")
    return found


def _shipped(name: str) -> str:
    return resources.files("renja_xl").joinpath("rulesets", name).read_text(encoding="utf-8")


def _fits(value: object, rule: Mapping[str, Any]) -> bool:
    kind = rule["jenis"]
    if kind == "teks":
        return isinstance(value, str)
    if kind == "ya-tidak":
        return isinstance(value, bool)
    if kind == "pilihan":
        return value in rule["pilihan"]
    if kind == "daftar":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    try:
        return bool(_jenjang(value))
    except (TypeError, KeyError, ValueError, InvalidOperation):
        return False


def _jenjang(value: Any) -> list[Jenjang]:
    """The steps of a predicate scale; ValueError where they do not fall from step to step."""
    steps = []
    for item in value:
        if set(item) - {"nama", "mulai"} or not isinstance(item["nama"], str):
            raise ValueError(item)
        match = _START.fullmatch(str(item["mulai"]).strip()) if "mulai" in item else None
        if "mulai" in item and not match:
            raise ValueError(item)
        steps.append(
            Jenjang(item["nama"], Decimal(match[2]), match[1] == ">=") if match else Jenjang(item["nama"])
        )
    limits = [step.batas for step in steps[:-1]]
    falling = all(a is not None and b is not None and a > b for a, b in pairwise(limits))
    if not steps or steps[-1].batas is not None or None in limits or not falling:
        raise ValueError(value)
    return steps


def _refusal(file: str, text: str, key: str, expected: str, **blanks: object) -> UsageError:
    return UsageError(
        "aturan-salah",
        berkas=file,
        baris=_line_of(text, key),
        kunci=key,
        harapan=sentence(f"harapan.{expected}", **blanks),
    )


def _line_of(text: str, key: str) -> int:
    """The line where a dotted key is set, or where its table begins; 1 where neither stands."""
    table, _, name = key.rpartition(".")
    found, current = 1, ""
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[+\s*([\w.\-]+)\s*\]+", line)
        if header:
            current = header[1]
            found = number if current == table else found
        elif current == table and re.match(rf"\s*{re.escape(name)}\s*=", line):
            return number
    return found
