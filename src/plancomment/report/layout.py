"""How a city wants its result to look: columns, titles, dates, sections; data, so that it can stand in a file."""

import os
from collections.abc import Mapping
from typing import Any, Literal

import attrs

from plancomment import fields, files
from plancomment.dates import parse_date
from plancomment.errors import InvalidDataError, ReadError, WrongTypeError, WrongValueError
from plancomment.report.layouts import LAYOUTS, layout_text, read_layout_text
from plancomment.report.look import Look
from plancomment.report.spelling import meant, wrong_names

__all__ = [
    "COMMENT_COLUMNS",
    "COMPARISON_COLUMNS",
    "NUMBERINGS",
    "REQUIREMENTS",
    "SECTIONS",
    "TITLES",
    "Layout",
    "load_layout",
]

#: The sections of a result, in the order in which they are printed unless the layout says otherwise.
SECTIONS = ("summary", "dispositions", "comments", "comparison", "trace", "findings")
#: The columns of the comparison table, likewise.
COMPARISON_COLUMNS = ("place", "old", "new", "note", "comments")
#: The columns that the table of comments can have.
COMMENT_COLUMNS = ("cited", "number", "opinion", "disposition", "answer", "revised")
#: What can have another title: columns, sections, tables, and the words that stand for a text.
TITLES = (
    *COMMENT_COLUMNS,
    *COMPARISON_COLUMNS,
    *(f"section.{name}" for name in SECTIONS),
    *("caption.summary", "caption.channels", "caption.categories", "caption.dispositions", "caption.crossed"),
    *("caption.comments", "plan", "publisher", "draft_published", "period", "persons", "groups", "submissions"),
    *("received", "withheld", "added", "deleted", "omitted"),
)
#: How the headings of sections are numbered: each as the first one is printed.
NUMBERINGS = ("1", "１", "1.", "第1", "第１", "(1)", "（1）", "（１）", "Ⅰ", "一", "none")
#: What a layout can require of a result (行政手続法43条).
REQUIREMENTS = ("title", "draft_date", "comments", "difference", "reasons", "withheld_reasons", "originals", "public")


def _choice_of(names: tuple[str, ...]) -> Any:
    def validate(instance: Any, attribute: Any, value: Any) -> None:
        fields.tuple_of(str)(instance, attribute, value)
        problems = list(wrong_names(value, names))
        if problems:
            raise WrongValueError(f"{type(instance).__name__}.{attribute.name}: {'; '.join(problems)}")

    return validate


def _pairs_of(names: tuple[str, ...], kind: type, told: str) -> Any:
    def validate(instance: Any, attribute: Any, value: Any) -> None:
        name = f"{type(instance).__name__}.{attribute.name}"
        if not isinstance(value, tuple) or not all(
            isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str) and type(pair[1]) is kind
            for pair in value
        ):
            raise WrongTypeError(f"{name} must be {told}")
        _choice_of(names)(instance, attribute, tuple(one for one, _ in value))
        if any(isinstance(one, int) and one < 1 for _, one in value):
            raise WrongValueError(f"{name}: a width is 1 or more")

    return validate


def _as_pairs(value: Any) -> Any:
    return tuple(value.items()) if isinstance(value, Mapping) else fields.as_tuple(value)


