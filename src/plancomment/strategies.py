"""Hypothesis strategies for the values, and for plans that were edited in known ways (extra ``hypothesis``).

Each is a function that returns a strategy, as Hypothesis's own are. Values that are drawn together fit together: a
consultation has no broken reference. They shrink to few comments with short texts.
"""

import datetime
from typing import Literal

import attrs

from plancomment import fields
from plancomment.comments import Category, Comment, Submission
from plancomment.consultation import Consultation
from plancomment.errors import MissingExtraError
from plancomment.plan import Clause, Location, Plan
from plancomment.responses import Disposition, DispositionScheme, Response, ResponsePart

try:
    from hypothesis import strategies as st
except ImportError as error:  # pragma: no cover - shown by a test in a process of its own
    raise MissingExtraError("hypothesis", "hypothesis") from error

__all__ = [
    "Edit",
    "EditedPlan",
    "categories",
    "clauses",
    "comments",
    "consultations",
    "plan_revisions",
    "plans",
    "responses",
    "schemes",
    "sentences",
    "submissions",
    "texts",
]

_SUBJECTS = ("本市", "市民", "地域の団体", "高齢者", "子育て世帯", "事業者", "関係機関")
_OBJECTS = ("公共交通", "防災訓練", "図書館の利用", "空き家の活用", "健康づくり", "緑地の保全", "窓口の手続")
_VERBS = ("を推進します。", "の充実を図ります。", "を支援します。", "について検討します。", "に取り組みます。")
_KINDS: tuple[Literal["person", "group"], ...] = ("person", "group")
_NUMBERS = ("令和７年度までに", "３０分以内に", "年２回", "おおむね10年間で", "")


def texts(*, max_size: int = 40) -> st.SearchStrategy[str]:
    """Texts: sentences as plans write them, and any other characters that a file can hold (no half surrogates)."""
    return st.one_of(sentences(), st.text(st.characters(codec="utf-8"), max_size=max_size))


def sentences() -> st.SearchStrategy[str]:
    """One sentence as a municipal plan writes it (計画の文)."""
    return st.builds(
        "{}は、{}{}{}".format,
        st.sampled_from(_SUBJECTS),
        st.sampled_from(_NUMBERS),
        st.sampled_from(_OBJECTS),
        st.sampled_from(_VERBS),
    )


@st.composite
def schemes(draw: st.DrawFn, *, min_size: int = 1, max_size: int = 5) -> DispositionScheme:
    """A city's dispositions (対応区分表), ids ``"1"``, ``"2"`` …."""
    size = draw(st.integers(min_size, max_size))
    return DispositionScheme(
        tuple(
            Disposition(str(number), "①②③④⑤⑥⑦⑧⑨"[(number - 1) % 9], draw(texts()), draw(st.none() | st.booleans()))
            for number in range(1, size + 1)
        )
    )


@st.composite
def categories(draw: st.DrawFn, *, max_size: int = 6) -> tuple[Category, ...]:
    """A forest of categories (項目), in any order; a parent may stand behind its child."""
    size = draw(st.integers(0, max_size))
    nodes = []
    for number in range(1, size + 1):
        parent = draw(st.none() | st.sampled_from([f"c{one}" for one in range(1, number)])) if number > 1 else None
        nodes.append(Category(f"c{number}", draw(texts()), parent, f"（{number}）"))
    return tuple(draw(st.permutations(nodes)))


@st.composite
def submissions(draw: st.DrawFn, *, max_size: int = 6, prefix: str = "") -> tuple[Submission, ...]:
    """What was handed in (提出, 通), by persons and groups, some of them more than once."""
    size = draw(st.integers(0, max_size))
    kinds: dict[str, Literal["person", "group"]] = {}
    made = []
    for number in range(1, size + 1):
        submitter = draw(st.none() | st.integers(1, 4).map(lambda one: f"{prefix}p{one}"))
        kind: Literal["person", "group"] = draw(st.sampled_from(_KINDS))
        if submitter is not None:
            kind = kinds.setdefault(submitter, kind)
        made.append(
            Submission(
                f"{prefix}s{number}",
                submitter,
                kind,
                draw(st.none() | st.sampled_from(("電子メール", "郵送", "窓口"))),
                draw(st.none() | st.dates(datetime.date(2019, 5, 1), datetime.date(2030, 12, 31))),
            )
        )
    return tuple(made)


