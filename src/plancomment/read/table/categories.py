"""The categories that a table names (項目), in order of first appearance."""

import attrs

from plancomment.comments import Category
from plancomment.read.labels import label_style, split_label

__all__ = ["Categories"]


@attrs.define
class Categories:
    """The categories so far, by their name as it is written, number and all."""

    found: dict[str, Category] = attrs.Factory(dict)

    def id_of(self, name: str) -> str:
        """The id of a category, which is made where it is new."""
        known = self.found.get(name)
        if known is None:
            label, _, rest = split_label(name.replace("\n", " "))
            if not rest or label_style(label) in ("", "caption", "bullet"):
                label, rest = "", name
            known = self.found[name] = Category(str(len(self.found) + 1), rest, None, label)
        return known.id
