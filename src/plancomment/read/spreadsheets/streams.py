"""Long parts of a workbook, most of which is written in one plain way, read block by block.

Rows of a sheet and shared texts come in their thousands, and nearly all programs write them alike. A block of them that
matches that way sign for sign is read by regular expressions; any other is given to the parser, which knows all of XML.
The two never disagree on where they are: after a block, the parser must have just closed an item at its last byte.
"""

import re
from collections.abc import Callable, Iterable
from typing import Protocol

from plancomment.read.spreadsheets.parsing import Parser

__all__ = ["ItemReader", "decode_entities", "plain_text", "read_items"]

#: What may wait for the end of an item before the parser gets it.
_WAITING = 4_000_000
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})
_ENTITY = re.compile(r"&(?:(?P<name>amp|lt|gt|quot|apos);|#(?P<ten>[0-9]{1,7});|#x(?P<six>[0-9A-Fa-f]{1,6});)?")
_NAMES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class ItemReader(Protocol):
    """Who reads the items.

    Attributes:
        inside: whether the parser stands between items.
        mark: the byte, of those fed to the parser, at which the container began or the last item ended.
    """

    inside: bool
    mark: int


def read_items(
    pieces: Iterable[bytes],
    parser: Parser,
    reader: ItemReader,
    names: tuple[str, str],
    take: Callable[[bytes, str], bool],
) -> None:
    """Read a part whose items stand in a container; ``names`` are the container's and the item's.

    ``take`` gets a block of whole items and the prefix of their names (``"x:"``, mostly ``""``); it reads all of the
    block, or nothing of it and returns False.

    Raises:
        ReadError: it is not well formed, or what the parser or the reader refuses.
    """
    opening = re.compile(rb"<((?:[A-Za-z_][A-Za-z0-9_.-]{0,40}:)?)" + names[0].encode() + rb"(?=[\s>])[^<>]{0,4000}>")
    waiting = b""
    prefix: bytes | None = None
    closing = b""
    is_ready = False
    for piece in pieces:
        waiting += piece
        if prefix is None:
            found = opening.search(waiting)
            if found is None:
                # Whether a start of the tag waits at the end of the block is not known: all of it is kept.
                if len(waiting) > _WAITING:
                    parser.feed(waiting)
                    waiting, prefix = b"", b""
                    closing = b"</" + names[1].encode() + b">"
                continue
            prefix = found[1]
            closing = b"</" + prefix + names[1].encode() + b">"
            parser.feed(waiting[: found.end()])
            waiting = waiting[found.end() :]
            is_ready = reader.inside and reader.mark == found.start() and parser.encoding in ("", "utf-8")
        cut = waiting.rfind(closing)
        if cut < 0 and len(waiting) <= _WAITING:
            continue
        cut = len(waiting) if cut < 0 else cut + len(closing)
        block, waiting = waiting[:cut], waiting[cut:]
        if is_ready and take(block, prefix.decode()):
            continue
        parser.feed(block)
        is_ready = is_ready and reader.inside and reader.mark == parser.fed - len(closing)
    parser.feed(waiting, is_last=True)


def plain_text(block: bytes) -> str | None:
    """The text of a block as XML has it, its line ends made ``\\n``; None where a parser has to judge it."""
    if len(block.translate(None, _CONTROLS)) < len(block):
        return None
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "]]>" in text or "xmlns" in text or "\ufffe" in text or "\uffff" in text:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def decode_entities(text: str) -> str:
    """The text with its entities as characters.

    Raises:
        ValueError: one that a parser has to judge.
    """
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMES[match["name"]]
    digits = match["ten"] or match["six"]
    if not digits:
        raise ValueError("an unknown entity")
    number = int(digits, 10 if match["ten"] else 16)
    if number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000:
        return chr(number)
    raise ValueError("a character that XML does not allow")
