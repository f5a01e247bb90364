"""Laws of the consultation folder: what was saved is loaded, and saving again touches nothing (P70, P75)."""

import datetime
import tempfile
from pathlib import Path

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plancomment.comments import Category, Comment, Submission
from plancomment.comparison import Comparison, ComparisonEntry
from plancomment.consultation import Consultation
from plancomment.counts import UNITS, Count, PrintedCount, PrintedTotals
from plancomment.folder.settings import Settings
from plancomment.plan import Location
from plancomment.project import Project, load_project, save_project
from plancomment.responses import (
    Disposition,
    DispositionScheme,
    Reference,
    Response,
    ResponsePart,
    StatedRevision,
)
from plancomment.traceability.links import BASES, Cause, TraceLink

NASTY = [
    "",
    " ",
    "'",
    "''",
    "=1+1",
    "'=1+1",
    "＝1",
    "-",
    "@a",
    "\t",
    "\r",
    "\n",
    "a\r\nb",
    '"',
    '""',
    "a,b",
    " 市 ",
    "　",
    "#",
]
NASTY += ["\ufeff市", "𠮷", "葛󠄀", "[x]", "\\n", "'''", '"""', "\x7f", "\u2028", "\x85"]
CHARS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")  # no text file holds a zero
TEXT = st.sampled_from(NASTY) | st.text(CHARS | st.sampled_from("='\"\r\n,、 　市"), max_size=8)
MAYBE_TEXT = st.none() | TEXT
ID = st.sampled_from(["1", "1-2", "a,b", "1, 2", "、", "=1", "'=1", "'", "２", "a b", "-1", '"', "2;1"]) | st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=4
).filter(lambda text: text == text.strip())
MAYBE_ID = st.none() | ID
MAYBE_DAY = st.none() | st.dates(min_value=datetime.date(1868, 1, 1))
FEW = 3


def few(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(values, max_size=FEW).map(tuple)


CATEGORIES = few(st.builds(Category, ID, TEXT, MAYBE_ID, TEXT))
SUBMISSIONS = few(
    st.builds(
        Submission,
        ID,
        MAYBE_ID,
        st.sampled_from([None, "person", "group"]),
        MAYBE_TEXT,
        MAYBE_DAY,
        MAYBE_TEXT,
        MAYBE_TEXT,
    )
)
COMMENTS = few(st.builds(Comment, ID, MAYBE_TEXT, TEXT, MAYBE_ID, MAYBE_ID, TEXT, MAYBE_ID, MAYBE_TEXT))
POSITION = st.none() | st.integers(1, 10**6)
LOCATION = st.none() | st.builds(Location, TEXT, TEXT, POSITION, POSITION, TEXT)
STATED = st.builds(StatedRevision, ID, LOCATION, MAYBE_TEXT, MAYBE_TEXT, TEXT)
RESPONSES = st.lists(
    st.builds(
        Response,
        ID,
        few(ID),
        few(st.builds(ResponsePart, TEXT, TEXT)),
        MAYBE_ID,
        few(st.builds(Reference, ID, TEXT)),
        few(STATED),
    ),
    max_size=FEW,
    unique_by=lambda response: response.id,
).map(tuple)
SCHEME = st.none() | st.builds(
    DispositionScheme, few(st.builds(Disposition, ID, TEXT, TEXT, st.sampled_from([None, True, False])))
)
COUNT = st.none() | st.builds(Count, st.integers(0, 10**6), st.sampled_from(UNITS))
ROWS = st.none() | few(st.builds(PrintedCount, TEXT, COUNT, MAYBE_ID))
PRINTED = st.none() | st.builds(PrintedTotals, COUNT, COUNT, COUNT, COUNT, COUNT, ROWS, ROWS, ROWS)
CONSULTATION = st.builds(
    Consultation,
    TEXT,
    TEXT,
    TEXT,
    MAYBE_DAY,
    MAYBE_DAY,
    MAYBE_DAY,
    CATEGORIES,
    SCHEME,
    SUBMISSIONS,
    COMMENTS,
    RESPONSES,
    PRINTED,
)
LINKS = few(
    st.builds(
        TraceLink,
        ID,
        ID,
        st.sampled_from(BASES),
        st.floats(0, 1),
        TEXT,
        st.sampled_from(["proposed", "confirmed", "rejected"]),
        TEXT,
        TEXT,
        TEXT,
    )
)
CAUSE_KINDS = st.sampled_from(["council", "committee", "correction", "update", "other"])
CAUSES = few(st.builds(Cause, ID, CAUSE_KINDS, TEXT, TEXT))
PLAIN = st.recursive(
    st.booleans() | st.integers(-(2**40), 2**40) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
KEYS = st.sampled_from(["my", "a b", "", "x.y", "市"])
SETTINGS = st.builds(
    Settings, st.none(), st.none(), st.dictionaries(TEXT, PLAIN, max_size=2), st.dictionaries(KEYS, PLAIN, max_size=2)
)
TABLE = st.none() | st.builds(
    Comparison,
    st.just("published"),
    TEXT,
    TEXT,
    st.just(()),
    few(st.builds(ComparisonEntry, few(st.builds(Location, TEXT, TEXT)), MAYBE_TEXT, MAYBE_TEXT)),
)
PROJECT = st.builds(Project, CONSULTATION, st.none(), st.none(), TABLE, LINKS, CAUSES, SETTINGS)
SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@SLOW
@given(PROJECT)
def test_what_was_saved_is_loaded(project: Project) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "x"
        save_project(project, folder)
        first = snapshot(folder)
        assert load_project(folder) == project
        save_project(project, folder)
        assert snapshot(folder) == first
        save_project(load_project(folder), folder)
        assert snapshot(folder) == first


@SLOW
@given(PROJECT, PROJECT)
def test_a_folder_takes_any_other_content(before: Project, after: Project) -> None:
    after = attrs.evolve(after, settings=before.settings)
    with tempfile.TemporaryDirectory() as name:
        save_project(before, name)
        save_project(after, name)
        assert load_project(name) == after
