"""Old Excel workbooks (.xls, Excel 5.0 to 2003): the records of their stream, read one by one (Excel 97-2003ブック).

The format: [MS-XLS], and for Excel 5.0 and 95 its forerunner. A record has a number, a length and as many bytes; no
count in any of them is believed.
"""

import codecs
import struct
from collections.abc import Iterator, Sequence

import attrs

from plancomment.findings import Finding
from plancomment.read.blocks import TableBlock
from plancomment.read.spreadsheets.books import Book
from plancomment.read.spreadsheets.compound import Compound
from plancomment.read.spreadsheets.formats import Format, builtin_formats, read_format
from plancomment.read.spreadsheets.notices import tell_sheet
from plancomment.read.spreadsheets.sheets import Allowance, Remark, Sheet, Style, make_table
from plancomment.read.spreadsheets.strings import judge_struck

__all__ = ["read_stream"]

_BOF, _EOF, _CONTINUE, _FILEPASS, _CODEPAGE, _DATEMODE = 0x809, 0x0A, 0x3C, 0x2F, 0x42, 0x22
_BOUNDSHEET, _FONT, _FORMAT, _XF, _SST = 0x85, 0x31, 0x41E, 0xE0, 0xFC
_ROW, _COLINFO, _MERGED, _TXO = 0x208, 0x7D, 0xE5, 0x1B6
_LABELSST, _LABEL, _RSTRING, _NUMBER, _RK, _MULRK, _BOOLERR, _FORMULA, _STRING = (
    0xFD, 0x204, 0xD6, 0x203, 0x27E, 0xBD, 0x205, 0x06, 0x207,
)  # fmt: skip
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_KINDS = {1: "macro sheet", 2: "chart sheet", 6: "macro sheet"}
_Record = tuple[int, list[bytes]]


