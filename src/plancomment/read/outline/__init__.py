"""Plans of any format into clauses (計画本文)."""

from plancomment.read.outline.plans import SUFFIXES, parse_plan, read_plan, read_tracked

__all__ = ["SUFFIXES", "parse_plan", "read_plan", "read_tracked"]
