"""Expected errors: each carries its exit code and one Indonesian sentence that says what to do."""

from __future__ import annotations

from renja_xl.model.texts import sentence


class RenjaError(Exception):
    """An error a user can act on.

    `kode` names a sentence under `[galat]` in `texts/kalimat.toml`; `isi` fills its blanks.
    The exit codes are those of the public contract.
    """

    exit_code = 1

    def __init__(self, kode: str, **isi: object) -> None:
        self.kode = kode
        self.isi = isi
        super().__init__(sentence(f"galat.{kode}", **isi))


class UsageError(RenjaError):
    """The command was asked for something it does not have (exit 2)."""

    exit_code = 2


class InputError(RenjaError):
    """The input cannot be read or holds no matrix (exit 3)."""

    exit_code = 3


class OutputError(RenjaError):
    """The output cannot be written (exit 5)."""

    exit_code = 5
