"""What is told of a PDF beside its text (PDFの所見)."""

from collections.abc import Iterable, Sequence

from plancomment.findings import Finding, Place, Severity

__all__ = [
    "crowded_pages",
    "heads_left_out",
    "name_pages",
    "notes_over",
    "page_numbers",
    "raised_figures",
    "readings_aside",
    "recognised_pages",
    "scanned_pages",
    "struck_words",
    "tables_joined",
    "turned_pages",
    "unknown_characters",
]


def name_pages(pages: Iterable[int]) -> str:
    """Pages as people write them: 1-3, 7."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def page_numbers(source: str, offset: int | None) -> Finding:
    """Which page numbers the blocks have (頁の数え方)."""
    if offset is None:
        english = "no page numbers run through the file: pages are counted from its first one"
        japanese = "通しの頁番号が見当たらないため、頁はファイルの先頭から数えました。"
    else:
        english = f"pages are as printed: page of the file {offset:+d}"
        japanese = f"頁は印刷された番号によります（ファイルの頁 {offset:+d}）。"
    return Finding("PC650", Severity.INFO, (), english, japanese, Place(source))


def heads_left_out(source: str, words: Sequence[tuple[str, tuple[int, ...]]]) -> list[Finding]:
    """One finding for each running head, foot or row of page numbers (柱・ノンブル)."""
    return [
        Finding(
            "PC651",
            Severity.INFO,
            (),
            f"left out as running head or foot (# is a number) on pages {name_pages(pages)}: {text}",
            f"柱・ノンブルとして本文から除きました（#は数字、ファイルの頁 {name_pages(pages)}）: {text}。",
            Place(source, page=pages[0]),
        )
        for text, pages in words
    ]


def tables_joined(
    source: str, first: int, last: int, headers: Sequence[tuple[int, str]], mended: Sequence[int]
) -> Finding:
    """A table that goes on over pages was put together (頁をまたぐ表)."""
    english = f"a table on pages {first}-{last} of the file was joined"
    japanese = f"ファイルの{first}～{last}頁の表を一つにつなぎました"
    if headers:
        pages = name_pages(page for page, _ in headers)
        english += f"; repeated header left out on pages {pages}: {headers[0][1]}"
        japanese += f"。繰り返しの見出し行を除きました（{pages}頁）: {headers[0][1]}"
    if mended:
        pages = name_pages(mended)
        english += f"; a row cut by the page break was joined on pages {pages}"
        japanese += f"。頁で切れた行をつなぎました（{pages}頁）"
    return Finding("PC652", Severity.INFO, (), english, japanese, Place(source, page=first))


def scanned_pages(source: str, pages: Sequence[int]) -> Finding:
    """Pages that are pictures (画像だけの頁)."""
    named = name_pages(pages)
    return Finding(
        "PC653",
        Severity.WARNING,
        (),
        f"no text on pages {named} of the file; they seem to be scanned, and nothing on them was read: run OCR first",
        f"ファイルの{named}頁は画像で文字がなく、読めませんでした（先にOCRをかけてください）",
        Place(source, page=pages[0]),
    )


def unknown_characters(source: str, pages: Sequence[int], sample: str) -> Finding:
    """Characters of which the file does not say what they are (文字コード不明)."""
    named = name_pages(pages)
    shown = "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in sample[:20])
    return Finding(
        "PC654",
        Severity.WARNING,
        (),
        f"characters on pages {named} of the file cannot be told, as a font does not say what they are: {shown}",
        f"ファイルの{named}頁に、フォントの対応表がなく判別できない文字があります: {shown}",
        Place(source, page=pages[0]),
    )


def struck_words(source: str, page: int, words: Sequence[str]) -> Finding:
    """Words with a line through them (見え消し)."""
    listed = "／".join(words)
    return Finding(
        "PC655",
        Severity.WARNING,
        (),
        f"a line goes through these words, which were read all the same: {listed}",
        f"取消線のある文字もそのまま読みました: {listed}",
        Place(source, page=page),
    )


def turned_pages(source: str, pages: Sequence[int], *, is_vertical: bool) -> Finding:
    """Pages that were turned to be read (縦書き・回転)."""
    named = name_pages(pages)
    what, japanese = ("are written vertically", "縦書き") if is_vertical else ("are turned", "回転した向き")
    return Finding(
        "PC656",
        Severity.WARNING if is_vertical else Severity.INFO,
        (),
        f"pages {named} of the file {what}; look at the order of their lines and tables",
        f"ファイルの{named}頁は{japanese}です。行と表の順を確かめてください",
        Place(source, page=pages[0]),
    )


def recognised_pages(source: str, pages: Sequence[int]) -> Finding:
    """Scanned pages with the text of an OCR behind them (OCR)."""
    named = name_pages(pages)
    return Finding(
        "PC658",
        Severity.WARNING,
        (),
        f"pages {named} of the file are pictures with invisible text, as OCR makes it: compare it with the pictures",
        f"ファイルの{named}頁は画像に透明な文字を重ねたもの（OCR）。画像と見比べてください",
        Place(source, page=pages[0]),
    )


def notes_over(source: str, page: int, words: Sequence[str]) -> Finding:
    """Annotations and form fields (注釈・入力欄)."""
    listed = "／".join(words)
    return Finding(
        "PC659",
        Severity.WARNING,
        (),
        f"annotations and form fields on this page are not part of its text: {listed}",
        f"注釈と入力欄の文字は本文に入れていません: {listed}",
        Place(source, page=page),
    )


def crowded_pages(source: str, pages: Sequence[int]) -> Finding:
    """Pages with too many lines to look for tables (線の多い頁)."""
    named = name_pages(pages)
    return Finding(
        "PC656",
        Severity.WARNING,
        (),
        f"pages {named} of the file have too many lines to look for tables; all words were read as text",
        f"ファイルの{named}頁は線が多すぎ、表を探しませんでした（文字はすべて本文として読みました）",
        Place(source, page=pages[0]),
    )


def readings_aside(source: str, page: int, words: Sequence[str]) -> Finding:
    """Small kana or words over characters (ルビ)."""
    listed = "、".join(words)
    return Finding(
        "PC657",
        Severity.INFO,
        (),
        f"readings set over the text were left out of it: {listed}",
        f"ルビは本文から除きました: {listed}",
        Place(source, page=page),
    )


def raised_figures(source: str, page: int, words: Sequence[str]) -> Finding:
    """Raised figures beside a number, mostly marks of notes (上付き数字)."""
    listed = "、".join(words)
    return Finding(
        "PC657",
        Severity.INFO,
        (),
        f"raised figures beside numbers were written as such, so that they are no part of them: {listed}",
        f"数字に続く上付き数字は、数に含めず上付きの文字にしました: {listed}",
        Place(source, page=page),
    )
