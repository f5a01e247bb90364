"""pdfium's calls that are made for every line and object, without the cost of typed pointers.

pypdfium2 wraps each handle and each result in a pointer object of its own, and ctypes checks each argument against the
declared types. References that are made once for a page and passed undeclared take a third of the time or less. The
functions are the same, found at the addresses that pypdfium2 loaded.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import attrs

__all__ = ["Calls", "make_calls", "refer"]

_Call = Callable[..., Any]


class _Handle(ctypes.c_void_p):
    """An address as pdfium gives it: a kind of its own, so that ctypes hands it on without making a number of it."""


@attrs.frozen
class Calls:
    """Functions of pdfium. They take what ``refer`` and ``ctypes.byref`` give, and numbers of C's int.

    Their names are pdfium's, in short.
    """

    raw: Any
    get_object: _Call
    get_type: _Call
    get_origin: _Call
    get_box: _Call
    get_matrix: _Call
    get_size: _Call
    get_font: _Call
    is_generated: _Call
    is_unmapped: _Call


def refer(handle: Any) -> Any:
    """What stands for a handle of pypdfium2 in these calls, to be made once."""
    return ctypes.byref(handle.contents)


def make_calls(raw: Any) -> Calls:
    """The functions, of ``pypdfium2.raw``."""

    def plain(name: str, result: Any) -> _Call:
        return ctypes.PYFUNCTYPE(result)(ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0)

    flag = ctypes.c_int
    return Calls(
        raw,
        plain("FPDFPage_GetObject", _Handle),
        plain("FPDFPageObj_GetType", flag),
        plain("FPDFText_GetCharOrigin", flag),
        plain("FPDFText_GetLooseCharBox", flag),
        plain("FPDFText_GetMatrix", flag),
        plain("FPDFText_GetFontSize", ctypes.c_double),
        plain("FPDFText_GetFontInfo", ctypes.c_ulong),
        plain("FPDFText_IsGenerated", flag),
        plain("FPDFText_HasUnicodeMapError", flag),
    )
