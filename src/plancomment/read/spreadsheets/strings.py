"""Texts of a workbook: shared ones, and those with runs of several styles or with readings (共有文字列)."""

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import attrs

from plancomment.read.spreadsheets.parsing import Attributes, Parser
from plancomment.read.spreadsheets.sheets import Allowance, Remark
from plancomment.read.spreadsheets.streams import decode_entities, plain_text, read_items

__all__ = ["MAIN", "RichText", "Strings", "is_on", "judge_struck", "named", "read_strings", "unescape"]

#: The namespaces of a workbook, as Excel writes it and as the strict form of the standard has it.
MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
# ECMA-376 part 1, 22.9.2.19: what XML cannot hold is written _x000D_; a pair of surrogates is one character.
_ESCAPE = re.compile(
    r"_x([Dd][89ABab][0-9A-Fa-f]{2})__x([Dd][C-Fc-f][0-9A-Fa-f]{2})_"
    r"|_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_"
)


_Handler = TypeVar("_Handler")


def named(handlers: Mapping[str, _Handler]) -> dict[str, _Handler]:
    """The handlers under the full names that the parser gives to elements of a workbook."""
    return {f"{space} {name}": handler for space in MAIN for name, handler in handlers.items()}


def is_on(attributes: Attributes, name: str, *, default: bool = False) -> bool:
    """Whether an attribute says yes (xsd:boolean); ``default`` where it is absent."""
    value = attributes.get(name)
    return default if value is None else value.strip() in ("1", "true", "on")


def unescape(text: str) -> str:
    """The text with ``_x000D_`` and its like as characters; half of a surrogate pair stays as it is written."""
    return _ESCAPE.sub(_unescaped, text) if "_x" in text else text


def _unescaped(match: re.Match[str]) -> str:
    if match[3]:
        return chr(int(match[3], 16))
    return chr(0x10000 + ((int(match[1], 16) - 0xD800) << 10) + int(match[2], 16) - 0xDC00)


def judge_struck(text: str, live: str, struck: str, allowance: Allowance) -> tuple[str, tuple[Remark, str] | None]:
    """What a cell holds of a text that is partly struck out, and what has to be told of it (取り消し線)."""
    if not struck.strip():
        return text, None
    if not live.strip():
        return text, ("struck", struck)
    return (text, ("kept", struck)) if allowance.keep_struck else (live, ("run", struck))


@attrs.define
class RichText:
    """A text while it is read: its runs joined, those struck out apart, without readings (リッチテキスト).

    Attributes:
        where: what is read, for errors.
        allowance: how long it may be.
        runs: the texts so far, each with whether it is struck out.
    """

    where: str
    allowance: Allowance
    runs: list[tuple[str, bool]] = attrs.field(factory=list)
    _length: int = 0
    _is_open: bool = False
    _is_struck: bool = False
    _is_reading: bool = False
    _parts: list[str] = attrs.field(factory=list)

    def starts(self) -> dict[str, Callable[[Attributes], None]]:
        """The handlers of elements within a text that begin."""
        return {"r": self._begin_run, "strike": self._strike, "rPh": self._begin_reading, "t": self.begin_text}

    def ends(self) -> dict[str, Callable[[], None]]:
        """The handlers of elements within a text that end."""
        return {"r": self._end_run, "rPh": self._end_reading, "t": self.end_text}

    def clear(self) -> None:
        """Begin a new text."""
        self.runs.clear()
        self._length = 0
        self._is_open = self._is_struck = self._is_reading = False

    def add(self, data: str) -> None:
        """Take characters; those outside of a text, and of readings, are no text."""
        if self._is_open:
            self._length += len(data)
            self.allowance.check_length(self.where, self._length)
            self._parts.append(data)

    def put(self, text: str, *, is_struck: bool = False) -> None:
        """Take a whole run, or a part of one."""
        self._length += len(text)
        self.allowance.check_length(self.where, self._length)
        self.runs.append((text, is_struck))

    def result(self) -> tuple[str, tuple[Remark, str] | None]:
        """The text, and what has to be told of it: struck words, left out or kept, or that all of it is struck."""
        text = "".join(text for text, _ in self.runs)
        struck = "".join(text for text, is_struck in self.runs if is_struck)
        live = "".join(text for text, is_struck in self.runs if not is_struck)
        return judge_struck(text, live, struck, self.allowance)

    def _begin_run(self, attributes: Attributes) -> None:
        self._is_struck = False

    def _end_run(self) -> None:
        self._is_struck = False

    def _strike(self, attributes: Attributes) -> None:
        self._is_struck = is_on(attributes, "val", default=True)

    def _begin_reading(self, attributes: Attributes) -> None:
        self._is_reading = True

    def _end_reading(self) -> None:
        self._is_reading = False

    def begin_text(self, attributes: Attributes) -> None:
        self._is_open = not self._is_reading
        self._parts.clear()

    def end_text(self) -> None:
        if self._is_open:
            self._is_open = False
            self.runs.append((unescape("".join(self._parts)), self._is_struck))


