"""What is raised where a workbook is of a kind that cannot be edited in place with certainty."""

from __future__ import annotations


class UnpatchableError(Exception):
    """`part` is the part of the package that is of another kind than expected."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part
