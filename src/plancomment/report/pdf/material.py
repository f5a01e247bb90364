"""The document as plain data for the template (PDFの中身)."""

from collections.abc import Iterator, Sequence, Set
from typing import Any

from plancomment.report.controls import has_bidi_controls, lines, visible
from plancomment.report.document import Cell, Document, Paragraph, Run, Section, Table
from plancomment.report.look import Look
from plancomment.report.pdf.fonts import Fonts

__all__ = ["as_data"]

_UNKNOWN = {
    "ja": "文字［U+…］は、書体にない文字を文字番号で示したものです。",
    "en": "［U+…］ stands for a character that the font does not have, by its number.",
}
# A tab has no place of its own on a page: as wide as four spaces, which stay four spaces when they are copied.
_TAB = "\u00a0" * 4


class _Writer:
    """Takes texts apart into lines, with a sign for what no font has."""

    def __init__(self, look: Look, unknown: Set[str]) -> None:
        self.look = look
        self.signs = {ord(char): f"［U+{ord(char):04X}］" for char in unknown}

    def lines(self, text: str, *, isolated: bool = False) -> list[str]:
        shown = [line.replace("\t", _TAB).translate(self.signs) for line in lines(visible(text))]
        return [f"\u2068{line}\u2069" if isolated and has_bidi_controls(line) else line for line in shown]

    def text(self, text: str) -> str:
        return " ".join(self.lines(text))

    def runs(self, given: Sequence[Run]) -> list[Any]:
        isolated = len(given) > 1
        return [self._run(run, isolated) for run in given if run.text or run.anchor]

    def _run(self, run: Run, isolated: bool) -> Any:
        found = self.lines(run.text, isolated=isolated)
        if len(found) == 1 and not (run.emphasis or run.tag or run.link or run.anchor):
            return found[0]
        return [found, run.emphasis, run.tag, run.link, run.anchor]

    def section(self, section: Section) -> dict[str, Any]:
        blocks: list[dict[str, Any]] = []
        for block in section.blocks:
            if isinstance(block, Paragraph):
                blocks.append({"kind": "paragraph", "runs": self.runs(block.runs)})
            elif isinstance(block, Table):
                blocks.append(self.table(block))
            # A diagram shows what a table of the same document says in words.
        return {
            "title": self.lines(section.title),
            "level": section.level,
            "anchor": section.anchor,
            "blocks": blocks,
        }

    def table(self, table: Table) -> dict[str, Any]:
        grid = table.grid()
        cells = []
        for row, slots in zip(table.rows, grid, strict=True):
            first = True
            for at, (cell, begins) in enumerate(slots):
                if not begins:
                    continue
                anchors = [name for name in (row.anchor if first else "", cell.anchor) if name]
                runs = [*([[[""], "", "", "", anchors.pop()]] if len(anchors) > 1 else []), *self.runs(cell.runs)]
                align = "start" if row.kind == "heading" else table.columns[at].align
                indent = min(row.level, 10) if at == 0 else 0
                cells.append(
                    [runs, cell.rowspan, cell.colspan, _fill(row.kind, row.level, cell), align, indent, *anchors[:1]]
                )
                if not anchors:
                    cells[-1].append("")
                first = False
        return {
            "kind": "table",
            "caption": self.text(table.caption),
            "anchor": table.anchor,
            "columns": [[self.text(column.title), column.width] for column in table.columns],
            "cells": cells,
            "notes": [self.lines(note) for note in table.notes],
            "chart": list(self._bars(table)) if table.chart == "bar" else [],
        }

    def _bars(self, table: Table) -> Iterator[list[Any]]:
        """Name, number and words of each bar; rows that break down a row above are left out, as totals are."""
        shown = [
            slots for row, slots in zip(table.rows, table.grid(), strict=True) if row.kind == "body" and row.level == 0
        ]
        for at in range(1, len(table.columns)):
            if shown and all(slots[at][0].number is not None for slots in shown):
                yield from ([self.text(one[0][0].text), one[at][0].number, self.text(one[at][0].text)] for one in shown)
                return


def _fill(kind: str, level: int, cell: Cell) -> str:
    if kind == "heading":
        return "sub" if level else "group"
    return "side" if kind == "total" or cell.header else "body"


def as_data(document: Document, fonts: Fonts, unknown: Set[str]) -> dict[str, Any]:
    """What the template shows. ``unknown`` are the characters that no font has."""
    look, writer = document.look, _Writer(document.look, unknown)
    notes = [*document.notes, *([_UNKNOWN[document.lang]] if unknown else [])]
    parts: list[dict[str, Any]] = [{"landscape": look.landscape == "all", "sections": []}]
    for number, section in enumerate(document.sections):
        wide = look.landscape == "all" or (look.landscape == "wide" and section.landscape)
        if number == 0:
            parts[0]["landscape"] = wide
        elif parts[-1]["landscape"] != wide:
            parts.append({"landscape": wide, "sections": []})
        parts[-1]["sections"].append(writer.section(section))
    return {
        "title": writer.text(document.title) or " ",
        "heading": writer.lines(document.title),
        "lang": document.lang,
        "publisher": writer.lines(document.publisher),
        "anchor": document.anchor,
        "author": [look.author] if look.author else [],
        "subject": look.subject or None,
        "keywords": list(look.keywords),
        "dated": [look.dated.year, look.dated.month, look.dated.day] if look.dated is not None else None,
        "fonts": list(fonts.text),
        "heading_fonts": list(fonts.heading),
        "marks": look.marks,
        "paper": look.paper,
        "parts": parts,
        "notes": [writer.lines(note) for note in notes],
    }
