"""Spreadsheets (.xlsx, .xls, .ods) as blocks."""

from plancomment.read.blocks import Contents
from plancomment.read.limits import Limits

__all__ = ["read_blocks"]


def read_blocks(data: bytes, source: str, limits: Limits) -> Contents:
    raise NotImplementedError
