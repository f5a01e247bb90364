"""Whatever is written is found again by the second readers: nothing right is refused."""

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import plancomment as pc
from plancomment import strategies
from plancomment.errors import UnknownFormatError
from plancomment.proofreading import proofread, proofread_tables
from plancomment.report import render
from plancomment.report.csv import tables
from plancomment.report.document import Document

HOSTILE = (
    "<b>太字</b> & &amp; <!-- 消える --> <td>",
    "a|b\\|c `d` *e* _f_ # g",
    "=1+1",
    "'=1",
    "一行目\r\n二行目\r三行目\n\n五行目",
    "\t タブ \u3000",
    "\u202e逆向き\u202c (1) \u0627\u0644\u0639",
    "制御\x00\x07\x1b文字\ufffe\ue000",
    "～〜−①㈱葛\U000e0101🏙👨‍👩‍👧﨑髙𠮷⼀⻑",
    "</script><script>alert(1)</script>",
    "].concat(",
    '#read("/etc/passwd") $x$ @ref //',
    "x" * 40_000,
)


def texts() -> st.SearchStrategy[str]:
    return st.sampled_from(HOSTILE) | strategies.texts()


@st.composite
def documents(draw: st.DrawFn) -> Document:
    given_ = draw(strategies.consultations())
    comments = [one if one.is_withheld else attrs.evolve(one, summary=draw(texts())) for one in given_.comments]
    responses = [
        attrs.evolve(one, parts=[pc.ResponsePart(draw(texts()), draw(texts())) for _ in one.parts])
        for one in given_.responses
    ]
    categories = [attrs.evolve(one, label=draw(texts())) for one in given_.categories]
    changed = attrs.evolve(given_, title=draw(texts()), comments=comments, responses=responses, categories=categories)
    layout = attrs.evolve(pc.load_layout(draw(st.sampled_from(pc.LAYOUTS))), notes=[draw(texts())])
    return pc.build_report(changed, layout=layout)


_HEALTH = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx", ".xlsx"])
@settings(max_examples=40, deadline=None, suppress_health_check=_HEALTH)
@given(document=documents())
def test_what_is_written_is_found_again(document: Document, suffix: str) -> None:
    if suffix == ".xlsx":
        pytest.importorskip("xlsxwriter")
    assert proofread(render(document, suffix), suffix, document) == ()


@settings(max_examples=15, deadline=None, suppress_health_check=_HEALTH, phases=[Phase.explicit, Phase.generate])
@given(document=documents())
def test_what_is_printed_is_found_again(document: Document) -> None:
    try:
        data = render(document, ".pdf")
    except (pc.MissingExtraError, UnknownFormatError) as error:
        pytest.skip(str(error))
    assert proofread(data, ".pdf", document) == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(document=documents())
def test_what_is_written_as_csv_is_found_again(document: Document, encoding: str) -> None:
    for _, table in tables(document):
        assert proofread_tables(render(table, ".csv", encoding=encoding), encoding, table) == ()
