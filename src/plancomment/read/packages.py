"""Office files as the archives that they are (.docx, .xlsx, .ods), opened without believing what they say.

Nothing is ever unpacked to the disk, so that names within an archive lead nowhere; sizes are counted while unpacking.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import attrs

from plancomment.errors import ReadError
from plancomment.read.limits import Limits

__all__ = ["Package", "open_package"]

_CHUNK = 1 << 20
_ENTRY = b"PK\x01\x02"
# What the modules of Python raise at archives that lie about names, offsets, sizes and methods.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@attrs.define
class Package:
    """An archive whose entries are read one at a time (パッケージ).

    Attributes:
        source: the file's name, for errors.
        names: the entries, in the order of the archive.
        limits: what may be unpacked.
        unpacked: bytes unpacked so far, of all entries together.
    """

    source: str
    names: tuple[str, ...]
    limits: Limits
    _archive: zipfile.ZipFile
    unpacked: int = 0

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def stream(self, name: str) -> Iterator[bytes]:
        """One entry, piece by piece.

        Raises:
            ReadError: there is no such entry, it is damaged, or it unpacks to more than the limit.
        """
        if name not in self:
            raise ReadError(self.source, [f"the archive has no {name}"])
        try:
            with self._archive.open(name) as entry:
                while piece := entry.read(_CHUNK):
                    self.unpacked += len(piece)
                    if self.unpacked > self.limits.unpacked_bytes:
                        raise ReadError(
                            self.source,
                            [f"{name} unpacks to more than {self.limits.unpacked_bytes} bytes (Limits.unpacked_bytes)"],
                        )
                    yield piece
        except ReadError:
            raise
        except _DAMAGE as error:
            raise ReadError(self.source, [f"{name} is damaged: {error}"]) from error

    def read(self, name: str) -> bytes:
        """One entry whole. Raises as :meth:`stream` does."""
        return b"".join(self.stream(name))


def open_package(data: bytes, source: str, limits: Limits) -> Package:
    """The archive in the bytes of a file.

    Raises:
        ReadError: it is no archive, is locked with a password, names an entry twice, or has more entries than allowed.
    """
    if not data:
        raise ReadError(source, ["it is empty"])
    if data.startswith(_COMPOUND):
        raise ReadError(
            source,
            ["it is locked with a password, or an old .doc or .xls file under a new name: save it without a password, "
             "in the new format"],
        )  # fmt: skip
    # Counted before the list of entries is made; an archive within it may have entries of its own.
    if data.count(_ENTRY) > 4 * limits.entries:
        raise ReadError(source, [f"the archive has more than {limits.entries} entries (Limits.entries)"])
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except _DAMAGE as error:
        raise ReadError(source, [f"it is no office file, or damaged: {error}"]) from error
    names = tuple(entry.filename for entry in entries)
    if len(names) > limits.entries:
        raise ReadError(source, [f"the archive has {len(names)} entries, more than {limits.entries} (Limits.entries)"])
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ReadError(source, [f"the archive has two entries named {name!r:.80}"])
        seen.add(name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReadError(source, ["it is locked with a password: save it without one"])
    # Other methods may ask for gigabytes before the first byte comes; no office program uses them.
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise ReadError(source, ["an entry of the archive is packed in a way that no office file uses"])
    return Package(source, names, limits, archive)
