"""Codes of Permendagri 90/2019: which level a code speaks of, and which code stands above it."""

from __future__ import annotations

import re

# X.XX stands for the affair in the codes of supporting programs.
_CODE = re.compile(r"(?:\d{1,4}|[Xx]{1,4})(?:\.(?:\d{1,4}|[Xx]{1,4}))*")
_LEVEL_BY_PARTS = {1: "urusan", 2: "bidang", 3: "program", 5: "kegiatan", 6: "subkegiatan"}
_PARENT_PARTS = {"kegiatan": 3, "subkegiatan": 5}


def plain_code(kode: str) -> str:
    """A code without spaces, and without the dots around it."""
    return "".join(kode.split()).strip(".")


def level_of_code(kode: str) -> str:
    """The level a code speaks of by its number of parts, or ""."""
    code = plain_code(kode)
    return _LEVEL_BY_PARTS.get(code.count(".") + 1, "") if _CODE.fullmatch(code) else ""


def known_code(kode: str) -> str:
    """The plain code, or "" where it is none."""
    return plain_code(kode) if level_of_code(kode) else ""


def parent_code(code: str, level: str) -> str:
    """The code of the program or kegiatan that a plain code of this level names, or ""."""
    parts = code.split(".")
    return ".".join(parts[: _PARENT_PARTS[level]]) if code and level in _PARENT_PARTS else ""