@attrs.define
class Strings:
    """The texts that cells share (共有文字列).

    Attributes:
        texts: in the order of the file, from 0 (本文).
        remarks: what has to be told where one of them is used (所見).
    """

    texts: list[str] = attrs.field(factory=list)
    remarks: dict[int, tuple[Remark, str]] = attrs.field(factory=dict)


@attrs.define
class _StringsReader:
    part: str
    allowance: Allowance
    strings: Strings
    rich: RichText
    inside: bool = False
    mark: int = -1
    parser: Parser | None = None

    def begin(self, attributes: Attributes) -> None:
        self.inside = True
        self.mark = self.parser.at if self.parser else -1

    def end(self) -> None:
        self.inside = False

    def begin_item(self, attributes: Attributes) -> None:
        self.rich.clear()

    def end_item(self) -> None:
        text, remark = self.rich.result()
        if remark is not None:
            self.strings.remarks[len(self.strings.texts)] = remark
        self.strings.texts.append(text)
        self.check()
        self.mark = self.parser.at if self.parser else -1

    def check(self) -> None:
        limit = self.allowance.limits.cells
        if len(self.strings.texts) > limit:
            raise self.allowance.refuse(f"{self.part} has more than {limit} texts (Limits.cells)")

    def take(self, block: bytes, prefix: str) -> bool:
        text = plain_text(block)
        if text is None:
            return False
        parts = _item(prefix).split(text)
        if any(parts[::2]):
            return False
        texts = parts[1::2]
        if "&" in text:
            try:
                texts = [decode_entities(each) for each in texts]
            except ValueError:
                return False
        if "_x" in text:
            texts = [unescape(each) for each in texts]
        self.allowance.check_length(self.part, max(map(len, texts), default=0))
        self.strings.texts += texts
        self.check()
        return True


@functools.lru_cache(maxsize=8)
def _item(prefix: str) -> re.Pattern[str]:
    """A shared text as nearly all programs write it, with its readings, which are no group."""
    p = re.escape(prefix)
    attribute = r'(?: (?:xml:)?[A-Za-z]++="[^"<&]*+")'
    return re.compile(
        rf'<{p}si><{p}t(?: xml:space="(?:preserve|default)")?+>([^<]*+)</{p}t>'
        rf"(?:<{p}rPh{attribute}*+><{p}t{attribute}?+>[^<&]*+</{p}t></{p}rPh>)*+"
        rf"(?:<{p}phoneticPr{attribute}*+/>)?+</{p}si>"
    )


def read_strings(pieces: Iterable[bytes], part: str, allowance: Allowance) -> Strings:
    """The shared texts of a workbook, counted as they come, whatever the part says of their number.

    Raises:
        ReadError: it is not XML, or holds more or longer texts than the limits allow.
    """
    reader = _StringsReader(part, allowance, Strings(), RichText(part, allowance))
    reader.parser = parser = Parser(
        allowance.source,
        part,
        allowance.limits,
        named({"sst": reader.begin, "si": reader.begin_item, **reader.rich.starts()}),
        named({"sst": reader.end, "si": reader.end_item, **reader.rich.ends()}),
        reader.rich.add,
    )
    read_items(pieces, parser, reader, ("sst", "si"), reader.take)
    return reader.strings