@attrs.frozen
class Layout:
    """How a result is laid out (様式). docs/reference/layouts.md shows what each key does.

    Attributes:
        comparison_columns: the columns of the comparison table, in order, out of ``"place"`` 変更箇所, ``"old"`` 旧,
            ``"new"`` 新, ``"note"`` 備考, ``"comments"`` 関係する意見. The last two are left out where no row has one.
        titles: other titles, as (name, title) pairs or a mapping: the columns above and below, a section as
            ``"section.comments"``, a table as ``"caption.summary"``, a line of the summary as ``"persons"``,
            （新設） as ``"added"``, （削る） as ``"deleted"``, （略） as ``"omitted"`` (見出しの言い換え).
        show_disposition: print the column of dispositions where the consultation has a scheme (対応の列).
        dates: ``"era"`` 令和6年10月1日 or ``"western"`` 2024年10月1日; English has western dates only (日付の書き方).
        sections: which sections, in order, out of ``"summary"`` 意見募集の結果, ``"dispositions"`` 意見への対応,
            ``"comments"`` 意見の概要と市の考え方, ``"comparison"`` 新旧対照表, ``"trace"`` 対応関係, ``"findings"``
            点検結果.
        lang: the language of a report that is built without naming one, ``"ja"`` or ``"en"`` (言語).
        comment_columns: the columns of the table of comments, in order, out of ``"cited"`` 該当箇所 (what the comment
            itself names, else its category), ``"number"`` No., ``"opinion"`` 意見の概要, ``"disposition"`` 対応,
            ``"answer"`` 市の考え方, ``"revised"`` 反映箇所 (only where there is a trace).
        comment_tables: ``"one"`` table with a line above each category's comments, a ``"flat"`` one without such
            lines, or a table below a heading for each ``"category"`` of the first level (意見の表の分け方).
        comment_numbers: how comments are counted where none has a number of its own: ``"through"`` the document 通し,
            or from 1 again in each ``"category"`` of the first level 項目別 (番号の付け方).
        comparison_text: what a row shows of a clause: the whole ``"clause"`` 全文, the ``"sentence"`` 文 or the
            ``"phrase"`` 句 around each change, with （略） for the rest (対照表の引用範囲).
        blanks: underlined white space of the same width stands on the side that lacks the words which the other one
            has more (字句のない側の空白).
        widths: other widths of columns, as (name, width) pairs or a mapping, each in proportion to the table's other
            columns (列の幅).
        numbering: how headings are numbered, as the first is printed: one of :data:`NUMBERINGS` (見出しの番号).
        office: who answers, as in 市の考え方; ``""`` for the last letter of the authority's name (考え方の主体).
        opinions: what comments are called in titles: 意見, ご意見, 御意見 (意見の呼び方); ``""`` for 意見.
        notes: printed at the end of the result, such as whom to ask (注).
        originals: a note below the table of comments that tells where the comments can be read as they were
            submitted, ``""`` for none (原文の閲覧).
        requires: what must be in the result, out of :data:`REQUIREMENTS`; what is missing is a finding (公示事項).
        look: marks, fonts, paper, properties of the file (体裁).
    """

    comparison_columns: tuple[str, ...] = attrs.field(
        default=COMPARISON_COLUMNS, converter=fields.as_tuple, validator=_choice_of(COMPARISON_COLUMNS)
    )
    titles: tuple[tuple[str, str], ...] = attrs.field(
        default=(), converter=_as_pairs, validator=_pairs_of(TITLES, str, "(name, title) pairs of strings")
    )
    show_disposition: bool = attrs.field(default=True, validator=fields.flag)
    dates: Literal["era", "western"] = attrs.field(default="era", validator=fields.one_of("era", "western"))
    sections: tuple[str, ...] = attrs.field(default=SECTIONS, converter=fields.as_tuple, validator=_choice_of(SECTIONS))
    lang: Literal["ja", "en"] = attrs.field(default="ja", validator=fields.one_of("ja", "en"))
    comment_columns: tuple[str, ...] = attrs.field(
        default=COMMENT_COLUMNS[1:], converter=fields.as_tuple, validator=_choice_of(COMMENT_COLUMNS)
    )
    comment_tables: Literal["one", "flat", "category"] = attrs.field(
        default="one", validator=fields.one_of("one", "flat", "category")
    )
    comment_numbers: Literal["through", "category"] = attrs.field(
        default="through", validator=fields.one_of("through", "category")
    )
    comparison_text: Literal["clause", "sentence", "phrase"] = attrs.field(
        default="clause", validator=fields.one_of("clause", "sentence", "phrase")
    )
    blanks: bool = attrs.field(default=False, validator=fields.flag)
    widths: tuple[tuple[str, int], ...] = attrs.field(
        default=(),
        converter=_as_pairs,
        validator=_pairs_of(
            (*COMMENT_COLUMNS, *COMPARISON_COLUMNS), int, "(column, width) pairs, widths whole numbers"
        ),
    )
    numbering: str = attrs.field(default="1", validator=fields.one_of(*NUMBERINGS))
    office: str = attrs.field(default="", validator=fields.text)
    opinions: str = attrs.field(default="", validator=fields.text)
    notes: tuple[str, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=fields.tuple_of(str))
    originals: str = attrs.field(default="", validator=fields.text)
    requires: tuple[str, ...] = attrs.field(default=(), converter=fields.as_tuple, validator=_choice_of(REQUIREMENTS))
    look: Look = attrs.field(factory=Look, validator=fields.instance_of(Look))

    def __attrs_post_init__(self) -> None:
        if not {"old", "new"} & set(self.comparison_columns):
            raise WrongValueError("Layout.comparison_columns needs 'old' or 'new'")
        if "opinion" not in self.comment_columns:
            raise WrongValueError("Layout.comment_columns needs 'opinion'")

    @classmethod
    def from_settings(
        cls, settings: Mapping[str, Any], *, source: str = "[report]", texts: Mapping[str, str] | None = None
    ) -> "Layout":
        """The layout that a ``[report]`` table describes.

        Keys: ``columns`` for ``comparison_columns``, the other attributes by their names, and ``layout``: the name of
        a preset (:data:`~plancomment.LAYOUTS`) or of a file, whose keys the others override one by one, also those
        within ``titles``, ``widths`` and ``look``.

        Args:
            settings: plain data.
            source: what it is called in the message of an error.
            texts: the text of each file that ``layout`` can name.

        Raises:
            InvalidDataError: ``problems`` lists every unknown key, unknown name and wrong type, in the file, too.
        """
        problems: list[str] = []
        given = _base(settings["layout"], texts or {}, problems) if "layout" in settings else {}
        own = _given({key: value for key, value in settings.items() if key != "layout"}, "", problems)
        if problems:
            raise InvalidDataError(source, problems)
        return cls(**_over(given, own))


