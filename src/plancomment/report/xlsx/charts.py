"""Bars beside the figures of a table, drawn by Excel itself (グラフ)."""

import re
from typing import Any

from plancomment.report.look import Look
from plancomment.report.xlsx.formats import font_name
from plancomment.report.xlsx.measures import SIZE
from plancomment.report.xlsx.names import column_letters
from plancomment.report.xlsx.places import PlacedSheet, PlacedTable, chart_rows
from plancomment.report.xlsx.texts import written

__all__ = ["add_chart", "localized"]

_BAR = "#1F5F8B"
_WIDTH = 640
_REFERENCE = re.compile(r"=|[^!]+!\$?[A-Z]+\$?\d+")


def add_chart(book: Any, page: Any, placed: PlacedSheet, top: int, one: PlacedTable, look: Look) -> None:
    """The chart that the table asks for, below it; nothing where it has no column of numbers.

    Rows that break down a row above them are left out, as totals are, so that nothing is shown twice.
    """
    table = one.table
    shown = [at for at, row in enumerate(table.rows) if row.kind == "body" and row.level == 0]
    grid = table.grid()
    column = next(
        (
            at
            for at in range(1, len(table.columns))
            if shown and all(grid[row][at][0].number is not None for row in shown)
        ),
        None,
    )
    if column is None:
        return
    rows = [one.tops[at + 1] for at in shown]
    font = {"name": font_name(look.font), "size": SIZE, "bold": False}
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": _name(table.columns[column].title),
            "categories": _range(placed.name, rows, 0),
            "values": _range(placed.name, rows, column),
            "fill": {"color": _BAR},
            "gap": 60,
            "data_labels": {"value": True, "font": font},
        }
    )
    title = _name(table.caption or table.columns[column].title)
    chart.set_title({"name": title, "name_font": {**font, "size": 12, "bold": True}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": font, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0, "num_font": font})
    chart.set_size({"width": _WIDTH, "height": 20 * chart_rows(table) - 4})
    page.insert_chart(top, 0, chart, {"object_position": 1, "description": title, "x_offset": 4, "y_offset": 2})


def localized(part: bytes, lang: str) -> bytes:
    """The XML of a chart with its language, and its font for Japanese characters as well.

    XlsxWriter says en-US and names the font of Latin characters only. What it writes of texts holds no ``<``.
    """
    spoken = b"ja-JP" if lang == "ja" else b"en-US"
    part = re.sub(rb'(<c:lang val=|<a:(?:rPr|endParaRPr) lang=)"en-US"', rb'\1"' + spoken + b'"', part)
    return re.sub(rb'<a:latin typeface="([^"]*)"/>', rb'<a:latin typeface="\1"/><a:ea typeface="\1"/>', part)


def _name(text: str) -> str:
    """A text as XlsxWriter takes it for a name: what begins with ``=`` or holds ``x!A1`` could be cells."""
    told = written(text)[:200]
    return told.replace("!", "！").replace("=", "＝") if _REFERENCE.match(told) else told


def _range(sheet: str, rows: list[int], column: int) -> list[Any] | str:
    """The cells of a column; as a formula where they do not follow each other."""
    if rows[-1] - rows[0] == len(rows) - 1:
        return [sheet, rows[0], column, rows[-1], column]
    letter = column_letters(column)
    quoted = sheet.replace("'", "''")
    return "=(" + ",".join(f"'{quoted}'!${letter}${row + 1}" for row in rows) + ")"
