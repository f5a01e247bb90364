"""attrs values as plain data and as JSON, and back, strictly (cattrs). Knows no type of the domain by name.

cattrs alone turns 3.9 into 3, None into 'None' and 'false' into True, and the json module takes double keys, NaN and
half surrogates. Here all of that is refused, every problem at once, each with its path.
"""

import datetime
import functools
import json
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, get_args, get_origin

import attrs
import cattrs
from cattrs.gen import make_dict_structure_fn

from plancomment.errors import InvalidDataError, WrongTypeError, WrongValueError

__all__ = ["FORMAT_VERSION", "decode", "encode", "parse_json", "render_json"]

#: The version of the JSON format that this release writes and reads.
FORMAT_VERSION = 1

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]

_KINDS = {
    dict: "an object",
    list: "a list",
    str: "a string",
    int: "an integer",
    float: "a number",
    bool: "a truth value",
}


def _told(value: Any) -> str:
    return "null" if value is None else _KINDS.get(type(value), type(value).__name__)


def _string(value: Any, kind: Any) -> str:
    if type(value) is not str:
        raise WrongTypeError(f"must be a string, not {_told(value)}")
    # cattrs dispatches a StrEnum to the hook of str.
    member: str = value if kind is str else kind(value)
    return member


def _integer(value: Any, _: Any) -> int:
    if type(value) is not int:
        raise WrongTypeError(f"must be an integer, not {_told(value)}")
    return value


def _number(value: Any, _: Any) -> float:
    if type(value) is not float and type(value) is not int:
        raise WrongTypeError(f"must be a number, not {_told(value)}")
    if not math.isfinite(value):
        raise WrongValueError("must be a finite number")
    return float(value)


def _truth(value: Any, _: Any) -> bool:
    if type(value) is not bool:
        raise WrongTypeError(f"must be true or false, not {_told(value)}")
    return value


def _date(value: Any, _: Any) -> datetime.date:
    if type(value) is not str:
        raise WrongTypeError(f"must be a date as a string, not {_told(value)}")
    try:
        if len(value) == 10:
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    raise WrongValueError(f"must be a date such as 2021-10-19, got {value[:40]!r}")


def _tuple_hook(kind: Any, converter: cattrs.Converter) -> Hook:
    item_kind = get_args(kind)[0]
    structure = converter.get_structure_hook(item_kind)

    def hook(value: Any, _: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise WrongTypeError(f"must be a list, not {_told(value)}")
        try:
            return tuple([structure(item, item_kind) for item in value])
        except Exception:
            errors = list(_item_errors(value, lambda item: structure(item, item_kind)))
            raise cattrs.IterableValidationError("", errors, kind) from None

    return hook


def _item_errors(items: list[Any], structure: Callable[[Any], Any]) -> Iterator[Exception]:
    for index, item in enumerate(items):
        try:
            structure(item)
        except Exception as error:
            error.add_note(cattrs.IterableValidationNote("", index, type(item)))
            yield error


def _class_hook(kind: Any, converter: cattrs.Converter) -> Hook:
    structure = make_dict_structure_fn(
        kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True
    )

    def hook(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise WrongTypeError(f"must be an object, not {_told(value)}")
        return structure(value, kind)

    return hook


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple and len(get_args(kind)) == 2 and get_args(kind)[1] is Ellipsis


@functools.cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind, hook in ((str, _string), (int, _integer), (float, _number), (bool, _truth), (datetime.date, _date)):
        converter.register_structure_hook(kind, hook)
    converter.register_structure_hook_factory(_is_tuple, _tuple_hook)
    converter.register_structure_hook_factory(attrs.has, _class_hook)
    converter.register_unstructure_hook(datetime.date, lambda day: day.isoformat())
    return converter


def encode(value: Any) -> Any:
    """An attrs value, or a tuple of them, as dicts, lists, str, int, float, bool and None."""
    return _converter().unstructure(value)


def decode(data: Any, kind: type[T], *, source: str = "data") -> T:
    """Plain data as a value of ``kind``.

    Raises:
        InvalidDataError: it is not; ``problems`` has one line for each thing that is wrong, with its path.
    """
    try:
        result: T = _converter().structure(data, kind)
    except Exception as error:
        raise InvalidDataError(source, sorted(_problems(error, "value"))) from None
    return result


def _problems(error: BaseException, path: str) -> Iterator[str]:
    """The single problems in a tree of validation errors, each as ``path: what is wrong``."""
    if isinstance(error, cattrs.ClassValidationError):
        noted, plain = error.group_exceptions()
        for inner, note in noted:
            yield from _problems(inner, f"{path}.{note.name}")
        for inner in plain:
            yield from _problems(inner, path)
    elif isinstance(error, cattrs.IterableValidationError):
        for inner, item in error.group_exceptions()[0]:
            yield from _problems(inner, f"{path}[{item.index}]")
    elif isinstance(error, cattrs.ForbiddenExtraKeysError):
        for name in sorted(error.extra_fields):
            yield f"{path}: unknown key {name!r}"
    elif isinstance(error, KeyError):
        yield f"{path}: is missing"
    else:
        yield f"{path}: {error}"


def render_json(value: Any, *, name: str, indent: int | None = None, ascii_only: bool = False) -> str:
    """A value as JSON text that names its type and the version of the format."""
    document = {"plancomment": FORMAT_VERSION, "type": name, "value": encode(value)}
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(document, ensure_ascii=ascii_only, allow_nan=False, indent=indent, separators=separators) + "\n"


def parse_json(text: str, kinds: Mapping[str, Any], *, source: str = "JSON") -> Any:
    """The value in a JSON text that :func:`render_json` wrote; ``kinds`` are the types it may name.

    Raises:
        InvalidDataError: broken JSON, double or unknown keys, another version, wrong types: all problems at once.
    """
    document = _load(text, source)
    problems = []
    if type(document) is not dict or set(document) != {"plancomment", "type", "value"}:
        raise InvalidDataError(source, ["must be an object with the keys plancomment, type and value"])
    if document["plancomment"] != FORMAT_VERSION or type(document["plancomment"]) is not int:
        problems.append(f"plancomment: format version {document['plancomment']!r}; this release reads {FORMAT_VERSION}")
    name = document["type"]
    if type(name) is not str or name not in kinds:
        problems.append(f"type: {str(name)[:40]!r} is unknown; known are {', '.join(sorted(kinds))}")
    if problems:
        raise InvalidDataError(source, problems)
    return decode(document["value"], kinds[name], source=source)


def _load(text: str, source: str) -> Any:
    doubles: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(items)
        if len(result) != len(items):
            seen: set[str] = set()
            names = [key for key, _ in items if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
            doubles.extend(f"the key {key!r} stands twice in one object" for key in names)
        return result

    def constant(word: str) -> None:
        raise ValueError(f"{word} is no JSON number")

    if not isinstance(text, str):
        raise WrongTypeError(f"JSON text must be str, not {type(text).__name__}")
    try:
        document = json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except RecursionError:
        raise InvalidDataError(source, ["is nested too deeply"]) from None
    except ValueError as error:
        raise InvalidDataError(source, [str(error)]) from None
    if doubles:
        raise InvalidDataError(source, doubles)
    # Half a surrogate pair is no text: it could never be written to a file again. Only an escape can bring it in.
    if "\\ud" in text.casefold():
        try:
            json.dumps(document, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError:
            raise InvalidDataError(source, ["a string holds half of a surrogate pair"]) from None
    return document