def load_layout(name: str | os.PathLike[str]) -> Layout:
    """A layout by its name, one of :data:`~plancomment.LAYOUTS`, or of a TOML file (様式の読込み).

    A file has the keys of ``[report]`` in consultation.toml at its top; what ends in ``.toml`` or holds a separator of
    paths is a file, anything else a name.

    Raises:
        WrongValueError: no preset has that name; the message tells which there are.
        MissingFileError: there is no such file.
        ReadError: it is no text, or no TOML.
        InvalidDataError: ``problems`` lists everything that is wrong with its keys.
    """
    path = files.as_path(name)
    text = os.fspath(path)
    if path.suffix.lower() != ".toml" and len(path.parts) == 1 and text == os.fspath(name):
        if text not in LAYOUTS:
            raise WrongValueError(
                f"no layout is called {text[:40]!r}{meant(text, LAYOUTS)}; known are {', '.join(LAYOUTS)}"
            )
        return Layout.from_settings(read_layout_text(layout_text(text), text), source=text)
    return Layout.from_settings(read_layout_text(files.read_text(path).removeprefix("\ufeff"), text), source=text)


def _base(name: Any, texts: Mapping[str, str], problems: list[str]) -> dict[str, Any]:
    """What the preset or the file of that name says."""
    if not isinstance(name, str):
        problems.append("layout: must be the name of a layout or of a file that ends in .toml")
        return {}
    if name in LAYOUTS:
        return _given(read_layout_text(layout_text(name), name), "", problems)
    if name not in texts:
        known = f"known are {', '.join(LAYOUTS)}, or a file of this folder that ends in .toml"
        there = "there is no such file" if name.endswith(".toml") else f"no layout has that name{meant(name, LAYOUTS)}"
        problems.append(f"layout: {name[:80]!r}: {there}; {known}")
        return {}
    try:
        return _given(read_layout_text(texts[name], name), f"{name}, ", problems)
    except ReadError as error:
        problems.extend(f"{name}: {problem}" for problem in error.problems)
        return {}


