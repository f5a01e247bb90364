"""One plan in five formats: Word, PDF, HTML, Markdown and plain text say the same (P72)."""

import gzip
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

import plancomment as pc
from plancomment.plan import Clause, Plan
from plancomment.read.outline import read_plan

docx = pytest.importorskip("docx", reason="Word files are made with python-docx")
from docx.oxml import parse_xml  # noqa: E402
from docx.oxml.ns import nsdecls  # noqa: E402

SHARED = Path(os.environ.get("PLANCOMMENT_SHARED", Path(__file__).parents[3] / "shared"))

# A piece of a plan: its kind (a heading's level, p, i1, i2, c, t), its label, its text or rows.
Piece = tuple[str, str, Any]

PLAN: list[Piece] = [
    ("1", "", "みどり野市地域公共交通計画"),
    ("2", "第１章", "計画の策定に当たって"),
    ("3", "１－１", "計画の背景"),
    (
        "p",
        "",
        "みどり野市では、路線バスの利用者が減り続けており、運転手の不足も深刻になっています。駅から遠い地区では、通院や買物が難しくなっています。",
    ),
    (
        "p",
        "",
        "このため、市は、令和７年度を初年度とする計画を策定し、市民、交通事業者及び近隣の市町と力を合わせて、移動の足を守ります。",
    ),
    ("3", "１－２", "計画の期間"),
    ("p", "", "計画の期間は、令和７年度から令和11年度までの５年間とします。"),
    ("2", "第２章", "取組の方向"),
    ("3", "２－１", "基本となる取組"),
    ("p", "", "市は、次の取組を進めます。"),
    ("i1", "（１）", "鉄道の駅とバスの停留所を結ぶ歩道を広げます。"),
    ("i1", "（２）", "予約して乗る乗合タクシーを、山あいの地区に広げます。"),
    ("i2", "ア", "予約は、電話及び専用の画面で受け付けます。"),
    ("i2", "イ", "運賃は、一回300円とします。"),
    ("c", "表1", "利用者数の目標"),
    ("t", "", [["路線", "現状", "目標"], ["北線", "1,200人", "1,500人"], ["南線", "800人", "900人"]]),
    ("3", "２－２", "進め方"),
    ("p", "", "毎年度、協議会で進み具合を確かめ、必要に応じて計画を見直します。"),
]


def changed(plan: Sequence[Piece]) -> list[Piece]:
    """The next version: a sentence amended, an item and a cell too, and a paragraph that is new."""
    text = {
        "イ": "運賃は、一回200円とします。",
        "（２）": "予約して乗る乗合タクシーを、全ての地区に広げます。",
    }
    made = [(kind, label, text.get(label, content)) for kind, label, content in plan]
    table = next(at for at, (kind, _, _) in enumerate(made) if kind == "t")
    rows = [list(row) for row in made[table][2]]
    rows[2][2] = "1,000人"
    made[table] = ("t", "", rows)
    return [*made, ("p", "", "見直しの結果は、市のホームページで公表します。")]


# ---- the same plan in each format


def write_markdown(plan: Iterable[Piece], path: Path) -> None:
    parts = []
    for kind, label, content in plan:
        if kind == "t":
            head, *rows = ["| " + " | ".join(row) + " |" for row in content]
            parts.append("\n".join([head, "|" + "---|" * len(content[0]), *rows]))
        else:
            marks = "#" * int(kind) + " " if kind.isdigit() else ""
            parts.append(f"{marks}{label}{'　' if label else ''}{content}")
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def write_text(plan: Iterable[Piece], path: Path) -> None:
    lines = [f"{label}{'　' if label else ''}{content}" for kind, label, content in plan if kind != "t"]
    path.write_text("\n".join(lines) + "\n", encoding="cp932")


def write_html(plan: Iterable[Piece], path: Path) -> None:
    parts = []
    for kind, label, content in plan:
        if kind == "t":
            rows = [f"<{tag}>{escape(cell)}</{tag}>" for tag in ("th",) for cell in content[0]]
            body = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in content[1:]]
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in ("".join(rows), *body)) + "</table>")
        else:
            tag = f"h{kind}" if kind.isdigit() else "p"
            parts.append(f"<{tag}>{label}{'　' if label else ''}{escape(content)}</{tag}>")
    head = '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>計画</title></head><body>'
    path.write_text(head + "\n".join(parts) + "</body></html>", encoding="utf-8")


_LEVELS = [("第%1章", "decimalFullWidth"), ("%1－%2", "decimalFullWidth")]
_ITEMS = [("（%1）", "decimalFullWidth"), ("%2", "aiueoFullWidth")]


