"""Plan texts into clauses: Markdown and plain text (計画本文)."""

from plancomment.read.outline.plans import parse_plan, read_plan

__all__ = ["parse_plan", "read_plan"]
