"""The tree of categories that a published result shows twice: in its summary and as headings of the comment table."""

import functools
import re
import unicodedata

import attrs

from plancomment.comments import Category
from plancomment.read.published.lines import fold
from plancomment.textdiff.keys import comparison_key

__all__ = ["CategoryTree", "split_number"]


@functools.cache
def _number() -> re.Pattern[str]:
    # One alternative for each style of numbers; the name of the group that matched is the style.
    digits, delimiter = "[0-9０-９]+", r"(?:[.．、:：)）](?![0-9０-９])|(?=\s))"
    return re.compile(
        rf"\s*(?:第(?:{digits}|[一二三四五六七八九十]+)(?P<unit>[章節部編款項])"
        rf"|(?P<bracketed>[(（]{digits}[)）])"
        r"|(?P<kana>[(（][ア-ンｱ-ﾝ][)）]|[ア-ンｱ-ﾝ](?:[.．、)）]|(?=\s)))"
        r"|(?P<letter>[(（][A-Za-zＡ-Ｚａ-ｚ][)）]|[A-Za-zＡ-Ｚａ-ｚ](?:[.．、)）]|(?=\s)))"
        r"|(?P<circled>[①-⑳])"
        r"|(?P<roman>[Ⅰ-Ⅻⅰ-ⅻ][.．]?)"
        rf"|(?P<compound>{digits}(?:[-－‐.．]{digits})+)"
        rf"|(?P<plain>{digits}(?:{delimiter}|(?![0-9０-９年月日件人名歳時割回円種つ%％]))))\s*"
    )


def split_number(text: str) -> tuple[str, str, str]:
    """A heading as style, number and label: ``"(9) 人材"`` gives ``("bracketed", "(9)", "人材")``.

    The number is as printed without white space around it; style and number are ``""`` where it has none. A number
    alone is no heading: it is the label then.
    """
    text = text.strip()
    match = _number().match(text)
    if match is None or match.end() == len(text):
        return "", "", text
    style = next(name for name, value in match.groupdict().items() if value)
    if style == "unit":
        style = match["unit"]
    elif style == "compound":
        style = f"compound{len(re.findall('[0-9０-９]+', match[0]))}"
    return style, match[0].strip(), text[match.end() :]


@functools.lru_cache(maxsize=4096)
def _key(label: str) -> str:
    return fold(comparison_key(label))


def _number_key(number: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", number) if char.isalnum())


@attrs.define
class CategoryTree:
    """Collects the categories (項目) while a file is read. Ids count the children of each parent: 1, 2, 2.1, 2.2 …

    Attributes:
        categories: in the order in which they were met.
    """

    categories: list[Category] = attrs.field(factory=list)
    _styles: list[str] = attrs.field(factory=list, init=False)
    _path: list[str] = attrs.field(factory=list, init=False)
    _children: dict[str, int] = attrs.field(factory=dict, init=False)
    _parents: dict[str, str | None] = attrs.field(factory=dict, init=False)
    _style_of: dict[str, str] = attrs.field(factory=dict, init=False)

    @property
    def current(self) -> str | None:
        """The id of the innermost category that was met last, None before the first."""
        return self._path[-1] if self._path else None

    @property
    def top(self) -> str | None:
        """The id of the top category above the current one, or that one itself."""
        return self._path[0] if self._path else None

    def leave(self) -> None:
        """Forget where the reading stood: the next table begins outside every category."""
        self._path.clear()

    def add(self, style: str, number: str, label: str, *, depth: int | None = None) -> str:
        """A new category below the one where its style of number belongs; its id.

        ``depth`` 0 puts it at the top, 1 somewhere below the last top category. Without it a style that was met
        before keeps its depth, a new one goes one deeper, and a label without number stands beside the last one.
        """
        at = self._depth(style, depth)
        del self._styles[at + 1 :]
        if at == len(self._styles):
            self._styles.append(style)
        elif not self._styles[at]:
            self._styles[at] = style
        del self._path[at:]
        parent = self.current
        count = self._children[parent or ""] = self._children.get(parent or "", 0) + 1
        category_id = str(count) if parent is None else f"{parent}.{count}"
        self.categories.append(Category(category_id, label, parent, number))
        self._parents[category_id] = parent
        self._style_of[category_id] = self._styles[at]
        self._path.append(category_id)
        return category_id

    def _depth(self, style: str, depth: int | None) -> int:
        if depth == 0 or not self._path:
            return 0
        least = depth or 0
        if style and style in self._styles[least:]:
            return min(self._styles.index(style, least), len(self._path))
        if style:
            return len(self._path)
        # 全般 and the like stand beside the numbered parts, below the top category that they speak about.
        beside = 1 if self._styles[0] else 0
        return max(least, min(beside, len(self._path)))

    def find(self, number: str, label: str) -> str | None:
        """The id of the category with that label, however its number and its spaces are written; None if there is none.

        Where several have the label: the one with the same number, best in the same spelling, and best below the same
        top category as the last one met.
        """
        key = _key(label)
        found = [one for one in self.categories if _key(one.label) == key]

        def distance(one: Category) -> tuple[bool, bool, bool]:
            return (
                _number_key(one.number) != _number_key(number),
                fold(one.number) != fold(number),
                self.top is None or self._top_of(one.id) != self.top,
            )

        return min(found, key=distance).id if found else None

    def enter(self, category_id: str) -> None:
        """Make a category the current one."""
        path: list[str] = []
        node: str | None = category_id
        while node is not None:
            path.insert(0, node)
            node = self._parents[node]
        self._path = path
        self._styles = [self._style_of[one] for one in path]

    def _top_of(self, category_id: str) -> str:
        parent = self._parents[category_id]
        while parent is not None:
            category_id, parent = parent, self._parents[parent]
        return category_id