def write_word(plan: Iterable[Piece], path: Path, *, numbers: bool = True) -> None:
    """With styles for headings, and with the numbers made by Word where ``numbers`` is true, else typed."""
    document = docx.Document()
    root = document.part.numbering_part.element
    for number, levels in ((901, _LEVELS), (902, _ITEMS)):
        parts = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for at, (text, form) in enumerate(levels)
        )
        abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{parts}</w:abstractNum>')
        root.insert(0, abstract)
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    for kind, label, content in plan:
        if kind == "t":
            table = document.add_table(len(content), len(content[0]))
            for at, row in enumerate(content):
                for cell, text in zip(table.rows[at].cells, row, strict=True):
                    cell.text = text
            continue
        style = f"Heading {kind}" if kind.isdigit() else "Caption" if kind == "c" else None
        counted = numbers and bool(label) and kind != "c"
        text = content if counted or not label else f"{label}　{content}"
        paragraph = document.add_paragraph(text, style=style)
        if counted:
            number, level = (901, int(kind) - 2) if kind.isdigit() else (902, int(kind[1]) - 1)
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
            )
    document.save(str(path))


def write_pdf(plan: Iterable[Piece], path: Path) -> None:
    typst = pytest.importorskip("typst", reason="PDF files are made with Typst")
    sizes = {"1": 20, "2": 16, "3": 13}
    parts = [
        '#set page(paper: "a4", margin: 25mm)',
        '#set text(font: "Noto Serif CJK JP", size: 10.5pt, lang: "ja")',
    ]
    for kind, label, content in plan:
        text = f"{label}　{content}" if label else content
        if kind == "t":
            cells = "".join(f"[{cell}]," for row in content for cell in row)
            parts.append(f"#table(columns: {len(content[0])}, {cells})")
        elif kind.isdigit():
            parts.append(f'#block(text(size: {sizes[kind]}pt, weight: "bold")[{text}])')
        else:
            indent = {"i1": 1, "i2": 2}.get(kind, 0)
            # A paragraph begins one character further in, as Japanese is set (字下げ).
            parts.append(f"#block(inset: (left: {indent}em))[{'#h(1em)' if kind == 'p' else ''}{text}]")
    source = path.with_suffix(".typ")
    source.write_text("\n\n".join(parts), encoding="utf-8")
    typst.compile(str(source), output=str(path))
    if b"NotoSerifCJK" not in path.read_bytes():
        pytest.skip("the font Noto Serif CJK JP is not installed")


WRITERS: dict[str, Callable[[Iterable[Piece], Path], None]] = {
    ".md": write_markdown,
    ".txt": write_text,
    ".html": write_html,
    ".docx": write_word,
    ".pdf": write_pdf,
}


def read(plan: Sequence[Piece], folder: Path, suffix: str, version: str = "素案") -> Plan:
    path = folder / f"{version}{suffix}"
    WRITERS[suffix](plan, path)
    return read_plan(path, version=version, document="本編")


def folded(text: str) -> str:
    """Without the white space between a label and its text, which a file that numbers by itself chooses."""
    return re.sub(r"\s+", "", text)


def said(clauses: Iterable[Clause], *, paths: bool = True) -> list[tuple[Any, ...]]:
    return [
        (one.label, one.text, tuple(map(folded, one.heading_path)) if paths else (), one.row, one.column)
        for one in clauses
    ]


@pytest.mark.parametrize("suffix", [".html", ".docx", ".pdf"])
def test_p72_the_same_plan_gives_the_same_clauses(suffix: str, tmp_path: Path) -> None:
    known = read(PLAN, tmp_path, ".md")
    found = read(PLAN, tmp_path, suffix)
    # The title of a PDF, as type tells it, encloses no chapter: on a cover there are several such lines.
    is_pdf = suffix == ".pdf"
    title = folded(known.clauses[0].full_text)
    expected = [
        (label, text, tuple(part for part in path if not (is_pdf and part == title)), row, column)
        for label, text, path, row, column in said(known.clauses)
    ]
    assert said(found.clauses) == expected
    assert [one.kind for one in found.clauses] == [one.kind for one in known.clauses]
    levels = [one.level for one in found.clauses if one.kind == "heading"]
    assert levels == ([1, 1, 2, 2, 1, 2, 2] if is_pdf else [1, 2, 3, 3, 2, 3, 3])


def test_p72_plain_text_has_no_tables_and_no_title(tmp_path: Path) -> None:
    known = [one for one in read(PLAN, tmp_path, ".md").clauses if one.kind != "cell"]
    found = read(PLAN, tmp_path, ".txt").clauses
    assert [(one.label, one.text) for one in found] == [(one.label, one.text) for one in known]
    title = known[0].full_text
    assert [one.heading_path for one in found] == [
        tuple(part for part in one.heading_path if part != title) for one in known
    ]


