"""The names that cities and form services give to the columns of their comments (列の名前), as data.

Collected from published results of consultations and from the exports of survey and electronic application services.
All patterns are matched with :func:`plancomment.read.table.headers.header_key` of a header.
"""

import re
from collections.abc import Mapping, Sequence

__all__ = ["GENERIC", "NAMES", "PATTERNS", "PRIVATE", "QUESTION", "STAMPS", "TOTALS"]

_WORDS = {
    "id": "意見ID comment_id ID",
    "number": "番号 No. No № 意見番号 意見No. 意見No 通番 通し番号 項番 整理番号 連番 管理番号 # number",
    "category": "区分 項目 分類 項目名 区分名 意見の区分 意見区分 意見の分類 意見分類 意見項目 意見の項目 ご意見の項目 "
    "大項目 大分類 章 章・項目 章/項目 計画の項目 該当項目 category",
    "text": "意見 ご意見 御意見 意見（原文） ご意見（原文） 意見原文 意見全文 意見の全文 意見内容 "
    "意見の内容 ご意見の内容 ご意見内容 御意見の内容 意見等 ご意見等 意見等の内容 意見・提案 ご意見・ご提案 意見・要望 "
    "ご意見・ご要望 自由記述 自由意見 自由記入 text",
    "summary": "意見の概要 意見概要 ご意見の概要 ご意見概要 御意見の概要 意見（概要） ご意見（概要） "
    "意見等の概要 意見の要旨 意見要旨 ご意見の要旨 寄せられた意見 寄せられたご意見 主な意見 主なご意見 提出された意見 "
    "いただいた意見 いただいたご意見 頂いたご意見 summary",
    "disposition": "対応 対応区分 対応区分ID 対応状況 対応方針 対応結果 対応の区分 反映 反映区分 反映状況 反映の有無 "
    "計画への反映 意見の反映 意見への対応 ご意見への対応 意見の取扱い 意見の取り扱い 取扱い 取扱区分 修正の有無 "
    "disposition",
    "answer": "考え方 回答 市の回答 県の回答 区の回答 町の回答 村の回答 回答内容 回答（考え方） 対応内容 answer",
    "withheld_reason": "非公表の理由 非公開の理由 非公表理由 非公開理由 withheld_reason",
    "submission_id": "提出ID 受付番号 受付No. 受付No 受付ID 申請番号 申込番号 到達番号 送信番号 回答番号 回答者ID "
    "submission_id",
    "submitter_id": "提出者ID submitter_id",
    "submitter_kind": "提出者の種別 提出者種別 提出者区分 提出者の区分 個人・団体 個人/団体 個人団体の別 "
    "個人・団体の別 個人又は団体 個人または団体 submitter_kind",
    "channel": "提出方法 意見の提出方法 ご意見の提出方法 提出手段 受付方法 収受方法 channel",
    "received_on": "提出日 受付日 受理日 収受日 到着日 提出年月日 受付年月日 received_on",
    "age_band": "年代 年齢 年齢層 年齢区分 年齢階層 ご年齢 ご年代 あなたの年代 あなたの年齢 age_band",
    "area": "地区 居住地区 居住地域 居住地 お住まいの地区 お住まいの地域 お住まいの区域 お住まい area",
    "response_id": "回答ID response_id",
    "comment_ids": "対象意見 対象の意見 対象意見ID 対象意見番号 対象の意見番号 対象番号 対応する意見 意見番号等 "
    "comment_ids",
}
_STAMP_WORDS = (
    "タイムスタンプ timestamp 回答日時 送信日時 登録日時 投稿日時 申請日時 申込日時 到達日時 受付日時 提出日時 "
    "完了時刻 完了日時"
)
#: Columns in which a form service notes when an answer was sent; they tell an export of a form (フォームの出力).
STAMPS: frozenset[str] = frozenset(_STAMP_WORDS.split())
#: The names known for each field.
NAMES: Mapping[str, Sequence[str]] = {
    field: (*words.split(), *(_STAMP_WORDS.split() if field == "received_on" else ()))
    for field, words in _WORDS.items()
}

