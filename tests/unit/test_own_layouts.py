"""A city's own layout: in a file, in consultation.toml, on the command line; and what it can require of a result."""

import datetime
import json
from pathlib import Path

import attrs
import pytest

import plancomment as pc
from plancomment.cli import main
from plancomment.errors import InvalidDataError, MissingFileError, ReadError, WrongTypeError, WrongValueError
from plancomment.report.layouts import layout_text


def problems(settings: dict[str, object], texts: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(InvalidDataError) as caught:
        pc.Layout.from_settings(settings, texts=texts)
    return list(caught.value.problems)


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────


def test_everything_that_is_wrong_is_told_at_once_with_what_was_meant():
    found = problems(
        {
            "columns": ["place", "odl"],
            "comment_columns": ["number"],
            "comment_tables": "two",
            "colums": [],
            "blanks": "yes",
            "widths": {"opinion": 0, "old": 5},
            "titles": {"opinion": 3},
            "numbering": "2",
            "requires": ["titel"],
            "notes": "a",
            "look": {"marks": "red", "fonts": "x", "dated": "明日"},
            "layout": "standrad",
        }
    )
    for part in (
        "layout: 'standrad': no layout has that name (did you mean 'standard'?); known are standard, ",
        "columns: 'odl' is unknown (did you mean 'old'?); known are place, old, new, note, comments",
        "comment_columns: needs 'opinion'",
        "comment_tables: must be one of 'one', 'flat', 'category', got 'two'",
        "colums: unknown key (did you mean 'columns'?); known are layout, lang, columns",
        "blanks: must be true or false",
        "widths: a width is 1 or more",
        "titles: must be (name, title) pairs of strings",
        "numbering: must be one of '1', '１'",
        "requires: 'titel' is unknown (did you mean 'title'?)",
        "notes: must be a list of strings",
        "look.marks: must be one of 'underline', 'strike', 'color', got 'red'",
        "look.fonts: unknown key (did you mean 'font'?); known are marks, font",
        "look.dated: ",
    ):
        assert sum(part in one for one in found) == 1, (part, found)
    assert len(found) == 14


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"widths": {"opinion": True}}, "pairs, widths whole numbers"),
        ({"widths": {"opinon": 3}}, "did you mean 'opinion'"),
        ({"widths": (("old", 3), ("old", 4))}, "'old' stands twice"),
        ({"titles": (("old",),)}, "pairs of strings"),
        ({"look": "A4"}, "must be Look"),
        ({"comment_columns": ("number",)}, "needs 'opinion'"),
        ({"originals": None}, "must be str"),
        ({"requires": "title"}, "must be a tuple"),
    ],
)
def test_a_layout_refuses_what_it_cannot_do(arguments, told):
    with pytest.raises((WrongValueError, WrongTypeError), match=told):
        pc.Layout(**arguments)


def test_single_keys_stand_over_those_of_the_layout_that_is_named():
    layout = pc.Layout.from_settings(
        {
            "layout": "places",
            "columns": ["new", "old"],
            "titles": {"opinion": "意見"},
            "widths": {"cited": 20},
            "look": {"marks": "strike", "dated": "令和7年1月15日"},
        }
    )
    base = pc.load_layout("places")
    assert layout.comparison_columns == ("new", "old")
    assert dict(layout.titles) == {"number": "番号", "opinion": "意見"}
    assert dict(layout.widths) == {**dict(base.widths), "cited": 20}
    assert layout.look == pc.Look(marks="strike", dated=datetime.date(2025, 1, 15))
    assert (layout.comment_columns, layout.numbering) == (base.comment_columns, "１")


def test_problems_of_a_named_file_are_told_with_those_of_the_settings():
    texts = {"our.toml": 'lang = "jp"\n[look]\nmarks = 1\n', "broken.toml": "lang ="}
    assert problems({"layout": "our.toml", "dates": 3}, texts) == [
        "our.toml, lang: must be one of 'ja', 'en', got 'jp'",
        "our.toml, look.marks: must be str, not int",
        "dates: must be a string",
    ]
    assert "not TOML" in problems({"layout": "broken.toml"}, texts)[0]
    assert "there is no such file" in problems({"layout": "other.toml"}, texts)[0]
    assert problems({"layout": 3}) == ["layout: must be the name of a layout or of a file that ends in .toml"]
    # A file is complete by itself: it names no other.
    assert "unknown key" in problems({"layout": "our.toml"}, {"our.toml": 'layout = "standard"'})[0]


