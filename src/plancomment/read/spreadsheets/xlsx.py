"""Excel workbooks (.xlsx, .xlsm): which sheets there are, and the styles and texts that they share (Excelブック)."""

import functools
import posixpath
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

import attrs

from plancomment.errors import ReadError
from plancomment.findings import Finding
from plancomment.read.blocks import TableBlock
from plancomment.read.packages import Package
from plancomment.read.spreadsheets.beside import note_words
from plancomment.read.spreadsheets.books import Book
from plancomment.read.spreadsheets.formats import Format, builtin_formats, read_format
from plancomment.read.spreadsheets.notices import tell_sheet
from plancomment.read.spreadsheets.parsing import Attributes, Parser, parse_parts
from plancomment.read.spreadsheets.sheets import Allowance, Sheet, Style, make_table
from plancomment.read.spreadsheets.strings import Strings, is_on, named, read_strings, unescape
from plancomment.read.spreadsheets.worksheets import read_worksheet

__all__ = ["read_workbook"]

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_REFERENCES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
#: How many sheets, styles and relations a workbook may have.
_MOST = 200_000
_OTHER_SHEETS = {"chartsheet": "chart sheet", "dialogsheet": "dialog sheet", "xlMacrosheet": "macro sheet"}


@attrs.frozen
class _Relation:
    """Where a part leads to: the last word of its kind, and the entry of the archive."""

    kind: str
    target: str


def read_workbook(package: Package, allowance: Allowance) -> tuple[list[TableBlock], list[Finding]]:
    """The sheets that hold anything, in the order of their tabs, and what has to be told of them.

    Raises:
        ReadError: it is no workbook, is damaged, or goes beyond the limits.
    """
    names = {name.replace("\\", "/").lower(): name for name in package.names}
    start = next((each for each in _relations(package, names, "").values() if each.kind == "officeDocument"), None)
    main = start.target if start is not None else names.get("xl/workbook.xml", "")
    if main not in package or not main.lower().endswith(".xml"):
        raise allowance.refuse("it holds no Excel workbook (.xlsx); a .xlsb has to be saved as .xlsx")
    relations = _relations(package, names, main)
    kinds = {relation.kind: relation.target for relation in relations.values()}
    sheets, from_1904 = _sheets(package, main)
    styles, strings = kinds.get("styles", ""), kinds.get("sharedStrings", "")
    book = Book(
        read_strings(package.stream(strings), strings, allowance) if strings in package else Strings(),
        _styles(package, styles) if styles in package else (),
        from_1904,
    )
    tables: list[TableBlock] = []
    findings: list[Finding] = []
    if not sheets:
        raise allowance.refuse(f"{main} names no sheet")
    for attributes in sheets:
        sheet = Sheet(unescape(attributes.get("name", "")), allowance, attributes.get("state", "visible") != "visible")
        relation = relations.get(next((attributes[key] for key in _REFERENCES if key in attributes), ""))
        table = _read_sheet(package, names, relation, sheet, book)
        findings += tell_sheet(allowance.source, sheet, table)
        if table is not None:
            tables.append(table)
    return tables, findings


def _collect(package: Package, part: str, names: Iterable[str]) -> list[tuple[str, Attributes]]:
    """The elements of these full names in a part, in its order, by local name.

    Raises:
        ReadError: it is not XML, or they are too many.
    """
    found: list[tuple[str, Attributes]] = []

    def take(name: str, attributes: Attributes) -> None:
        if len(found) >= _MOST:
            raise ReadError(package.source, [f"{part} has more than {_MOST} entries"])
        found.append((name, attributes))

    starts = {name: functools.partial(take, name.rpartition(" ")[2]) for name in names}
    parse_parts(package.stream(part), Parser(package.source, part, package.limits, starts, {}))
    return found


def _relations(package: Package, names: Mapping[str, str], part: str) -> dict[str, _Relation]:
    """Where a part leads to, by id: only to what is in the archive. ``""`` is the file itself."""
    folder, name = posixpath.split(part)
    path = names.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
    if path is None:
        return {}
    relations: dict[str, _Relation] = {}
    for _, attributes in _collect(package, path, [f"{_RELATIONS} Relationship"]):
        target = unquote(attributes.get("Target", ""))
        if attributes.get("TargetMode", "Internal") != "Internal":
            continue
        inside = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        entry = names.get(inside.lower())
        if entry is not None:
            kind = attributes.get("Type", "").rpartition("/")[2]
            relations.setdefault(attributes.get("Id", ""), _Relation(kind, entry))
    return relations


def _sheets(package: Package, part: str) -> tuple[list[Attributes], bool]:
    """The sheets in the order of their tabs, and whether days are counted from 1904."""
    found = _collect(package, part, named({"sheet": None, "workbookPr": None}))
    from_1904 = any(is_on(attributes, "date1904") for name, attributes in found if name == "workbookPr")
    return [attributes for name, attributes in found if name == "sheet"], from_1904


def _styles(package: Package, part: str) -> tuple[Style, ...]:
    """What each style of cells means for the text."""
    sections = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")
    wanted = dict.fromkeys((*sections, "numFmt", "font", "strike", "xf"))
    section = ""
    formats: dict[str, Format] = {str(number): form for number, form in builtin_formats().items()}
    struck: list[bool] = []
    styles: list[Style] = []
    for name, attributes in _collect(package, part, named(wanted)):
        if name in sections:
            section = name
        elif name == "numFmt" and section == "numFmts":
            formats[attributes.get("numFmtId", "")] = read_format(attributes.get("formatCode", ""))
        elif name == "font" and section == "fonts":
            struck.append(False)
        elif name == "strike" and section == "fonts" and struck:
            struck[-1] = is_on(attributes, "val", default=True)
        elif name == "xf" and section == "cellXfs":
            font = attributes.get("fontId", "0").strip()
            is_struck = len(font) <= 6 and font.isascii() and font.isdigit() and any(struck[int(font) : int(font) + 1])
            styles.append(Style(formats.get(attributes.get("numFmtId", "0").strip(), Format()), is_struck))
    return tuple(styles)


def _read_sheet(
    package: Package, names: Mapping[str, str], relation: _Relation | None, sheet: Sheet, book: Book
) -> TableBlock | None:
    """The table of a sheet, None if it holds none; what stands beside its cells is noted."""
    if relation is None:
        raise sheet.allowance.refuse(f"sheet {sheet.name!r:.80}: the archive does not hold it")
    if relation.kind != "worksheet":
        sheet.note(_OTHER_SHEETS.get(relation.kind, "other sheet"), sheet.name)
    else:
        read_worksheet(package.stream(relation.target), relation.target, sheet, book)
    parts = sorted(set(_relations(package, names, relation.target).values()), key=lambda each: (each.kind, each.target))
    is_threaded = any(each.kind == "threadedComment" for each in parts)
    for each in parts:
        # Excel writes a conversation once more as plain notes, for programs that do not know conversations.
        if each.kind in ("threadedComment", "drawing") or (each.kind == "comments" and not is_threaded):
            note_words(package, each.target, sheet)
    return make_table(sheet)
