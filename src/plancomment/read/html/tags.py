"""The elements of HTML by what they do to the text in them (HTML Standard, 15.3: how a browser shows them)."""

__all__ = [
    "BLOCKS",
    "CELLS",
    "CONTAINERS",
    "ELSEWHERE",
    "FRAMES",
    "GROUPS",
    "HEADINGS",
    "LISTS",
    "NO_TEXT",
    "OFFICE_FRAMES",
    "ROLES",
    "SILENT_INPUTS",
]

#: Headings and their levels.
HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: Lists of numbered or bulleted items.
LISTS = frozenset(("ul", "ol", "menu", "dir"))
#: Elements, and roles, of what stands around the document on its page, unless they stand in a section of it.
FRAMES = frozenset(("nav", "header", "footer", "aside", "search"))
ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search"))
#: Titles of the divisions in which LibreOffice saves what it prints on every page.
OFFICE_FRAMES = frozenset(("header", "footer"))
#: Cells of tables.
CELLS = frozenset(("td", "th"))
#: Groups of rows.
GROUPS = frozenset(("thead", "tbody", "tfoot"))
#: Elements that hold other elements only: white space between these is layout of the source.
CONTAINERS = frozenset(
    (
        "html",
        "body",
        "main",
        "article",
        "section",
        "div",
        "header",
        "footer",
        "nav",
        "aside",
        "ul",
        "ol",
        "dl",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "colgroup",
    )
)
#: Elements that begin on a line of their own; all others are a part of the text around them.
BLOCKS = frozenset(
    (
        "html",
        "body",
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "select",
        "summary",
        "table",
        "caption",
        "colgroup",
        "textarea",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "ul",
        "xmp",
    )
)
#: Elements whose text is not shown, or is beside the text (rt, rp: ルビ).
NO_TEXT = frozenset(
    (
        "head",
        "title",
        "script",
        "style",
        "template",
        "noscript",
        "noframes",
        "noembed",
        "meta",
        "link",
        "base",
        "param",
        "source",
        "track",
        "area",
        "datalist",
        "col",
        "annotation",
        "annotation-xml",
        "rt",
        "rp",
        "rtc",
    )
)
#: Elements that show what is in another file, or what a program draws.
ELSEWHERE = frozenset(
    (
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "video",
        "audio",
        "canvas",
        "portal",
    )
)
#: Kinds of input whose value is not shown as text.
SILENT_INPUTS = frozenset(
    (
        "hidden",
        "checkbox",
        "radio",
        "file",
        "range",
        "color",
        "password",
    )
)