def test_p72_numbers_that_word_makes_are_numbers_that_were_typed(tmp_path: Path) -> None:
    made = read(PLAN, tmp_path, ".docx")
    write_word(PLAN, tmp_path / "typed.docx", numbers=False)
    typed = read_plan(tmp_path / "typed.docx", version="素案", document="本編")
    assert said(typed.clauses) == said(made.clauses)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf"])
def test_p72_two_versions_show_the_same_revisions_in_every_format(suffix: str, tmp_path: Path) -> None:
    def rows(suffix: str) -> list[tuple[Any, ...]]:
        sides = [read(plan, tmp_path, suffix, name) for plan, name in ((PLAN, "素案"), (changed(PLAN), "成案"))]
        found = pc.compare(sides[0], sides[1])
        return [(one.id, one.kind, one.old, one.new) for one in found.revisions]

    known = rows(".md")
    assert [kind for _, kind, _, _ in known] == ["amended", "amended", "amended", "added"]
    assert rows(suffix) == known


@pytest.mark.parametrize(("one", "two"), [(".docx", ".html"), (".md", ".docx"), (".pdf", ".docx"), (".html", ".pdf")])
def test_p72_two_formats_of_one_plan_show_no_change(one: str, two: str, tmp_path: Path) -> None:
    old, new = read(PLAN, tmp_path, one, "素案"), read(PLAN, tmp_path, two, "成案")
    assert pc.compare(old, new).revisions == ()


# ---- a folder with plans of other formats


def test_a_folder_holds_plans_of_any_format_and_tells_what_their_readers_noticed(tmp_path: Path) -> None:
    pc.new_project(tmp_path)
    settings = (tmp_path / "consultation.toml").read_text(encoding="utf-8")
    for side, suffix in (("draft", ".docx"), ("final", ".html")):
        name = f"plans/{side}/honpen"
        assert settings.count(f"{name}.md") == 1
        settings = settings.replace(f"{name}.md", f"{name}{suffix}")
        plan = [("p", "", "目次"), ("p", "", "第１章 …… 3"), *PLAN]
        WRITERS[suffix](plan if side == "draft" else changed(plan), tmp_path / f"{name}{suffix}")
    (tmp_path / "consultation.toml").write_text(settings, encoding="utf-8")
    project = pc.load_project(tmp_path)
    assert project.draft is not None
    assert project.draft.documents == ("本編",)
    assert project.comparison is not None
    assert [one.kind for one in project.comparison.revisions] == ["amended", "amended", "amended", "added"]
    found = [one.place and one.place.file for one in project.findings if one.code == "PC665"]
    assert found == ["plans/draft/honpen.docx", "plans/final/honpen.html"]
    pc.save_project(project, tmp_path)
    assert pc.load_project(tmp_path) == project
    (tmp_path / "plans/draft/honpen.docx").write_bytes(b"no archive")
    with pytest.raises(pc.ReadError, match=r"plans/draft/honpen\.docx, .*no office file"):
        pc.load_project(tmp_path)


# ---- real texts, written in other formats and read back


def real_texts() -> Iterator[tuple[str, str, str]]:
    for name, count in (("guide_pairs_dev", 2), ("law_pairs_dev", 2)):
        path = SHARED / "data" / f"{name}.jsonl.gz"
        if not path.exists():
            pytest.skip(f"{path.name} is not there")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            pairs = [json.loads(line) for line in lines]
        for pair in sorted(pairs, key=lambda one: (len(one["old"]), one["path"]))[len(pairs) // 2 :][:count]:
            yield pair["path"], pair["old"], pair["new"]


def written(text: str, path: Path) -> Plan:
    """Every line as a paragraph of its own, without any heading."""
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", text) if line.strip()]
    WRITERS[path.suffix]([("p", "", line) for line in lines], path)
    return read_plan(path, version=path.stem, document="本編")


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_real_texts_come_back_as_the_clauses_of_their_lines(suffix: str, tmp_path: Path) -> None:
    for name, old, new in real_texts():
        found, known = [], []
        for version, given in (("old", old), ("new", new)):
            # HTML shows several spaces as one.
            text = re.sub("[ \\t]+", " ", given) if suffix == ".html" else given
            known.append(pc.parse_plan(text, version=version, format="text"))
            found.append(written(text, tmp_path / f"{version}{suffix}"))
        for one, other in zip(found, known, strict=True):
            assert [clause.full_text for clause in one.clauses] == [clause.full_text for clause in other.clauses], name
            assert [clause.kind for clause in one.clauses] == [clause.kind for clause in other.clauses], name
            assert said(one.clauses) == said(other.clauses), name
        same = [[(one.kind, one.old, one.new) for one in pc.compare(*sides).revisions] for sides in (found, known)]
        assert same[0] == same[1], name
