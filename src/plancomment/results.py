"""A published result, from any of its files (公表済みの結果): what people read, or the values as JSON."""

import os
from pathlib import Path
from typing import Any

from plancomment import archive, files
from plancomment.comparison import Comparison
from plancomment.consultation import Consultation
from plancomment.errors import ReadError
from plancomment.read import published
from plancomment.read.limits import Limits, as_limits
from plancomment.read.published import Published

__all__ = ["read_published"]

#: What ``publish`` calls the values of a result.
_VALUES = ("consultation.json", "comparison.json")


def read_published(path: str | os.PathLike[str], *, limits: Limits | None = None) -> Published:
    """A published result from Word, Excel, PDF, HTML, Markdown, CSV, JSON, or extracted text with tabs (.txt).

    No text is dropped and none invented: what has no place in the values is quoted in a finding (PC605), and a text
    that the file lost is None. See :mod:`plancomment.read.published.remarks` for the codes, and
    docs/reference/published.md for what is read, and what of a result of this library comes back equal.

    Args:
        path: the file; or a folder that ``publish`` wrote, or its ``json`` folder, of which the values are read.
        limits: what it may hold at most; the usual limits by default.

    Raises:
        UnknownFormatError: the file name ends in something else.
        MissingFileError: there is no such file.
        MissingExtraError: what reads that format is not installed.
        InvalidDataError: a JSON file holds no value of this library.
        ReadError: it is empty, no text, beyond the limits, or holds no table of comments although it does not say that
            there were none; a JSON file holds another value than a consultation.
    """
    if isinstance(path, str | os.PathLike):
        place = files.as_path(path)
        if place.is_dir():
            return _of_folder(place, as_limits(limits))
        if place.suffix.lower() == ".json":
            return _of_values([place], as_limits(limits))
    return published.read_published(path, limits=limits)


def _of_folder(folder: Path, limits: Limits) -> Published:
    for inner in (folder / "json", folder):
        if (inner / _VALUES[0]).is_file():
            return _of_values([inner / name for name in _VALUES if (inner / name).is_file()], limits)
    raise ReadError(str(folder), [f"it is a folder without {_VALUES[0]}; name the file that is to be read"])


def _of_values(places: list[Path], limits: Limits) -> Published:
    consultation: Consultation | None = None
    comparison: Comparison | None = None
    for place in places:
        value: Any = archive.from_json(
            files.read_text(place, limit=limits.file_bytes).removeprefix("\ufeff"), source=place.name
        )
        if isinstance(value, Published):
            return value
        if isinstance(value, Consultation):
            consultation = value
        elif isinstance(value, Comparison):
            comparison = value
        else:
            raise ReadError(
                str(place), [f"it holds a {type(value).__name__}, not a Consultation, a Comparison or a Published"]
            )
    if consultation is None:
        raise ReadError(
            str(places[0]),
            ["it holds a comparison alone; name the folder that the comments are in, too"],
        )
    return Published(consultation, comparison)
