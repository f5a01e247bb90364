"""OpenDocument spreadsheets (.ods), read as they stream (ODF表計算).

Repeated rows and columns are counted before they are made, and blank ones at the end not made at all, so that a file of
two lines cannot ask for a million rows. Elements and attributes: OpenDocument 1.3 part 3.
"""

import re
from collections.abc import Callable
from decimal import Decimal

import attrs

from plancomment.findings import Finding
from plancomment.read.blocks import TableBlock
from plancomment.read.packages import Package
from plancomment.read.spreadsheets.formats import NUMBER, show_duration, show_plain
from plancomment.read.spreadsheets.notices import tell_sheet
from plancomment.read.spreadsheets.parsing import Attributes, Parser, parse_parts
from plancomment.read.spreadsheets.sheets import Allowance, Sheet, make_table
from plancomment.read.spreadsheets.strings import RichText

__all__ = ["read_document"]

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0 "
_TABLE, _TEXT, _OFFICE, _STYLE, _DRAW = map(_NAMESPACE.format, ("table", "text", "office", "style", "drawing"))
_DURATION = re.compile(r"(-?)P(?:([0-9]{1,9})D)?T?(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:\.[0-9]*)?S)?")
_DAY = re.compile(r"(-?[0-9]{4,6}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2}:[0-9]{2})(?:[.,][0-9]*)?)?")
_ERROR = re.compile(r"#[A-Z0-9/]{1,9}[!?]?|(?:Err|エラー):[0-9]{3}")
_BLANKS = re.compile(r"[ \t\r\n]+")
_CALC_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_DC = "http://purl.org/dc/elements/1.1/ "
_SHAPES = ("frame", "custom-shape", "rect", "ellipse", "circle", "line", "connector", "caption", "polygon", "path", "g")
_MOST = 200_000


@attrs.define
class _Styles:
    """What styles hide or strike out (スタイル).

    Attributes:
        hidden: styles of tables that are not shown (非表示の表).
        struck: styles whose text is struck out (取り消し線).
        parents: the style that a style builds on (親スタイル).
    """

    hidden: set[str] = attrs.field(factory=set)
    struck: dict[str, bool] = attrs.field(factory=dict)
    parents: dict[str, str] = attrs.field(factory=dict)
    _name: str = ""

    def begin_style(self, attributes: Attributes) -> None:
        self._name = attributes.get(f"{_STYLE}name", "")
        if len(self.parents) < _MOST:
            self.parents[self._name] = attributes.get(f"{_STYLE}parent-style-name", "")

    def table_properties(self, attributes: Attributes) -> None:
        if attributes.get(f"{_TABLE}display") == "false":
            self.hidden.add(self._name)

    def text_properties(self, attributes: Attributes) -> None:
        line = attributes.get(f"{_STYLE}text-line-through-style")
        kind = attributes.get(f"{_STYLE}text-line-through-type")
        if line is not None or kind is not None:
            self.struck[self._name] = line not in (None, "none") or kind not in (None, "none")

    def is_struck(self, name: str) -> bool:
        """Whether a style, or what it builds on, strikes text out."""
        for _ in range(20):
            if name in self.struck:
                return self.struck[name]
            name = self.parents.get(name, "")
        return False


@attrs.define
class _Cell:
    """The cell that is read: its attributes, and where it stands."""

    attributes: Attributes
    row: int
    column: int


