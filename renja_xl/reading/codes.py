"""Codes of Permendagri 90/2019: which level a code speaks of, and which code stands above it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from renja_xl.model.rule_set import plain_code

# X.XX stands for the affair in the codes of supporting programs.
_CODE = re.compile(r"(?:\d{1,4}|[Xx]{1,4})(?:\.(?:\d{1,4}|[Xx]{1,4}))*")
_LEVEL_BY_PARTS = {1: "urusan", 2: "bidang", 3: "program", 5: "kegiatan", 6: "subkegiatan"}
_KEGIATAN_PARTS = 5
_PARENT_PARTS = {"kegiatan": 3, "subkegiatan": 5}


@lru_cache(maxsize=16384)
def level_of_code(kode: str) -> str:
    """The level a code speaks of by its number of parts, or ""."""
    code = plain_code(kode)
    return _LEVEL_BY_PARTS.get(code.count(".") + 1, "") if _CODE.fullmatch(code) else ""


def known_code(kode: str) -> str:
    """The plain code, or "" where it is none."""
    return plain_code(kode) if level_of_code(kode) else ""


def are_numbers(codes: Iterable[str]) -> bool:
    """Whether what looks like codes only counts the rows (1, 1.1, 1.1.1).

    Codes of bidang and programs have two digits in their second part, and on a sheet with codes those of
    kegiatan have five parts.
    """
    parts = [code.split(".") for code in codes if code]
    if not parts or any(len(part) >= _KEGIATAN_PARTS for part in parts):
        return False
    deeper = [part for part in parts if len(part) > 1]
    return not deeper or any(len(part[1]) == 1 for part in deeper)


def parent_code(code: str, level: str) -> str:
    """The code of the program or kegiatan that a plain code of this level names, or ""."""
    parts = code.split(".")
    return ".".join(parts[: _PARENT_PARTS[level]]) if code and level in _PARENT_PARTS else ""
