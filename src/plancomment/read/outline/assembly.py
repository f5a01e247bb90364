"""Blocks, whatever format they were read from, into clauses (内容から条項へ)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs

from plancomment.findings import Finding, Place, Severity
from plancomment.plan import Plan
from plancomment.read.blocks import Block, Contents, TableBlock, TextBlock
from plancomment.read.labels import label_style, split_label
from plancomment.read.outline.clauses import Outline
from plancomment.read.outline.headings import contents_lines, counts_one, heading_rank, infers_headings

__all__ = ["assemble"]

# Inferred headings stand below the one that the file marks, its title.
_BELOW_TITLE = 100
_MANY = 30


@attrs.define
class _Assembly:
    """A walk through the blocks of one file.

    Attributes:
        outline: takes the clauses.
        cuts: whether lines of one paragraph are to be told apart by their labels, and paragraphs within a frame.
        infers: whether the file marks no headings, so that numbers tell them.
        table: how many tables there were.
        inferred: how many headings were told by their numbers.
    """

    outline: Outline
    cuts: bool = False
    infers: bool = False
    table: int = 0
    inferred: int = 0

    def add(self, block: Block) -> None:
        if isinstance(block, TableBlock):
            self._add_table(block)
        elif block.role == "heading":
            self._add_heading(block)
        elif block.role == "code":
            if block.text.strip():
                self._stand(block.page, block.line)
                self.outline.add("paragraph", block.label, block.separator, block.text, place=block.place)
        else:
            for number, piece in enumerate(self._pieces(block)):
                self._stand(block.page, None if number else block.line)
                self._add_piece(piece, number == 0)

    def _stand(self, page: int | None, line: int | None) -> None:
        self.outline.page, self.outline.line = page, line

    def _pieces(self, block: TextBlock) -> Iterator[TextBlock]:
        """The paragraph, cut before each line that begins with a label of its own; Markdown is cut already."""
        if not self.cuts or "\n" not in block.text:
            yield block
            return
        lines = block.text.split("\n")
        full = [at for at, line in enumerate(lines) if line.strip()]
        begins = [0, *(at for last, at in pairwise(full) if self._begins(lines[last].strip(), lines[at].strip()))]
        for start, end in zip(begins, [*begins[1:], len(lines)], strict=True):
            text = "\n".join(lines[start:end])
            if start == 0:
                yield attrs.evolve(block, text=text)
            else:
                yield attrs.evolve(block, text=text, label="", separator="", breaks=())

    def _begins(self, before: str, line: str) -> bool:
        """Whether a line begins a clause: by its own label, or below one that its number makes a heading."""
        if split_label(line)[0]:
            return True
        label, _, title = split_label(before) if self.infers else ("", "", "")
        return bool(title) and heading_rank(label, before) is not None

    def _add_heading(self, block: TextBlock) -> None:
        text = block.text.strip()
        label, separator, text = (block.label, block.separator, text) if block.label else split_label(text)
        if label or text:
            self._stand(block.page, block.line)
            level = max(block.level, 1)
            self.outline.heading(level, level, label, separator, text)

    def _add_piece(self, block: TextBlock, is_first: bool) -> None:
        """One clause: the whole paragraph, or what begins at a line with a label of its own."""
        label, separator, text = _labelled(block)
        if not label and not text:
            return
        if block.role in ("note", "box") or block.place:
            # What stands beside the running text continues none of its lists, and its lists end with it.
            shapes = list(self.outline.shapes)
            if block.role == "note":
                self.outline.add("paragraph", label, separator, text, place=block.place)
            else:
                self.outline.body(label, separator, text, place=block.place)
            self.outline.shapes[:] = shapes
        elif block.role == "caption":
            self.outline.add("caption", label, separator, text)
        elif (rank := self._rank(block, label, separator, text)) is not None:
            self.inferred += 1
            self.outline.heading(_BELOW_TITLE + rank, None, label, separator, text)
        else:
            # An article is no member of a list, though the file numbers both in one way.
            is_article = bool(block.label) and label_style(label) in ("chapter", "article")
            listed = block.role == "item" and is_first and not is_article
            self.outline.body(label, separator, text, depth=max(block.level, int(listed)), listed=listed)

    def _rank(self, block: TextBlock, label: str, separator: str, text: str) -> int | None:
        """How deep it stands as a heading by its number alone; the simple numbers 1, 2, 3 of a list tell nothing."""
        if not self.infers or not label or "\n" in text:
            return None
        if block.role == "item" and block.label and label_style(label) == "number" and counts_one(label):
            return None
        return heading_rank(label, f"{label}{separator}{text}")

    def _add_table(self, block: TableBlock) -> None:
        cells = block.cells
        if self.cuts and len(cells) == 1 and (cells[0].rows, cells[0].columns) == (block.height, block.width):
            # A table of one cell is a frame around paragraphs (囲み).
            for text in cells[0].text.split("\n"):
                self.add(TextBlock(text, page=cells[0].page, place="囲み"))
            return
        self.table += 1
        for cell in cells:
            text = cell.text.strip()
            if text:
                self.outline.page, self.outline.line = cell.page, cell.line
                place = f"表{self.table} {cell.row}行{cell.column}列"
                self.outline.add("cell", "", "", text, place=place, row=cell.row, column=cell.column)


def _labelled(block: TextBlock) -> tuple[str, str, str]:
    """Label, separator and text: the number that the file makes, else one that was typed on its first line."""
    text = block.text.strip()
    if block.label:
        return block.label, block.separator if text else "", text
    end = len(text)
    if block.breaks:
        end = min(end, block.breaks[0] - (len(block.text) - len(block.text.lstrip())))
    if "\n" in text:
        end = min(end, text.index("\n"))
    label, separator, rest = split_label(text[:end].rstrip())
    if label and not rest:  # it stands on a line of its own
        behind = text[len(label) :]
        rest = behind.lstrip()
        return label, behind[: len(behind) - len(rest)], rest
    return label, separator, text[len(label) + len(separator) :]


def assemble(contents: Contents, version: str, document: str, *, infers: bool) -> Plan:
    """The clauses of a file's contents, and what there is to say of them.

    Args:
        contents: what the format's reader gave.
        version: the plan version they belong to.
        document: the document within it.
        infers: whether headings are told by their numbers where the file marks none but a title, and tables of
            contents by their page numbers; Markdown says plainly what is a heading.
    """
    left = contents_lines(contents.blocks) if infers else ()
    blocks = [block for at, block in enumerate(contents.blocks) if at not in left] if left else contents.blocks
    walk = _Assembly(Outline(version, document), cuts=infers, infers=infers and infers_headings(blocks))
    for block in blocks:
        walk.add(block)
    clauses = tuple(walk.outline.clauses)
    told = tuple(_told(walk, contents, left, document)) if infers else ()
    return Plan(version, clauses, (*(_of_version(one, version) for one in contents.findings), *told))


def _of_version(finding: Finding, version: str) -> Finding:
    """A page is the page of a version."""
    if finding.place is None or finding.place.page is None or finding.place.version is not None:
        return finding
    return attrs.evolve(finding, place=attrs.evolve(finding.place, version=version))


def _told(walk: _Assembly, contents: Contents, left: Sequence[int], document: str) -> Iterator[Finding]:
    """What a reader of the comparison table should know of how the clauses came about."""
    clauses = walk.outline.clauses

    def finding(code: str, severity: Severity, message: str, message_ja: str, page: int | None = None) -> Finding:
        return Finding(code, severity, (document,), message, message_ja, Place(file=contents.source, page=page))

    if left:
        lines = [block for at in left if isinstance(block := contents.blocks[at], TextBlock)]
        first, last = (" ".join(lines[at].text.split()) for at in (0, -1))
        yield finding(
            "PC665",
            Severity.INFO,
            f"{len(lines)} line(s) of a table of contents were left out, from {first!r} to {last!r}",
            f"目次{len(lines)}行（「{first}」から「{last}」まで）を除きました。",
            lines[0].page,
        )
    if walk.inferred:
        yield finding(
            "PC666",
            Severity.INFO,
            f"the file marks no headings: {walk.inferred} were told by their numbers",
            f"見出しの書式がないため、番号から見出し{walk.inferred}件を判断しました。",
        )
    if not clauses:
        yield finding(
            "PC668",
            Severity.WARNING,
            "no text was found, so that the plan has no clauses",
            "本文がなく、条項を読み取れませんでした。",
        )
    elif len(clauses) >= _MANY and not any(one.kind == "heading" for one in clauses):
        yield finding(
            "PC667",
            Severity.WARNING,
            "no headings were found, so that places can name none",
            "見出しが見つからないため、変更箇所に見出しを示せません。",
        )
