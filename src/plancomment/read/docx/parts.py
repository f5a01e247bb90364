"""The parts of a Word file, found by what the package says of them, not by fixed names (パッケージの部品)."""

import posixpath
from typing import Any
from urllib.parse import unquote

import attrs

from plancomment.errors import ReadError
from plancomment.read.docx.names import STRICT, W
from plancomment.read.limits import Limits
from plancomment.read.markup import parse_xml
from plancomment.read.packages import Package, open_package

__all__ = ["Parts", "Relation", "open_parts"]

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_MAIN_TYPES = ("document.main+xml", "template.main+xml", "document.macroEnabled.main+xml")


@attrs.frozen
class Relation:
    """What a part points to.

    Attributes:
        kind: the last word of the relationship's type: ``"styles"``, ``"footnotes"``, ``"hyperlink"`` …
        target: the part's name in the package, or the address as given where it is external.
        is_external: whether it lies outside the file; such a one is never followed.
    """

    kind: str
    target: str
    is_external: bool


@attrs.define
class Parts:
    """The XML parts of one file (部品).

    Attributes:
        source: the file's name.
        limits: how much is taken on.
        main: the name of the document part.
    """

    source: str
    limits: Limits
    _package: Package
    _names: dict[str, str]
    main: str = ""
    _relations: dict[str, dict[str, Relation]] = attrs.field(factory=dict)

    def root(self, name: str) -> Any | None:
        """The root element of a part, None if the package has no such part. Raises as ``parse_xml`` does."""
        entry = self._names.get(name.lower())
        if entry is None:
            return None
        root = parse_xml(self._package.read(entry), self.source, entry, self.limits, extra="docx")
        return _as_transitional(root)

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part points to, by id; ``""`` is the package itself."""
        found = self._relations.get(name)
        if found is None:
            found = self._relations[name] = self._read_relations(name)
        return found

    def _read_relations(self, name: str) -> dict[str, Relation]:
        folder, file = posixpath.split(name)
        root = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
        relations: dict[str, Relation] = {}
        for element in () if root is None else root.iter(_RELATION):
            kind = element.get("Type", "").rpartition("/")[2]
            target = element.get("Target", "")
            is_external = element.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            relations.setdefault(element.get("Id", ""), Relation(kind, target, is_external))
        return relations

    def of_kind(self, kind: str) -> Any | None:
        """The root of the first part of that kind that the document points to, None if there is none."""
        for relation in self.relations(self.main).values():
            if relation.kind == kind and not relation.is_external:
                return self.root(relation.target)
        return None


def open_parts(data: bytes, source: str, limits: Limits) -> tuple[Parts, Any]:
    """The parts of a Word file, and the root of its document part.

    Raises:
        MissingExtraError: lxml is not installed.
        ReadError: it is no Word file, or damaged.
    """
    package = open_package(data, source, limits)
    names = {name.replace("\\", "/").lstrip("/").lower(): name for name in reversed(package.names)}
    parts = Parts(source, limits, package, names)
    candidates = [relation.target for relation in parts.relations("").values() if relation.kind == "officeDocument"]
    candidates += [*_declared(parts), "word/document.xml"]
    for name in candidates:
        root = parts.root(name)
        if root is None:
            continue
        if root.tag != f"{W}document":
            raise ReadError(source, [f"it is no Word document: {name} begins with <{_local(root.tag)}>"])
        parts.main = name
        return parts, root
    raise ReadError(source, ["it is no Word document: the archive has no document part"])


def _declared(parts: Parts) -> list[str]:
    types = parts.root("[Content_Types].xml")
    return [
        override.get("PartName", "").lstrip("/")
        for override in (() if types is None else types.iter(_OVERRIDE))
        if override.get("ContentType", "").endswith(_MAIN_TYPES)
    ]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2][:40]


def _as_transitional(root: Any) -> Any:
    """The same tree with the namespaces that all the rest of this reader knows."""
    if not any(f"{{{uri}}}" in STRICT for uri in _uris(root)):
        return root
    for element in root.iter("*"):
        element.tag = _renamed(element.tag)
        for name, value in list(element.attrib.items()):
            if name.startswith("{") and (new := _renamed(name)) != name:
                del element.attrib[name]
                element.set(new, value)
    return root


def _uris(root: Any) -> set[str]:
    return {uri for uri in root.nsmap.values() if uri} | {root.tag[1:].partition("}")[0]}


def _renamed(name: str) -> str:
    uri, brace, local = name.partition("}")
    return STRICT.get(uri + brace, uri + brace) + local
