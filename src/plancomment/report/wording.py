"""The words that a result prints of its own: Japanese and English, complete in both (文言)."""

import datetime
from collections.abc import Mapping

import attrs

from plancomment import dates
from plancomment.counts import Count
from plancomment.report.layout import Layout

__all__ = ["TEXTS", "Words"]

_JA = {
    "title": "{title}の結果",
    "section.summary": "意見募集の結果",
    "section.dispositions": "意見への対応",
    "section.comments": "意見の概要と{authority}の考え方",
    "section.comparison": "新旧対照表",
    "section.trace": "意見と修正箇所の対応関係",
    "section.findings": "点検結果",
    "heading": "{number}　{title}",
    "authority": "市",
    "separator": "、",
    "brackets": "（{text}）",
    # 1 summary
    "item": "項目",
    "content": "内容",
    "plan": "計画の名称",
    "publisher": "実施機関",
    "draft_published": "案の公表日",
    "period": "募集期間",
    "period_value": "{opened}から{closed}まで",
    "persons": "意見提出者（個人）",
    "groups": "意見提出者（団体）",
    "submissions": "提出数",
    "received": "意見数",
    "received_withheld": "{received}（うち公表しないもの{withheld}）",
    "withheld": "公表しない意見",
    "reasons": "{count}（{reasons}）",
    "reason_count": "{reason}：{count}",
    "no_reason": "理由の記載なし",
    "unknown": "未公表",
    "no_day": "記載なし",
    "printed": "{count}（公表された数値）",
    "caption.summary": "募集の概要",
    "caption.channels": "提出方法別",
    "caption.categories": "項目別",
    "channel": "提出方法",
    "no_channel": "不明",
    "category": "項目",
    "no_category": "区分なし",
    "count": "件数",
    "total": "合計",
    "note.levels": "字下げした項目は、その上の項目の内訳です。合計には重ねて数えていません。",
    "note.withheld": "公表しない意見（{count}）は含みません。",
    "note.printed": "公表された数値です。",
    # 2 dispositions
    "caption.dispositions": "対応区分別",
    "caption.crossed": "項目別・対応区分別",
    "disposition_row": "対応",
    "undecided": "未定",
    # 3 comments
    "caption.comments": "意見の概要と{authority}の考え方",
    "number": "No.",
    "opinion": "意見の概要",
    "disposition": "対応",
    "answer": "{authority}の考え方",
    "revised": "反映箇所",
    "no_comments": "提出された意見はありませんでした。",
    "none_published": "意見は提出されましたが、公表するものはありません。",
    "withheld_text": "（公表しません。理由：{reason}）",
    "no_answer": "（回答はありません）",
    "same": "（{name}と同じ）",
    "see": "（{name}の考え方を参照）",
    "see_part": "（{name}の考え方のうち「{part}」を参照）",
    "see_unknown": "（参照先がありません：{name}）",
    "part": "＜{title}＞",
    "comment": "No.{number}",
    "comment_in": "{category} No.{number}",
    "note.shared": "複数の意見に共通する考え方は、最初の意見の欄に記載し、以降の欄にはその番号を示しています。",
    # 4 comparison
    "caption.comparison": "{old}と{new}の新旧対照表",
    "caption.versions": "新旧対照表",
    "place": "変更箇所",
    "old": "旧",
    "new": "新",
    "note": "備考",
    "comments": "関係する意見・理由",
    "comments_only": "関係する意見",
    "page": "P.{page}",
    "line": "{line}行目",
    "of_version": "（{version}）",
    "added": "（新設）",
    "deleted": "（削る）",
    "lost": "（不明）",
    "empty": "（空白）",
    "moved": "移動",
    "renumbered": "項番号の変更",
    "note.lost": "公表された表から読み取れない欄があります。",
    "note.underline": "下線の部分は改正部分です。",
    "note.double": "二重下線の部分は、項番号の変更、条項の移動、新設又は削除を示します。",
    "note.lost_sign": "（不明）は、公表された表から読み取れなかったことを示します。",
    "note.omitted": "表記のみの修正{changes}は省略しています。",
    "no_revisions": "修正した箇所はありません。",
    # 5 trace
    "caption.coverage": "修正箇所の数",
    "caption.trace_comments": "意見から見た修正箇所",
    "caption.trace_revisions": "修正箇所から見た意見と理由",
    "coverage": "区分",
    "coverage.comment": "意見による修正",
    "coverage.cause": "意見によらない修正（理由あり）",
    "coverage.unexplained": "理由が示されていない修正",
    "coverage.needless": "移動・項番号の変更のみ（理由を要しない）",
    "trace_comment": "意見",
    "trace_revision": "修正箇所",
    "trace_reason": "意見・理由",
    "basis": "根拠",
    "evidence": "根拠となる記述",
    "covered_comments": "計画を修正するとした意見{promised}のうち、修正箇所を示したものは{shown}です。",
    "covered_revisions": "理由を要する修正{required}のうち、理由を示したものは{explained}です。",
    "caption.trace_dispositions": "対応区分から見た修正箇所",
    "implies": "計画の修正",
    "implies.True": "あり",
    "implies.False": "なし",
    "linked": "修正箇所を示した意見",
    "note.moved": "複数の対応区分の意見による修正は、それぞれに数えています。合計には重ねて数えていません。",
    "missing": "修正箇所が示されていません",
    "caption.picture": "意見と修正箇所の対応図",
    "picture.comments": "修正箇所に結び付かない意見（{count}）は、図に示していません。",
    "picture.revisions": "意見に結び付かない修正（{count}）は、図に示していません。",
    "picture.many": "対応が多い（{count}件）ため、対応図は省略しています。",
    "no_links": "意見と修正箇所の対応は記録されていません。",
    "nothing": "―",
    "unexplained": "理由が示されていません",
    "basis.declared": "担当者による確認",
    "basis.stated": "考え方に修正内容の記載",
    "basis.quoted": "文言の引用",
    "basis.cited": "箇所の引用",
    "basis.suggested": "類似による候補（未確認）",
    "basis.confirmed": "類似による候補（確認済み）",
    "note.suggested": "「候補（未確認）」は文言の類似によるもので、対応の数には含めていません。",
    "office": "事務局修正（{kind}）",
    "office_note": "事務局修正（{kind}）：{note}",
    "office.council": "議会",
    "office.committee": "審議会",
    "office.correction": "誤字の訂正",
    "office.update": "時点修正",
    "office.other": "その他",
    "cause.council": "議会の意見による修正",
    "cause.committee": "審議会等の意見による修正",
    "cause.correction": "字句の訂正",
    "cause.update": "時点修正",
    "cause.other": "その他の理由による修正",
    # 6 findings
    "caption.findings": "点検で見つかった事項",
    "code": "番号",
    "severity": "重大度",
    "message": "内容",
    "subjects": "対象",
    "where": "場所",
    "severity.error": "誤り",
    "severity.warning": "注意",
    "severity.info": "参考",
    "place.version": "{value}",
    "place.page": "{value}ページ",
    "place.line": "{value}行目",
    "place.row": "{value}行目",
    "place.column": "「{value}」列",
}

