"""Whatever is published as HTML, Markdown, Excel or Word is read back to equal values; what "equal" means stands in
docs/reference/published.md."""

import datetime
import tempfile
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import plancomment as pc
from plancomment import strategies
from plancomment.redaction import public_view
from plancomment.report.controls import lines, visible

SUFFIXES = (".html", ".md", ".xlsx", ".docx")
HOSTILE = (
    "=1+1",
    "a|b\\|c",
    "<b>太字</b> & &amp; <!-- 消える -->",
    "一行目\n二行目\n\n四行目",
    "\tタブ\tで始まる",
    "  空白  で始まり終わる  ",
    "\u3000全角の字下げ\u3000",
    "# 見出し",
    "No.｜意見の概要｜対応｜市の考え方",
    "第１章　総論",
    "（公表しません。理由：なし）",
    "（No.1と同じ）",
    "（空白）",
    "（新設）",
    "＜題＞",
    "- 3 -",
    "「No.1」の回答のとおりです。",
    "～〜−①㈱葛󠄀🏙",
    '**強調** _下線_ `符号` [先](#x) <a id="comment-1"></a>',
    "合計",
    "12件",
)


def hostile_texts() -> st.SearchStrategy[str]:
    return st.sampled_from(HOSTILE) | strategies.texts()


def shown(text: str) -> str:
    """A text as a page shows it: signs for control characters, LF for every line break."""
    return "\n".join(lines(visible(text)))


def write_and_read(document: object, suffix: str) -> pc.Published:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"result{suffix}"
        pc.write(document, path)  # type: ignore[arg-type]
        return pc.read_published(path)


def facts(given: pc.Consultation) -> dict[str, object]:
    """What must come back of the public view, in the order of the page."""

    def same(text: str) -> str:
        text = shown(text)
        return text if text.strip() else ""

    def whole(text: str) -> str:
        return same(text) if text.strip() else ""

    tally = pc.tally(given)
    rows = [row for row in tally.by_category if row.id is not None]
    order = {row.id: number for number, row in enumerate(tally.by_category)}
    comments = sorted(given.comments, key=lambda one: order[one.category_id] if given.categories else 0)
    answers = given.responses_by_comment()
    effective = given.effective_dispositions()
    responses = dict.fromkeys(
        answer.id for one in comments if not one.is_withheld for answer in answers.get(one.id, ())
    )
    by_id = {one.id: one for one in given.responses}
    has_numbers = any(one.number for one in comments)
    return {
        "title": whole(given.title),
        "plan_title": same(given.plan_title),
        "authority": same(given.authority),
        "days": (given.opened_on, given.closed_on, given.draft_published_on),
        "categories": [(row.id, same(row.number), same(row.label), row.parent_id) for row in rows],
        "scheme": [
            (one.id, same(one.symbol), same(one.label))
            for one in (given.scheme.dispositions if given.scheme is not None else ())
        ],
        "comments": [
            (
                one.id,
                same(one.number) if has_numbers else "",
                None if one.published_text is None else whole(one.published_text),
                one.category_id,
                effective.get(one.id),
                None if one.withheld_reason is None else same(one.withheld_reason),
            )
            for one in comments
        ],
        "responses": [
            (
                name,
                set(by_id[name].comment_ids),
                [(same(part.title), same(part.text)) for part in by_id[name].parts if part.title or part.text],
                [
                    (one.response_id, same(one.part_title))
                    for one in by_id[name].refers_to
                    if one.response_id in responses
                ],
            )
            for name in responses
        ],
    }


def assert_totals(published: pc.Published, given: pc.Consultation) -> None:
    tally, printed = pc.tally(given), published.consultation.printed
    assert printed is not None
    assert printed.comments == tally.received
    assert (printed.persons, printed.groups, printed.submissions) == (tally.persons, tally.groups, tally.submissions)
    for rows, ids in ((printed.by_category, tally.by_category), (printed.by_disposition, tally.by_disposition)):
        if rows is not None:
            assert [row.id for row in rows] == [row.id for row in ids if row.id is not None]
    for row in printed.by_category or ():
        assert row.count == next(one.count for one in tally.by_category if one.id == row.id)
    for row in printed.by_disposition or ():
        assert row.count == next(one.count for one in tally.by_disposition if one.id == row.id)
    assert [row.count for row in printed.by_channel or ()] == [row.count for row in tally.by_channel]


