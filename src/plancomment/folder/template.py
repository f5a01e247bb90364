"""What a new consultation folder holds (ひな形)."""

import tomlkit

__all__ = ["DRAFT", "FINAL", "render_settings"]

_SETTINGS = """\
# 意見公募手続（パブリックコメント）の基本情報です。# で始まる行は説明で、消してもかまいません。
# The settings of one public consultation. Lines that begin with # explain; they may be deleted.

format = 1  # このファイルの書式の版。変更しないでください。 / The version of this layout; leave it as it is.

# 件名、計画名、実施機関 / The title as published, the plan's name, the authority
title = {title}
plan_title = {plan_title}
authority = {authority}

# 日付は "令和6年10月1日"、"R6.10.1"、"2024-10-01" のどれでも書けます。決まっていない日付は行ごと省きます。
# Dates: any of these spellings. Leave the line out while a day is not known.
{days}
# 対応区分表：公表する順に並べます。計画を修正した区分だけ implies_revision = true とします。
# How comments are dealt with, in printed order; implies_revision = true marks what must have changed the plan.
[[dispositions]]
id = "A"
symbol = "Ａ"
label = "計画に反映するもの"
implies_revision = true

[[dispositions]]
id = "B"
symbol = "Ｂ"
label = "既に計画に盛り込まれているもの"
implies_revision = false

[[dispositions]]
id = "C"
symbol = "Ｃ"
label = "今後の参考とするもの"
implies_revision = false

[[dispositions]]
id = "D"
symbol = "Ｄ"
label = "その他"
implies_revision = false

# 公表した（する）件数があれば書きます。数え直した件数と食い違えば点検で分かります。
# persons は人、groups は団体、submissions は通、comments と revisions は件で、互いに足し合わせません。
# Printed figures, if any: they are checked against the counted ones. Four units that never add up.
# [printed]
# persons = 12
# groups = 2
# submissions = 14
# comments = 30
#
# [[printed.by_category]]      # 項目別（件）
# label = "全体に関すること"
# count = 8

# 意見を募集した案と、修正後の計画。path はこのフォルダーの中のファイルです（.md .txt .docx .pdf .html）。
# The plan as consulted on and as decided; path is a file inside this folder (.md, .txt, .docx, .pdf or .html).
[draft]
version = "素案"

[[draft.documents]]
name = "本編"
path = "plans/draft/honpen.md"

[final]
version = "成案"

[[final.documents]]
name = "本編"
path = "plans/final/honpen.md"

# 意見の一覧表を plancomment take で取り込むときの読み方です。見出しから分かるときは要りません。
# How plancomment take reads a table of comments, where its own header does not tell.
# [intake]
# sheet = "意見一覧"             # シート名 / the sheet of comments
# responses = "回答"             # 回答のシート名 / the sheet of answers
# split = "circled"              # ①②ごとに分割 / cells with several comments: numbered, bullets, lines …
# form = "survey"                # フォームの回答一覧 / the export of a form
#
# [intake.columns]               # 列の対応 / the header of each field
# summary = "お寄せいただいた声"

# 公表資料の言語（ja / en） / The language of what is published
[report]
lang = "ja"
"""

DRAFT = """\
# 計画の名称

<!-- page: 1 -->

<!--
この文は説明で、計画の本文には入りません。書き始めるときに消してください。

- 見出しは # の数で階層を示します。第１章、１、（１）、①、ア などの番号はそのまま書きます。
- 下の「page: 2」の行は、そこから２頁であることを示す印です。「page: 2, line: 7」と書けば、次の文が２頁の７行目から
  始まります。頁の印がないと、新旧対照表に頁が出ません。

These lines explain and are no part of the plan; delete them when you begin.
Headings take one # for each level; write numbers such as 第１章 or （１） as they are printed.
A mark like the one with "page: 2" below tells that a page begins there ("page: 2, line: 7": the next clause begins on
its line 7); without marks the comparison table shows no pages.
-->

## 第１章　計画の策定に当たって

### １　計画策定の目的

ここに本文を書きます。空の行で区切られたまとまりが、一つの段落になります。

（１）　番号のある項目は、このように書きます。

（２）　次の項目です。

<!-- page: 2 -->

### ２　計画の期間

計画の期間を書きます。

表１　数値目標

| 指標 | 現状値 | 目標値 |
| --- | ---: | ---: |
| 指標の名称 | 10件 | 20件 |
"""

FINAL = DRAFT


def render_settings(title: str, plan_title: str, authority: str, days: dict[str, str | None]) -> str:
    """consultation.toml of a new folder; ``days`` are ISO dates by key, None for a line that only shows how."""
    examples = "".join(
        f'# {key} = "令和6年10月1日"\n' if day is None else f"{key} = {_quote(day)}\n" for key, day in days.items()
    )
    return _SETTINGS.format(
        title=_quote(title), plan_title=_quote(plan_title), authority=_quote(authority), days=examples
    )


def _quote(text: str) -> str:
    return tomlkit.string(text).as_string()
