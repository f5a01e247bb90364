"""The styles of our own base document (スタイル): named as Word expects where it has such a style, else in Japanese.

Word knows its own styles by their English names, whatever it shows; their ids are free. A reference document has its
own; what it lacks is added to it (see :mod:`plancomment.report.docx.reference`).
"""

from collections.abc import Iterator, Mapping

import attrs

from plancomment.report.docx.markup import NOTHING, Xml, element, joined
from plancomment.report.look import Look

__all__ = [
    "FONT",
    "HEADING_FONT",
    "LEADING",
    "MARGIN",
    "SIZE",
    "STYLES",
    "StyleSpec",
    "W",
    "defaults",
    "fonts",
    "style",
]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: Word on Windows and on the Mac has both since 2016.
FONT, HEADING_FONT = "游明朝", "游ゴシック"
#: Of the text in tables, in twentieths of a point: the size, the distance of lines, the space beside it in its cell.
SIZE, LEADING, MARGIN = 180, 290, 85
_INK, _QUIET, _ACCENT, _LINE = "1C2226", "566068", "14506E", "8A979F"


@attrs.frozen
class StyleSpec:
    """A style as it is written (スタイルの定義).

    Attributes:
        kind: ``"paragraph"``, ``"character"`` or ``"table"`` (種類).
        id: in our own base document.
        name: as Word knows it, else in Japanese (名前).
        paragraph: its paragraph properties but those that make it one (段落の書式).
        run: its run properties (文字の書式).
        table: its table properties (表の書式).
        heading: it has the font of headings (見出しの書体).
        based: what it is based on, of the styles here, ``""`` for nothing (基準).
        next: what follows it, likewise (次の段落).
    """

    kind: str
    id: str
    name: str
    paragraph: Xml = NOTHING
    run: Xml = NOTHING
    table: Xml = NOTHING
    heading: bool = False
    based: str = "normal"
    next: str = ""


def _spacing(line: int, before: int = 0, after: int = 0) -> Xml:
    """A fixed distance of lines: that of 游明朝 itself is nearly two lines, and differs from font to font."""
    return element("w:spacing", before=before, after=after, line=line, lineRule="exact")


def _size(half_points: int) -> Xml:
    return joined([element("w:sz", val=half_points), element("w:szCs", val=half_points)])


def _bold() -> Xml:
    return joined([element("w:b"), element("w:bCs")])


def _color(color: str) -> Xml:
    return element("w:color", val=color)


_KEEP = element("w:keepNext")
_LINES = element("w:keepLines")
#: Whatever the normal style of a reference document does.
_FLUSH = element("w:ind", leftChars=0, left=0, firstLineChars=0, firstLine=0)
_CELL = joined([_spacing(LEADING), _FLUSH, element("w:jc", val="left")])


def _outline(level: int) -> Xml:
    return element("w:outlineLvl", val=level)


def _heading(level: int) -> StyleSpec:
    size = {1: 28, 2: 24, 3: 22}.get(level, 21)
    below = element("w:bottom", val="single", sz=8, space=2, color=_ACCENT)
    line = [element("w:pBdr", [below])] if level == 1 else []
    space = _spacing(max(16 * size, 340), before=360 if level == 1 else 240, after=120)
    return StyleSpec(
        "paragraph",
        f"Heading{level}",
        f"heading {level}",
        joined([_KEEP, _LINES, *line, space, _outline(level - 1)]),
        joined([_bold(), _color(_ACCENT if level == 1 else _INK), _size(size)]),
        heading=True,
        next="normal",
    )


def _borders() -> Xml:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return element("w:tblBorders", [element(f"w:{side}", val="single", sz=4, space=0, color=_LINE) for side in sides])


def _margins(name: str, top: int, side: int) -> Xml:
    sides = {"top": top, "left": side, "bottom": top, "right": side}
    return element(f"w:{name}", [element(f"w:{one}", w=width, type="dxa") for one, width in sides.items()])


def _table() -> Xml:
    head = element("w:shd", val="clear", color="auto", fill="E6EEF3")
    titles = element("w:tblStylePr", [element("w:tcPr", [head])], type="firstRow")
    return joined([element("w:tblPr", [_borders(), _margins("tblCellMar", 40, MARGIN)]), titles])


def _marked() -> dict[str, StyleSpec]:
    """Of words: what marks itself says is in the runs."""
    return {
        "inserted": StyleSpec("character", "PlanInserted", "追加箇所", based=""),
        "deleted": StyleSpec("character", "PlanDeleted", "削除箇所", based=""),
        "muted": StyleSpec("character", "PlanMuted", "淡色の文字", run=_color(_QUIET), based=""),
        "link": StyleSpec(
            "character",
            "PlanLink",
            "文書内リンク",
            run=joined([_color("0B4F96"), element("w:u", val="dotted", color="0B4F96")]),
            based="",
        ),
        "isolation": StyleSpec("character", "PlanIsolation", "方向の分離", based=""),
    }


