"""Which old clause became which new clause (条項の対応)."""

from plancomment.alignment.pairing import Alignment, ClausePair, align, changed_pairs

__all__ = ["Alignment", "ClausePair", "align", "changed_pairs"]
