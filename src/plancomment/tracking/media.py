"""Whether two pictures, charts or text boxes are the same (図の異同): by the parts they lead to, and their words."""

import hashlib
from typing import Any

import attrs

from plancomment.read.docx.names import DRAWING, R, W
from plancomment.read.docx.parts import Parts
from plancomment.read.packages import Package

__all__ = ["Media", "Source"]


@attrs.define
class Source:
    """One file and its parts.

    Attributes:
        parts: what the document leads to.
        package: the archive.
    """

    parts: Parts
    package: Package
    _known: dict[str, str] = attrs.field(factory=dict)

    def marks(self, element: Any) -> tuple[list[str], str]:
        """What tells an object from others: marks of the parts that it leads to, and its words."""
        relations = self.parts.relations(self.parts.main)
        found = []
        for inner in element.iter():
            for name, value in inner.attrib.items():
                relation = relations.get(value) if name.startswith(R) else None
                if relation is not None:
                    found.append(relation.target if relation.is_external else self._mark(relation.target))
        return sorted(set(found)), "".join(text.text or "" for text in element.iter(f"{W}t", f"{DRAWING}t"))

    def _mark(self, name: str) -> str:
        if name not in self._known:
            data = self.package.read(name) if name in self.package else b""
            self._known[name] = hashlib.sha256(data).hexdigest()
        return self._known[name]


@attrs.define
class Media:
    """The objects of both files.

    Attributes:
        old: the draft.
        new: the final.
    """

    old: Source
    new: Source

    def differ(self, old: Any, new: Any) -> bool:
        return self.old.marks(old) != self.new.marks(new)
