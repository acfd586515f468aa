"""The schema of rule sets: every setting with its kind, its choices and its meaning (`rulesets/skema.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from renja_xl.model.errors import UsageError
from renja_xl.model.rule_set import Jenjang, Skala
from renja_xl.model.texts import sentence

SCHEMA = "skema.toml"
REQUIRED = "nama"
_START = re.compile(r"(>=?)\s*(-?\d+(?:\.\d+)?)")
Rule = Mapping[str, Any]


def shipped(name: str) -> str:
    """The text of a TOML file of the package's rule sets."""
    return resources.files("renja_xl").joinpath("rulesets", name).read_text(encoding="utf-8")


@cache
def schema() -> dict[str, dict[str, Any]]:
    """Every setting by its dotted key."""
    found: dict[str, dict[str, Any]] = {}

    def walk(node: Mapping[str, Any], prefix: str) -> None:
        for key, value in node.items():
            if isinstance(value.get("jenis"), str):
                found[f"{prefix}{key}"] = value
            else:
                walk(value, f"{prefix}{key}.")

    walk(tomllib.loads(shipped(SCHEMA)), "")
    return found


def checked(raw: Mapping[str, Any], text: str, file: str) -> dict[str, Any]:
    """The settings of a rule set by dotted key, as its author wrote them.

    Raises UsageError, with the line, for a setting that the schema does not know or that does not fit it.
    """
    values = _flat(raw)
    rules = schema()
    for key, value in values.items():
        if key not in rules:
            raise _refusal(file, text, key, "dikenal", ada=", ".join(rules))
        rule = rules[key]
        if not _fits(value, rule):
            place = _wrong_entry(value, rule) if rule["jenis"] == "peta" else ""
            choices = ", ".join((*rule.get("pilihan", ()), *rule.get("bernama", ())))
            raise _refusal(file, text, key, rule["jenis"], place, ada=choices)
    if REQUIRED not in values:
        raise _refusal(file, text, REQUIRED, "wajib")
    return values


def steps(value: Any, rule: Rule) -> tuple[Jenjang, ...]:
    """The steps of a scale, given by a name of the schema or in full.

    Raises ValueError, KeyError, TypeError or InvalidOperation where it is no scale that falls from step to step.
    """
    listed = rule["bernama"][value] if isinstance(value, str) else value
    if listed == [] and rule.get("boleh_kosong"):
        return ()
    found = tuple(_step(item) for item in listed)
    limits = [step.batas for step in found[:-1]]
    falling = all(a is not None and b is not None and a > b for a, b in pairwise(limits))
    if not found or found[-1].batas is not None or None in limits or not falling:
        raise ValueError(value)
    return found


def scales(value: Any) -> tuple[Skala, ...]:
    """Coded scales; ValueError where one is incomplete or a scale names a level twice."""
    found = []
    for item in value:
        levels, hints = item["jenjang"], item.get("petunjuk", [])
        right = (
            _texts(levels) and _texts(hints) and len({level.casefold() for level in levels}) == len(levels)
        )
        if set(item) - {"nama", "jenjang", "petunjuk"} or not (right and levels and item["nama"]):
            raise ValueError(item)
        found.append(Skala(str(item["nama"]), tuple(levels), tuple(hints)))
    return tuple(found)


def _step(item: Mapping[str, Any]) -> Jenjang:
    match = _START.fullmatch(str(item["mulai"]).strip()) if "mulai" in item else None
    if set(item) - {"nama", "mulai"} or not isinstance(item["nama"], str) or ("mulai" in item and not match):
        raise ValueError(item)
    return Jenjang(item["nama"], Decimal(match[2]), match[1] == ">=") if match else Jenjang(item["nama"])


def _flat(raw: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Settings by dotted key; a setting that is itself a table stays whole."""
    found: dict[str, Any] = {}
    for key, value in raw.items():
        if isinstance(value, dict) and f"{prefix}{key}" not in schema():
            found |= _flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = value
    return found


def _fits(value: object, rule: Rule) -> bool:
    try:
        match rule["jenis"]:
            case "teks":
                return isinstance(value, str)
            case "ya-tidak":
                return isinstance(value, bool)
            case "pilihan":
                return value in rule["pilihan"]
            case "rupiah":
                return type(value) is int and value >= 0
            case "daftar":
                return _texts(value)
            case "peta":
                return isinstance(value, dict) and not _wrong_entry(value, rule)
            case "skala":
                return isinstance(scales(value), tuple)
        return isinstance(steps(value, rule), tuple)
    except (TypeError, KeyError, ValueError, AttributeError, InvalidOperation):
        return False


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _wrong_entry(value: object, rule: Rule) -> str:
    """The first name of a table whose value is none of the choices."""
    entries = value.items() if isinstance(value, dict) else ()
    return next((name or '""' for name, choice in entries if not name or choice not in rule["pilihan"]), "")


def _refusal(file: str, text: str, key: str, expected: str, entry: str = "", **blanks: object) -> UsageError:
    return UsageError(
        "aturan-salah",
        berkas=file,
        baris=_line_of(text, key, entry),
        kunci=f'{key}."{entry}"' if entry else key,
        harapan=sentence(f"harapan.{expected}", **blanks),
    )


def _line_of(text: str, key: str, entry: str = "") -> int:
    """The line where a dotted key (or an entry of its table) is set, or where its table begins; else 1."""
    found, table = 1, ""
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[+\s*([\w.\-]+)\s*\]+", line)
        setting = re.match(r"\s*([\w.\-]+)\s*=", line)
        if header:
            table = header[1]
        here = table if header or not setting else f"{table}.{setting[1]}".strip(".")
        if here == key or here.startswith(f"{key}."):
            if entry in line:
                return number
            found = number
        elif header and key.startswith(f"{table}."):
            found = number
    return found