def _given(settings: Mapping[str, Any], place: str, problems: list[str]) -> dict[str, Any]:
    """The arguments of Layout that the settings stand for; what is wrong is told with the place before it."""
    given: dict[str, Any] = {}
    for key, value in settings.items():
        if key not in _SHAPES:
            near = meant(key, tuple(_SHAPES))
            problems.append(f"{place}{key}: unknown key{near}; known are layout, {', '.join(_SHAPES)}")
            continue
        field, shape, told = _SHAPES[key]
        if not isinstance(value, shape):
            problems.append(f"{place}{key}: must be {told}")
        elif key == "look":
            given[field] = _look(settings[key], place, problems)
        else:
            _try(Layout, field, value, f"{place}{key}", problems, given)
    return given


def _look(settings: Mapping[str, Any], place: str, problems: list[str]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for key, value in settings.items():
        if key not in _LOOKS:
            problems.append(f"{place}look.{key}: unknown key{meant(key, _LOOKS)}; known are {', '.join(_LOOKS)}")
        else:
            try:
                # A day may be written as everywhere in consultation.toml.
                day = parse_date(value) if key == "dated" and isinstance(value, str) else value
            except WrongValueError as error:
                problems.append(f"{place}look.{key}: {error}")
            else:
                _try(Look, key, day, f"{place}look.{key}", problems, given)
    return given


def _try(
    kind: type[Layout] | type[Look], field: str, value: Any, path: str, problems: list[str], given: dict[str, Any]
) -> None:
    """Take a value that the class takes; one that is wrong is a problem."""
    try:
        kind(**{field: value})
    except (WrongValueError, TypeError) as error:
        problems.append(f"{path}: {str(error).removeprefix(f'{kind.__name__}.{field}').lstrip(': ')}")
    else:
        given[field] = value


def _over(given: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments, those of the layout's own settings over those of its base."""
    whole = {**given, **own}
    for key in ("titles", "widths", "look"):
        if key in whole:
            whole[key] = {**given.get(key, {}), **own.get(key, {})}
    if "look" in whole:
        whole["look"] = Look(**whole["look"])
    return whole


_LOOKS = tuple(one.name for one in attrs.fields(Look))
# The key, the attribute, what it must be, and that in words.
_SHAPES: dict[str, tuple[str, type, str]] = {
    "lang": ("lang", str, "a string"),
    "columns": ("comparison_columns", list, "a list of column names"),
    "titles": ("titles", Mapping, "a table of names and titles, each a string"),
    "dates": ("dates", str, "a string"),
    "sections": ("sections", list, "a list of section names"),
    "show_disposition": ("show_disposition", bool, "true or false"),
    "comment_columns": ("comment_columns", list, "a list of column names"),
    "comment_tables": ("comment_tables", str, "a string"),
    "comment_numbers": ("comment_numbers", str, "a string"),
    "comparison_text": ("comparison_text", str, "a string"),
    "blanks": ("blanks", bool, "true or false"),
    "widths": ("widths", Mapping, "a table of columns and widths, each a whole number"),
    "numbering": ("numbering", str, "a string"),
    "office": ("office", str, "a string"),
    "opinions": ("opinions", str, "a string"),
    "notes": ("notes", list, "a list of strings"),
    "originals": ("originals", str, "a string"),
    "requires": ("requires", list, "a list of names"),
    "look": ("look", Mapping, "a table"),
}