@st.composite
def comments(
    draw: st.DrawFn,
    *,
    ids: st.SearchStrategy[str] | None = None,
    category_ids: tuple[str, ...] = (),
    submission_ids: tuple[str, ...] = (),
    disposition_ids: tuple[str, ...] = (),
) -> Comment:
    """One comment (意見): as submitted, as summarised, or withheld; filed under one of the given ids or nowhere."""
    shape = draw(st.sampled_from(("summary", "text", "both", "withheld")))
    return Comment(
        draw(ids if ids is not None else st.integers(1, 999).map(str)),
        text=draw(texts()) if shape in ("text", "both") else None,
        summary=draw(texts()) if shape in ("summary", "both") else None,
        category_id=draw(st.sampled_from(category_ids)) if category_ids else None,
        submission_id=draw(st.sampled_from(submission_ids)) if submission_ids else None,
        number=draw(st.sampled_from(("", "1", "１２", "(3)"))),
        disposition_id=draw(st.none() | st.sampled_from(disposition_ids)) if disposition_ids else None,
        withheld_reason=draw(texts()) if shape == "withheld" else None,
    )


@st.composite
def responses(
    draw: st.DrawFn,
    *,
    ids: st.SearchStrategy[str] | None = None,
    comment_ids: tuple[str, ...] = ("1",),
    disposition_ids: tuple[str, ...] = (),
) -> Response:
    """One response (市の考え方) to all the given comments, with one to three parts, titled or not."""
    parts = draw(st.lists(st.builds(ResponsePart, texts(), st.just("") | texts()), min_size=1, max_size=3))
    return Response(
        draw(ids if ids is not None else st.integers(1, 999).map("A{}".format)),
        comment_ids,
        tuple(parts),
        draw(st.none() | st.sampled_from(disposition_ids)) if disposition_ids else None,
    )


@st.composite
def consultations(draw: st.DrawFn, *, max_comments: int = 8, prefix: str = "") -> Consultation:
    """A consultation without broken references; some comments share a response, some have none yet.

    Args:
        max_comments: at most so many comments.
        prefix: stands before the ids of submissions, submitters, comments and responses, so that two consultations
            can be disjoint.
    """
    scheme = draw(st.none() | schemes())
    dispositions = tuple(one.id for one in scheme.dispositions) if scheme is not None else ()
    tree = draw(categories())
    handed_in = draw(submissions(prefix=prefix))
    made = [
        draw(
            comments(
                ids=st.just(f"{prefix}{number}"),
                category_ids=tuple(one.id for one in tree),
                submission_ids=tuple(one.id for one in handed_in),
                disposition_ids=dispositions,
            )
        )
        for number in range(1, draw(st.integers(0, max_comments)) + 1)
    ]
    answered: dict[int, list[str]] = {}
    for comment in made:
        number = draw(st.integers(0, 4))
        if number and not comment.is_withheld:
            answered.setdefault(number, []).append(comment.id)
    answers = [
        draw(
            responses(
                ids=st.just(f"{prefix}A{number}"),
                comment_ids=tuple(draw(st.permutations(ids))),
                disposition_ids=dispositions,
            )
        )
        for number, ids in answered.items()
    ]
    return Consultation(
        draw(texts()),
        categories=tree,
        scheme=scheme,
        submissions=handed_in,
        comments=tuple(made),
        responses=tuple(answers),
    )


def clauses() -> st.SearchStrategy[Clause]:
    """One clause of a plan (条項・記述), with its place."""
    return plans().filter(lambda plan: bool(plan.clauses)).flatmap(lambda plan: st.sampled_from(plan.clauses))


@st.composite
def plans(draw: st.DrawFn, *, version: str = "素案", document: str = "本編", max_chapters: int = 3) -> Plan:
    """A plan of chapters with headings, paragraphs and labelled items (計画)."""
    return _build(draw(_outlines(max_chapters)), version, document)


@attrs.frozen
class Edit:
    """One seeded edit (既知の変更).

    Attributes:
        kind: ``"amended"``, ``"added"``, ``"deleted"`` or ``"moved"``.
        old: the text before, None for an addition (旧).
        new: the text after, None for a deletion (新).
    """

    kind: Literal["amended", "added", "deleted", "moved"] = attrs.field(
        validator=fields.one_of("amended", "added", "deleted", "moved")
    )
    old: str | None = None
    new: str | None = None


@attrs.frozen
class EditedPlan:
    """A plan, the same plan after known edits, and the edits (計画とその改定).

    Attributes:
        old: before (旧).
        new: after; items are numbered afresh, as an office does (新).
        edits: what was done, in the order of the old plan, additions where they were put (既知の変更).
    """

    old: Plan
    new: Plan
    edits: tuple[Edit, ...]