@attrs.define
class _Bytes:
    """The bytes of a record and of those that continue it, taken piece by piece.

    Taking more than there are raises IndexError.
    """

    pieces: list[bytes]
    piece: int = 0
    at: int = 0

    def take(self, count: int) -> bytes:
        """So many bytes, wherever pieces end."""
        found = b""
        while True:
            part = self.pieces[self.piece][self.at : self.at + count - len(found)]
            self.at += len(part)
            found += part
            if len(found) == count:
                return found
            self.piece, self.at = self.piece + 1, 0

    def characters(self, count: int, *, is_wide: bool) -> str:
        """So many characters; where a piece ends within them, the next begins with their width."""
        parts: list[str] = []
        while True:
            width = 2 if is_wide else 1
            fit = min(count, (len(self.pieces[self.piece]) - self.at) // width)
            part = self.pieces[self.piece][self.at : self.at + fit * width]
            parts.append(part.decode("utf-16-le", "surrogatepass") if is_wide else part.decode("latin-1"))
            self.at += fit * width
            count -= fit
            if not count:
                break
            self.piece, self.at = self.piece + 1, 1
            is_wide = bool(self.pieces[self.piece][0] & 1)
        # Halves of a pair may have stood in two pieces; one that stands alone is shown as U+FFFD.
        return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    @property
    def is_used_up(self) -> bool:
        return self.piece >= len(self.pieces) - 1 and self.at >= len(self.pieces[-1])


@attrs.define
class _Workbook:
    """What the sheets share, as it is read."""

    data: bytes
    allowance: Allowance
    book: Book = attrs.field(factory=Book)
    is_wide: bool = True
    encoding: str = "cp1252"
    fonts: list[bool] = attrs.field(factory=list)
    formats: dict[int, Format] = attrs.field(factory=dict)
    styles: list[Style] = attrs.field(factory=list)
    sheets: list[tuple[int, Sheet, int]] = attrs.field(factory=list)
    read: int = 0

    def records(self, at: int) -> Iterator[_Record]:
        """The records from a place of the stream to the end of what begins there, without charts within it."""
        depth = 0
        pending: _Record | None = None
        while at + 4 <= len(self.data):
            number, length = struct.unpack_from("<HH", self.data, at)
            body = self.data[at + 4 : at + 4 + length]
            at += 4 + length
            self.read += 4 + length
            if self.read > 2 * len(self.data) + 8:
                raise self.allowance.refuse("it is damaged: its sheets lie over one another")
            if number == _CONTINUE:
                if pending is not None:
                    pending[1].append(body)
                continue
            if pending is not None:
                yield pending
                pending = None
            if number == _BOF:
                depth += 1
            if depth == 1:
                pending = (number, [body])
            if number == _EOF:
                depth -= 1
                if depth <= 0:
                    break
        if pending is not None:
            yield pending

    def text(self, data: _Bytes, *, is_short: bool = False) -> str:
        """A text with its length before it."""
        count = data.take(1)[0] if is_short else struct.unpack("<H", data.take(2))[0]
        if not self.is_wide:
            return data.take(count).decode(self.encoding, "replace")
        return data.characters(count, is_wide=bool(data.take(1)[0] & 1)) if count else ""

    def read_globals(self) -> None:
        """What stands before the sheets."""
        formats = dict(builtin_formats())
        self.formats = formats
        for number, pieces in self.records(0):
            data = _Bytes(pieces)
            if number == _FILEPASS:
                raise self.allowance.refuse("it is locked with a password: save it without one")
            if number == _BOF:
                self.is_wide = struct.unpack("<H", data.take(2))[0] >= 0x600
            elif number == _CODEPAGE:
                self.encoding = _codec(struct.unpack("<H", data.take(2))[0])
            elif number == _DATEMODE:
                self.book.from_1904 = data.take(2) == b"\1\0"
            elif number == _FONT:
                self.fonts.append(bool(data.take(4)[2] & 8))
            elif number == _FORMAT:
                form = struct.unpack("<H", data.take(2))[0]
                formats[form] = read_format(self.text(data, is_short=not self.is_wide))
            elif number == _XF:
                font, form = struct.unpack("<HH", data.take(4))
                self.styles.append(Style(formats.get(form, Format()), self.is_font_struck(font)))
            elif number == _BOUNDSHEET:
                self.add_sheet(data)
            elif number == _SST:
                self.read_strings(data)
        self.book = Book(self.book.strings, self.styles, self.book.from_1904)

    def is_font_struck(self, font: int) -> bool:
        """Whether a font is struck out; there is no font 4, and those after it are counted as if there were."""
        return any(self.fonts[font - (font > 4) :][:1])

    def add_sheet(self, data: _Bytes) -> None:
        start, state, kind = struct.unpack("<IBB", data.take(6))
        if any(start == other for other, _, _ in self.sheets):
            raise self.allowance.refuse("it is damaged: two sheets begin at one place")
        self.sheets.append((start, Sheet(self.text(data, is_short=True), self.allowance, bool(state & 3)), kind))

    def read_strings(self, data: _Bytes) -> None:
        """The shared texts, as many as there are."""
        data.take(8)
        strings = self.book.strings
        while not data.is_used_up:
            count, flags = struct.unpack("<HB", data.take(3))
            runs = struct.unpack("<H", data.take(2))[0] if flags & 8 else 0
            extra = struct.unpack("<I", data.take(4))[0] if flags & 4 else 0
            text = data.characters(count, is_wide=bool(flags & 1)) if count else ""
            marks = struct.unpack(f"<{2 * runs}H", data.take(4 * runs))
            data.take(extra)
            text, remark = self.by_struck(text, marks)
            if remark is not None:
                strings.remarks[len(strings.texts)] = remark
            strings.texts.append(text)
            if len(strings.texts) > self.allowance.limits.cells:
                raise self.allowance.refuse(f"it has more than {self.allowance.limits.cells} texts (Limits.cells)")

    def by_struck(self, text: str, marks: Sequence[int]) -> tuple[str, tuple[Remark, str] | None]:
        """A text by its struck-out runs; ``marks`` are where each run begins (in UTF-16) and its font."""
        if not any(self.is_font_struck(font) for font in marks[1::2]):
            return text, None
        units = text.encode("utf-16-le", "surrogatepass")
        live = struck = b""
        for at, start in enumerate([0, *marks[::2]]):
            end = marks[2 * at] if 2 * at < len(marks) else len(units)
            part = units[2 * start : 2 * max(end, start)]
            if at and self.is_font_struck(marks[2 * at - 1]):
                struck += part
            else:
                live += part
        words = struck.decode("utf-16-le", "replace")
        left = live.decode("utf-16-le", "replace")
        return judge_struck(text, left, words, self.allowance)


def _codec(number: int) -> str:
    try:
        return codecs.lookup({1200: "utf-16-le", 10001: "shift_jis"}.get(number, f"cp{number}")).name
    except LookupError:
        return "cp1252"


@attrs.define
class _SheetReader:
    workbook: _Workbook
    sheet: Sheet
    cells: dict[int, list[tuple[int, str]]] = attrs.field(factory=dict)
    held: int = 0
    hidden: set[int] = attrs.field(factory=set)
    awaits: tuple[int, int, int] | None = None

    def add(self, row: int, column: int, style: int, text: str, remark: tuple[Remark, str] | None = None) -> None:
        """Take a cell; row and column are counted from 0, as in the file."""
        if not text:
            return
        allowance = self.sheet.allowance
        allowance.check_length(f"sheet {self.sheet.name!r:.80}", len(text))
        self.held += 1
        if self.held > allowance.limits.cells:
            allowance.take(self.sheet.name, self.held)
        self.cells.setdefault(row + 1, []).append((column + 1, text))
        if remark is None and text.strip() and self.workbook.book.style(str(style)).is_struck:
            remark = ("struck", text)
        if remark is not None:
            self.sheet.remark(remark[0], row + 1, column + 1, remark[1])

    def number(self, row: int, column: int, style: int, value: float) -> None:
        self.add(row, column, style, self.workbook.book.show(str(style), repr(value)))

    def value(self, row: int, column: int, style: int, number: int, *, is_error: bool) -> None:
        """A logical value or an error."""
        if is_error:
            text = _ERRORS.get(number, "#N/A")
            self.add(row, column, style, text, ("error", text))
        else:
            self.add(row, column, style, "TRUE" if number else "FALSE")

    def take(self, number: int, pieces: list[bytes]) -> None:
        """One record of a sheet."""
        body = pieces[0]
        if number == _LABELSST:
            row, column, style, index = struct.unpack_from("<HHHI", body)
            strings = self.workbook.book.strings
            self.add(row, column, style, strings.texts[index], strings.remarks.get(index))
        elif number in (_LABEL, _RSTRING):
            data = _Bytes(pieces)
            row, column, style = struct.unpack("<HHH", data.take(6))
            self.add(row, column, style, self.workbook.text(data))
        elif number == _NUMBER:
            self.number(*struct.unpack_from("<HHHd", body))
        elif number == _RK:
            row, column, style, packed = struct.unpack_from("<HHHI", body)
            self.number(row, column, style, _unpack(packed))
        elif number == _MULRK:
            row, first = struct.unpack_from("<HH", body)
            for at in range((len(body) - 6) // 6):
                style, packed = struct.unpack_from("<HI", body, 4 + 6 * at)
                self.number(row, first + at, style, _unpack(packed))
        elif number == _BOOLERR:
            row, column, style, value, is_error = struct.unpack_from("<HHHBB", body)
            self.value(row, column, style, value, is_error=bool(is_error))
        elif number == _FORMULA:
            self.formula(body)
        elif number == _STRING and self.awaits is not None:
            self.add(*self.awaits, self.workbook.text(_Bytes(pieces)))
            self.awaits = None
        else:
            self.take_other(number, pieces)

    def formula(self, body: bytes) -> None:
        """The stored value of a formula; a text stands in a record of its own."""
        row, column, style = struct.unpack_from("<HHH", body)
        self.awaits = None
        if body[12:14] != b"\xff\xff":
            self.number(row, column, style, struct.unpack_from("<d", body, 6)[0])
        elif body[6] == 0:
            self.awaits = (row, column, style)
        elif body[6] in (1, 2):
            self.value(row, column, style, body[8], is_error=body[6] == 2)

    def take_other(self, number: int, pieces: list[bytes]) -> None:
        """One record that holds no cell."""
        body = pieces[0]
        if number == _ROW:
            if struct.unpack_from("<H", body, 12)[0] & 0x20:
                self.hidden.add(struct.unpack_from("<H", body)[0] + 1)
        elif number == _COLINFO:
            first, last, _, _, flags = struct.unpack_from("<HHHHH", body)
            if flags & 1 and first <= last:
                self.sheet.hide_columns(first + 1, last + 1)
        elif number == _MERGED:
            for at in range(2, len(body) - 7, 8):
                top, bottom, left, right = struct.unpack_from("<HHHH", body, at)
                self.sheet.add_merge((top + 1, left + 1), (bottom + 1, right + 1))
        elif number == _TXO and len(pieces) > 1:
            count = struct.unpack_from("<H", body, 10)[0]
            data = _Bytes(pieces[1:])
            if count:
                words = data.characters(count, is_wide=bool(data.take(1)[0] & 1))
                self.sheet.note("note or text box", words)


def _unpack(packed: int) -> float:
    """A number in the short form of the records RK: an integer of 30 bits, or the upper half of a double."""
    if packed & 2:
        value = float((packed >> 2) - (1 << 30 if packed >> 31 else 0))
    else:
        value = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return value / 100 if packed & 1 else value


def read_stream(compound: Compound, allowance: Allowance) -> tuple[list[TableBlock], list[Finding]]:
    """The sheets that hold anything, in the order of their tabs, and what has to be told of them.

    Raises:
        ReadError: it is no workbook, is damaged or locked, or goes beyond the limits.
    """
    if "EncryptedPackage" in compound.streams:
        raise allowance.refuse("it is locked with a password: save it without one")
    name = next((name for name in ("Workbook", "Book") if name in compound.streams), None)
    if name is None:
        raise allowance.refuse("it is an old office file, but holds no Excel workbook (.xls)")
    workbook = _Workbook(compound.read(name), allowance)
    tables: list[TableBlock] = []
    findings: list[Finding] = []
    try:
        workbook.read_globals()
        if not workbook.sheets:
            raise allowance.refuse("it is damaged, or older than Excel 5.0: it names no sheet")
        for start, sheet, kind in workbook.sheets:
            table = _read_sheet(workbook, start, sheet, kind)
            findings += tell_sheet(allowance.source, sheet, table)
            if table is not None:
                tables.append(table)
    except (IndexError, struct.error) as error:
        raise allowance.refuse(
            "it is damaged: a record ends before its time, or names a text that is not there"
        ) from error
    return tables, findings


def _read_sheet(workbook: _Workbook, start: int, sheet: Sheet, kind: int) -> TableBlock | None:
    if kind != 0:
        sheet.note(_KINDS.get(kind, "other sheet"), sheet.name)
        return None
    reader = _SheetReader(workbook, sheet)
    for number, pieces in workbook.records(start):
        reader.take(number, pieces)
    for row, cells in reader.cells.items():
        sheet.add_cells(row, cells)
    sheet.hidden_rows = reader.hidden & sheet.rows.keys()
    return make_table(sheet)
