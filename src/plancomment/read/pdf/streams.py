"""Packed streams of a PDF, counted before anything is unpacked for good (圧縮の検査).

pdfium unpacks what a page needs without asking how large it becomes. Deflate packs a thousand to one, so that a small
file can fill the memory; here every stream but pictures is unpacked piece by piece, counted and thrown away, and so
are drawings that draw others, which grow in the same way.
"""

import re
import zlib
from collections import Counter

from plancomment.errors import ReadError
from plancomment.read.limits import Limits
from plancomment.read.pdf.drawings import Drawings, count_calls

__all__ = ["check_streams"]

_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
_PIECE = 1 << 18
_HEAD = 2_000  # bytes of a stream's dictionary that are looked at
_OVERLAP = 100  # bytes: a call of a form may be cut in two
_OBJECT = re.compile(rb"[0-9]+\s+[0-9]+\s+obj\b")
_DRAWN = 2_000_000
_FILTER = re.compile(rb"FlateDecode|LZWDecode|RunLengthDecode|/Fl\b|/LZW\b|/RL\b")


def check_streams(data: bytes, source: str, limits: Limits) -> None:
    """Count what the streams of a file unpack to.

    Raises:
        ReadError: one, or all together, unpack to more than ``limits.unpacked_bytes``, one is packed twice, or drawings
            within drawings multiply.
    """
    total, drawings = 0, Drawings(data)
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - _HEAD) : found.start()]
        head = head[max((at.start() for at in _OBJECT.finditer(head)), default=0) :]
        if b"/Image" in head and b"/ObjStm" not in head:
            continue
        if len(_FILTER.findall(head)) > 1 and b"DCTDecode" not in head:
            raise ReadError(source, [f"the stream at byte {found.start()} is packed more than once"])
        size, calls = _unpacked(data, found.end(), limits.unpacked_bytes - total)
        total += size
        drawings.add(head, calls)
        if total > limits.unpacked_bytes:
            raise ReadError(source, [f"it unpacks to more than {limits.unpacked_bytes} bytes (Limits.unpacked_bytes)"])
    if drawings.heaviest() > _DRAWN:
        raise ReadError(source, [f"drawings within drawings make more than {_DRAWN} of them"])


def _unpacked(data: bytes, begin: int, room: int) -> tuple[int, Counter[bytes]]:
    """How much a stream unpacks to, counted to a little more than there is room for, and the calls of forms in it.

    What is not deflated is what it is.
    """
    calls: Counter[bytes] = Counter()
    if len(data) < begin + 2 or data[begin] & 0x0F != 8 or int.from_bytes(data[begin : begin + 2]) % 31:
        end = data.find(b"endstream", begin)
        count_calls(data[begin : end if end >= 0 else len(data)], calls)
        return 0, calls
    unpacker = zlib.decompressobj()
    size, at = 0, begin
    waiting, kept = b"", b""
    try:
        while size <= room and not unpacker.eof:
            if not waiting:
                waiting = data[at : at + _PIECE]
                at += _PIECE
                if not waiting:
                    break
            piece = unpacker.decompress(waiting, _PIECE)
            size += len(piece)
            count_calls(kept + piece, calls)
            kept = piece[-_OVERLAP:].rpartition(b" Do")[2]
            waiting = unpacker.unconsumed_tail
    except zlib.error:
        pass  # damaged: pdfium stops there, too
    return size, calls