def _own() -> dict[str, StyleSpec]:
    """Of our tables and notes; in all of them texts stand at their beginning."""
    small = _size(SIZE // 10)
    center = joined([_KEEP, _spacing(LEADING), _FLUSH, element("w:jc", val="center")])
    number = element("w:numPr", [element("w:numId", val=1)])
    return {
        "publisher": StyleSpec(
            "paragraph",
            "PlanPublisher",
            "公表者",
            joined([_KEEP, _spacing(360, after=240), element("w:jc", val="right")]),
        ),
        "cell": StyleSpec("paragraph", "PlanCell", "表の本文", _CELL, small),
        "head": StyleSpec("paragraph", "PlanHead", "表の列見出し", center, joined([_bold(), small]), heading=True),
        "side": StyleSpec("paragraph", "PlanSide", "表の行見出し", _CELL, small, based="cell"),
        "group": StyleSpec(
            "paragraph", "PlanGroup", "表の区分見出し", joined([_KEEP, _CELL]), joined([_bold(), small]), heading=True
        ),
        "total": StyleSpec("paragraph", "PlanTotal", "表の合計", _CELL, joined([_bold(), small]), heading=True),
        "note": StyleSpec(
            "paragraph",
            "PlanNote",
            "表の注",
            joined([number, _spacing(270, before=40)]),
            joined([_color(_QUIET), small]),
        ),
        "behind": StyleSpec("paragraph", "PlanBehind", "表の後", _spacing(120), _size(4)),
        "table": StyleSpec("table", "PlanTable", "結果の表", table=_table(), based=""),
    }


def _styles() -> dict[str, StyleSpec]:
    text = joined([_spacing(360, after=80)])
    return {
        "normal": StyleSpec("paragraph", "Normal", "Normal", text, joined([_color(_INK), _size(21)]), based=""),
        "title": StyleSpec(
            "paragraph",
            "Title",
            "Title",
            joined([_KEEP, _LINES, _spacing(560, after=160), element("w:jc", val="center")]),
            joined([_bold(), _size(36)]),
            heading=True,
            next="normal",
        ),
        **{f"heading {level}": _heading(level) for level in range(1, 10)},
        "caption": StyleSpec(
            "paragraph",
            "Caption",
            "caption",
            joined([_KEEP, _LINES, _spacing(320, before=200, after=60)]),
            joined([_bold(), _size(20)]),
            heading=True,
        ),
        "footer": StyleSpec("paragraph", "Footer", "footer", element("w:jc", val="center"), _size(18)),
        **_own(),
        **_marked(),
    }


#: By what they are for, in the order in which they are written.
STYLES: Mapping[str, StyleSpec] = _styles()


def fonts(name: str) -> Xml:
    """One font for every script, so that no program takes another for signs that several scripts have."""
    return element("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name) if name else NOTHING


def style(key: str, ids: Mapping[str, str], look: Look, *, font: str = "", heading_font: str = "") -> Xml:
    """One style; ``ids`` are those of all styles of the file, the fonts ``""`` where it leaves them to the file."""
    spec = STYLES[key]
    named = [element("w:name", val=spec.name)]
    if spec.based:
        named.append(element("w:basedOn", val=ids[spec.based]))
    if spec.next:
        named.append(element("w:next", val=ids[spec.next]))
    family = heading_font if spec.heading else font if spec.kind == "paragraph" else ""
    run = joined([fonts(family), spec.run, *_colored(key, look)])
    inner = [
        *named,
        element("w:uiPriority", val=_PRIORITY.get(key, 1)),
        element("w:qFormat"),
        *([element("w:pPr", [spec.paragraph])] if spec.paragraph else []),
        *([element("w:rPr", [run])] if run else []),
        spec.table,
    ]
    default = 1 if key == "normal" else ""
    custom = 1 if spec.id.startswith("Plan") else ""
    return element("w:style", inner, type=spec.kind, default=default, customStyle=custom, styleId=ids[key])


_PRIORITY = {"normal": 0, "title": 10, "caption": 35, "footer": 99} | {f"heading {level}": 9 for level in range(1, 10)}


def _colored(key: str, look: Look) -> Iterator[Xml]:
    if look.marks == "color" and key in ("inserted", "deleted"):
        yield _color({"inserted": "00539C", "deleted": "B3261E"}[key])


def defaults(look: Look, lang: str) -> Xml:
    """What holds where no style says anything."""
    code = "en-US" if lang == "en" else "ja-JP"
    inner = [
        fonts(look.font or FONT),
        element("w:kern", val=2),
        _size(21),
        element("w:lang", val=code, eastAsia="ja-JP", bidi="ar-SA"),
    ]
    run = element("w:rPrDefault", [element("w:rPr", inner)])
    return element("w:docDefaults", [run, element("w:pPrDefault")])
