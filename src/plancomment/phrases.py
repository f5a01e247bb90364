"""What the command line says, in English and Japanese (画面の文言)."""

__all__ = ["say"]

# (English, Japanese) for everything that the command line says.
TEXTS: dict[str, tuple[str, str]] = {
    "group": (
        "Public consultations on municipal plans: check, count, compare and publish.",
        "パブリックコメントの点検・集計・新旧対照・公表資料の作成を行います。",
    ),
    "lang": ("Language of help and messages.", "説明とメッセージの言語。"),
    "new": (
        "Make a consultation folder with templates and explanations.",
        "意見募集のフォルダーをひな形と説明つきで作ります。",
    ),
    "new.title": ("Title of the consultation.", "意見募集の件名。"),
    "check": (
        "Report what is missing or contradictory in a folder; exit status 1 if anything is wrong.",
        "フォルダーの不足や矛盾を点検します。誤りがあれば終了コードは1です。",
    ),
    "check.select": (
        "Only these rules: codes or beginnings of codes, separated by commas (PC2,PC301); repeatable.",
        "点検する規則。番号か番号の先頭（PC2,PC301 など）をカンマ区切りで。繰返し可。",
    ),
    "check.ignore": ("Not these rules; likewise.", "点検しない規則（同上）。"),
    "check.baseline": (
        "File of known findings, which are not told and do not count.",
        "既知の指摘のファイル。そこにある指摘は示さず、数えません。",
    ),
    "check.write_baseline": (
        "Write all findings into a file of known ones, and tell none.",
        "今の指摘を全て、既知の指摘としてファイルに書きます。",
    ),
    "check.format": (
        "Output for people, for programs, or as annotations of GitHub.",
        "人が読む形式（text）、プログラム用（json）、GitHub の注釈（github）。",
    ),
    "gone": ("Known, but not there any more: {0}", "既知の指摘のうち、なくなったもの：{0}"),
    "compare": (
        "Compare two plans (.docx .pdf .html .md .txt), or with OLD alone the tracked changes of one Word file; "
        "print the table, or write it with -o (.md, .html, .csv, .json).",
        "二つの計画（.docx .pdf .html .md .txt）、又は一つの Word ファイルの変更履歴を比べます。"
        "表を表示するか、-o でファイル（.md .html .csv .json）に書きます。",
    ),
    "compare.document": ("Name of the document in the table, such as 本編.", "表に示す文書名（本編など）。"),
    "compare.old_version": ("Name of the version before, such as 素案.", "旧の版の名前（素案など）。"),
    "compare.new_version": ("Name of the version after, such as 成案.", "新の版の名前（成案など）。"),
    "compare.title": ("Title of the file that is written.", "書き出すファイルの表題。"),
    "compare.out": ("File to write.", "書き出すファイル。"),
    "compare.segmenter": ("What cuts the text into words.", "単語の分割方法。"),
    "compare.cosmetic": (
        "Leave out rows that differ in width, variants or spacing only, and tell how many.",
        "表記（全角・半角、異体、空白）のみの修正を表から省き、件数だけを示します。",
    ),
    "compare.tracked": (
        "Write the draft (OLD) as a Word file with tracked changes: accepting all gives NEW, rejecting all OLD.",
        "素案（OLD）に変更履歴をつけた Word ファイルを書きます。全て承諾すると NEW、全て元に戻すと OLD になります。",
    ),
    "compare.consultation": (
        "With --tracked: the consultation folder whose opinions and answers become comments in the margin.",
        "--tracked のとき、意見と市の考え方をコメントにする意見募集のフォルダー。",
    ),
    "compare.author": (
        "With --tracked: who is named as having changed the text.",
        "--tracked のとき、変更者として示す名前。",
    ),
    "compare.dated": ("With --tracked: the day of the changes.", "--tracked のとき、変更日として示す日付。"),
    "tracked needs": (
        "--tracked takes two Word files; --consultation, --author and --dated go with --tracked only",
        "--tracked には Word ファイルが二つ必要です。--consultation、--author、--dated は --tracked と使います。",
    ),
    "link": (
        "Write proposed links into a table to decide on in a spreadsheet, and take the decisions of that table.",
        "修正と意見の対応の候補を確認表に書き出し、確認表に記入された判断を取り込みます。",
    ),
    "link.out": (
        "Write the table to this new file instead of links-to-confirm.csv in the folder.",
        "確認表を、フォルダーの links-to-confirm.csv ではなく、この新しいファイルに書き出します。",
    ),
    "link.decisions": (
        "Take the decisions of this file (.csv .txt .xlsx .ods).",
        "判断を取り込む表（.csv .txt .xlsx .ods）。",
    ),
    "link.all": ("List what is decided already, too.", "判断済みの対応も書き出します。"),
    "link.nothing": (
        "there is nothing to link: the folder has no comparison (two plan texts, or a published table)",
        "対照する計画（二つの版の文面、又は公表された対照表）がないため、対応を作れません。",
    ),
    "link.taken": (
        "Taken: {0} accepted, {1} rejected, {2} with another cause, {3} taken back.",
        "取り込みました：承認{0}件、却下{1}件、意見によらない理由{2}件、取消{3}件。",
    ),
    "link.outdated": (
        "The texts changed since the table was written; look at it again: {0}",
        "確認表を書き出した後に文面が変わりました。もう一度確認してください：{0}",
    ),
    "link.cleared": (
        "Cleared, but kept as it was decided; write 取消 (withdraw) to take it back: {0}",
        "空欄になっていますが、前の判断のままです。取りやめるには「判断」に「取消」と書いてください：{0}",
    ),
    "link.unconfirmed": (
        "{0} of the links count and are published although nobody confirmed them; reject those that are wrong.",
        "うち対応{0}件は、確認しなくても対応として数えられ、公表されます。誤りは却下してください。",
    ),
    "link.open": (
        "To decide on: {0} link(s), {1} revision(s) without a comment.",
        "判断待ち：対応{0}件、意見のない修正{1}件。",
    ),
    "link.former": (
        "{0} of them were decided before, for texts that changed since (前の判断).",
        "うち{0}件は、文面が変わる前に判断したものです（「前の判断」の列）。",
    ),
    "tally": ("Count comments, submitters and submissions.", "意見・提出者・提出数を集計します。"),
    "read": (
        "Read a result that somebody published and make a folder of it.",
        "公表された結果を読み取り、フォルダーにします。",
    ),
    "read.out": ("Folder to make.", "作るフォルダー。"),
    "take": (
        "Take comments and answers of a table (.csv .xlsx .json .docx …) into a folder; exit status 1 if any fails.",
        "意見の一覧表（.csv .xlsx .json .docx など）を取り込みます。取り込めない行があれば終了コードは1です。",
    ),
    "take.columns": (
        "Header and field, such as 意見の概要=summary; repeatable.",
        "見出しと項目の対応（例：意見の概要=summary）。繰返し可。",
    ),
    "take.save": ("Save how the table was read in consultation.toml.", "読み方を consultation.toml に保存します。"),
    "take.sheet": ("Sheet of comments.", "意見のシート名。"),
    "take.responses": ("Sheet or file of answers.", "回答のシート名かファイル。"),
    "take.split": ("Take apart cells with several comments.", "一つのセルの複数の意見を分けます。"),
    "take.form": ("Whether each row is a form's submission.", "フォームの回答一覧か、意見の表か。"),
    "take.encoding": ("Encoding of a text file, such as cp932.", "文字コード（cp932 など）。"),
    "take.dry": ("Write nothing, only tell.", "書き込まずに結果だけを示します。"),
    "take.anyway": (
        "Write what could be taken although something is wrong.",
        "誤りがあっても、取り込めた分を書き込みます。",
    ),
    "ledger": (
        "{0}: {1} records read, {2} taken, {3} refused, {4} withheld",
        "{0}：読み取り{1}件、取込み{2}件、取り込めない行{3}件、非公表{4}件",
    ),
    "ledger.split": (" ({0} more by splitting)", "（分割による増{0}件）"),
    "publish": (
        "Write the result: Markdown, one HTML page, CSV and JSON.",
        "公表資料（Markdown・HTML・CSV・JSON）を作ります。",
    ),
    "publish.out": ("Folder to write into.", "書き出すフォルダー。"),
    "publish.formats": (
        "Formats, separated by commas: md, html, docx, xlsx, pdf, csv, json.",
        "形式（カンマ区切り）：md、html、docx、xlsx、pdf、csv、json。",
    ),
    "publish.reference": (
        "A Word file whose styles, header, footer and page set-up are taken over.",
        "ひな形のWordファイル（スタイル、ヘッダー、フッター、ページ設定を引き継ぎます）。",
    ),
    "publish.encoding": ("Encoding of the CSV files.", "CSVの文字コード。"),
    "publish.layout": (
        "Layout: a name of 'plancomment layout', or a TOML file; the folder's own setting by default.",
        "様式の名前（plancomment layout で一覧）か TOML ファイル。省くとフォルダーの設定。",
    ),
    "layout": (
        "List the layouts that a result can have, or write one into a file to be edited.",
        "公表資料の様式の一覧を示します。名前を書くと、その様式を書き換え用のファイルに写します。",
    ),
    "layout.out": (
        "File to write the layout into, such as our-layout.toml.",
        "様式を写すファイル（our-layout.toml など）。",
    ),
    "layout.there": ("{0} is there already", "{0} は既にあります"),
    "publish.strict": ("Write nothing while errors are left.", "誤りが残っている間は書き出しません。"),
    "format": ("Output for people or for machines.", "人が読む形式か、プログラム用の形式か。"),
    "help": ("Show this message and exit.", "この説明を表示して終了します。"),
    "version": ("Show the version and exit.", "版を表示して終了します。"),
    "usage": ("Usage: ", "使い方: "),
    "options": ("Options", "オプション"),
    "commands": ("Commands", "コマンド"),
    "error": ("error", "エラー"),
    "warning": ("warning", "警告"),
    "info": ("info", "情報"),
    "none found": ("No findings.", "指摘はありません。"),
    "none new": ("No new findings ({0} known, {1} ignored).", "新しい指摘はありません（既知{0}件、対象外{1}件）。"),
    "hidden": ("Not told: {0} known, {1} ignored.", "示していない指摘：既知{0}件、対象外{1}件。"),
    "found": ("{0} error(s), {1} warning(s), {2} for information.", "エラー{0}件、警告{1}件、情報{2}件。"),
    "made": ("Made {0}", "作成しました：{0}"),
    "wrote": ("Wrote {0}", "書き出しました：{0}"),
    "left": (
        "{0} finding(s) of severity error are left: see 'plancomment check'.",
        "エラーの指摘が{0}件残っています（plancomment check で確認できます）。",
    ),
    "refused": ("Nothing was written.", "何も書き出していません。"),
    "comparison title": ("Result of comparing {0} and {1}", "{0} と {1} の比較結果"),
    "tracked title": ("Tracked changes of {0}", "{0} の変更履歴"),
    "and more": (" ({0} more)", "（ほか{0}件）"),
    "missing extra": (
        'this kind of file needs more than is installed: pip install "plancomment[{0}]"',
        'この形式を読むには追加の部品が要ります。導入方法：pip install "plancomment[{0}]"',
    ),
    "no change": ("No revision: the texts say the same.", "修正はありません。"),
    "omitted": ("Left out: {0} revision(s) of notation only.", "表記のみの修正{0}件は省略しました。"),
    "old": ("Old", "旧"),
    "new side": ("New", "新"),
    "note": ("Note", "備考"),
    "persons": ("Persons", "個人"),
    "groups": ("Groups", "団体"),
    "submissions": ("Submissions", "提出数"),
    "received": ("Comments received", "提出された意見"),
    "published": ("  published", "  うち公表"),
    "withheld": ("  withheld", "  うち非公表"),
    "by category": ("By category", "項目別"),
    "by disposition": ("By disposition", "対応区分別"),
    "by channel": ("By channel", "提出方法別"),
    "count": ("Count", "件数"),
    "total": ("Total", "合計"),
    "no category": ("(filed nowhere)", "（項目なし）"),
    "no disposition": ("(not yet decided)", "（未定）"),
    "no channel": ("(not known)", "（不明）"),
    "unknown": ("not known", "不明"),
    "added": ("(added)", "（新設）"),
    "deleted": ("(deleted)", "（削る）"),
    "lost": ("(lost)", "（不明）"),
}


def say(key: str, lang: str, *values: object) -> str:
    """The text of a key in a language, with values in its places."""
    text = TEXTS[key][lang == "ja"]
    return text.format(*values) if values else text
