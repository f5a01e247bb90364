"""A diagram drawn for an HTML page (図の描画): two lists with lines between them, readable at any width.

The names are text of the page, so that they keep their size, can be read aloud, searched and followed; only the lines
are SVG, stretched between the two lists. Styles of lines, not colours, tell them apart. Nothing is measured: a row has
one height, whatever stands in it.
"""

from collections.abc import Iterator

from plancomment.report.arrangement import Band, arrange
from plancomment.report.diagram import Diagram, DiagramNode
from plancomment.report.html.markup import Markup, element, lined, plain, text

__all__ = ["draw"]

#: More half rows than a printed page holds.
_PAGE = 60


def draw(diagram: Diagram, number: int) -> Markup:
    """The diagram as one ``figure``; ``number`` counts the figures of the page, from 1."""
    name = f"page:picture-{number}"
    lefts = {node.id: index for index, node in enumerate(diagram.left)}
    rights = {node.id: index for index, node in enumerate(diagram.right)}
    bands = arrange([(lefts[edge.source], rights[edge.target]) for edge in diagram.edges])
    titles = [element("span", [text(title)]) for title in diagram.titles]
    parts = [
        *([element("figcaption", [text(diagram.caption)], id=name)] if diagram.caption else []),
        *_legend(diagram),
        element("div", [titles[0], element("span"), titles[1]], class_="sides", aria_hidden="true"),
        *(_band(diagram, band) for band in bands),
    ]
    labelled = {"aria_labelledby": name} if diagram.caption else {}
    return element("figure", lined(parts), id=diagram.anchor, class_="picture", **labelled)


def _legend(diagram: Diagram) -> Iterator[Markup]:
    items = []
    for line, words in diagram.legend:
        stroke = element("path", d="M0 5H40", class_=line)
        items.append(element("li", [element("svg", [stroke], viewBox="0 0 40 10", aria_hidden="true"), text(words)]))
    if items:
        yield element("ul", lined(items), class_="legend")


def _band(diagram: Diagram, band: Band) -> Markup:
    left, right = dict(band.left), dict(band.right)
    lefts = {node.id: index for index, node in enumerate(diagram.left)}
    rights = {node.id: index for index, node in enumerate(diagram.right)}
    words = dict(diagram.legend)
    paths = []
    for number in band.edges:
        edge = diagram.edges[number]
        source, target = lefts[edge.source], rights[edge.target]
        names = f"{diagram.left[source].name} → {diagram.right[target].name}"
        title = f"{names} ({words[edge.line]})" if edge.line in words else names
        begin, end = left[source] + 1, right[target] + 1
        shape = f"M0 {begin}C45 {begin} 55 {end} 100 {end}"
        paths.append(element("path", [element("title", [plain(title)])], d=shape, class_=edge.line, role="listitem"))
    lines = element(
        "svg",
        lined(paths),
        viewBox=f"0 0 100 {band.height}",
        preserveAspectRatio="none",
        role="list",
        aria_label=" → ".join(title for title in diagram.titles if title),
    )
    return element(
        "div",
        lined(
            (
                element("ul", lined(_node(diagram.left[node], place) for node, place in band.left)),
                lines,
                element("ul", lined(_node(diagram.right[node], place) for node, place in band.right)),
            )
        ),
        class_="band" if band.height <= _PAGE else "band long",
        style=f"--rows:{band.height}",
    )


def _node(node: DiagramNode, place: int) -> Markup:
    # White space at the end of a link would be underlined.
    named = node.name.rstrip()
    name = element("strong", [text(named)])
    parts = [element("a", [name], href=f"#{node.link}") if node.link else name, text(node.name[len(named) :])]
    if node.text:
        words = text(node.text)
        parts.append(element("span", [text(" "), element(node.tag, [words]) if node.tag else words]))
    return element("li", [element("div", parts)], style=f"--at:{place + 1}")
