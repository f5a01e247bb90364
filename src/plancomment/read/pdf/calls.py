"""pdfium's calls that are made for every character and object, without the cost of typed pointers.

pypdfium2 wraps each handle and each result in a pointer object of its own; plain addresses take a third of the time.
The functions are the same, found at the addresses that pypdfium2 loaded.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import attrs

__all__ = ["Calls", "address_of", "make_calls"]

_Call = Callable[..., Any]
_PLACE, _AT = ctypes.c_void_p, ctypes.c_int


@attrs.frozen
class Calls:
    """Functions of pdfium that take and give addresses. Their names are pdfium's, in short."""

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


def address_of(handle: Any) -> int:
    """The address that a handle of pypdfium2 stands for."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def make_calls(raw: Any) -> Calls:
    """The functions, of ``pypdfium2.raw``."""

    def plain(name: str, result: Any, *arguments: Any) -> _Call:
        return ctypes.PYFUNCTYPE(result, *arguments)(address_of(getattr(raw, name)))

    flag, size = ctypes.c_int, ctypes.c_double
    return Calls(
        raw,
        plain("FPDFPage_GetObject", _PLACE, _PLACE, _AT),
        plain("FPDFPageObj_GetType", flag, _PLACE),
        plain("FPDFText_GetCharOrigin", flag, _PLACE, _AT, _PLACE, _PLACE),
        plain("FPDFText_GetLooseCharBox", flag, _PLACE, _AT, _PLACE),
        plain("FPDFText_GetMatrix", flag, _PLACE, _AT, _PLACE),
        plain("FPDFText_GetFontSize", size, _PLACE, _AT),
        plain("FPDFText_GetFontInfo", ctypes.c_ulong, _PLACE, _AT, _PLACE, ctypes.c_ulong, _PLACE),
        plain("FPDFText_IsGenerated", flag, _PLACE, _AT),
        plain("FPDFText_HasUnicodeMapError", flag, _PLACE, _AT),
    )
