"""What a file is, by its content: a zip package, an old binary workbook, plain text; or why it is none of them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

from renja_xl.model.errors import InputError
from renja_xl.model.texts import system_reason

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What is sent in a workbook's stead, by its name; and PDF, RTF, PNG, JPEG, RAR, 7z, gzip whatever they are called.
DOCUMENT_NAMES = (
    *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".numbers", ".gsheet"),
    *(".jpg", ".jpeg", ".png", ".zip", ".rar", ".7z", ".gz"),
)
_DOCUMENT_HEADS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_TEXT_NAMES = (".csv", ".tsv", ".txt")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096
# A sheet of 50,000 full rows unpacks to some 200 MB; deflate itself reaches about 1,030 to 1.
_MOST_BYTES = 2 * 1024**3
_MOST_RATIO = 300
_FREE_BYTES = 64 * 1024**2

Container = Literal["zip", "biner", "teks"]


def container_of(path: Path) -> Container:
    """What kind of container a file is.

    Raises InputError for: nothing there, a folder, no permission, an empty file, a document, an .xlsx with a
    password, text that is no table or bears another kind's name, anything unknown.
    """
    head, encrypted = _first_look(path)
    if not head:
        raise InputError("kosong", berkas=path)
    if head.startswith(_DOCUMENT_HEADS):
        raise InputError("dokumen", berkas=path)
    if encrypted:
        raise InputError("berkata-sandi", berkas=path)
    if head.startswith(_OLE):
        return "biner"
    if head.startswith(b"PK"):
        return "zip"
    if head.startswith(_UTF_16) or b"\0" not in head:
        _refuse_other_text(head, path)
        return "teks"
    raise InputError("bukan-excel", berkas=path)


def _first_look(path: Path) -> tuple[bytes, bool]:
    """The first bytes, and whether they open the shell that Excel puts around an encrypted workbook."""
    try:
        if path.is_dir():
            raise InputError("folder", berkas=path)
        with path.open("rb") as file:
            head = file.read(_HEAD)
            return head, head.startswith(_OLE) and _ENCRYPTED in head + file.read()
    except FileNotFoundError:
        raise InputError("tidak-ada", berkas=path) from None
    except PermissionError:
        raise InputError("tidak-boleh-dibaca", berkas=path) from None
    except OSError as error:
        raise InputError("gagal-dibaca", berkas=path, sebab=system_reason(error)) from None


def _refuse_other_text(head: bytes, path: Path) -> None:
    """A web page or XML that was named .xls, as many applications export it; text under another name."""
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise InputError("halaman-web", berkas=path)
    if path.suffix.lower() not in _TEXT_NAMES:
        named = path.suffix.lower() in DOCUMENT_NAMES
        raise InputError("dokumen" if named else "teks-lain", berkas=path)


def open_package(path: Path) -> zipfile.ZipFile:
    """A zip package; raises InputError for a damaged one and for one that unpacks to an absurd size."""
    try:
        package = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise InputError("rusak", berkas=path) from None
    total = sum(part.file_size for part in package.infolist())
    packed = sum(part.compress_size for part in package.infolist())
    if total > _MOST_BYTES or (total > _FREE_BYTES and total > _MOST_RATIO * max(packed, 1)):
        package.close()
        raise InputError("terlalu-besar", berkas=path)
    return package
