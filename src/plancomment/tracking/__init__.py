"""The draft with tracked changes that make it the final (変更履歴つきの素案)."""

from plancomment.tracking.tracked import write_tracked

__all__ = ["write_tracked"]
