"""The summary of a published result: its title, the period, and the figures that the city printed (結果の概要)."""

import functools
import re
from typing import Literal

import attrs

from plancomment.counts import UNITS, Count, PrintedCount, PrintedTotals
from plancomment.findings import Finding
from plancomment.read.published import remarks
from plancomment.read.published.categories import CategoryTree, split_number
from plancomment.read.published.dispositions import SchemeReader, split_symbol
from plancomment.read.published.lines import Line, fold

__all__ = [
    "CountTable",
    "Figures",
    "count_table",
    "find_authority",
    "find_plan_title",
    "old_version_name",
    "undecorated",
]

TableKind = Literal["category", "disposition", "channel", "other"]
Unit = Literal["人", "団体", "通", "件"]

_SIGN_UNITS: dict[str, Unit] = {"名": "人", "人": "人", "者": "人", "団体": "団体", "通": "通", "件": "件"}


@functools.cache
def _figure() -> re.Pattern[str]:
    return re.compile(r"([0-9][0-9,]{0,11})(団体|名|人|者|通|件)(・団体)?")


@functools.cache
def _figure_cell() -> re.Pattern[str]:
    return re.compile(r"\(?([0-9][0-9,]{0,11})(団体|名|人|者|通|件)?\)?")


@functools.cache
def _filling() -> re.Pattern[str]:
    """Words that stand around figures and say no more than what the figures count."""
    words = (
        "ご?意見|パブリックコメント|提出|応募|修正|箇所|総数|件数|人数|者数|通数|団体|個人|法人|合計|内訳|延べ|のべ|うち|"
        "寄せられ|いただき|いただ|頂|あり|いたし|ました|ません|でした|です|ござい|なり|され|した|し|た|数|者|計|総|内|外|"
        "市民|市|町|村|県|区|方|の|か|ら|で|が|は|を|と|に|も|及び|人|名|件|通|分"
    )
    return re.compile(rf"(?:{words}|[\s、。，．,.・:：;/／()（）\[\]［］【】「」〔〕|｜~〜～\-－—+＋=＝])*")


def _left_over(line: Line, *, labelled: bool = False) -> list[Finding]:
    """A PC605 for each piece of text beside the figures that says more than what they count.

    The words in front of the first figure are its label, behind a full stop where there is one. ``labelled``: so are
    those in front of every other figure.
    """
    pieces = re.split(r"[0-9０-９][0-9０-９,，]{0,11}\s*(?:団体|名|人|者|通|件)", line.text)
    before = pieces[0].rpartition("。")[0]
    behind = pieces[-1:] if labelled else pieces[1:]
    left = [piece for piece in (before, *behind) if _filling().fullmatch(piece) is None]
    return [remarks.unread(line.number, piece.strip()) for piece in left]


def undecorated(title: str) -> str:
    """A title without marks of headings (■ ◆ # …) in front, and without the brackets around the whole of it."""
    title = title.strip().lstrip("■◆●○◎□◇▼※#").strip()
    for opening, closing in ("「」", "『』", "【】"):
        if title.startswith(opening) and title.find(closing) == len(title) - 1:
            return title[1:-1].strip()
    return title


def find_plan_title(title: str) -> str:
    """The plan's name in the title of a result: what stands in 「」 or 『』, else what the opinions are about."""
    quoted = re.search(r"「([^「」]+)」|『([^『』]+)』", title)
    if quoted is not None:
        return (quoted[1] or quoted[2]).strip()
    about = re.match(r"(.+?)(?:に対する|に関する|に係る|についての|への)(?=.*(?:意見|パブリック|パブコメ))", title)
    return about[1].strip() if about is not None else ""


def find_authority(plan_title: str) -> str:
    """The city at the head of a plan's name (みなと町防災計画 → みなと町); ``""`` where it cannot be told for sure."""
    name = re.sub(
        r"^(?:[(（]仮称[)）]|第?[0-9０-９一二三四五六七八九十]+[次期]|(?:令和|平成)?[0-9０-９元]+年度?|\s)+",
        "",
        plan_title,
    )
    head = re.match(r"[一-鿿ぁ-んァ-ヶ々ー]{2,8}", name)
    ends = [
        match.end()
        for match in re.finditer(
            r"(?:[道府県市区町村]|都(?!市))(?![民街場路内営立政勢制])", head[0] if head is not None else ""
        )
        if match.start() > 0 and name[match.start() - 1 : match.end()] not in ("都市", "地区", "水道", "鉄道", "まち")
    ]
    return name[: ends[0]] if len(ends) == 1 else ""


def old_version_name(plan_title: str) -> str:
    """The name of the version that the opinions were about, as the plan's title says it; 素案 where it does not."""
    kind = r"(?:[素原試]|骨子|中間|最終|改[定訂]|修正)?案"
    match = re.search(rf"[(（]({kind})[)）]", plan_title) or re.search(rf"({kind})$", plan_title)
    return match[1] if match is not None else "素案"


