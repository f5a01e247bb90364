"""Which characters the bytes of a page stand for (文字コードの判定), by rule and never by likelihood."""

import re
from collections.abc import Iterator

from plancomment import files
from plancomment.errors import ReadError

__all__ = ["decode"]

# Where a page says its encoding: browsers look at the first 1,024 bytes; older pages have long comments before.
_HEAD = 4096
_DECLARED = re.compile(
    rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)""", re.I
)
# Names by the Encoding Standard (encoding.spec.whatwg.org). What is called Shift_JIS has always been CP932.
_NAMES = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8"), "utf-8"),
    # A page whose declaration can be read in ASCII is not UTF-16, whatever it says.
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be", "ucs-2", "unicode"), "utf-8"),
    **dict.fromkeys(("us-ascii", "ascii"), "utf-8"),
    **dict.fromkeys(
        ("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "csshiftjis", "windows-31j", "ms932", "cp932"), "cp932"
    ),
    **dict.fromkeys(("euc-jp", "x-euc-jp", "cseucpkdfmtjapanese", "eucjp", "euc_jp"), "euc-jp"),
    **dict.fromkeys(("iso-2022-jp", "csiso2022jp"), "iso2022_jp"),
}
_EUC = re.compile(rb"\x8f[\xa1-\xfe]{2}|\x8e[\xa1-\xdf]|(?:[\xa1-\xfe]{2})+")


def decode(data: bytes, source: str) -> tuple[str, str]:
    """The text of a page, and what it wrongly says its encoding is (``""`` where it is right or says nothing).

    A byte order mark, else what the page declares if its bytes are strictly that, else strict UTF-8, else strict CP932
    (unless it declares something that neither of them is).

    Raises:
        ReadError: none of them fits; what the page declares is named.
    """
    match = None if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) else _DECLARED.search(data[:_HEAD])
    if match is None:
        return files.decode(data, source).removeprefix("\ufeff"), ""
    declared = (match[1] or match[2]).decode("ascii")
    name = _NAMES.get(declared.lower(), "")
    text = _strict(data, name)
    if text is not None:
        return text, ""
    others = ("utf-8", "cp932") if name == "utf-8" else ("utf-8",)
    text = next(
        (text for text in (_strict(data, other) for other in others if other != name) if text is not None), None
    )
    if text is None:
        raise ReadError(source, [f"its bytes are not {declared}, which it declares, nor UTF-8; save it as UTF-8"])
    return text, "" if text.isascii() else declared


def _strict(data: bytes, name: str) -> str | None:
    """The text if the bytes are strictly in that encoding and it is text, else None."""
    try:
        if name in ("utf-8", "cp932"):
            return files.decode(data, "", encodings=(name,))
        text = "".join(_from_euc(data)) if name == "euc-jp" else data.decode(name)
    except (ValueError, LookupError):
        return None
    return None if "\0" in text else text


def _from_euc(data: bytes) -> Iterator[str]:
    """EUC-JP as offices have it, with the signs of CP932 (①, ㈱), which Python's own decoder refuses.

    A pair of bytes is row and cell of JIS X 0208, as the two bytes of Shift_JIS are in another order.
    """
    end = 0
    for match in _EUC.finditer(data):
        yield data[end : match.start()].decode("ascii")
        end = match.end()
        piece = match[0]
        if piece[0] == 0x8E:
            yield piece[1:].decode("cp932")
        elif piece[0] == 0x8F:
            yield piece.decode("euc_jp")
        else:
            yield bytes(_shifted(piece)).decode("cp932")
    yield data[end:].decode("ascii")


def _shifted(pairs: bytes) -> Iterator[int]:
    for row, cell in zip((byte - 0xA0 for byte in pairs[::2]), (byte - 0xA0 for byte in pairs[1::2]), strict=True):
        yield (row + 1) // 2 + (0x80 if row <= 62 else 0xC0)
        yield cell + (0x9E if row % 2 == 0 else 0x3F if cell <= 63 else 0x40)