# Items of one plan have nothing in common, so that there is one truth about what was edited.
_ITEMS = (
    "路線バスの運行本数を見直し、通学の時間帯に増便します。",
    "避難所に備蓄する飲料水と毛布の数量を毎年点検します。",
    "図書館では電子書籍の貸出しを開始し、司書を増員します。",
    "空き家所有者への相談窓口を月に一度開設します。",
    "河川沿いの遊歩道に照明灯と案内標識を整備します。",
    "小学校の給食に地元産の野菜を積極的に取り入れます。",
    "介護予防教室を各地区の集会所で開催します。",
    "太陽光発電設備の設置費用の一部を補助します。",
    "観光協会と協力し、外国語の地図を作成します。",
    "保育士の処遇を改善し、待機児童の解消を目指します。",
    "中小企業の後継者探しを専門家が支援します。",
    "下水道管の老朽化対策として耐震工事を進めます。",
    "文化財の保存修理に必要な寄附を募ります。",
    "ごみの分別方法を動画で分かりやすく紹介します。",
    "消防団員の確保に向けて大学生の入団を促します。",
)


# A chapter is its title and its items.
_Outline = list[tuple[str, list[str]]]


@st.composite
def _outlines(draw: st.DrawFn, max_chapters: int) -> _Outline:
    chosen = draw(st.lists(st.sampled_from(_ITEMS), unique=True))
    size = draw(st.integers(1, max_chapters))
    cuts = [0, *sorted(draw(st.integers(0, len(chosen))) for _ in range(size - 1)), len(chosen)]
    titles = draw(st.permutations(_OBJECTS))
    return [(titles[number], chosen[cuts[number] : cuts[number + 1]]) for number in range(size)]


def _build(chapters: _Outline, version: str, document: str) -> Plan:
    clauses: list[Clause] = []

    def add(kind: Literal["heading", "item"], label: str, text: str, path: tuple[str, ...]) -> None:
        place = Location(version, document)
        clauses.append(
            Clause(f"{document}-{len(clauses) + 1:04d}", kind, label, text, path, place, separator="　", level=1)
        )

    for chapter, (title, items) in enumerate(chapters, start=1):
        add("heading", f"第{chapter}章", title, ())
        for number, text in enumerate(items, start=1):
            add("item", f"（{number}）", text, (f"第{chapter}章　{title}",))
    return Plan(version, tuple(clauses))


@st.composite
def plan_revisions(
    draw: st.DrawFn, *, old_version: str = "素案", new_version: str = "成案", max_edits: int = 3
) -> EditedPlan:
    """A plan and the same plan after edits that are known: amended, added, deleted and moved items (既知の変更)."""
    chapters = draw(_outlines(3))
    items = [(c, i) for c, (_, texts_) in enumerate(chapters) for i in range(len(texts_))]
    touched = draw(st.lists(st.sampled_from(items), unique=True, max_size=max_edits)) if items else []
    # A moved item goes to the end. It has really moved only if it passes one that stays; and where two passed one, it
    # might as well be that one that moved: so there is at most one.
    last = max((place for place in items if place not in touched), default=(-1, -1))
    kinds: dict[tuple[int, int], str] = {}
    for place in sorted(touched):
        can_move = place < last and "moved" not in kinds.values()
        kinds[place] = draw(st.sampled_from(("amended", "deleted", "added", *(("moved",) if can_move else ()))))
    edits: list[Edit] = []
    edited: _Outline = []
    moved: list[str] = []
    for c, (title, texts_) in enumerate(chapters):
        kept: list[str] = []
        for i, text in enumerate(texts_):
            edit = _edit(kinds.get((c, i)), text, f"第{c + 1}章の{i + 1}番目")
            if edit is None:
                kept.append(text)
                continue
            edits.append(edit)
            if edit.kind == "moved":
                moved.append(text)
            elif edit.kind == "added":
                kept.extend((text, edit.new or ""))
            elif edit.kind == "amended":
                kept.append(edit.new or "")
        edited.append((title, kept))
    if moved:
        # A chapter of their own at the end: everything in it stands elsewhere than before.
        edited.append(("その他の取組", moved))
        edits.append(Edit("added", None, "その他の取組"))
    return EditedPlan(_build(chapters, old_version, "本編"), _build(edited, new_version, "本編"), tuple(edits))


def _edit(kind: str | None, text: str, place: str) -> Edit | None:
    if kind == "amended":
        return Edit("amended", text, text.replace("。", "、必要に応じて見直します。", 1))
    if kind == "deleted":
        return Edit("deleted", text, None)
    if kind == "moved":
        return Edit("moved", text, text)
    if kind == "added":
        return Edit("added", None, f"新規事業（{place}）として若手職員による提案制度を設けます。")
    return None