@attrs.define
class Figures:
    """Collects the printed totals (公表された集計) while a file is read.

    Attributes:
        totals: by the name of the field of PrintedTotals.
        by_category: the rows of the breakdown by category.
        by_disposition: the rows of the breakdown by disposition.
        by_channel: the rows of the breakdown by channel.
    """

    totals: dict[str, Count] = attrs.field(factory=dict)
    by_category: list[PrintedCount] = attrs.field(factory=list)
    by_disposition: list[PrintedCount] = attrs.field(factory=list)
    by_channel: list[PrintedCount] = attrs.field(factory=list)

    def take(self, line: Line) -> list[Finding] | None:
        """The figures of a line such as 意見提出者 33名; None where the line is no such line.

        The unit tells what a figure counts: 名 and 人 persons, 団体 groups, 通 submissions, 件 comments.
        """
        text = fold(line.text)
        if re.search(r"提出方法|提出手段", text) and self._take_channels(line.text):
            return _left_over(line, labelled=True)
        if not re.search(r"提出者|提出人|提出数|意見提出|応募|意見数|意見の数|件数|意見総数|提出された|修正箇所", text):
            return None
        if (joint_persons := _persons_of_which_groups(text)) is not None:
            return self._take_both(line, *joint_persons)
        figures = [match.groups() for match in _figure().finditer(text)]
        if not figures:
            return None
        findings: list[Finding] = []
        whole, _, part = re.sub("内訳", "うち", text).partition("うち")
        if re.search(r"[0-9](?:名|人|者)", whole) and "団体" in part and "団体" not in whole:
            # How many of the persons are groups cannot be told, so that neither figure is one of persons alone.
            return [remarks.unread(line.number, line.text)]
        for digits, sign, joint in figures:
            count = Count(int(digits.replace(",", "")), _SIGN_UNITS[sign])
            field = _field(count.unit, text)
            # 人・団体 counts two things at once, and a second figure is a part of the first: neither has a field.
            if joint or self.totals.setdefault(field, count) != count:
                findings.append(remarks.unread(line.number, line.text))
        return findings or _left_over(line)

    def _take_both(self, line: Line, persons: int, groups: int) -> list[Finding]:
        both = {"persons": Count(persons, "人"), "groups": Count(groups, "団体")}
        if any(self.totals.get(field, count) != count for field, count in both.items()):
            return [remarks.unread(line.number, line.text)]
        self.totals.update(both)
        return []

    def _take_channels(self, text: str) -> bool:
        """提出方法 郵送 3通、FAX 2通 on one line; labels as printed."""
        start = re.match(r".*?提出(?:方法|手段)(?:別|の?内訳)*(?:件数|人数|通数)?[)）:：\s]*", text)
        pattern = re.compile(
            r"([^0-9０-９、,，・:：()（）]+?)\s*[:：(（]?\s*([0-9０-９][0-9０-９,，]{0,11})\s*(団体|名|人|者|通|件)"
        )
        found = [match.groups() for match in pattern.finditer(text, start.end() if start is not None else 0)]
        for label, digits, sign in found:
            count = Count(int(digits.replace(",", "").replace("，", "")), _SIGN_UNITS[sign])
            self.by_channel.append(PrintedCount(label.strip(), count))
        return bool(found)

    def printed(self) -> PrintedTotals | None:
        """What was printed, None if nothing was."""
        totals = PrintedTotals(
            persons=self.totals.get("persons"),
            groups=self.totals.get("groups"),
            submissions=self.totals.get("submissions"),
            comments=self.totals.get("comments"),
            revisions=self.totals.get("revisions"),
            by_category=tuple(self.by_category) or None,
            by_disposition=tuple(self.by_disposition) or None,
            by_channel=tuple(self.by_channel) or None,
        )
        return totals if totals != PrintedTotals() else None


def _persons_of_which_groups(text: str) -> tuple[int, int] | None:
    """Persons and groups of 3名（うち1団体）: うち means "of which", so that the persons are 2 and the group is 1.

    Likewise 3者（個人2名、1団体）, where the parts must add up. None where the text says it in no such manner.
    """
    number = r"([0-9][0-9,]{0,11})"
    match = re.search(
        rf"{number}(?:名|人|者)[(、,]?(?:うち|内訳|内)?[:、]?"
        rf"(?:個人[:は]?{number}(?:名|人|者)[、,・と]*)?(?:団体[:は]?{number}(?:団体)?|{number}団体)[)。]*$",
        text,
    )
    if match is None or (match[2] is None and "うち" not in match[0]):
        return None
    total, groups = int(match[1].replace(",", "")), int((match[3] or match[4]).replace(",", ""))
    persons = int(match[2].replace(",", "")) if match[2] is not None else total - groups
    return (persons, groups) if persons >= 0 and persons + groups == total else None


def _field(unit: Unit, text: str) -> str:
    if unit == "件" and re.search(r"修正(?:箇所|件数|した)", text):
        return "revisions"
    return dict(zip(UNITS, ("persons", "groups", "submissions", "comments"), strict=True))[unit]


