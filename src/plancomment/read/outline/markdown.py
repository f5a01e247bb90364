"""Markdown plan texts, CommonMark with tables, read token by token; no text between the markup is lost."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import attrs
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block
from markdown_it.rules_block.table import escapedSplit, table
from markdown_it.token import Token

from plancomment.errors import ReadError
from plancomment.read.labels import split_label
from plancomment.read.outline.clauses import Outline
from plancomment.read.pagemarks import PageMark

__all__ = ["MarkdownReader"]

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# Bold beside a Japanese bracket, **「…」**を, is no emphasis to CommonMark; to everybody who writes it, it is.
_LEFT_BOLD = re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")
# What a fence says behind its marks: the name of a language such as txt; anything else is text.
_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]+")
_MAX_NESTING = 100


def _block_comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Comments of several lines are blocks; everything else in HTML is inline, so that no text in it is lost and a
    page mark on a line of its own does not end a paragraph or table."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return line.startswith("<!--") and "-->" not in line and html_block(state, start, end, silent)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table whose rows remember their line as the list or quotation around it leaves it: without its marks."""
    before = len(state.tokens)
    found = table(state, start, end, silent)
    for token in state.tokens[before:]:
        if token.type == "tr_open" and token.map:
            at = token.map[0]
            token.meta["line"] = state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]]
    return found


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING}).enable("table")
    # A line such as [注1]: 出典 is text to its readers; as a link definition it would vanish.
    parser.disable("reference")
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("html_block", _block_comment, {"alt": ["paragraph", "reference", "blockquote"]})
    return parser


@attrs.define
class _Line:
    """One line of inline text: its marks (each with whether text stood before it), and the texts of its images."""

    text: str = ""
    hard: bool = False
    marks: list[tuple[bool, PageMark]] = attrs.Factory(list)
    images: list[str] = attrs.Factory(list)
    has_comment: bool = False


def _wide(char: str) -> bool:
    width = unicodedata.east_asian_width(char)
    return width in "WFH" or (width == "A" and not char.isalpha())


def _join(before: str, line: _Line) -> str:
    """A line after a line break: kept where it was meant, else layout, a space only between words with spaces."""
    if not before or not line.text:
        return before + line.text
    if line.hard:
        return f"{before}\n{line.text}"
    return f"{before}{'' if _wide(before[-1]) and _wide(line.text[0]) else ' '}{line.text}"


def _image_text(token: Token) -> str:
    return "".join(_image_text(child) if child.children else child.content for child in token.children or ())


