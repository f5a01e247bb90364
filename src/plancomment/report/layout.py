"""How a city wants its result to look: columns, titles, dates, sections; data, so that it can stand in a file."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import attrs

from plancomment import fields
from plancomment.errors import InvalidDataError, WrongTypeError, WrongValueError

__all__ = ["COMPARISON_COLUMNS", "SECTIONS", "TITLES", "Layout"]

#: The sections of a result, in the order in which they are printed unless the layout says otherwise.
SECTIONS = ("summary", "dispositions", "comments", "comparison", "trace", "findings")
#: The columns of the comparison table, likewise.
COMPARISON_COLUMNS = ("place", "old", "new", "note", "comments")
#: What can have another title: the columns of the tables of comments and of the comparison, and the sections.
TITLES = (
    *("number", "opinion", "disposition", "answer", "revised"),
    *COMPARISON_COLUMNS,
    *(f"section.{name}" for name in SECTIONS),
)
_KEYS = ("lang", "columns", "titles", "dates", "sections", "show_disposition")


def _choice_of(names: tuple[str, ...]) -> Any:
    def validate(instance: Any, attribute: Any, value: Any) -> None:
        fields.tuple_of(str)(instance, attribute, value)
        problems = list(_wrong_names(value, names))
        if problems:
            raise WrongValueError(f"{type(instance).__name__}.{attribute.name}: {'; '.join(problems)}")

    return validate


def _wrong_names(given: tuple[str, ...], names: tuple[str, ...]) -> Iterator[str]:
    for index, name in enumerate(given):
        if name not in names:
            yield f"{name[:40]!r} is unknown{_meant(name, names)}; known are {', '.join(names)}"
        elif name in given[:index]:
            yield f"{name!r} stands twice"


def _meant(name: str, names: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _titles(instance: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, tuple) or not all(
        isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(word, str) for word in pair) for pair in value
    ):
        raise WrongTypeError("Layout.titles must be (name, title) pairs of strings")
    _choice_of(TITLES)(instance, attribute, tuple(name for name, _ in value))


def _as_pairs(value: Any) -> Any:
    return tuple(value.items()) if isinstance(value, Mapping) else fields.as_tuple(value)


@attrs.frozen
class Layout:
    """How a result is laid out (様式).

    Attributes:
        comparison_columns: the columns of the comparison table, in order, out of ``"place"`` 変更箇所, ``"old"`` 旧,
            ``"new"`` 新, ``"note"`` 備考, ``"comments"`` 関係する意見. The last two are left out where no row has one.
        titles: other titles, as (name, title) pairs or a mapping: the columns above and ``"number"`` No.,
            ``"opinion"`` 意見の概要, ``"disposition"`` 対応, ``"answer"`` 市の考え方, ``"revised"`` 反映箇所; a section
            as ``"section.comments"`` (見出しの言い換え).
        show_disposition: print the column of dispositions where the consultation has a scheme (対応の列).
        dates: ``"era"`` 令和6年10月1日 or ``"western"`` 2024年10月1日; English has western dates only (日付の書き方).
        sections: which sections, in order, out of ``"summary"`` 意見募集の結果, ``"dispositions"`` 意見への対応,
            ``"comments"`` 意見の概要と市の考え方, ``"comparison"`` 新旧対照表, ``"trace"`` 対応関係, ``"findings"``
            点検結果.
        lang: the language of a report that is built without naming one, ``"ja"`` or ``"en"`` (言語).
    """

    comparison_columns: tuple[str, ...] = attrs.field(
        default=COMPARISON_COLUMNS, converter=fields.as_tuple, validator=_choice_of(COMPARISON_COLUMNS)
    )
    titles: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=_as_pairs, validator=_titles)
    show_disposition: bool = attrs.field(default=True, validator=fields.flag)
    dates: Literal["era", "western"] = attrs.field(default="era", validator=fields.one_of("era", "western"))
    sections: tuple[str, ...] = attrs.field(default=SECTIONS, converter=fields.as_tuple, validator=_choice_of(SECTIONS))
    lang: Literal["ja", "en"] = attrs.field(default="ja", validator=fields.one_of("ja", "en"))

    def __attrs_post_init__(self) -> None:
        if not {"old", "new"} & set(self.comparison_columns):
            raise WrongValueError("Layout.comparison_columns needs 'old' or 'new'")

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any], *, source: str = "[report]") -> "Layout":
        """The layout that a ``[report]`` table describes.

        Keys: ``lang``, ``columns``, ``titles``, ``dates``, ``sections``, ``show_disposition``.

        Raises:
            InvalidDataError: ``problems`` lists every unknown key, unknown name and wrong type.
        """
        problems: list[str] = []
        given: dict[str, Any] = {}
        for key, value in settings.items():
            if key not in _KEYS:
                problems.append(f"{key}: unknown key{_meant(key, _KEYS)}; known are {', '.join(_KEYS)}")
                continue
            field = "comparison_columns" if key == "columns" else key
            shape, told = _SHAPES[key]
            if not isinstance(value, shape):
                problems.append(f"{key}: must be {told}")
                continue
            one: dict[str, Any] = {field: value}
            try:
                cls(**one)
            except (WrongValueError, TypeError) as error:
                problems.append(f"{key}: {str(error).removeprefix(f'Layout.{field}').lstrip(': ')}")
            else:
                given[field] = value
        if problems:
            raise InvalidDataError(source, problems)
        return cls(**given)


_SHAPES: dict[str, tuple[type, str]] = {
    "lang": (str, "a string"),
    "columns": (list, "a list of column names"),
    "titles": (Mapping, "a table of names and titles, each a string"),
    "dates": (str, "a string"),
    "sections": (list, "a list of section names"),
    "show_disposition": (bool, "true or false"),
}