_EN = {
    "title": "Result of the public consultation: {title}",
    "section.summary": "Result of the call for comments",
    "section.dispositions": "How the comments were dealt with",
    "section.comments": "Comments and responses",
    "section.comparison": "Comparison of the draft with the final text",
    "section.trace": "Comments and the changes that they led to",
    "section.findings": "Findings of the check",
    "heading": "{number}. {title}",
    "authority": "authority",
    "separator": ", ",
    "brackets": " ({text})",
    "item": "Item",
    "content": "Content",
    "plan": "Plan",
    "publisher": "Authority",
    "draft_published": "Draft published on",
    "period": "Period",
    "period_value": "{opened} to {closed}",
    "persons": "Submitters (persons)",
    "groups": "Submitters (groups)",
    "submissions": "Submissions",
    "received": "Comments",
    "received_withheld": "{received} ({withheld} of them not published)",
    "withheld": "Comments not published",
    "reasons": "{count} ({reasons})",
    "reason_count": "{reason}: {count}",
    "no_reason": "no reason given",
    "unknown": "not published",
    "no_day": "not stated",
    "printed": "{count} (as printed)",
    "caption.summary": "Overview",
    "caption.channels": "By channel",
    "caption.categories": "By category",
    "channel": "Channel",
    "no_channel": "not known",
    "category": "Category",
    "no_category": "Without a category",
    "count": "Number",
    "total": "Total",
    "note.levels": "Indented categories are part of the one above them and are not added to the total again.",
    "note.withheld": "Not counting what is not published ({count}).",
    "note.printed": "Figures as printed.",
    "caption.dispositions": "By disposition",
    "caption.crossed": "By category and disposition",
    "disposition_row": "Disposition",
    "undecided": "Not yet decided",
    "caption.comments": "Comments and responses",
    "number": "No.",
    "opinion": "Comment",
    "disposition": "Disposition",
    "answer": "Response",
    "revised": "Changed at",
    "no_comments": "No comments were submitted.",
    "none_published": "Comments were submitted, but none of them is published.",
    "withheld_text": "(Not published. Reason: {reason})",
    "no_answer": "(No response)",
    "same": "(Same as {name})",
    "see": "(See the response to {name})",
    "see_part": "(See “{part}” in the response to {name})",
    "see_unknown": "(The response referred to does not exist: {name})",
    "part": "<{title}>",
    "comment": "No. {number}",
    "comment_in": "{category} No. {number}",
    "note.shared": "A response to several comments is printed with the first of them; "
    "the later ones name the number where it stands.",
    "caption.comparison": "{old} compared with {new}",
    "caption.versions": "Comparison table",
    "place": "Place",
    "old": "Before",
    "new": "After",
    "note": "Remarks",
    "comments": "Comments, reasons",
    "comments_only": "Comments",
    "page": "p. {page}",
    "line": "line {line}",
    "of_version": " ({version})",
    "added": "(new)",
    "deleted": "(deleted)",
    "lost": "(not known)",
    "empty": "(blank)",
    "moved": "moved",
    "renumbered": "renumbered",
    "note.lost": "The published table lacks a side here.",
    "note.underline": "Changed words are underlined.",
    "note.double": "A double underline marks a label that changed, or whose clause was moved, added or deleted.",
    "note.lost_sign": "(not known) stands where the published table could not be read.",
    "note.omitted": "Left out: {changes} of notation only.",
    "no_revisions": "Nothing was changed.",
    "caption.coverage": "Number of changes",
    "caption.trace_comments": "From comments to changes",
    "caption.trace_revisions": "From changes to comments and reasons",
    "coverage": "Kind",
    "coverage.comment": "Changes that comments led to",
    "coverage.cause": "Changes with another reason",
    "coverage.unexplained": "Changes without a reason",
    "coverage.needless": "Mere moves and renumberings (no reason needed)",
    "trace_comment": "Comment",
    "trace_revision": "Change",
    "trace_reason": "Comment or reason",
    "basis": "Basis",
    "evidence": "Evidence",
    "covered_comments": "Comments marked as having changed the plan: {promised}; with the change shown: {shown}.",
    "covered_revisions": "Changes that need a reason: {required}; with a reason: {explained}.",
    "caption.trace_dispositions": "From dispositions to changes",
    "implies": "Plan changed",
    "implies.True": "yes",
    "implies.False": "no",
    "linked": "With a change shown",
    "note.moved": "A change that comments of several dispositions led to counts for each, but once in the total.",
    "missing": "no change shown",
    "caption.picture": "Comments and the changes that they led to, drawn",
    "picture.comments": "Comments without a link to a change ({count}) are not drawn.",
    "picture.revisions": "Changes without a link to a comment ({count}) are not drawn.",
    "picture.many": "There are too many links ({count}) to draw them.",
    "no_links": "No links between comments and changes are recorded.",
    "nothing": "–",
    "unexplained": "no reason given",
    "basis.declared": "declared by an official",
    "basis.stated": "stated in the response",
    "basis.quoted": "words quoted",
    "basis.cited": "place cited",
    "basis.suggested": "suggested by likeness (not confirmed)",
    "basis.confirmed": "suggested by likeness (confirmed)",
    "note.suggested": "Links “suggested by likeness (not confirmed)” are not counted.",
    "office": "Change by the office ({kind})",
    "office_note": "Change by the office ({kind}): {note}",
    "office.council": "assembly",
    "office.committee": "committee",
    "office.correction": "correction",
    "office.update": "update",
    "office.other": "other",
    "cause.council": "requested by the assembly",
    "cause.committee": "requested by a committee",
    "cause.correction": "correction of wording",
    "cause.update": "update of facts",
    "cause.other": "other reason",
    "caption.findings": "What the check noticed",
    "code": "Code",
    "severity": "Severity",
    "message": "What",
    "subjects": "About",
    "where": "Where",
    "severity.error": "error",
    "severity.warning": "warning",
    "severity.info": "info",
    "place.version": "{value}",
    "place.page": "page {value}",
    "place.line": "line {value}",
    "place.row": "row {value}",
    "place.column": "column “{value}”",
}