def _cut_cells(line: str, width: int) -> list[str]:
    """The cells of a row that has more of them than the header: Markdown drops them, a plan must not."""
    cells = escapedSplit(line.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return [cell.strip() for cell in cells[width:]]


@attrs.define
class MarkdownReader:
    """A walk through the tokens of one Markdown text."""

    outline: Outline
    label: str | None = None  # of the list item that has no clause yet; "" for a bullet
    depth: int = 0
    table: int = 0
    row: int = 0

    def read(self, text: str) -> None:
        tokens = _parser().parse(text)
        if any(token.level >= _MAX_NESTING - 2 for token in tokens):
            raise ReadError(self.outline.document, [f"lists or quotations are nested deeper than {_MAX_NESTING // 2}"])
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.type == "tr_open":
                end = next(at for at in range(position, len(tokens)) if tokens[at].type == "tr_close")
                self._table_row(token, [one for one in tokens[position:end] if one.type == "inline"])
                position = end
            elif token.type == "inline":
                self._inline(token, tokens[position - 1])
            else:
                self._block(token)
            position += 1

    def _block(self, token: Token) -> None:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            self._flush_item()
            self.depth += 1
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            self.depth -= 1
        elif token.type == "list_item_open":
            self.label = f"{token.info}{token.markup}" if token.info else ""
        elif token.type == "list_item_close":
            self._flush_item()
        elif token.type == "table_open":
            self.table += 1
            self.row = 0
        elif token.type in ("code_block", "fence"):
            self._code(token)
        elif token.type == "html_block":
            self._html_block(token)

    def _flush_item(self) -> None:
        """A numbered item without text of its own still shows its number."""
        if self.label:
            self.outline.add("item", self.label, "", "", level=self.depth)
        self.label = None

    def _inline(self, token: Token, opening: Token) -> None:
        lines = self._lines(token.children or (), token.content, token.map[0] + 1 if token.map else 1)
        if opening.type == "heading_open":
            self._flush_item()
            self._heading(int(opening.tag[1]), list(lines))
        else:
            self._paragraph(list(lines))

    def _heading(self, level: int, lines: list[_Line]) -> None:
        late = self._early_marks(lines)
        text = functools.reduce(_join, lines, "")
        images = [image for line in lines for image in line.images]
        if text:
            self.outline.heading(level, level, *split_label(text))
        self._after(late, images)

    def _early_marks(self, lines: Iterable[_Line]) -> list[PageMark]:
        """Apply the marks that stand before all text; give back those that stand behind some."""
        late, begun = [], False
        for line in lines:
            for behind, mark in line.marks:
                if begun or behind:
                    late.append(mark)
                else:
                    self.outline.mark(mark)
            begun = begun or bool(line.text)
        return late

    def _after(self, marks: Iterable[PageMark], images: Iterable[str]) -> None:
        for image in images:
            self.outline.add("caption", *split_label(image))
        for mark in marks:
            self.outline.mark(mark)

    def _paragraph(self, lines: list[_Line]) -> None:
        """One clause, and one more for each line with a label of its own."""
        begins = [at for at, line in enumerate(lines) if at and split_label(line.text)[0]]
        for start, end in zip([0, *begins], [*begins, len(lines)], strict=True):
            piece = lines[start:end]
            late = self._early_marks(piece)
            self._clause([line for line in piece if line.text])
            self._after(late, [image for line in piece for image in line.images])

    def _clause(self, lines: list[_Line]) -> None:
        if not lines:
            return
        listed, printed = self.label is not None, self.label
        self.label = None
        if printed:
            label, separator, first = printed, " ", lines[0].text
        else:
            label, separator, first = split_label(lines[0].text)
        if label and not first and len(lines) > 1:  # the label stands on a line of its own
            separator = _join(label, lines[1])[len(label) : -len(lines[1].text)]
            del lines[0]
            first = lines[0].text
        text = functools.reduce(_join, lines[1:], first)
        self.outline.body(label, separator, text, depth=self.depth, listed=listed)

    def _table_row(self, opening: Token, cells: list[Token]) -> None:
        self._flush_item()
        at = opening.map[0] if opening.map else 0
        columns = [list(self._lines(cell.children or (), cell.content, at + 1)) for cell in cells]
        for content in _cut_cells(opening.meta["line"], len(cells)):
            columns.append(list(self._lines(_parser().parseInline(content)[0].children or (), content, at + 1)))
        lines = [line for column in columns for line in column]
        if any(line.has_comment for line in lines) and not any(line.text or line.images for line in lines):
            self._after(self._early_marks(lines), ())
            return  # a page mark between two rows
        self.row += 1
        for number, column in enumerate(columns, start=1):
            late = self._early_marks(column)
            text = functools.reduce(_join, column, "")
            if text:
                place = f"表{self.table} {self.row}行{number}列"
                self.outline.add("cell", "", "", text, place=place, row=self.row, column=number)
            self._after(late, [image for line in column for image in line.images])

    def _code(self, token: Token) -> None:
        self._flush_item()
        info = token.info.strip()
        if info and _LANGUAGE.fullmatch(info) is None:
            line = token.map[0] + 1 if token.map else 1
            self._paragraph(list(self._lines(_parser().parseInline(info)[0].children or (), info, line)))
        text = token.content.strip("\n")
        if text.strip():
            self.outline.add("paragraph", "", "", text)

    def _html_block(self, token: Token) -> None:
        line = token.map[0] + 1 if token.map else 1
        match = _COMMENT.match(token.content.lstrip())
        if match is None:
            self.outline.problems.append((line, "this comment is not closed: --> is missing"))
            return
        mark = self.outline.comment(match[1], line)
        if mark is not None:
            self.outline.mark(mark)
        rest = token.content.lstrip()[match.end() :].strip()
        if rest:
            self._paragraph(list(self._lines(_parser().parseInline(rest)[0].children or (), rest, line)))

    def _lines(self, tokens: Sequence[Token], source: str, number: int) -> Iterator[_Line]:
        """Inline tokens as lines of plain text, their outer white space taken off."""
        line = _Line()
        for token in tokens:
            is_tag = token.type == "html_inline"
            if token.type in ("softbreak", "hardbreak") or (is_tag and _BREAK.fullmatch(token.content)):
                number += not is_tag
                hard = token.type != "softbreak" or (line.hard and not line.text.strip())
                yield _stripped(line, source)
                line = _Line(hard=hard)
            elif token.type == "image":
                if _image_text(token).strip():
                    line.images.append(_image_text(token).strip())
            elif is_tag and token.content.startswith(("<!", "<?")) and not token.content.startswith("<!--"):
                # <![CDATA[ … ]]>, <?…?> and <!…> are neither tags nor comments: their words are text.
                first, *rest = token.content.split("\n")
                line.text += first
                for more in rest:
                    number += 1
                    yield _stripped(line, source)
                    line = _Line(more)
            elif is_tag:
                comment = _COMMENT.fullmatch(token.content)
                if comment is not None:
                    line.has_comment = True
                    mark = self.outline.comment(comment[1], number)
                    if mark is not None:
                        line.marks.append((bool(line.text.strip()), mark))
                number += token.content.count("\n")
            elif token.type in ("text", "code_inline"):
                line.text += token.content
        yield _stripped(line, source)


def _stripped(line: _Line, source: str) -> _Line:
    line.text = line.text.strip()
    if "**" in line.text and "\\*" not in source and "`" not in source:
        line.text = _LEFT_BOLD.sub(r"\1", line.text)
    return line