# ── files ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_copied_layout_is_loaded_as_it_is(tmp_path):
    path = tmp_path / "our-layout.toml"
    path.write_text("\ufeff" + layout_text("places").replace("ご意見", "御意見"), encoding="utf-8")
    assert pc.load_layout(path).opinions == "御意見"
    assert attrs.evolve(pc.load_layout(str(path)), opinions="", titles=()) == attrs.evolve(
        pc.load_layout("places"), opinions="", titles=()
    )
    path.write_text('numbering = "0"\nlanguage = "ja"\n', encoding="utf-8")
    with pytest.raises(InvalidDataError, match=r"our-layout\.toml: 2 problem"):
        pc.load_layout(path)
    path.write_text("[", encoding="utf-8")
    with pytest.raises(ReadError, match="not TOML"):
        pc.load_layout(path)
    with pytest.raises(MissingFileError):
        pc.load_layout(tmp_path / "none.toml")
    with pytest.raises(WrongValueError, match="no layout is called 'place' \\(did you mean 'places'"):
        pc.load_layout("place")
    with pytest.raises(MissingFileError):
        pc.load_layout("./places")
    with pytest.raises(WrongTypeError):
        pc.load_layout(3)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "folder"
    pc.new_project(
        place, title="海辺市緑の計画（素案）に対する意見の募集", plan_title="海辺市緑の計画", authority="海辺市"
    )
    return place


def set_report(folder: Path, text: str) -> None:
    path = folder / "consultation.toml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before[: before.index("[report]")] + f"[report]\n{text}", encoding="utf-8")


def test_a_folder_names_its_layout(folder, tmp_path):
    set_report(folder, 'layout = "our.toml"\ndates = "western"\n')
    (folder / "our.toml").write_text('numbering = "Ⅰ"\nsections = ["summary"]\n', encoding="utf-8")
    project = pc.load_project(folder)
    assert not pc.examine(project).errors
    paths = pc.publish(project, tmp_path / "out", formats=["md"])
    assert "## " + '<a id="section-summary"></a>Ⅰ\u3000意見募集の結果' in paths[0].read_text(encoding="utf-8")
    before = (folder / "consultation.toml").read_bytes()
    pc.save_project(project, folder)
    assert (folder / "consultation.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ('layout = "our.toml"', "there is no such file"),
        ('layout = "../our.toml"', "there is no such file"),
        ('layout = "odd.toml"', "odd.toml, lang: must be one of"),
        ('layout = "plans"', "no layout has that name (did you mean 'places'?)"),
        ("layout = 1", "must be the name of a layout"),
    ],
)
def test_a_wrong_layout_is_a_finding_and_stops_publishing(folder, tmp_path, setting, told):
    (tmp_path / "our.toml").write_text('lang = "en"\n', encoding="utf-8")
    (folder / "odd.toml").write_text('lang = "jp"\n', encoding="utf-8")
    set_report(folder, setting + "\n")
    project = pc.load_project(folder)
    found = [one for one in pc.examine(project).findings if one.code == "PC503"]
    assert [told in one.message for one in found] == [True]
    with pytest.raises(InvalidDataError):
        pc.publish(project, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_tables_for_programs_are_the_same_in_every_layout(tmp_path):
    project = pc.load_project(Path(__file__).parents[2] / "examples/minato")
    layout = pc.load_layout("standard")
    odd = attrs.evolve(layout, comment_tables="category", blanks=True)
    for name, one in (("plain", layout), ("odd", odd)):
        pc.publish(project, tmp_path / name, formats=["csv"], layout=one)
    plain, odd_files = (
        {path.name: path.read_bytes() for path in (tmp_path / one / "csv").iterdir()} for one in ("plain", "odd")
    )
    assert plain == odd_files
    with pytest.raises(WrongTypeError, match="publish takes a Layout"):
        pc.publish(project, tmp_path / "x", layout="standard")  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="examine takes a Layout"):
        pc.examine(project, layout="standard")  # type: ignore[arg-type]