@st.composite
def records(draw: st.DrawFn) -> pc.Consultation:
    """Consultations of the test kit, some of whose texts are hostile, with references between responses."""
    given = draw(strategies.consultations())
    swap = st.none() | st.sampled_from(HOSTILE)

    def text(own: str) -> str:
        other = draw(swap)
        return own if other is None else other

    def comment(one: pc.Comment) -> dict[str, str | None]:
        summary = None if one.is_withheld else text(one.published_text or "")
        return {"summary": summary, "number": text(one.number)}

    responses = []
    for number, one in enumerate(given.responses):
        parts = tuple(pc.ResponsePart(text(part.text), text(part.title)) for part in one.parts)
        before = draw(st.lists(st.sampled_from(responses), max_size=2, unique_by=id)) if number else []
        refers = tuple(
            pc.Reference(other.id, draw(st.sampled_from(["", *(part.title for part in other.parts)])))
            for other in before
        )
        responses.append(attrs.evolve(one, parts=parts, refers_to=refers))
    scheme = given.scheme
    if scheme is not None:
        scheme = pc.DispositionScheme(
            tuple(attrs.evolve(one, label=text(one.label), symbol=text(one.symbol)) for one in scheme.dispositions)
        )
    return attrs.evolve(
        given,
        title=text(given.title),
        plan_title=text(""),
        authority=text(""),
        opened_on=draw(st.none() | st.dates(min_value=datetime.date(1990, 1, 1))),
        closed_on=draw(st.none() | st.dates(min_value=datetime.date(1990, 1, 1))),
        categories=tuple(attrs.evolve(one, label=text(one.label), number=text(one.number)) for one in given.categories),
        comments=tuple(attrs.evolve(one, **comment(one)) for one in given.comments),
        scheme=scheme,
        responses=tuple(responses),
    )


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("lang", ["ja", "en"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(given_=records())
def test_what_is_published_is_read_back(given_: pc.Consultation, suffix: str, lang: str) -> None:
    given_ = public_view(given_)
    published = write_and_read(pc.build_report(given_, lang=lang), suffix)
    assert facts(published.consultation) == facts(given_)
    assert_totals(published, given_)
    assert published.ledger is not None
    assert published.ledger.records_read == len(given_.comments)
    assert len(published.places) == len(given_.comments)
    assert published.consultation.problems() == ()


# --- every layout that comes with it


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", pc.LAYOUTS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(given_=records())
def test_what_is_published_in_any_layout_is_read_back(given_: pc.Consultation, name: str, suffix: str) -> None:
    given_ = public_view(given_)
    layout = pc.load_layout(name)
    found = facts(write_and_read(pc.build_report(given_, layout=layout), suffix).consultation)
    wanted = facts(given_)
    if "dispositions" not in layout.sections:
        # A layout without dispositions shows none: neither the scheme nor what became of a comment.
        wanted["scheme"] = found["scheme"]
        assert found["scheme"] == []
        wanted["comments"] = [(*one[:4], None, one[5]) for one in wanted["comments"]]  # type: ignore[attr-defined]
    assert found == wanted


@st.composite
def layouts(draw: st.DrawFn) -> pc.Layout:
    """Layouts of any kind whose result can be read back: number, comment, disposition and answer are printed."""
    columns = draw(st.permutations(["cited", "number", "opinion", "disposition", "answer"]))
    # The categories are told by lines, by headings, or by the first column.
    tables = draw(st.sampled_from(["one", "flat", "category"]))
    left_out = draw(st.sampled_from(["", "cited"])) if tables != "flat" else ""
    return pc.Layout(
        comment_columns=[name for name in columns if name != left_out],
        comment_tables=tables,  # type: ignore[arg-type]
        comment_numbers=draw(st.sampled_from(["through", "category"])),
        comparison_columns=draw(st.permutations(["place", "old", "new", "note"])),
        blanks=draw(st.booleans()),
        numbering=draw(st.sampled_from(["1", "（１）", "Ⅰ", "none"])),
        titles={"opinion": draw(st.sampled_from(HOSTILE)), "deleted": draw(st.sampled_from(["（新設）", "（削除）"]))},
        office="町",
        opinions="ご意見",
        notes=draw(st.lists(st.sampled_from(HOSTILE), max_size=2)),
        originals=draw(st.sampled_from(["", *HOSTILE])),
        dates=draw(st.sampled_from(["era", "western"])),
        lang=draw(st.sampled_from(["ja", "en"])),
    )


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(given_=records(), layout=layouts())
def test_no_choice_of_a_layout_loses_anything(given_: pc.Consultation, layout: pc.Layout, suffix: str) -> None:
    given_ = public_view(given_)
    published = write_and_read(pc.build_report(given_, layout=layout), suffix)
    assert facts(published.consultation) == facts(given_)
    assert_totals(published, given_)


# --- what the report says of links is no part of the values, and disturbs none of them


@st.composite
def traces(draw: st.DrawFn, comparison: pc.Comparison, consultation: pc.Consultation) -> pc.Trace:
    """Links and causes between what is there, some with hostile words."""
    revisions = [one.id for one in comparison.revisions]
    comments = [one.id for one in consultation.comments]
    if not revisions:
        return pc.Trace()
    kinds = st.sampled_from(["council", "committee", "correction", "update", "other"])
    cause = st.builds(pc.Cause, st.sampled_from(revisions), kinds, st.just("") | hostile_texts())
    links = ()
    if comments:
        ends = (st.sampled_from(revisions), st.sampled_from(comments))
        bases = st.sampled_from(["declared", "stated", "quoted", "cited", "suggested"])
        evidence = hostile_texts()
        links = tuple(draw(st.lists(st.builds(pc.TraceLink, *ends, bases, evidence=evidence), max_size=6)))
    return pc.Trace(links, tuple(draw(st.lists(cause, max_size=4))))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("lang", ["ja", "en"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_links_figures_and_the_picture_change_nothing_of_what_is_read(
    data: st.DataObject, suffix: str, lang: str
) -> None:
    consultation = public_view(data.draw(records()))
    comparison = data.draw(published_tables())
    trace = data.draw(traces(comparison, consultation))
    with_links = write_and_read(pc.build_report(consultation, comparison=comparison, trace=trace, lang=lang), suffix)
    without = write_and_read(pc.build_report(consultation, comparison=comparison, lang=lang), suffix)
    assert facts(with_links.consultation) == facts(consultation)
    assert with_links.comparison == without.comparison
    assert with_links.consultation == without.consultation
    reasons = [one for one in with_links.findings if "the reason of a change" in one.message]
    moved = {one for entry in comparison.entries for one in entry.revision_ids}
    assert len(reasons) == len({cause.revision_id for cause in trace.causes} & moved)


# --- the comparison table


def printed_side(entry: pc.ComparisonEntry, side: str) -> str | None:
    text = entry.old if side == "old" else entry.new
    if text is None:
        return None
    return shown(text) if text.strip() else ""


def printed_places(entry: pc.ComparisonEntry, comparison: pc.Comparison) -> tuple[pc.Location, ...]:
    """Each place once; one that says nothing is not printed."""

    def page_shows(one: pc.Location) -> tuple[object, ...]:
        line = one.line if one.line is not None and "行目" not in one.place else None
        return (one.version if one.version != comparison.old_version else "", one.document, one.page, one.place, line)

    kept = {page_shows(one): one for one in reversed(entry.locations) if any(page_shows(one))}
    return tuple(reversed(kept.values()))


@st.composite
def published_tables(draw: st.DrawFn) -> pc.Comparison:
    """Comparison tables as somebody published them: texts without labels, rows that lost a side, hostile places."""
    versions = draw(st.sampled_from([("素案", "成案"), ("案", "計画と資料"), ("", "")]))
    revisions, entries = [], []
    for number in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["amended", "added", "deleted", "unknown"]))
        old = draw(hostile_texts()) if kind in ("amended", "deleted") else None
        new = draw(hostile_texts()) if kind in ("amended", "added") else None
        diff = pc.diff_text(old, new) if old is not None and new is not None else None
        places = tuple(
            pc.Location(
                draw(st.sampled_from(versions)),
                draw(st.sampled_from(["", "本編", "概要版 P.3", "a <b>"])),
                draw(st.none() | st.integers(1, 400)),
                draw(st.none() | st.integers(1, 40)),
                draw(st.sampled_from(["", "見出し", "7行目", "④取組の方向性 1行目", "（１） 注", "a | b", "  字下げ"])),
            )
            for _ in range(draw(st.integers(1, 3)))
        )
        revisions.append(pc.Revision(f"R{number}", kind, old, new, diff, locations=places))  # type: ignore[arg-type]
        note = draw(st.sampled_from(["", "意見1", "＝\n二行目", " 空白 "]))
        entries.append(pc.ComparisonEntry(places, old, new, diff, (f"R{number}",), note))
    return pc.Comparison("published", *versions, tuple(revisions), tuple(entries))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("lang", ["ja", "en"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(comparison=published_tables())
def test_a_comparison_table_is_read_back(comparison: pc.Comparison, suffix: str, lang: str) -> None:
    assert_comparison(comparison, suffix, pc.Layout(lang=lang))  # type: ignore[arg-type]


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_choice_of_a_layout_loses_anything_of_a_comparison(data: st.DataObject, suffix: str) -> None:
    assert_comparison(data.draw(published_tables()), suffix, data.draw(layouts()))


def assert_comparison(comparison: pc.Comparison, suffix: str, layout: pc.Layout) -> None:
    report = pc.build_report(pc.Consultation("意見募集"), comparison=comparison, layout=layout)
    found = write_and_read(report, suffix).comparison
    if not comparison.entries:
        assert found is None
        return
    assert found is not None
    assert (found.source, found.old_version, found.new_version) == (
        "published",
        comparison.old_version,
        comparison.new_version,
    )
    assert [one.id for one in found.revisions] == [one.id for one in comparison.revisions]
    for entry, own in zip(found.entries, comparison.entries, strict=True):
        assert (entry.old, entry.new) == tuple(printed_side(own, side) for side in ("old", "new"))
        assert (entry.diff is None) == (own.diff is None)
        if entry.diff is not None and shown(own.old or "") == own.old and shown(own.new or "") == own.new:
            assert entry.diff.segments == own.diff.segments  # type: ignore[union-attr]
        assert entry.locations == printed_places(own, comparison)
        assert entry.note == shown(own.note)
