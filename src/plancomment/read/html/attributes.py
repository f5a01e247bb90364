"""Pages with so many attributes in one tag that their parser would take hours (属性の数).

libxml2 looks through all attributes of a tag for each further one, so that their number has to be known before.
"""

import re

from plancomment.errors import ReadError

__all__ = ["check_attributes"]

#: No tag of a page that people read has as many.
_MOST = 1000
#: Tags within comments and programs that are looked at one by one, where it is not certain what these are.
_MOST_INNER = 20_000

# As HTML is cut into tokens (HTML Standard, 13.2.5); possessive, so that no text is looked at twice.
_ATTRIBUTE = r"""(?:[\s/]*+(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+)"""
_TAG = r"</?[A-Za-z][^\s/>]*+"
_MANY = re.compile(rf"{_TAG}{_ATTRIBUTE}{{{_MOST}}}")
_BEGIN = re.compile("</?[A-Za-z]")
_TOKEN = re.compile(
    # Tags without attributes and the text between them, many at once: most pages consist of these.
    rf"(?P<bare>(?:</?+(?!(?i:script|style))[A-Za-z][^\s/><]*+>[^<]*+)++)"
    rf"|(?P<apart><!--(?:-?>|.*?(?:--!?>|\Z))|<(?P<kind>(?i:script|style))(?=[\s/>]){_ATTRIBUTE}*+[\s/]*+>.*?(?:</(?i:(?P=kind))|\Z))"
    rf"|{_TAG}{_ATTRIBUTE}{{0,{_MOST - 1}}}+(?:{_ATTRIBUTE}(?P<flood>))?+",
    re.DOTALL,
)
# A ``>`` in quotes; any other one ends its tag.
_QUOTED = re.compile(r"""=\s*+(?:"[^">]*+>|'[^'>]*+>)""")
# With these within, what looks like a comment or program may end elsewhere.
_ENDS = re.compile("</(?:title|textarea|xmp|iframe|noembed|noframes)", re.IGNORECASE)


def check_attributes(text: str, source: str) -> None:
    """Refuse a page with a tag of 1,000 attributes; programs and comments in it may look as they like.

    Raises:
        ReadError: there is such a tag, or the page is written so that this cannot be told.
    """
    if not _may_have_many(text):
        return
    tags, is_doubtful = 0, False
    for match in _TOKEN.finditer(text):
        bare, apart = match["bare"], match["apart"]
        if bare is not None:
            tags += bare.count("<")
        elif apart is not None:
            is_doubtful = is_doubtful or _is_doubtful(apart)
        else:
            tags += 1
            if match["flood"] is not None:
                raise _refusal(source)
    if not is_doubtful:
        return
    inner = sum(1 for _ in _BEGIN.finditer(text)) - tags
    if inner > _MOST_INNER or _MANY.search(text) is not None:
        raise _refusal(source)


def _may_have_many(text: str) -> bool:
    """Whether a tag may be long enough, however the page is cut into tags: an attribute has a character at least."""
    if _QUOTED.search(text) is not None:
        return True
    begin = 0
    while begin + _MOST <= len(text):
        end = text.rfind(">", begin, begin + _MOST)
        if end < 0:
            return True
        begin = end + 1
    return False


def _is_doubtful(apart: str) -> bool:
    inner = apart.find("<!--", 4)
    return (inner >= 0 and "<script" in apart[inner:].lower()) or _ENDS.search(apart) is not None


def _refusal(source: str) -> ReadError:
    return ReadError(source, [f"a tag has {_MOST} attributes or more"])