TEXTS: Mapping[str, Mapping[str, str]] = {"ja": _JA, "en": _EN}

_UNITS = {
    "人": ("person", "persons"),
    "団体": ("group", "groups"),
    "通": ("submission", "submissions"),
    "件": ("comment", "comments"),
}
_CHANGES = ("change", "changes")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@attrs.frozen
class Words:
    """The words of one language, with what the layout says instead (文言).

    Attributes:
        lang: ``"ja"`` or ``"en"`` (言語).
        layout: its titles and its way to write dates (様式).
        publisher: the authority, whose last letter names its kind: 市の考え方, 町の考え方 (実施機関).
    """

    lang: str
    layout: Layout
    publisher: str = ""

    def say(self, key: str, **values: object) -> str:
        """The words of that key; ``values`` stand in their places as they are."""
        given = dict(self.layout.titles).get(key)
        if given is not None:
            return given
        return TEXTS[self.lang][key].format(**{"authority": self._authority(), **values})

    def _authority(self) -> str:
        """市, 町, 県 … as the publisher's name ends; 実施機関 for another one."""
        word = TEXTS[self.lang]["authority"]
        if self.lang == "ja" and self.publisher:
            last = self.publisher.rstrip()[-1:]
            return last if last in "市区町村都道府県省庁" else TEXTS[self.lang]["publisher"]
        return word

    def count(self, count: Count) -> str:
        """A number with its unit: 1,979人, 92 comments."""
        return str(count) if self.lang == "ja" else f"{count.value:,} {self.unit(count.unit, count.value)}"

    def unit(self, unit: str, value: int = 2) -> str:
        """The unit for so many: 件, comment, comments."""
        return unit if self.lang == "ja" else _UNITS[unit][value != 1]

    def changes(self, value: int) -> str:
        """A number of changes to the plan: 12件, 12 changes."""
        return f"{value:,}件" if self.lang == "ja" else f"{value:,} {_CHANGES[value != 1]}"

    def changes_unit(self) -> str:
        """The unit of changes to the plan: 件, changes."""
        return "件" if self.lang == "ja" else _CHANGES[1]

    def day(self, day: datetime.date | None) -> str:
        """A day as the layout wants it, 記載なし for None."""
        if day is None:
            return self.say("no_day")
        if self.lang == "ja":
            return dates.format_date(day, style=self.layout.dates)
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def bracketed(self, text: str) -> str:
        """The text in the brackets of the language, to be put behind other words."""
        return self.say("brackets", text=text)
