"""XML of spreadsheets, parsed as it streams: no entities, no document types, no deeper and no longer than allowed."""

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

import attrs

from plancomment.errors import ReadError
from plancomment.read.limits import Limits

__all__ = ["Attributes", "Parser", "parse_parts"]

Attributes = dict[str, str]

#: The longest piece of markup that is taken in: a longer tag or comment has no place in a spreadsheet.
_MARKUP = 4_000_000


def _ignore(data: str) -> None:
    pass


@attrs.define
class Parser:
    """An expat parser that calls a function where an element of a certain name begins or ends (構文解析器).

    Attributes:
        source: the file's name, for errors.
        part: the entry of the archive, for errors.
        limits: how deep elements may stand.
        starts: what is called with the attributes where an element begins, by its name: namespace, space, local name.
        ends: what is called where it ends.
        text: what is called with text, in pieces.
        fed: bytes given to the parser so far.
        encoding: as the XML declaration names it, ``""`` where it names none.
        depth: of elements that are open.
    """

    source: str
    part: str
    limits: Limits
    starts: Mapping[str, Callable[[Attributes], None]]
    ends: Mapping[str, Callable[[], None]]
    text: Callable[[str], None] = _ignore
    fed: int = 0
    encoding: str = ""
    depth: int = 0
    _expat: expat.XMLParserType = attrs.field(init=False, factory=lambda: expat.ParserCreate(namespace_separator=" "))

    def __attrs_post_init__(self) -> None:
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self.text
        self._expat.StartDoctypeDeclHandler = self._refuse
        self._expat.XmlDeclHandler = self._declare

    @property
    def at(self) -> int:
        """The byte, of those fed, at which the element begins or ends that a function is called for."""
        return self._expat.CurrentByteIndex

    def feed(self, data: bytes, *, is_last: bool = False) -> None:
        """Parse on.

        Raises:
            ReadError: it is not well formed, declares a document type, is nested too deeply, or has a tag without end.
        """
        self.fed += len(data)
        try:
            self._expat.Parse(data, is_last)
        except expat.ExpatError as error:
            raise ReadError(self.source, [f"{self.part} is not XML: {error}"]) from error
        except (LookupError, ValueError) as error:
            if isinstance(error, ReadError):
                raise
            raise ReadError(self.source, [f"{self.part} is not XML: {error}"]) from error
        if self.fed - max(self.at, 0) > _MARKUP:
            raise ReadError(self.source, [f"{self.part} has a piece of markup longer than {_MARKUP} bytes"])

    def _start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > self.limits.depth:
            raise ReadError(self.source, [f"{self.part} is nested deeper than {self.limits.depth} (Limits.depth)"])
        start = self.starts.get(name)
        if start is not None:
            start(attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        end = self.ends.get(name)
        if end is not None:
            end()

    def _refuse(self, *_: object) -> None:
        raise ReadError(self.source, [f"{self.part} declares a document type, which no office file does"])

    def _declare(self, version: str, encoding: str | None, standalone: int) -> None:
        self.encoding = (encoding or "").lower()


def parse_parts(pieces: Iterable[bytes], parser: Parser) -> None:
    """All pieces of one part, to its end. Raises as :meth:`Parser.feed` does."""
    for piece in pieces:
        parser.feed(piece)
    parser.feed(b"", is_last=True)
