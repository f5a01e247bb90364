"""Ways in which streams of a PDF are packed, unpacked piece by piece (圧縮の形式).

They are those of ISO 32000-1, 7.4, in pieces as they come: who counts them stops where it is enough. What is damaged
ends where the damage begins.
"""

import re
import zlib
from collections.abc import Iterator

__all__ = ["expand_lzw", "expand_runs", "inflate", "is_deflated", "read_ascii85", "read_hex"]

_PIECE, _SMALL = 1 << 18, 1 << 13  # bytes, at most and at first
_CLEAR, _END, _FIRST, _MOST = 256, 257, 258, 4096  # codes of LZW
_BLANK = frozenset(b"\x00\t\n\x0c\r ")
_NO_HEX = re.compile(rb"[^0-9A-Fa-f]+")


def is_deflated(data: bytes, begin: int) -> bool:
    """Whether zlib's two bytes stand at a place (RFC 1950)."""
    return len(data) >= begin + 2 and data[begin] & 0x0F == 8 and int.from_bytes(data[begin : begin + 2]) % 31 == 0


def inflate(data: bytes, begin: int) -> Iterator[tuple[bytes, int]]:
    """Deflate (FlateDecode), from a place on: pieces, each with how many bytes of the data went into it."""
    unpacker = zlib.decompressobj()
    waiting, piece = b"", _SMALL
    try:
        while not unpacker.eof:
            if not waiting:
                waiting = data[begin : begin + piece]
                begin += piece
                piece = min(_PIECE, 4 * piece)
                if not waiting:
                    return
            unpacked, before = unpacker.decompress(waiting, _PIECE), len(waiting)
            waiting = unpacker.unconsumed_tail
            yield unpacked, before - len(waiting) - len(unpacker.unused_data)
    except zlib.error:
        return  # damaged: pdfium stops there, too


def expand_lzw(data: bytes, early: int) -> Iterator[bytes]:
    """LZW (LZWDecode; Welch 1984), whose codes get one bit longer ``early`` codes before they must (EarlyChange)."""
    basic = [*(bytes((byte,)) for byte in range(256)), b"", b""]
    words, before, width = list(basic), b"", 9
    held, bits, kept = 0, 0, bytearray()
    for byte in data:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & ((1 << width) - 1)
        if code == _END:
            break
        if code == _CLEAR:
            words, before, width = list(basic), b"", 9
            continue
        if code < len(words):
            word = words[code]
        elif code == len(words) and before:
            word = before + before[:1]
        else:
            break
        if before and len(words) < _MOST - early:
            words.append(before + word[:1])
            width = min(12, max(9, (len(words) + early).bit_length()))
        before = word
        kept += word
        if len(kept) >= _PIECE:
            yield bytes(kept)
            kept.clear()
    yield bytes(kept)


def expand_runs(data: bytes) -> Iterator[bytes]:
    """Run lengths (RunLengthDecode)."""
    at, kept = 0, bytearray()
    while at + 1 < len(data) and data[at] != 128:
        length = data[at]
        if length < 128:
            kept += data[at + 1 : at + 2 + length]
            at += 2 + length
        else:
            kept += data[at + 1 : at + 2] * (257 - length)
            at += 2
        if len(kept) >= _PIECE:
            yield bytes(kept)
            kept.clear()
    yield bytes(kept)


def read_ascii85(data: bytes) -> bytes:
    """Base 85 (ASCII85Decode)."""
    out, value, count = bytearray(), 0, 0
    for byte in data:
        if 33 <= byte <= 117:
            value, count = value * 85 + byte - 33, count + 1
            if count == 5:
                out += (value & 0xFFFFFFFF).to_bytes(4)
                value, count = 0, 0
        elif byte == 122:  # z, four zeros
            out += bytes(4)
            value, count = 0, 0
        elif byte not in _BLANK:
            break
    if count > 1:
        for _ in range(5 - count):
            value = value * 85 + 84
        out += (value & 0xFFFFFFFF).to_bytes(4)[: count - 1]
    return bytes(out)


def read_hex(data: bytes) -> bytes:
    """Hexadecimal digits (ASCIIHexDecode)."""
    digits = _NO_HEX.sub(b"", data.partition(b">")[0])
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