# ── the command line ─────────────────────────────────────────────────────────────────────────────────


def test_layouts_are_listed_and_copied(tmp_path, capsys):
    assert main(["layout"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in listed] == list(pc.LAYOUTS)
    assert "標準：" in listed[0]
    assert main(["layout", "places"]) == 0
    assert capsys.readouterr().out == layout_text("places")
    copy = tmp_path / "our.toml"
    assert main(["layout", "places", "-o", str(copy)]) == 0
    assert copy.read_text(encoding="utf-8") == layout_text("places")
    copy.write_text("# mine\n", encoding="utf-8")
    assert main(["layout", "places", "-o", str(copy)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert copy.read_text(encoding="utf-8") == "# mine\n"
    assert main(["layout", "plaices"]) == 2


def test_publishing_takes_a_layout_by_name_or_file(folder, tmp_path, capsys):
    out = tmp_path / "out"
    given = ["publish", str(folder), "-o", str(out), "--formats", "md"]
    assert main([*given, "--layout", "categories"]) == 0
    assert "Ⅰ\u3000意見募集の結果" in (out / "result.md").read_text(encoding="utf-8")
    (tmp_path / "our.toml").write_text('numbering = "none"\n', encoding="utf-8")
    assert main([*given, "--layout", str(tmp_path / "our.toml")]) == 0
    assert "</a>意見募集の結果" in (out / "result.md").read_text(encoding="utf-8")
    assert main([*given, "--layout", "categorys"]) == 2
    assert "did you mean 'categories'" in capsys.readouterr().err
    # What the layout on the line requires is checked, too.
    assert main([*given, "--layout", "gyosei-tetsuzuki-43", "--strict"]) == 1
    assert "PC507" in capsys.readouterr().out


# ── what must be published ───────────────────────────────────────────────────────────────────────────


def complete() -> pc.Consultation:
    return pc.Consultation(
        "海辺市緑の計画（素案）に対する意見の募集",
        plan_title="海辺市緑の計画",
        authority="海辺市",
        draft_published_on=datetime.date(2024, 10, 1),
        scheme=pc.DispositionScheme(
            (pc.Disposition("a", "Ａ", "修正", True), pc.Disposition("b", "Ｂ", "素案のとおり", False))
        ),
        comments=[pc.Comment("1", text="木を増やして。"), pc.Comment("2", text="秘密", withheld_reason="個人情報")],
        responses=[pc.Response("R1", ("1",), (pc.ResponsePart("素案に記載しています。"),), "b")],
    )


LAW = pc.load_layout("gyosei-tetsuzuki-43")
NOTHING_CHANGED = pc.Comparison("texts", "素案", "成案")


def codes(consultation: pc.Consultation, layout: pc.Layout = LAW, comparison: pc.Comparison | None = None) -> list[str]:
    return [one.code for one in pc.missing_parts(consultation, layout=layout, comparison=comparison)]


def test_a_complete_result_lacks_nothing():
    assert codes(complete()) == codes(complete(), comparison=NOTHING_CHANGED) == []
    # No comments at all: the page says that there were none.
    assert codes(attrs.evolve(complete(), comments=(), responses=())) == []


def test_only_what_is_required_is_asked_for():
    nothing = pc.Consultation("", comments=[pc.Comment("1", text="意見")])
    assert codes(nothing, pc.Layout()) == []
    assert codes(nothing, pc.Layout(requires=("draft_date",))) == ["PC507"]
    assert codes(nothing) == ["PC506", "PC506", "PC507", "PC510"]


@pytest.mark.parametrize(
    ("changes", "code", "told"),
    [
        ({"title": " "}, "PC506", "意見募集の件名がありません。"),
        ({"plan_title": ""}, "PC506", "題名（計画名 plan_title）がありません。"),
        ({"draft_published_on": None}, "PC507", "案の公示の日（draft_published_on）がありません。"),
        (
            {"responses": [pc.Response("R1", ("1",), (pc.ResponsePart("直します。"),), "a")]},
            "PC509",
            "意見を反映するとしていますが（1件：1）、案との差異（新旧対照表）がありません。",
        ),
        (
            {
                "responses": [
                    pc.Response("R1", ("1",), (pc.ResponsePart("直しました。"),), "b", (), (pc.StatedRevision("s1"),))
                ]
            },
            "PC509",
            "意見を反映するとしていますが（1件：1）、案との差異（新旧対照表）がありません。",
        ),
        ({"responses": ()}, "PC510", "考慮した結果とその理由がない意見があります（1件：1）。"),
        (
            {"responses": [pc.Response("R1", ("1",), (pc.ResponsePart("\u3000"),), "b")]},
            "PC510",
            "考慮した結果とその理由がない意見があります（1件：1）。",
        ),
        (
            {"comments": [pc.Comment("1", text="a"), pc.Comment("2", withheld_reason=" ")]},
            "PC511",
            "理由を示さずに除いた意見があります（1件：2）。",
        ),
        (
            {"comments": [pc.Comment("1", text="長い原文", summary="要約")]},
            "PC513",
            "要約した意見（1件：1）の原文をどこで閲覧できるかが書かれていません（originals）。",
        ),
    ],
)
def test_what_the_record_lacks_is_told(changes, code, told):
    found = pc.missing_parts(attrs.evolve(complete(), **changes), layout=LAW)
    assert [(one.code, one.message_ja) for one in found] == [(code, told)]
    assert found[0].message
    assert found[0].severity is (pc.Severity.WARNING if code == "PC513" else pc.Severity.ERROR)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"sections": ("comments", "comparison")}, ["PC506", "PC507"]),
        ({"sections": ("summary", "comparison")}, ["PC508", "PC510"]),
        ({"sections": ("summary", "comments")}, ["PC509"]),
        ({"comment_columns": ("number", "opinion")}, ["PC510"]),
        ({"sections": ("summary", "comments", "comparison", "findings")}, ["PC512"]),
    ],
)
def test_what_the_layout_leaves_out_is_told(changes, expected):
    assert codes(complete(), attrs.evolve(LAW, **changes), NOTHING_CHANGED) == expected


