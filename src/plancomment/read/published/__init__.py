"""A result that somebody already published (公表済みの結果)."""

from plancomment.read.published.results import Published, read_published

__all__ = ["Published", "read_published"]
