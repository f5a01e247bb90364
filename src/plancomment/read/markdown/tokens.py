"""A walk through the tokens of a Markdown text, which makes the blocks."""

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs
from markdown_it.token import Token

from plancomment.errors import ReadError, WrongValueError
from plancomment.read.blocks import Block, CellBlock, Role, TableBlock, TextBlock
from plancomment.read.labels import split_label
from plancomment.read.limits import Limits
from plancomment.read.markdown.exact import exact_text, is_exact
from plancomment.read.markdown.lines import Line, image_text, join, strip
from plancomment.read.markdown.rules import MAX_NESTING, MAX_SIGNS, cut_cells, parser
from plancomment.read.pagemarks import PageMark, read_mark

__all__ = ["Reader"]

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# What a fence says behind its marks: the name of a language such as txt; anything else is text.
_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]+")


@attrs.define
class Reader:
    """A walk through the tokens of one Markdown text."""

    source: str
    limits: Limits
    blocks: list[Block] = attrs.Factory(list)
    problems: list[tuple[int, str]] = attrs.Factory(list)
    page: int | None = None
    line: int | None = None  # printed, of the next block only: a mark tells the line of one
    label: str | None = None  # of the list item that has no block yet; "" for a bullet
    depth: int = 0
    cells: list[CellBlock] = attrs.Factory(list)
    captions: list[TextBlock] | None = None  # of the table that is being read; None outside
    row: int = 0
    width: int = 0

    exact: bool = False  # white space counts, see exact.py

    def read(self, text: str) -> None:
        self.exact = is_exact(text)
        tokens = parser().parse(text, {"refuse": self._refuse_signs})
        if any(token.level >= MAX_NESTING - 2 for token in tokens):
            raise ReadError(self.source, [f"lists or quotations are nested deeper than {MAX_NESTING // 2}"])
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

    def _refuse_signs(self, at: int) -> None:
        raise ReadError(
            self.source, [f"line {at}: a paragraph or cell with more than {MAX_SIGNS} of the signs [ ] * _ < `"]
        )

    def _block(self, token: Token) -> None:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            self._flush_item(_line_of(token))
            self.depth += 1
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            self.depth -= 1
        elif token.type == "list_item_open":
            self.label = f"{token.info}{token.markup}" if token.info else ""
            self.item_line = _line_of(token)
        elif token.type == "list_item_close":
            self._flush_item(self.item_line)
        elif token.type == "table_open":
            self.captions, self.cells, self.row, self.width = [], [], 0, 0
        elif token.type == "table_close":
            self._end_table()
        elif token.type in ("code_block", "fence"):
            self._code(token)
        elif token.type == "html_block":
            self._html_block(token)

    item_line: int = 1

    # ---- blocks

    def _add(
        self,
        text: str,
        role: Role,
        at: int,
        *,
        label: str = "",
        separator: str = "",
        level: int = 0,
        breaks: tuple[int, ...] = (),
    ) -> None:
        self._check(text, at)
        block = TextBlock(
            text, role, label, separator, level, page=self.page, line=self.line, file_line=at, breaks=breaks
        )
        if self.captions is None:
            self.blocks.append(block)
        else:
            self.captions.append(block)
        self.line = None

    def _check(self, text: str, at: int) -> None:
        if len(text) > self.limits.cell_characters:
            raise ReadError(
                self.source,
                [
                    f"line {at}: a text of {len(text)} characters, more than {self.limits.cell_characters} "
                    "(Limits.cell_characters)"
                ],
            )

    def _flush_item(self, at: int) -> None:
        """A numbered item without text of its own still shows its number."""
        if self.label:
            self._add("", "item", at, label=self.label, level=self.depth)
        self.label = None

    def _inline(self, token: Token, opening: Token) -> None:
        lines = list(self._lines(token.children or (), token.content, _line_of(token)))
        if opening.type == "heading_open":
            self._flush_item(_line_of(token))
            if self.exact:
                words, anchors = exact_text(token.children or ())
                level, at = int(opening.tag[1]), _line_of(token)
                self.blocks.append(TextBlock(words, "heading", level=level, file_line=at, anchors=anchors))
                return
            self._heading(int(opening.tag[1]), lines)
        else:
            self._paragraph(lines)

    def _heading(self, level: int, lines: list[Line]) -> None:
        late = self._early_marks(lines)
        text, breaks = join(lines)
        if text:
            self._add(text, "heading", lines[0].number, level=level, breaks=breaks)
        self._after(late, lines)

    def _paragraph(self, lines: list[Line]) -> None:
        """One block, and one more for each line with a label of its own."""
        begins = [at for at, line in enumerate(lines) if at and split_label(line.text)[0]]
        for start, end in zip([0, *begins], [*begins, len(lines)], strict=True):
            piece = lines[start:end]
            late = self._early_marks(piece)
            self._text([line for line in piece if line.text])
            self._after(late, piece)

    def _text(self, lines: list[Line]) -> None:
        if not lines:
            return
        listed, label = self.label is not None, self.label or ""
        self.label = None
        text, breaks = join(lines)
        self._add(
            text,
            "item" if listed else "body",
            lines[0].number,
            label=label,
            separator=" " if label else "",
            level=self.depth,
            breaks=breaks,
        )

    def _code(self, token: Token) -> None:
        at = _line_of(token)
        self._flush_item(at)
        info = token.info.strip()
        if info and _LANGUAGE.fullmatch(info) is None:
            self._paragraph(self._parsed(info, at))
        text = token.content.strip("\n")
        if text.strip():
            self._add(text, "code", at + (token.type == "fence"))

    def _html_block(self, token: Token) -> None:
        at = _line_of(token)
        match = _COMMENT.match(token.content.lstrip())
        if match is None:
            self.problems.append((at, "this comment is not closed: --> is missing"))
            return
        self._mark(self._comment(match[1], at))
        rest = token.content.lstrip()[match.end() :].strip()
        if rest:
            self._paragraph(self._parsed(rest, at + match[0].count("\n")))

    # ---- tables

    def _table_row(self, opening: Token, cells: list[Token]) -> None:
        self._flush_item(_line_of(opening))
        at = _line_of(opening)
        if self.exact:
            self._exact_row(cells, at)
            return
        columns = [list(self._lines(cell.children or (), cell.content, at)) for cell in cells]
        columns += [self._parsed(content, at) for content in cut_cells(opening.meta["line"], len(cells))]
        lines = [line for column in columns for line in column]
        if any(line.has_comment for line in lines) and not any(line.text or line.images for line in lines):
            self._after(self._early_marks(lines), ())
            return  # a page mark between two rows
        self.row += 1
        self.width = max(self.width, len(columns))
        self._check_table(at)
        for number, column in enumerate(columns, start=1):
            late = self._early_marks(column)
            text, _ = join(column)
            if text:
                self._check(text, at)
                is_header = self.row == 1
                self.cells.append(
                    CellBlock(self.row, number, text, header=is_header, page=self.page, line=self.line, file_line=at)
                )
                self.line = None
            self._after(late, column)

    def _exact_row(self, cells: list[Token], at: int) -> None:
        self.row += 1
        self.width = max(self.width, len(cells))
        self._check_table(at)
        for number, cell in enumerate(cells, start=1):
            text, anchors = exact_text(cell.children or ())
            self._check(text, at)
            header = self.row == 1
            self.cells.append(CellBlock(self.row, number, text, header=header, file_line=at, anchors=anchors))

    def _check_table(self, at: int) -> None:
        for name, count in (("rows", self.row), ("columns", self.width), ("cells", self.row * self.width)):
            limit = getattr(self.limits, name)
            if count > limit:
                raise ReadError(self.source, [f"line {at}: a table of more than {limit} {name} (Limits.{name})"])

    def _end_table(self) -> None:
        captions = self.captions or ()
        self.captions = None
        if self.row:
            self.blocks.append(TableBlock(tuple(self.cells), self.row, self.width))
        self.blocks.extend(captions)

    # ---- marks and lines

    def _mark(self, mark: PageMark | None) -> None:
        if mark is None:
            return
        if mark.page is not None:
            self.page, self.line = mark.page, None
        if mark.line is not None:
            self.line = mark.line

    def _comment(self, content: str, at: int) -> PageMark | None:
        """The mark in a comment; a malformed one is noted."""
        try:
            return read_mark(content)
        except WrongValueError as error:
            self.problems.append((at, str(error)))
            return None

    def _early_marks(self, lines: Iterable[Line]) -> list[PageMark]:
        """Apply the marks that stand before all text; give back those that stand behind some."""
        late, begun = [], False
        for line in lines:
            for behind, mark in line.marks:
                if begun or behind:
                    late.append(mark)
                else:
                    self._mark(mark)
            begun = begun or bool(line.text)
        return late

    def _after(self, marks: Iterable[PageMark], lines: Iterable[Line]) -> None:
        for line in lines:
            for image in line.images:
                self._add(image, "caption", line.number)
        for mark in marks:
            self._mark(mark)

    def _parsed(self, text: str, at: int) -> list[Line]:
        return list(self._lines(parser().parseInline(text)[0].children or (), text, at))

    def _lines(self, tokens: Sequence[Token], source: str, number: int) -> Iterator[Line]:
        """Inline tokens as lines of plain text, their outer white space taken off."""
        line = Line(number)
        for token in tokens:
            is_tag = token.type == "html_inline"
            if token.type in ("softbreak", "hardbreak") or (is_tag and _BREAK.fullmatch(token.content)):
                number += not is_tag
                # A <br> at the end of a line is one break with the line's own; so is a hard one with its line's.
                hard = token.type != "softbreak" or (line.hard and not line.text.strip())
                yield strip(line, source)
                line = Line(number, hard=hard)
            elif token.type == "image":
                if image_text(token).strip():
                    line.images.append(image_text(token).strip())
            elif is_tag and token.content.startswith(("<!", "<?")) and not token.content.startswith("<!--"):
                # <![CDATA[ … ]]>, <?…?> and <!…> are neither tags nor comments: their words are text.
                first, *rest = token.content.split("\n")
                line.text += first
                for more in rest:
                    number += 1
                    yield strip(line, source)
                    line = Line(number, more)
            elif is_tag:
                comment = _COMMENT.fullmatch(token.content)
                if comment is not None:
                    line.has_comment = True
                    mark = self._comment(comment[1], number)
                    if mark is not None:
                        line.marks.append((bool(line.text.strip()), mark))
                number += token.content.count("\n")
            elif token.type in ("text", "code_inline"):
                line.text += token.content
        yield strip(line, source)


def _line_of(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1