@attrs.define
class _Reader:
    package: Package
    allowance: Allowance
    styles: _Styles
    sheets: list[Sheet] = attrs.field(factory=list)
    is_spreadsheet: bool = False
    _tables: int = 0
    _sheet: Sheet | None = None
    _row: int = 1
    _column: int = 1
    _texts: list[str] = attrs.field(factory=list)
    _row_attributes: Attributes = attrs.field(factory=dict)
    _hidden_groups: list[bool] = attrs.field(factory=list)
    _cell: _Cell | None = None
    _cells: int = 0
    _struck: list[bool] = attrs.field(factory=list)
    _readings: int = 0
    _beside: list[str] = attrs.field(factory=list)
    _paragraphs: int = 0
    _text: RichText = attrs.field(init=False)
    _words: RichText = attrs.field(init=False)
    _is_blank_before: bool = True

    def __attrs_post_init__(self) -> None:
        self._text = RichText("content.xml", self.allowance)
        self._words = RichText("content.xml", self.allowance)

    # ── sheets, columns and rows ────────────────────────────────────────────────────────────────────

    def begin_spreadsheet(self, attributes: Attributes) -> None:
        self.is_spreadsheet = True

    def begin_table(self, attributes: Attributes) -> None:
        self._tables += 1
        if self._tables > 1 or not self.is_spreadsheet:
            return
        if len(self.sheets) >= self.allowance.limits.entries:
            raise self.allowance.refuse(f"it has more than {self.allowance.limits.entries} sheets (Limits.entries)")
        is_hidden = attributes.get(f"{_TABLE}style-name", "") in self.styles.hidden
        self._sheet = Sheet(attributes.get(f"{_TABLE}name", ""), self.allowance, is_hidden)
        self.sheets.append(self._sheet)
        self._row = self._column = 1

    def end_table(self) -> None:
        self._tables -= 1
        if not self._tables:
            self._sheet = None

    def begin_column(self, attributes: Attributes) -> None:
        if self._sheet is not None and self._cell is None:
            count = _count(attributes, "number-columns-repeated")
            if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
                self._sheet.hide_columns(self._column, self._column + count - 1)
            self._column += count

    def begin_group(self, attributes: Attributes) -> None:
        self._hidden_groups.append(attributes.get(f"{_TABLE}display") == "false")

    def end_group(self) -> None:
        self._hidden_groups.pop()

    def begin_row(self, attributes: Attributes) -> None:
        if self._cell is None:
            self._column, self._texts, self._row_attributes = 1, [], attributes

    def end_row(self) -> None:
        if self._sheet is None or self._cell is not None:
            return
        count = _count(self._row_attributes, "number-rows-repeated")
        if any(self._texts):
            if count > self.allowance.limits.rows:
                raise self.allowance.refuse(
                    f"sheet {self._sheet.name!r:.80}: row {self._row} is repeated {count} times, more than "
                    f"{self.allowance.limits.rows} rows (Limits.rows)"
                )
            is_hidden = self._row_attributes.get(f"{_TABLE}visibility", "visible") != "visible"
            for row in range(self._row, self._row + count):
                self._sheet.add_row(row, self._texts)
                if is_hidden or any(self._hidden_groups):
                    self._sheet.hidden_rows.add(row)
        self._row += count

    # ── cells ───────────────────────────────────────────────────────────────────────────────────────

    def begin_cell(self, attributes: Attributes) -> None:
        self._cells += 1
        if self._cells == 1 and self._sheet is not None:
            self._cell = _Cell(attributes, self._row, self._column)
            self._text.clear()
            self._paragraphs = 0

    def end_cell(self) -> None:
        self._cells -= 1
        cell, sheet = self._cell, self._sheet
        if self._cells or cell is None or sheet is None:
            return
        self._cell = None
        count = _count(cell.attributes, "number-columns-repeated")
        shown, remark = self._text.result()
        text = _text_of(cell.attributes, shown)
        formula = cell.attributes.get(f"{_TABLE}formula")
        if formula is not None and not text and not cell.attributes.get(f"{_OFFICE}value-type"):
            sheet.remark("formula", cell.row, cell.column, formula)
        if text:
            if cell.attributes.get(_CALC_TYPE) == "error" or (formula is not None and _ERROR.fullmatch(text)):
                sheet.remark("error", cell.row, cell.column, text)
            is_struck = self.styles.is_struck(cell.attributes.get(f"{_TABLE}style-name", ""))
            if remark is not None:
                sheet.remark(remark[0], cell.row, cell.column, remark[1])
            elif is_struck and text.strip():
                sheet.remark("struck", cell.row, cell.column, text)
            if cell.column + count - 1 > self.allowance.limits.columns:
                raise self.allowance.too_wide(sheet.name, cell.row, cell.column + count - 1)
            self._texts += [""] * (cell.column - 1 - len(self._texts)) + [text] * count
        self._column = cell.column + count
        tall = _count(cell.attributes, "number-rows-spanned")
        wide = _count(cell.attributes, "number-columns-spanned")
        if tall > 1 or wide > 1:
            sheet.add_merge((cell.row, cell.column), (cell.row + tall - 1, cell.column + wide - 1))

    # ── text ────────────────────────────────────────────────────────────────────────────────────────

    def begin_paragraph(self, attributes: Attributes) -> None:
        if self._beside:
            self._words.put("\n" if self._words.runs else "")
        elif self._cell is not None:
            self._text.put("\n" if self._paragraphs else "")
            self._paragraphs += 1
        self._is_blank_before = True

    def begin_span(self, attributes: Attributes) -> None:
        name = attributes.get(f"{_TEXT}style-name", "")
        self._struck.append(self.styles.is_struck(name) or (bool(self._struck) and self._struck[-1]))

    def end_span(self) -> None:
        self._struck.pop()

    def spaces(self, attributes: Attributes) -> None:
        count = attributes.get(f"{_TEXT}c", "1")
        number = int(count) if len(count) <= 9 and count.isascii() and count.isdigit() else 1
        self.allowance.check_length("content.xml", number)
        self._put(" " * number)
        self._is_blank_before = False

    def tab(self, attributes: Attributes) -> None:
        self._put("\t")

    def line_break(self, attributes: Attributes) -> None:
        self._put("\n")

    def begin_reading(self, attributes: Attributes) -> None:
        self._readings += 1

    def end_reading(self) -> None:
        self._readings -= 1

    def begin_note(self, attributes: Attributes) -> None:
        self._begin_beside("note")

    def begin_shape(self, attributes: Attributes) -> None:
        self._begin_beside("text box")

    def _begin_beside(self, what: str) -> None:
        if not self._beside:
            self._words.clear()
        self._beside.append(what)

    def end_beside(self) -> None:
        what = self._beside.pop()
        words = self._words.result()[0].strip("\n")
        if self._beside or self._sheet is None or not words.strip():
            return
        row, column = (self._cell.row, self._cell.column) if self._cell is not None else (0, 0)
        self._sheet.note(what, words, row, column)

    def add(self, data: str) -> None:
        """Take characters: runs of white space are one space, and none at the beginning of a paragraph."""
        text = _BLANKS.sub(" ", data)
        if self._is_blank_before and text.startswith(" "):
            text = text[1:]
        if text:
            self._put(text)
            self._is_blank_before = text.endswith(" ")

    def _put(self, text: str) -> None:
        self._is_blank_before = False
        if self._readings:
            return
        if self._beside:
            self._words.put(text)
        elif self._cell is not None and self._paragraphs:
            self._text.put(text, is_struck=bool(self._struck) and self._struck[-1])


