"""consultation.toml edited: what changed is put in its place, everything else stays as somebody wrote it."""

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from plancomment.consultation import Consultation
from plancomment.counts import Count, PrintedCount, PrintedTotals, Unit
from plancomment.errors import WrongTypeError
from plancomment.folder.settings import BREAKDOWNS, DATES, FORMAT, TOTALS, PlanFiles, Settings, read_settings
from plancomment.responses import Disposition

__all__ = ["edit_settings"]


def edit_settings(text: str, consultation: Consultation, settings: Settings) -> str:
    """The text with the given values in it; what already says the same, and what is not known, stays as it is.

    Raises:
        WrongTypeError: a setting is of a type that TOML does not have.
    """
    # The same edits on plain data tell what the result has to say: tomlkit loses its way in tables that are written
    # inline, dotted or in pieces, and such a table is then written anew.
    data = tomlkit.parse(text).unwrap()
    wanted = tomlkit.parse(text).unwrap()
    _edit(wanted, text, consultation, settings)
    try:
        document = tomlkit.parse(text)
        _edit(document, text, consultation, settings)
        edited = tomlkit.dumps(document)
        if _alike(tomlkit.parse(edited).unwrap(), wanted):
            return edited
    except (TOMLKitError, LookupError, ValueError, AttributeError, RecursionError):
        pass
    return _rewrite(text, data, wanted)


def _rewrite(text: str, data: Mapping[str, Any], wanted: Mapping[str, Any]) -> str:
    """The text with every top-level key that differs written anew; all of it where even that does not hold."""
    document = tomlkit.parse(text)
    try:
        for key in [*data, *wanted]:
            if key in document and not (key in wanted and _alike(data.get(key), wanted[key])):
                document.remove(key)
        for key, value in wanted.items():
            if key not in document:
                document[key] = tomlkit.item(value)
        edited = tomlkit.dumps(document)
        if _alike(tomlkit.parse(edited).unwrap(), wanted):
            return edited
    except (TOMLKitError, LookupError, ValueError, AttributeError):
        pass
    tables_last = sorted(wanted, key=lambda key: isinstance(wanted[key], (dict, list)))
    return tomlkit.dumps({key: wanted[key] for key in tables_last})


def _alike(one: Any, other: Any) -> bool:
    """Equal, and of the same types all the way down: to TOML, true is not 1, and 1.0 is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_alike(*pair) for pair in zip(one, other, strict=True))
    return type(one) is type(other) and bool(one == other or (one != one and other != other))


def _edit(document: Any, text: str, consultation: Consultation, settings: Settings) -> None:
    """Put the values into a TOML document or into plain data."""
    before = read_settings(text)
    old = before.consultation
    _set(document, "format", _plain(document.get("format")), FORMAT)
    for key in ("title", "plan_title", "authority"):
        there = getattr(old, key) if key in document or key != "title" else None
        _set(document, key, there, getattr(consultation, key))
    for key in DATES:
        day = getattr(consultation, key)
        _set(document, key, getattr(old, key), day, None if day is None else day.isoformat())
    if consultation.scheme != old.scheme:
        rows = None if consultation.scheme is None else [_disposition(one) for one in consultation.scheme.dispositions]
        _set_rows(document, "dispositions", rows, "id")
    if consultation.printed != old.printed:
        _edit_printed(document, old.printed or PrintedTotals(), consultation.printed)
    for key in ("draft", "final"):
        _edit_plan(document, key, getattr(before.settings, key), getattr(settings, key))
    if settings.report:
        _merge(document, "report", settings.report)
    if settings.intake != before.settings.intake:
        _replace(document, "intake", settings.intake or None)
    for key, value in settings.extra.items():
        _merge(document, key, value)


def _put(table: Any, key: str, value: Any) -> None:
    try:
        item = tomlkit.item(value)
    except (TOMLKitError, ValueError, TypeError) as error:
        raise WrongTypeError(f"TOML has no value for {type(value).__name__} ({error})") from None
    table[key] = value if type(table) is dict else item


def _set(table: Any, key: str, old: object, new: object, spelled: Any = None) -> None:
    """Put a value under a key unless it says the same already; None takes the key away."""
    if _alike(old, new):
        return
    if new is None:
        table.pop(key, None)
    else:
        _put(table, key, new if spelled is None else spelled)


def _merge(table: Any, key: str, value: Any) -> None:
    """Put plain data under a key; of two tables, the keys that differ."""
    there = table.get(key)
    if isinstance(value, Mapping) and isinstance(there, Mapping):
        for inner, one in value.items():
            _merge(there, inner, one)
    else:
        _set(table, key, _plain(there), value)


def _replace(table: Any, key: str, value: Any) -> None:
    """Put plain data under a key; of two tables, the keys that differ are put in, and those that are gone taken out."""
    there = table.get(key)
    if isinstance(value, Mapping) and isinstance(there, Mapping):
        for inner in [inner for inner in there if inner not in value]:
            table[key].pop(inner)
        for inner, one in value.items():
            _replace(table[key], inner, one)
    else:
        _set(table, key, _plain(there), value)


def _plain(item: Any) -> Any:
    return item.unwrap() if hasattr(item, "unwrap") else item


def _set_rows(table: Any, key: str, rows: list[dict[str, Any]] | None, name: str) -> None:
    """Put a list of tables under a key; a table of the same name keeps its other keys and its comments."""
    former = list(table.get(key, ()))
    if rows is None:
        table.pop(key, None)
        return
    if not rows:
        _put(table, key, [])
        return
    tables: Any = [] if type(table) is dict else tomlkit.aot()
    for row in rows:
        at = next(
            (at for at, one in enumerate(former) if isinstance(one, Mapping) and one.get(name) == row[name]), None
        )
        target: Any = {} if type(table) is dict else tomlkit.table()
        if at is not None:
            target = former.pop(at)
        for word, value in row.items():
            _set(target, word, _plain(target.get(word)), value)
        tables.append(target)
    table[key] = tables


def _disposition(one: Disposition) -> dict[str, Any]:
    return {"id": one.id, "symbol": one.symbol, "label": one.label, "implies_revision": one.implies_revision}


def _edit_printed(document: Any, old: PrintedTotals, new: PrintedTotals | None) -> None:
    if new is None:
        document.pop("printed", None)
        return
    if "printed" not in document:
        _put(document, "printed", {})
    table = document["printed"]
    for key, unit in TOTALS.items():
        count: Count | None = getattr(new, key)
        _set(table, key, getattr(old, key), count, None if count is None else _count(count, unit))
    for key, unit in BREAKDOWNS.items():
        rows = getattr(new, key)
        if rows != getattr(old, key):
            _set_rows(table, key, None if rows is None else [_printed_row(row, unit) for row in rows], "label")


def _count(count: Count, usual: Unit) -> Any:
    if count.unit == usual:
        return count.value
    return {"value": count.value, "unit": count.unit}


def _printed_row(row: PrintedCount, usual: Unit) -> dict[str, Any]:
    count = row.count
    unit = None if count is None or count.unit == usual else count.unit
    return {"label": row.label, "count": None if count is None else count.value, "id": row.id, "unit": unit}


def _edit_plan(document: Any, key: str, old: PlanFiles | None, new: PlanFiles | None) -> None:
    if old == new:
        return
    if new is None:
        document.pop(key, None)
        return
    if key not in document:
        _put(document, key, {})
    _set(document[key], "version", old.version if old is not None else None, new.version)
    if old is None or old.documents != new.documents:
        rows = [{"name": one.name, "path": one.path} for one in new.documents]
        _set_rows(document[key], "documents", rows, "name")
