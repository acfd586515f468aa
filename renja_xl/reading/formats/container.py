"""Open a workbook's container, or say in one sentence why it is none. Nothing is unpacked here."""

from __future__ import annotations

import zipfile
from pathlib import Path

from renja_xl.model.errors import InputError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# A sheet of 50,000 full rows unpacks to some 200 MB; deflate itself reaches about 1,030 to 1.
_MOST_BYTES = 2 * 1024**3
_MOST_RATIO = 300
_FREE_BYTES = 64 * 1024**2


def open_package(path: Path) -> zipfile.ZipFile:
    """The workbook's zip package.

    Raises InputError for: nothing there, a folder, no permission, an empty file, an old .xls, a workbook
    with a password, a damaged or truncated zip, a zip that unpacks to an absurd size.
    """
    try:
        if path.is_dir():
            raise InputError("folder", berkas=path)
        with path.open("rb") as file:
            head = file.read(8)
            ole = head + file.read() if head == _OLE else b""
    except FileNotFoundError:
        raise InputError("tidak-ada", berkas=path) from None
    except PermissionError:
        raise InputError("tidak-boleh-dibaca", berkas=path) from None
    except OSError as error:
        raise InputError("gagal-dibaca", berkas=path, sebab=error.strerror or error) from None
    if not head:
        raise InputError("kosong", berkas=path)
    if ole:
        raise InputError("berkata-sandi" if _ENCRYPTED in ole else "xls-lama", berkas=path)
    if not head.startswith(b"PK"):
        raise InputError("bukan-excel", berkas=path)
    try:
        package = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise InputError("rusak", berkas=path) from None
    _refuse_bomb(package, path)
    _refuse_other(package, path)
    return package


def _refuse_other(package: zipfile.ZipFile, path: Path) -> None:
    """A zip of something else: an .ods, an .xlsb, a compressed folder."""
    names = set(package.namelist())
    if "_rels/.rels" in names and not any(name.endswith("workbook.bin") for name in names):
        return
    package.close()
    raise InputError("bukan-xlsx", berkas=path)


def _refuse_bomb(package: zipfile.ZipFile, path: Path) -> None:
    total = sum(part.file_size for part in package.infolist())
    packed = sum(part.compress_size for part in package.infolist())
    if total > _MOST_BYTES or (total > _FREE_BYTES and total > _MOST_RATIO * max(packed, 1)):
        package.close()
        raise InputError("terlalu-besar", berkas=path)
