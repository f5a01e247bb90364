"""One worksheet of a workbook: its rows, and what is hidden or merged in it (ワークシート)."""

import functools
import itertools
import operator
import re
from collections.abc import Iterable, Sequence

import attrs

from plancomment.errors import ReadError
from plancomment.read.spreadsheets.books import Book
from plancomment.read.spreadsheets.parsing import Attributes, Parser
from plancomment.read.spreadsheets.sheets import Sheet, column_letters, column_number
from plancomment.read.spreadsheets.streams import decode_entities, plain_text, read_items
from plancomment.read.spreadsheets.strings import RichText, is_on, named, unescape

__all__ = ["read_worksheet"]

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MERGED = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}):\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ISO_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T00:00:00(?:\.0+)?Z?")
_HEADINGS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
# The codes within a header or footer: &L &C &R, &P page, &N pages, &D date, &T time, &A sheet, &F file, fonts, sizes.
_HEADING_CODE = re.compile(r'&(?:"[^"]*"|[0-9]{1,3}|K[0-9A-F]{6}|.)')
#: How many arrangements of rows are remembered.
_CACHED = 50_000


@functools.lru_cache(maxsize=8)
def _cell(prefix: str) -> re.Pattern[str]:
    """A cell as nearly all programs write it: column, row, style, type, whether text stands within it, value.

    Quantifiers are possessive: no match needs to go back, and half of the time of reading is spent in here.
    """
    p = re.escape(prefix)
    more = r'(?: (?:cm|vm|ph)="[0-9]++")*+'
    formula = rf'(?:<{p}f(?: [A-Za-z]++="[^"<&]*+")*+(?:/>|>[^<&]*+</{p}f>)(?!<{p}v></{p}v>))?+'
    return re.compile(
        rf'<{p}c r="([A-Z]{{1,3}}+)([1-9][0-9]{{0,6}}+)"(?: s="([0-9]{{1,6}}+)")?+'
        rf'(?: t="(s(?="{more}><{p}v>[0-9]{{1,9}}<)|n|str|b|e|d|(inlineStr))")?+{more}'
        rf'(?:/>|>(?:(?(5)<{p}is><{p}t(?: xml:space="preserve")?+>|{formula}<{p}v>)([^<]*+)'
        rf"(?(5)</{p}t></{p}is>|</{p}v>))?+</{p}c>)"
    )