def test_many_comments_are_told_by_number():
    comments = [pc.Comment(str(number), text="意見") for number in range(1, 1201)]
    found = pc.missing_parts(attrs.evolve(complete(), comments=comments, responses=()), layout=LAW)
    assert [one.message_ja for one in found] == [
        "考慮した結果とその理由がない意見があります（1,200件：1、2、3、4、5ほか）。"
    ]
    assert found[0].subjects == ("1", "2", "3", "4", "5")


def test_summaries_need_no_note_where_the_layout_tells_where_originals_are():
    short = attrs.evolve(complete(), comments=[pc.Comment("1", text="長い原文", summary="要約")])
    assert codes(short, attrs.evolve(LAW, originals="原文は企画課で閲覧できます。")) == []
    same = attrs.evolve(complete(), comments=[pc.Comment("1", text="原文", summary="原文")])
    assert codes(same) == []


def test_wrong_arguments_are_refused():
    for given in ({"layout": "x"}, {"layout": LAW, "comparison": "x"}):
        with pytest.raises(WrongTypeError):
            pc.missing_parts(complete(), **given)  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError):
        pc.missing_parts("x", layout=LAW)  # type: ignore[arg-type]


def test_a_folder_is_checked_against_what_its_layout_requires(folder, capsys):
    set_report(folder, 'layout = "gyosei-tetsuzuki-43"\n')
    found = [one for one in pc.examine(pc.load_project(folder)).findings if one.code == "PC507"]
    assert [str(one.place.file) for one in found if one.place is not None] == ["consultation.toml"]
    assert main(["check", str(folder), "--format", "json", "--select", "PC507"]) == 1
    assert "PC507" in json.dumps(json.loads(capsys.readouterr().out))
