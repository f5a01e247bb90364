"""Files that are whole or not there: written beside their place, then put there in one step."""

import os
import stat
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from plancomment.errors import MissingFileError, ReadError, WriteError, WrongTypeError

__all__ = [
    "as_path",
    "decode",
    "encode",
    "is_folder",
    "is_there",
    "read_bytes",
    "read_text",
    "write_bytes",
    "write_text",
    "write_together",
]

# A zero byte means UTF-16 without its mark, or no text at all.
_ZERO = frozenset("\0")
# What Python's CP932 makes of bytes that CP932 does not have.
_NO_CP932 = _ZERO | frozenset("\x80\xa0\uf8f0\uf8f1\uf8f2\uf8f3")


def as_path(path: str | os.PathLike[str]) -> Path:
    """The argument as a path.

    Raises:
        WrongTypeError: it is neither text nor a path.
    """
    try:
        return Path(path)
    except TypeError:
        raise WrongTypeError(f"a path must be str or os.PathLike, not {type(path).__name__}") from None


def is_there(place: Path) -> bool:
    """Whether something has that name, be it a link that leads nowhere; a name that no file can have has nothing."""
    try:
        return os.path.lexists(place)
    except (OSError, ValueError):
        return False


def is_folder(place: Path) -> bool:
    """Whether it is a folder; a name that no folder can have is none."""
    try:
        return place.is_dir()
    except (OSError, ValueError):
        return False


def read_bytes(path: str | os.PathLike[str], *, limit: int | None = None) -> bytes:
    """The file's bytes; no more than ``limit`` of them, where one is given.

    Raises:
        MissingFileError: there is no such file.
        ReadError: it is a folder, may not be read, or is larger than the limit.
    """
    place = as_path(path)
    try:
        if stat.S_ISFIFO(place.stat().st_mode):
            # Reading would wait for ever.
            raise ReadError(str(path), ["is no regular file"])
        if limit is None:
            return place.read_bytes()
        with place.open("rb") as file:
            data = file.read(limit + 1)  # a device has no size that could be asked for
        if len(data) > limit:
            raise ReadError(str(path), [f"is larger than {limit} bytes (Limits.file_bytes)"])
        return data
    except ReadError:
        raise
    except FileNotFoundError as error:
        raise MissingFileError(f"{place}: no such file") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(str(path), [f"cannot be read: {reason}"]) from error


def read_text(path: str | os.PathLike[str], *, limit: int | None = None) -> str:
    """The file's text: UTF-8 (with or without a byte order mark), else CP932, both strict; never guessed.

    Line ends are kept as they are.

    Raises:
        MissingFileError: there is no such file.
        ReadError: it is not text in either encoding, or larger than ``limit`` bytes.
    """
    return decode(read_bytes(path, limit=limit), str(path))


def decode(data: bytes, source: str, *, encodings: Sequence[str] = ("utf-8", "cp932")) -> str:
    """Bytes as text by rule (文字コードの判定): a byte order mark, else the first encoding that fits strictly.

    Raises:
        ReadError: none fits; the message names the first bad byte.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif data[:3] == b"\xef\xbb\xbf":
        encodings = ["utf-8-sig"]
    reasons = []
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            reasons.append(f"not {encoding}: byte {error.start + 1} is 0x{data[error.start]:02x}")
            continue
        odd = {char for char in (_NO_CP932 if encoding == "cp932" else _ZERO) if char in text}
        if not odd:
            return text
        reasons.append(f"not {encoding}: it would hold U+{ord(min(odd)):04X}, which no text does")
    raise ReadError(source, ["the encoding is unknown; save it as UTF-8", *reasons])


def write_bytes(path: str | os.PathLike[str], data: bytes) -> Path:
    """Put the bytes at ``path``: a temporary file beside it, flushed to the disk, replaces what was there.

    Raises:
        WriteError: nothing was written; what was at ``path`` before is untouched.
    """
    place = as_path(path)
    temporary: str | None = None
    try:
        temporary = _stage(place, data)
        os.replace(temporary, place)
    except (OSError, ValueError) as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or str(error)
        raise WriteError(f"{place} was not written: {reason}") from error
    return place


def write_together(contents: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Put several files in place: all are written beside their places first, then they replace what was there.

    Raises:
        WriteError: one of them could not be written; what was there before is there again.
    """
    staged: dict[Path, str] = {}
    former: dict[Path, bytes | None] = {}
    place = Path()
    try:
        for place, data in contents.items():
            staged[place] = _stage(place, data)
        for place, temporary in staged.items():
            former[place] = place.read_bytes() if place.exists() else None
            os.replace(temporary, place)
    except (OSError, ValueError) as error:
        former.pop(place, None)
        for path, before in former.items():
            if before is None:
                path.unlink(missing_ok=True)
            else:
                write_bytes(path, before)
        for temporary in staged.values():
            Path(temporary).unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or str(error)
        raise WriteError(f"{place} was not written, nor any file with it: {reason}") from error
    return tuple(contents)


def _stage(place: Path, data: bytes) -> str:
    """A temporary file beside its place that holds the data and is on the disk."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(place))
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return temporary


def _mode(place: Path) -> int:
    """The rights of the file that is replaced, else what a newly made file gets."""
    if place.exists():
        return place.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def encode(text: str, name: str, *, encoding: str = "utf-8") -> bytes:
    """The text as bytes; line ends are kept as they are.

    Raises:
        WriteError: ``encoding`` cannot hold a character; ``name`` says what was not written.
    """
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        char = text[error.start]
        raise WriteError(
            f"{name} was not written: {encoding} cannot hold U+{ord(char):04X} (character {error.start + 1})"
        ) from error


def write_text(path: str | os.PathLike[str], text: str, *, encoding: str = "utf-8") -> Path:
    """Put the text at ``path`` as :func:`write_bytes` does; line ends are written as they are.

    Raises:
        WriteError: nothing was written; also where ``encoding`` cannot hold a character.
    """
    return write_bytes(path, encode(text, str(path), encoding=encoding))