@functools.lru_cache(maxsize=8)
def _between(prefix: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between the cells of two rows, with NUL behind it; and what stands behind those of the last one.

    The end of a row, blank rows, the number and the rest of the next row.
    """
    p = re.escape(prefix)
    rest = r'(?: [A-Za-z0-9:]++="[^"<&\0]*+")*+'
    blank = rf'(?:<{p}row r="[1-9][0-9]{{0,6}}+"{rest}(?:/>|></{p}row>))*+'
    opened = re.compile(rf'</{p}row>{blank}<{p}row r="([1-9][0-9]{{0,6}}+)"({rest})>\0')
    return opened, re.compile(rf"(</{p}row>)?+{blank}")


@attrs.frozen
class _Rows:
    """The rows of a block: their numbers, the first cell of each and the end, their columns, which are hidden.

    The columns of a row without gaps from column A on are None.
    """

    numbers: list[int]
    starts: list[int]
    columns: list[list[int] | None]
    hidden: set[int]


@attrs.define
class _Reader:
    sheet: Sheet
    book: Book
    part: str
    rich: RichText
    inside: bool = False
    mark: int = -1
    parser: Parser | None = None
    row: int = 0
    column: int = 0
    _is_hidden: bool = False
    _cells: list[tuple[int, str]] = attrs.field(factory=list)
    _kind: str = "n"
    _style: str | None = None
    _formula: str | None = None
    _value: str | None = None
    _inline: bool = False
    _parts: list[str] | None = None
    _length: int = 0
    _layouts: dict[tuple[str, ...], list[int] | None] = attrs.field(factory=dict)

    # ── the plain way: a block of rows at once ──────────────────────────────────────────────────────

    def take(self, block: bytes, prefix: str) -> bool:
        """Read a block of whole rows that is written in the plain way; False, and nothing done, if it is not."""
        text = plain_text(block)
        if text is None:
            return False
        parts = _cell(prefix).split(text)
        letters, numbers = parts[1::7], parts[2::7]
        rows = self._rows(prefix, parts[::7], letters, numbers)
        if rows is None:
            return False
        if "&" in text:
            try:
                parts = [part and decode_entities(part) for part in parts]
            except ValueError:
                return False
        styles, kinds, values = parts[3::7], parts[4::7], parts[6::7]
        texts = tuple(self._texts(styles, kinds, values, is_escaped="_x" in text))
        self.sheet.allowance.check_length(f"sheet {self.sheet.name!r:.80}", max(map(len, texts), default=0))
        self._remark_cells(letters, numbers, styles, kinds, values, texts)
        self._add(rows, texts)
        return True

    def _add(self, rows: _Rows, texts: tuple[str, ...]) -> None:
        """Take the rows of a block, whose texts follow one another."""
        sheet = self.sheet
        if not any(rows.columns):
            sheet.add_rows(
                (row, texts[start:end])
                for row, start, end in zip(rows.numbers, rows.starts, rows.starts[1:], strict=False)
            )
        else:
            for row, start, end, columns in zip(rows.numbers, rows.starts, rows.starts[1:], rows.columns, strict=False):
                cells = texts[start:end]
                sheet.add_cells(row, enumerate(cells, 1) if columns is None else zip(columns, cells, strict=True))
        sheet.hidden_rows |= rows.hidden & sheet.rows.keys()
        if rows.numbers:
            self.row = rows.numbers[-1]

    def _rows(self, prefix: str, gaps: list[str], letters: list[str], numbers: list[str]) -> _Rows | None:
        """The rows of a block, of which ``gaps`` is what stands between its cells; None if not in the plain way."""
        starts = list(itertools.compress(range(len(gaps)), gaps))
        if not starts or starts[0] or starts[-1] != len(letters):
            return None
        opened, closed = _between(prefix)
        end = closed.fullmatch(gaps[-1])
        # Blank rows may follow the last one; a block of blank rows alone closes no row.
        if end is None or (end[1] is not None) is not (len(starts) > 1):
            return None
        heads = "\0".join([gaps[at] for at in starts[:-1]] + [""])
        # All at once: the first row, which follows none, is given the end of one.
        found = opened.split(f"</{prefix}row>{heads}") if heads else [""]
        names, rests = found[1::3], found[2::3]
        if any(found[::3]) or len(names) != len(starts) - 1:
            return None
        widths = [end - start for start, end in itertools.pairwise(starts)]
        # Each cell names its row: whether all of them do so rightly is one comparison of lists.
        if numbers != list(itertools.chain.from_iterable(map(itertools.repeat, names, widths))):
            return None
        order = list(map(int, names))
        if any(map(operator.ge, [self.row, *order[:-1]], order)):
            return None
        columns = self._columns(letters, starts, widths)
        if columns is None:
            return None
        hidden = {rest for rest in set(rests) if ' hidden="1"' in rest or ' hidden="true"' in rest}
        is_hidden = {row for row, rest in zip(order, rests, strict=True) if rest in hidden} if hidden else set()
        return _Rows(order, starts, columns, is_hidden)

    def _columns(self, letters: list[str], starts: list[int], widths: list[int]) -> list[list[int] | None] | None:
        """The columns of each row, None for a row without gaps from column A on; None if they do not ascend."""
        widest = max(widths, default=0)
        names = [column_letters(column) for column in range(1, widest + 1)]
        dense = [names[:width] for width in range(widest + 1)]
        if letters == list(itertools.chain.from_iterable(map(dense.__getitem__, widths))):
            return [None] * len(widths)
        columns: list[list[int] | None] = []
        for start, width in zip(starts, widths, strict=False):
            key = tuple(letters[start : start + width])
            if key not in self._layouts and not self._add_layout(key):
                return None
            columns.append(self._layouts[key])
        return columns

    def _add_layout(self, letters: tuple[str, ...]) -> bool:
        columns = [column_number(each) for each in letters]
        if any(left >= right for left, right in itertools.pairwise(columns)):
            return False
        if len(self._layouts) >= _CACHED:
            self._layouts.clear()
        self._layouts[letters] = None if columns == list(range(1, len(columns) + 1)) else columns
        return True

    def _texts(
        self, styles: list[str | None], kinds: list[str | None], values: list[str | None], *, is_escaped: bool
    ) -> list[str]:
        """The texts of cells; ``is_escaped`` says that one of them may hold ``_x000D_`` or its like."""
        shared, show, other = self.book.strings.texts, self.book.show, self._show
        there = set(kinds)
        exact = () if is_escaped else ("inlineStr", "str")
        if there.issubset(exact):
            return [value or "" for value in values]
        try:
            if there == {"s"}:
                return list(map(shared.__getitem__, map(int, values)))  # type: ignore[arg-type]
            return [
                shared[int(value)]  # type: ignore[arg-type]
                if kind == "s"
                else ""
                if not value
                else show(style, value)
                if kind is None
                else value
                if kind in exact
                else other(kind, style, value)
                for style, kind, value in zip(styles, kinds, values, strict=True)
            ]
        except IndexError as error:
            raise self._no_such_text() from error

    def _show(self, kind: str, style: str | None, value: str) -> str:
        """The text of a cell that is no shared one."""
        if kind == "n":
            return self.book.show(style, value)
        if kind == "b":
            return {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}.get(value, value)
        if kind == "d":
            day = _ISO_DAY.fullmatch(value)
            return day[1] if day else value.replace("T", " ")
        return unescape(value)

    def _remark_cells(
        self,
        letters: list[str],
        numbers: list[str],
        styles: list[str | None],
        kinds: list[str | None],
        values: list[str | None],
        texts: Sequence[str],
    ) -> None:
        """Note the cells of a block that hold errors or struck-out words, which are few."""
        is_struck = any(self.book.style(style).is_struck for style in set(styles))
        if not is_struck and not self.book.strings.remarks and "e" not in kinds:
            return
        for at, (style, kind, value, text) in enumerate(zip(styles, kinds, values, texts, strict=True)):
            if text:
                shared = int(value) if kind == "s" and value else None
                self._remark(int(numbers[at]), column_number(letters[at]), kind, style, text, shared)

    def _remark(
        self, row: int, column: int, kind: str | None, style: str | None, words: str, shared: int | None
    ) -> None:
        if kind == "e":
            self.sheet.remark("error", row, column, words)
        remark = self.book.strings.remarks.get(shared) if shared is not None else None
        if remark is not None:
            self.sheet.remark(remark[0], row, column, remark[1])
        elif words.strip() and self.book.style(style).is_struck:
            self.sheet.remark("struck", row, column, words)

    def _no_such_text(self) -> ReadError:
        return self.sheet.allowance.refuse(
            f"{self.part} names a shared text beyond the {len(self.book.strings.texts)} that there are"
        )

    # ── any other way: element by element ───────────────────────────────────────────────────────────

    def begin_data(self, attributes: Attributes) -> None:
        self.inside = True
        self.mark = self.parser.at if self.parser else -1

    def end_data(self) -> None:
        self.inside = False

    def begin_row(self, attributes: Attributes) -> None:
        if not self.inside:
            return
        number = attributes.get("r", "").strip()
        self.row = int(number) if _is_count(number) else self.row + 1
        self.column = 0
        self._is_hidden = is_on(attributes, "hidden")
        self._cells = []

    def end_row(self) -> None:
        if not self.inside:
            return
        held = len(self.sheet.rows)
        self.sheet.add_cells(self.row, self._cells)
        if self._is_hidden and len(self.sheet.rows) > held:
            self.sheet.hidden_rows.add(self.row)
        self._cells = []
        self.mark = self.parser.at if self.parser else -1

    def begin_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r", "").strip()
        place = _REFERENCE.fullmatch(reference.replace("$", "").upper())
        if reference and (place is None or int(place[2]) != self.row):
            raise self.sheet.allowance.refuse(f"{self.part}: cell {reference!r:.20} stands in row {self.row}")
        self.column = column_number(place[1]) if place else self.column + 1
        self._kind = attributes.get("t", "n")
        style = attributes.get("s", "").strip()
        self._style = style if _is_count(style) or style == "0" else None
        self._formula = self._value = None
        self._inline = False
        self.rich.clear()

    def end_cell(self) -> None:
        if not self.inside:
            return
        text, remark, shared = "", None, None
        value = self._value.strip() if self._value is not None and self._kind != "str" else self._value
        if self._inline:
            text, remark = self.rich.result()
        elif self._kind == "s" and value:
            if not _is_count(value) and value.strip("0"):
                raise self.sheet.allowance.refuse(f"{self.part}: {value!r:.20} is no number of a shared text")
            shared = int(value)
            if shared >= len(self.book.strings.texts):
                raise self._no_such_text()
            text = self.book.strings.texts[shared]
        elif value:
            text = self._show(self._kind, self._style, value)
        elif self._formula is not None and not (self._kind == "str" and value == ""):
            self.sheet.remark("formula", self.row, self.column, f"={self._formula}")
        if remark is not None:
            self.sheet.remark(remark[0], self.row, self.column, remark[1])
        else:
            self._remark(self.row, self.column, self._kind, self._style, text, shared)
        if text:
            self._cells.append((self.column, text))
            if len(self._cells) > self.sheet.allowance.limits.columns:
                raise self.sheet.allowance.too_wide(self.sheet.name, self.row, self.column)

    def begin_value(self, attributes: Attributes) -> None:
        self._parts, self._length = [], 0

    def end_value(self) -> None:
        self._value, self._parts = "".join(self._parts or ()), None

    def end_formula(self) -> None:
        self._formula, self._parts = "".join(self._parts or ()), None

    def begin_inline(self, attributes: Attributes) -> None:
        self._inline = True

    def add(self, data: str) -> None:
        """Take characters, which belong to a value, a formula, a heading of the page or a text within a cell."""
        if self._parts is None:
            self.rich.add(data)
            return
        self._length += len(data)
        self.sheet.allowance.check_length(f"sheet {self.sheet.name!r:.80}", self._length)
        self._parts.append(data)

    # ── around the rows ─────────────────────────────────────────────────────────────────────────────

    def column_style(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", "").strip(), attributes.get("max", "").strip()
        if _is_count(first) and _is_count(last) and int(first) <= int(last) and is_on(attributes, "hidden"):
            self.sheet.hide_columns(int(first), int(last))

    def merge(self, attributes: Attributes) -> None:
        found = _MERGED.fullmatch(attributes.get("ref", "").strip().upper())
        if found is not None:
            first, last = (int(found[2]), column_number(found[1])), (int(found[4]), column_number(found[3]))
            self.sheet.add_merge(first, last)

    def end_heading(self) -> None:
        words = _HEADING_CODE.sub(" ", "".join(self._parts or ())).strip()
        self._parts = None
        if words:
            self.sheet.note("header or footer", words)


def _is_count(text: str) -> bool:
    """Whether it is a whole number from 1, as attributes write it."""
    return len(text) <= 9 and text.isascii() and text.isdigit() and text.strip("0") != ""


def read_worksheet(pieces: Iterable[bytes], part: str, sheet: Sheet, book: Book) -> None:
    """Read a worksheet into ``sheet``; what the part says of its own size is not believed.

    Raises:
        ReadError: it is not XML, is damaged, or goes beyond the limits.
    """
    reader = _Reader(sheet, book, part, RichText(f"sheet {sheet.name!r:.80}", sheet.allowance))
    starts = {
        "sheetData": reader.begin_data,
        "row": reader.begin_row,
        "c": reader.begin_cell,
        "v": reader.begin_value,
        "f": reader.begin_value,
        "is": reader.begin_inline,
        "col": reader.column_style,
        "mergeCell": reader.merge,
        **dict.fromkeys(_HEADINGS, reader.begin_value),
        **reader.rich.starts(),
    }
    ends = {
        "sheetData": reader.end_data,
        "row": reader.end_row,
        "c": reader.end_cell,
        "v": reader.end_value,
        "f": reader.end_formula,
        **dict.fromkeys(_HEADINGS, reader.end_heading),
        **reader.rich.ends(),
    }
    limits = sheet.allowance.limits
    reader.parser = parser = Parser(sheet.allowance.source, part, limits, named(starts), named(ends), reader.add)
    read_items(pieces, parser, reader, ("sheetData", "row"), reader.take)