@attrs.define
class CountTable:
    """A table of figures that is being read (内訳の表).

    Attributes:
        kind: what its rows are.
        column: the column of the figures.
        unit: the unit of figures that do not name theirs.
        is_told: whether the file tells where the table ends.
    """

    kind: TableKind
    column: int
    unit: Unit
    is_told: bool = False

    def take(self, line: Line, figures: Figures, tree: CategoryTree, scheme: SchemeReader) -> list[Finding] | None:
        """One row into the figures; None where the line is no row of this table."""
        row = self._cells(line)
        if row is None:
            return None
        count, cells, rest = self._count(row)
        labels = [cell.strip() for cell in cells if cell.strip() and fold(cell) != "内訳"]
        findings = [remarks.unread(line.number, cell) for cell in rest]
        if not labels:
            return [*findings, *([remarks.unread(line.number, line.text)] if count is not None else [])]
        if fold(labels[-1]) in ("計", "合計", "総計", "総数"):
            return [*findings, *_total(line, count, figures)]
        if self.kind == "category":
            self._category(cells, labels, count, figures, tree)
        elif self.kind == "disposition":
            symbol, label = _symbol_and_label(labels)
            own = scheme.enter(symbol, label)
            label = label or next(one.label for one in scheme.dispositions if one.id == own)
            figures.by_disposition.append(PrintedCount(label, count, own))
        elif self.kind == "channel":
            figures.by_channel.append(PrintedCount(" ".join(labels), count))
        else:
            return [remarks.unread(line.number, line.text)]
        return findings

    def _cells(self, line: Line) -> tuple[str, ...] | None:
        if line.is_row:
            return line.cells
        match = re.fullmatch(r"(.*\S)\s+(\S+)", line.text)
        return match.groups() if match is not None and _figure_cell().fullmatch(fold(match[2])) else None

    def _count(self, cells: tuple[str, ...]) -> tuple[Count | None, list[str], list[str]]:
        """The figure of a row, the cells left of it, and the filled cells right of it (rates and the like)."""
        order = [self.column, *reversed(range(1, len(cells)))]
        for index in order:
            match = _figure_cell().fullmatch(fold(cells[index])) if 0 < index < len(cells) else None
            if match is not None:
                unit = _SIGN_UNITS[match[2]] if match[2] else self.unit
                rest = [cell.strip() for cell in cells[index + 1 :] if cell.strip()]
                return Count(int(match[1].replace(",", "")), unit), list(cells[:index]), rest
        return None, [cell for cell in cells if fold(cell) not in ("-", "－", "―", "—", "‐")], []

    def _category(
        self, cells: list[str], labels: list[str], count: Count | None, figures: Figures, tree: CategoryTree
    ) -> None:
        """A row below 内訳, or with a blank first cell, stands below the last top category."""
        first = cells[0].strip()
        depth = 1 if not first or fold(first) == "内訳" else None
        style, number, label = split_number(" ".join(labels))
        if len(labels) > 1 and depth is None and fold(number) == fold(first):
            depth = 0
        elif len(labels) > 1 and depth is None:
            # Two columns of labels: the first names the category above, for which nothing is printed.
            tree.add(*split_number(first), depth=0)
            style, number, label = split_number(" ".join(labels[1:]))
            depth = 1
        figures.by_category.append(PrintedCount(label, count, tree.add(style, number, label, depth=depth)))


def _symbol_and_label(labels: list[str]) -> tuple[str, str]:
    if len(labels) > 1 and len(fold(labels[0])) <= 3:
        return labels[0], " ".join(labels[1:])
    return split_symbol(" ".join(labels))


def _total(line: Line, count: Count | None, figures: Figures) -> list[Finding]:
    """A row 合計 must agree with what is known already; otherwise its text is kept in a finding."""
    if count is None:
        return []
    field = _field(count.unit, "")
    known = figures.totals.setdefault(field, count) if count.unit == "件" else figures.totals.get(field)
    return [] if known == count else [remarks.unread(line.number, line.text)]


def count_table(line: Line, heading: str) -> CountTable | None:
    """The table of figures that begins with this row of titles, None if it is none.

    ``heading`` is the heading above, which may tell what the rows are when the titles do not.
    """
    titles = [fold(cell) for cell in line.cells]
    columns = [
        i
        for i, title in enumerate(titles)
        if re.fullmatch(r"\(?(?:意見)?(?:件数|通数|人数|意見数|提出数|数)\)?", title)
    ]
    if not columns or columns[0] == 0 or _figure().search("".join(titles)):
        return None
    title = titles[columns[0]]
    unit: Unit = "通" if "通" in title else "人" if "人" in title else "件"
    own = "".join(titles[: columns[0]])
    return CountTable(_kind(own) or _kind(fold(heading)) or "category", columns[0], unit, line.grid is not None)


def _kind(words: str) -> TableKind | None:
    if re.search(r"方法|手段|媒体|経路", words):
        return "channel"
    if re.search(r"年代|年齢|性別|地区別|地域別|住所|職業", words):
        return "other"
    if re.search(r"対応|取扱|反映", words):
        return "disposition"
    return "category" if re.search(r"項目|内訳|分野|章|施策|内容", words) else None
