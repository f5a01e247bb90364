"""A reference document opened without believing what it says: sizes are counted while unpacking, XML is plain XML."""

import io
import posixpath
import struct
import zipfile
import zlib
from typing import Any

import attrs

from plancomment.errors import MissingExtraError, ReadError

__all__ = ["SOURCE", "Archive", "Relation", "open_archive", "parsed"]

#: What errors call the file.
SOURCE = "the reference document"
_ENTRIES, _BYTES, _ELEMENTS = 5_000, 100_000_000, 400_000
_CHUNK = 1 << 20
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
_LIST = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@attrs.frozen
class Relation:
    """Where one part leads (パートの関係).

    Attributes:
        kind: the last word of its type: ``"styles"``, ``"header"``, ``"image"`` …
        place: the name of the part it leads to.
        external: it leads out of the file.
    """

    kind: str
    place: str
    external: bool


@attrs.define
class Archive:
    """The entries of the file (パッケージ).

    Attributes:
        names: of the entries.
        unpacked: bytes unpacked so far.
    """

    names: frozenset[str]
    _archive: zipfile.ZipFile
    unpacked: int = 0

    def read(self, name: str) -> bytes:
        """One entry.

        Raises:
            ReadError: it is not there, is damaged, or unpacks to more than is taken.
        """
        if name not in self.names:
            raise ReadError(SOURCE, [f"the archive has no {name:.80}"])
        pieces = []
        try:
            with self._archive.open(name) as entry:
                while piece := entry.read(_CHUNK):
                    self.unpacked += len(piece)
                    if self.unpacked > _BYTES:
                        raise ReadError(SOURCE, [f"its parts unpack to more than {_BYTES} bytes"])
                    pieces.append(piece)
        except ReadError:
            raise
        except _DAMAGE as error:
            raise ReadError(SOURCE, [f"{name:.80} is damaged: {error}"]) from error
        return b"".join(pieces)

    def relations(self, name: str) -> dict[str, Relation]:
        """Where a part leads, by the ids that it uses; nothing where it has no such list."""
        folder, _, own = name.rpartition("/")
        listed = posixpath.join(folder, "_rels", f"{own}.rels")
        if listed not in self.names:
            return {}
        found = {}
        for one in parsed(self.read(listed), listed).iter(_LIST):
            target = one.get("Target", "")
            place = posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
            kind = one.get("Type", "").rpartition("/")[2]
            found[one.get("Id", "")] = Relation(kind, place, one.get("TargetMode") == "External")
        return found


def open_archive(data: bytes) -> Archive:
    """The archive in the bytes of a file.

    Raises:
        ReadError: it is none, is locked with a password, names an entry twice, or has too many of them.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise ReadError(SOURCE, ["it is locked with a password or an old .doc file; save it as .docx without one"])
    if data.count(b"PK\x01\x02") > 4 * _ENTRIES:
        raise ReadError(SOURCE, [f"the archive has more than {_ENTRIES} entries"])
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise ReadError(SOURCE, [f"it is no Word file, or damaged: {error}"]) from error
    entries = archive.infolist()
    names = frozenset(entry.filename for entry in entries)
    problems = []
    if len(entries) > _ENTRIES:
        problems.append(f"the archive has more than {_ENTRIES} entries")
    if len(names) < len(entries):
        problems.append("the archive names an entry twice")
    if any(entry.flag_bits & 1 for entry in entries):
        problems.append("it is locked with a password: save it without one")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        problems.append("an entry of the archive is packed in a way that no Word file uses")
    if problems:
        raise ReadError(SOURCE, problems)
    return Archive(names, archive)


def parsed(data: bytes, name: str) -> Any:
    """The root of a part: no document type, no entities, nothing fetched, not deeper than libxml2 takes by itself.

    Raises:
        MissingExtraError: lxml is not installed.
        ReadError: it is no XML, or more than is taken.
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise MissingExtraError("lxml", "docx") from error
    # In UTF-16 every second byte is zero; Word writes UTF-8 alone, and signs could be hidden there.
    if b"\0" in data[:4] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadError(SOURCE, [f"{name:.80} is not in UTF-8"])
    if b"<!DOCTYPE" in data:
        raise ReadError(SOURCE, [f"{name:.80} declares a document type, which no Word file does"])
    if data.count(b"<") > 2 * _ELEMENTS:
        raise ReadError(SOURCE, [f"{name:.80} has more than {_ELEMENTS} elements"])
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(SOURCE, [f"{name:.80} is not XML: {error}"]) from error