_OPINION = r"(?:(?:提出され|寄せられ|いただい|頂い)た|主な|市民等?の|皆様?の)?(?:ご|御)?意見(?:等|・提案|・要望)?"
# … をお選びください, を教えてください
_ASK = "(?:を?(?:お?選|お?答え|ご回答|教え|お聞).{0,20})?"
#: Names that are told by their build, in this order, where the list above does not have them.
PATTERNS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("summary", re.compile(rf"{_OPINION}(?:の|・)?(?:内容)?の?(?:概要|要旨|要約|要点)")),
    ("text", re.compile(rf"{_OPINION}(?:の)?(?:内容|全文|原文|本文|詳細)?")),
    # 市の考え方, ○○市の考え方, 意見に対する本市の考え方, 考え方及び対応, 実施機関の考え方・対応
    (
        "answer",
        re.compile(
            r"(?:(?:ご|御)?意見(?:等)?に対する)?(?:[^の、。]{1,12}の)?(?:考え方?|考えかた|見解)(?:案)?"
            r"(?:(?:・|と|、|/|及び|および|並びに)(?:今後の)?(?:対応|対応方針|対応状況|対応案|回答|理由|方針))?"
        ),
    ),
    (
        "disposition",
        re.compile(
            r"(?:計画|素案|原案|案|条例)?(?:等)?(?:への|の)?(?:対応|反映|修正)(?:区分|状況|結果|の有無|分類|内容の区分)"
        ),
    ),
    ("age_band", re.compile(rf"(?:あなたの|お|ご)?(?:年代|年齢)(?:層|区分|階層)?{_ASK}")),
    ("area", re.compile(rf"(?:あなたの)?(?:お住まい|居住)の?(?:地区|地域|区域|区|町名?|市区?町村名?){_ASK}")),
)
_GENERIC = "内容 本文 概要 要旨 要約 全文 原文 詳細 記述 回答 考え方"
#: A header of a lower line that only says what part of the upper one it is.
GENERIC: frozenset[str] = frozenset(_GENERIC.split())
#: A question of a form that asks for an opinion in free words: 「計画（素案）についてのご意見をお書きください」.
QUESTION: re.Pattern[str] = re.compile(
    r"(?=.*(?:意見|感想|提案|要望|お考え|お気づき))"
    r"(?:.{1,60}(?:について|に関する|への|に対する)(?:の)?(?:ご|御)?(?:意見|感想|提案|要望)等?|"
    r".{6,}(?:(?:ください|下さい|願います|お願いします|いたします|ますか|でしょうか|ませんか|です)[。.?]?|[。?]|"
    r"(?:について|に関する|への|に対する)(?:の)?(?:ご|御)?(?:意見|感想|提案|要望)等?|(?:自由記述|自由記入|自由回答)(?:欄)?))"
)
#: What is private and never read (個人情報): told by its name, so that no value of it reaches anything.
PRIVATE: re.Pattern[str] = re.compile(
    r"(?:姓|名|セイ|メイ|性|tel|fax|電話|mail|代表者|提出者|性別|職業|職種|勤務先|学校名|所在地|番地|建物名|署名)"
    r"|(?:意見)?提出者(?:名|氏名)?|(?:担当|代表|団体|法人|会社|企業|事業所|組織|ユーザー?)者?(?:の)?(?:名|名称|氏名)"
    r"|.{0,12}(?:氏名|名前|住所|電話番号|メールアドレス|e-?mailアドレス|e-?mail|ふりがな|フリガナ|郵便番号|生年月日|連絡先|"
    r"ipアドレス|ログインid|ファクス番号|fax番号|携帯番号|緯度|経度).{0,12}"
)
_TOTALS = "合計 計 総計 総数 総件数 合計件数 意見総数 意見数合計 件数合計 小計 total"
#: What the first cell of a row of sums says (合計行).
TOTALS: frozenset[str] = frozenset(_TOTALS.split())
