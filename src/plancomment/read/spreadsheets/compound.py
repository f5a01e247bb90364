"""Compound files, in which old Excel files and locked new ones are kept, opened without believing what they say.

The format: [MS-CFB]. Every chain of sectors is followed at most as far as the file is long.
"""

import struct
from array import array
from collections.abc import Mapping

import attrs

from plancomment.errors import ReadError

__all__ = ["MAGIC", "Compound", "open_compound"]

#: How a compound file begins.
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # numbers from here on name no sector
_ENTRY = 128


@attrs.frozen
class Compound:
    """A compound file (複合ファイル).

    Attributes:
        streams: first sector and length of each stream, by name (ストリーム).
    """

    source: str
    streams: Mapping[str, tuple[int, int]]
    _data: bytes
    _sector: int
    _cutoff: int
    _fat: "array[int]"
    _small_fat: "array[int]"
    _small: bytes

    def read(self, name: str) -> bytes:
        """One stream whole.

        Raises:
            ReadError: it is damaged.
        """
        start, length = self.streams[name]
        if length >= self._cutoff:
            found = _follow(self._data, self._fat, start, self._sector, self._sector, self.source)
        else:
            found = _follow(self._small, self._small_fat, start, 64, 0, self.source)
        if len(found) < length:
            raise ReadError(self.source, [f"it is damaged: {name} ends before its time"])
        return found[:length]


def _follow(data: bytes, fat: "array[int]", start: int, size: int, offset: int, source: str) -> bytes:
    """The bytes of a chain of sectors."""
    parts: list[bytes] = []
    sector = start
    while sector < _LAST:
        if sector >= len(fat) or len(parts) > len(fat):
            raise ReadError(source, ["it is damaged: a chain of sectors leads out of the file or into itself"])
        at = offset + sector * size
        parts.append(data[at : at + size])
        sector = fat[sector]
    return b"".join(parts)


def _numbers(data: bytes) -> "array[int]":
    whole = len(data) // 4
    return array("L" if array("L").itemsize == 4 else "I", struct.unpack(f"<{whole}I", data[: whole * 4]))


def open_compound(data: bytes, source: str) -> Compound:
    """The streams in the bytes of a compound file.

    Raises:
        ReadError: it is damaged.
    """
    if len(data) < 512:
        raise ReadError(source, ["it is damaged: it ends within its head"])
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or small_shift != 6:
        raise ReadError(source, ["it is damaged: its sectors have no known size"])
    size = 1 << shift
    first_entry, cutoff, first_small, more, count = (
        struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60, 68, 72)
    )
    most = len(data) // size + 1
    sectors = list(struct.unpack_from("<109I", data, 76))
    for _ in range(min(count, most)):  # sectors that list the sectors of the table
        if more >= _LAST or more >= most:
            break
        table = _numbers(data[size + more * size : size + (more + 1) * size])
        if not table:
            break
        sectors += table[:-1]
        more = table[-1]
    parts = [data[size + sector * size : size + (sector + 1) * size] for sector in sectors[:most] if sector < most]
    fat = _numbers(b"".join(parts))
    entries = _follow(data, fat, first_entry, size, size, source)
    streams: dict[str, tuple[int, int]] = {}
    small = b""
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        kind = entries[at + 66]
        start, extent = struct.unpack_from("<II", entries, at + 116)
        name = entries[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
        if kind == 5 and not small:
            small = _follow(data, fat, start, size, size, source)
        elif kind == 2:
            streams.setdefault(name, (start, extent))
    small_fat = _numbers(_follow(data, fat, first_small, size, size, source))
    return Compound(source, streams, data, size, cutoff, fat, small_fat, small)
