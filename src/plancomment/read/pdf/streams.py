"""Packed streams of a PDF, counted before anything is unpacked for good (圧縮の検査).

pdfium unpacks what a page needs without asking how large it becomes. Deflate packs a thousand to one, LZW two thousand,
so that a small file can fill the memory; here every stream is unpacked piece by piece, counted and thrown away, and so
are drawings that draw others, which grow in the same way. Pictures are counted one by one, as none is unpacked to read
text; anything may call itself one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

import attrs

from plancomment.errors import ReadError
from plancomment.read.limits import Limits
from plancomment.read.pdf.drawings import Drawings, count_calls
from plancomment.read.pdf.packings import expand_lzw, expand_runs, inflate, is_deflated, read_ascii85, read_hex

__all__ = ["check_streams"]

_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_HEAD = 8_000  # bytes of a stream's dictionary that are looked at
_NUMBER = 30  # bytes: that of an object, with what parts its words
_OVERLAP = 100  # bytes: a call of a form may be cut in two
_OBJECT = re.compile(rb"[0-9]+\s+[0-9]+\s+obj\b")
_DRAWN = 2_000_000
_STREAMS, _LOOSE = 300_000, 1_000
_SLOW = 20_000_000  # bytes of LZW, run lengths and ASCII, which offices have not written for long
_FILTER = re.compile(rb"FlateDecode|LZWDecode|RunLengthDecode|/Fl\b|/LZW\b|/RL\b")
_SLOWLY = re.compile(rb"LZWDecode|RunLengthDecode|ASCII85Decode|ASCIIHexDecode|/(?:LZW|RL|A85|AHx)\b")
_ASCII = re.compile(rb"ASCII85Decode|ASCIIHexDecode|/A(?:85|Hx)\b")
_LETTERS = 4  # ways to write bytes as letters, one in the other
_ZEROS = 4  # bytes that one letter may stand for
_DENSEST = 2_600  # bytes that one may unpack to: LZW, as deflate has 1032
_OFTEN = 4  # times that any byte may be gone through
_LENGTH = re.compile(rb"/Length\s+([0-9]{1,10})\b(?!\s+[0-9]+\s+R)")
_ELSEWHERE = re.compile(rb"/Filter\s*\[?\s*([0-9]{1,9})\s+[0-9]{1,5}\s+R\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_SIDES = re.compile(rb"\\.|[()]|<<|>>", re.DOTALL)


@attrs.define
class _Counted:
    """What was counted so far: bytes unpacked, bytes of the file gone through, and those gone through one by one.

    ``loose`` streams have no dictionary that can be told from what is before it. ``end`` is the last end of a stream
    that was looked for, from ``sought`` on.
    """

    unpacked: int = 0
    gone: int = 0
    loose: int = 0
    slow: int = 0
    sought: int = 0
    end: int = -1


def check_streams(data: bytes, source: str, limits: Limits) -> None:
    """Count what the streams of a file unpack to.

    Raises:
        ReadError: one, or all together but the pictures, unpack to more than ``limits.unpacked_bytes``, one is packed
            twice or in a way that cannot be told, there are too many, or drawings within drawings multiply.
    """
    most, counted, drawings = limits.unpacked_bytes, _Counted(), Drawings(data)
    for number, found in enumerate(_STREAM.finditer(data)):
        if number >= _STREAMS:
            raise ReadError(source, [f"it has more than {_STREAMS} streams"])
        head, is_whole = _head(data, found.start())
        counted.loose += not is_whole
        if counted.loose > _LOOSE:
            raise ReadError(source, [f"it has more than {_LOOSE} streams of which it cannot be told where they begin"])
        named = _named(data, head)
        if named is None:
            raise ReadError(source, [f"how the stream at byte {found.start()} is packed is not told with it"])
        if len(_FILTER.findall(named)) > 1:
            raise ReadError(source, [f"the stream at byte {found.start()} is packed more than once"])
        before = counted.unpacked
        if is_whole and b"/Image" in head and b"/ObjStm" not in head:
            if (_end(data, found.end(), named, counted) - found.end()) * _DENSEST > most:
                _count(data, found.end(), named, counted, before + most)
                counted.unpacked = before if counted.unpacked <= before + most else most + 1
        else:
            drawings.add(head, _count(data, found.end(), named, counted, most))
        if counted.unpacked > most:
            raise ReadError(source, [f"it unpacks to more than {most} bytes (Limits.unpacked_bytes)"])
        if counted.gone > _OFTEN * len(data):
            raise ReadError(source, ["its streams lie in one another"])
        if counted.slow > _SLOW:
            raise ReadError(source, [f"it has more than {_SLOW} bytes packed as LZW, run lengths or ASCII"])
    if drawings.heaviest() > _DRAWN:
        raise ReadError(source, [f"drawings within drawings make more than {_DRAWN} of them"])


def _head(data: bytes, end: int) -> tuple[bytes, bool]:
    """The dictionary of a stream, from the number of its object on, and whether it is that and nothing else.

    Where brackets do not match, what seems to be a number may stand in a string: then it is all that is looked at.
    """
    whole = data[max(0, end - _HEAD) : end]
    if b"#" in whole:
        whole = _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode("ascii")), whole)
    near = max(0, whole.rfind(b"obj") - _NUMBER)
    begin = max((at.start() for at in _OBJECT.finditer(whole, near)), default=near)
    if begin == near:  # cut off, or no object at all
        begin = max((at.start() for at in _OBJECT.finditer(whole)), default=-1)
        if begin < 0:
            return whole, False
    head = whole[begin:]
    line = whole[max(whole.rfind(b"\n", 0, begin), whole.rfind(b"\r", 0, begin)) + 1 : begin]
    sides = Counter(_SIDES.findall(head)) if b"(" in head or b")" in head else None
    is_whole = head.count(b"<<") == head.count(b">>") if sides is None else _matches(sides)
    return (head, True) if is_whole and b"%" not in line else (whole, False)


def _matches(sides: Counter[bytes]) -> bool:
    return sides[b"("] == sides[b")"] and sides[b"<<"] == sides[b">>"]


def _named(data: bytes, head: bytes) -> bytes | None:
    """A dictionary with the names of its filters, which may stand in an object of their own; None if in none."""
    found = _ELSEWHERE.search(head)
    if found is None:
        return head
    plain = re.search(rb"(?<![0-9])%s\s+[0-9]+\s+obj\b(.{0,200}?)endobj" % found[1], data, re.DOTALL)
    return None if plain is None or b"/" not in plain[1] else head + plain[1]


def _end(data: bytes, begin: int, named: bytes, counted: _Counted) -> int:
    """Where a stream ends at the latest: where it says, and on to the next word that ends one."""
    told = _LENGTH.search(named)
    least = begin + min(int(told[1]), len(data)) if told else begin
    if not counted.sought <= least <= counted.end:  # many that have no end share what follows them
        counted.end = data.find(b"endstream", least)
        counted.end = len(data) if counted.end < 0 else counted.end
        counted.sought = least
    return counted.end


def _count(data: bytes, begin: int, named: bytes, counted: _Counted, most: int) -> Counter[bytes]:
    """Count what a stream unpacks to, to a little more than the most, and the calls of forms in it.

    What is not packed is what it is.
    """
    calls: Counter[bytes] = Counter()
    kept, times = b"", 1
    if is_deflated(data, begin):
        pieces, times = inflate(data, begin), _ZEROS if _ASCII.search(named) else 1
    else:
        end = _end(data, begin, named, counted)
        counted.gone += end - begin
        if counted.gone > _OFTEN * len(data):
            return calls
        if not _SLOWLY.search(named):
            count_calls(data[begin:end], calls)
            return calls
        counted.slow += end - begin
        pieces = _unpack_slowly(data[begin:end], named) if counted.slow <= _SLOW else iter(())
    for piece, gone in pieces:
        counted.unpacked += len(piece) * times
        counted.gone += gone
        count_calls(kept + piece, calls)
        kept = piece[-_OVERLAP:].rpartition(b" Do")[2]
        if counted.unpacked > most or counted.gone > _OFTEN * len(data):
            break
    return calls


def _unpack_slowly(packed: bytes, named: bytes) -> Iterator[tuple[bytes, int]]:
    """What is packed otherwise: first the letters that stand for bytes, in the order in which they are named."""
    for found in list(_ASCII.finditer(named))[:_LETTERS]:
        packed = read_ascii85(packed) if b"85" in found[0] else read_hex(packed)
    pieces: list[Iterator[bytes]] = []
    if is_deflated(packed, 0):
        pieces.append(piece for piece, _ in inflate(packed, 0))
    elif b"LZW" in named:
        pieces.append(expand_lzw(packed, 1))
        if b"DecodeParms" in named or b"/DP" in named:  # which may say otherwise
            pieces.append(expand_lzw(packed, 0))
    elif b"RunLength" in named or b"/RL" in named:
        pieces.append(expand_runs(packed))
    else:
        pieces.append(iter((packed,)))
    return ((piece, 0) for piece in chain.from_iterable(pieces))