def _count(attributes: Attributes, name: str) -> int:
    """How often something is repeated, or how far it spans; 1 where nothing sensible is said."""
    value = attributes.get(_TABLE + name, "1").strip()
    return max(int(value), 1) if len(value) <= 9 and value.isascii() and value.isdigit() else 1


def _text_of(attributes: Attributes, shown: str) -> str:
    """What a cell holds, by its type; ``shown`` is the text that the file keeps of it."""
    kind = attributes.get(f"{_OFFICE}value-type", "")
    if attributes.get(_CALC_TYPE) == "error":
        return shown
    if kind in ("float", "currency", "percentage"):
        value = attributes.get(f"{_OFFICE}value", "").strip()
        return _number(value, shown, is_percent=kind == "percentage") if NUMBER.fullmatch(value) else shown
    if kind == "date":
        found = _DAY.fullmatch(attributes.get(f"{_OFFICE}date-value", "").strip())
        if found is None:
            return shown
        return f"{found[1]} {found[2]}" if found[2] and ":" in shown else found[1]
    if kind == "time":
        found = _DURATION.fullmatch(attributes.get(f"{_OFFICE}time-value", "").strip())
        if found is None:
            return shown
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
        return found[1] + show_duration(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
    if kind == "boolean":
        return attributes.get(f"{_OFFICE}boolean-value", shown).upper()
    return shown or attributes.get(f"{_OFFICE}string-value", "")


def _number(value: str, shown: str, *, is_percent: bool) -> str:
    """A number in plain digits, or as shown where that adds zeros in front or words, but no commas."""
    if is_percent:
        return f"{show_plain(str(Decimal(value) * 100))}%"
    plain = show_plain(value)
    digits = "".join(char for char in shown if char in "0123456789")
    if not digits:
        return shown if shown.strip() else plain
    if any(sign in shown for sign in ",.E%/"):
        return plain
    return shown if digits.lstrip("0") == plain.lstrip("-0") else plain


def _handlers(reader: _Reader) -> tuple[dict[str, Callable[[Attributes], None]], dict[str, Callable[[], None]]]:
    """What is called where which element begins and ends."""
    styles = reader.styles
    starts: dict[str, Callable[[Attributes], None]] = {
        f"{_STYLE}style": styles.begin_style,
        f"{_STYLE}table-properties": styles.table_properties,
        f"{_STYLE}text-properties": styles.text_properties,
        f"{_OFFICE}spreadsheet": reader.begin_spreadsheet,
        f"{_TABLE}table": reader.begin_table,
        f"{_TABLE}table-column": reader.begin_column,
        f"{_TABLE}table-row-group": reader.begin_group,
        f"{_TABLE}table-row": reader.begin_row,
        f"{_TABLE}table-cell": reader.begin_cell,
        f"{_TABLE}covered-table-cell": reader.begin_cell,
        f"{_TEXT}p": reader.begin_paragraph,
        f"{_TEXT}span": reader.begin_span,
        f"{_TEXT}s": reader.spaces,
        f"{_TEXT}tab": reader.tab,
        f"{_TEXT}line-break": reader.line_break,
        f"{_TEXT}ruby-text": reader.begin_reading,
        f"{_DC}date": reader.begin_reading,
        f"{_DC}creator": reader.begin_reading,
        f"{_OFFICE}annotation": reader.begin_note,
        **{f"{_DRAW}{shape}": reader.begin_shape for shape in _SHAPES},
    }
    ends = {
        f"{_TABLE}table": reader.end_table,
        f"{_TABLE}table-row-group": reader.end_group,
        f"{_TABLE}table-row": reader.end_row,
        f"{_TABLE}table-cell": reader.end_cell,
        f"{_TABLE}covered-table-cell": reader.end_cell,
        f"{_TEXT}span": reader.end_span,
        f"{_TEXT}ruby-text": reader.end_reading,
        f"{_DC}date": reader.end_reading,
        f"{_DC}creator": reader.end_reading,
        f"{_OFFICE}annotation": reader.end_beside,
        **{f"{_DRAW}{shape}": reader.end_beside for shape in _SHAPES},
    }
    return starts, ends


def read_document(package: Package, allowance: Allowance) -> tuple[list[TableBlock], list[Finding]]:
    """The sheets that hold anything, in the order of their tabs, and what has to be told of them.

    Raises:
        ReadError: it is no spreadsheet, is damaged or locked, or goes beyond the limits.
    """
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise allowance.refuse("it is locked with a password: save it without one")
    reader = _Reader(package, allowance, _Styles())
    starts, ends = _handlers(reader)
    for part in ("styles.xml", "content.xml"):
        if part == "content.xml" or part in package:
            parser = Parser(allowance.source, part, allowance.limits, starts, ends, reader.add)
            parse_parts(package.stream(part), parser)
    if not reader.is_spreadsheet:
        raise allowance.refuse("it is no OpenDocument spreadsheet (.ods)")
    tables: list[TableBlock] = []
    findings: list[Finding] = []
    for sheet in reader.sheets:
        table = make_table(sheet)
        findings += tell_sheet(allowance.source, sheet, table)
        if table is not None:
            tables.append(table)
    return tables, findings
