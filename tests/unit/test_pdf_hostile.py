"""Hostile and broken PDFs: each ends in blocks or in one ReadError that says why. Written object by object."""

import base64
import hashlib
import random
import re
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancomment.errors import MissingExtraError, ReadError
from plancomment.read.blocks import Contents, TableBlock, TextBlock
from plancomment.read.limits import Limits
from plancomment.read.pdf import documents, packings, read_blocks, streams

pytest.importorskip("pdfplumber")
pytest.importorskip("pypdfium2")

LATIN = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
JAPANESE = (
    b"<</Type/Font/Subtype/Type0/BaseFont/HeiseiMin-W3/Encoding/UniJIS-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/HeiseiMin-W3/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>"
    b"/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/HeiseiMin-W3/Flags 6/FontBBox[0 -200 1000 900]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>]>>"
)
VERTICAL = JAPANESE.replace(b"UCS2-H", b"UCS2-V")
UNMAPPED = JAPANESE.replace(b"UniJIS-UCS2-H", b"Identity-H").replace(b"(Japan1)", b"(Identity)")
IMAGE = b"q 595 0 0 842 0 0 cm /I Do Q "


def build(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    return out + table + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, trailer, len(out),
    )  # fmt: skip


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def one_page(
    content: bytes,
    *,
    font: bytes = LATIN,
    media: bytes = b"[0 0 595 842]",
    entries: bytes = b"",
    more: tuple[bytes, ...] = (),
) -> bytes:
    """A file of one page; more objects are numbered from 7 on."""
    picture = stream(b"\x00", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")
    return build(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox %s/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>"
            b"/Contents 4 0 R%s>>" % (media, entries),
            stream(content),
            font,
            picture,
            *more,
        ]
    )


def show(text: str, x: float = 72, y: float = 700, size: int = 12) -> bytes:
    return b"BT /F %d Tf %.2f %.2f Td <%s> Tj ET\n" % (size, x, y, text.encode("utf-16-be").hex().encode())


def show_latin(text: str, x: float = 72, y: float = 700) -> bytes:
    return b"BT /F 12 Tf %.2f %.2f Td (%s) Tj ET\n" % (x, y, text.encode())


def read(data: bytes, limits: Limits | None = None) -> Contents:
    return read_blocks(data, "案.pdf", limits or Limits())


def texts(contents: Contents) -> list[str]:
    return [block.text for block in contents.blocks if isinstance(block, TextBlock)]


def codes(contents: Contents) -> list[str]:
    return [finding.code for finding in contents.findings]


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        read(data, limits)
    assert caught.value.source == "案.pdf"
    return str(caught.value.problems[0])


def read_or_refuse(data: bytes) -> list[str]:
    """The texts, none if the file is refused, which must be with a reason."""
    try:
        return texts(read(data))
    except ReadError as error:
        if not error.problems:
            raise
        return []


# ── files that are none, or broken ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("data", [b"", b"\x00" * 2000, b"PK\x03\x04", "これはPDFではない。".encode()])
def test_no_pdf(data: bytes) -> None:
    assert "it is no PDF" in refusal(data)


def test_truncated_files_end_in_text_or_a_refusal() -> None:
    whole = one_page(show_latin("Hello"))
    assert texts(read(whole)) == ["Hello"]
    for end in range(0, len(whole), 37):
        assert read_or_refuse(whole[:end]) in ([], ["Hello"])


def test_locked_with_a_password() -> None:
    secret = b"<" + b"ab" * 32 + b">"
    locked = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O %s/U %s>>/ID[<00><00>]" % (secret, secret)
    data = build([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"], locked)
    assert "password" in refusal(data)


def test_no_pages() -> None:
    assert refusal(build([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]))


def test_a_page_tree_that_bites_its_tail() -> None:
    data = build([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"])
    with pytest.raises(ReadError):
        read(data)


def test_a_deep_page_tree() -> None:
    depth = 3_000
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1) for number in range(2, depth)]
    page = b"<</Type/Page/MediaBox[0 0 595 842]>>"
    with pytest.raises(ReadError):
        read(build([b"<</Type/Catalog/Pages 2 0 R>>", *nodes, page]))


def test_too_many_pages() -> None:
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 53))
    data = build([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count 50>>" % kids, *[leaf] * 50])
    assert "50 pages, more than 49 (Limits.pages)" in refusal(data, Limits(pages=49))


@pytest.mark.parametrize("media", [b"[0 0 99999999 842]", b"[-2000000000 0 2000000000 842]"])
def test_absurd_page_sizes(media: bytes) -> None:
    assert "measures" in refusal(one_page(show_latin("Hello"), media=media))


@pytest.mark.parametrize("media", [b"[0 0 0 0]", b"[595 842 0 0]", b"[a b c d]", b"[0 0 595 1e30]", b"null"])
def test_odd_page_sizes_are_read(media: bytes) -> None:
    assert texts(read(one_page(show_latin("Hello"), media=media))) == ["Hello"]


def test_too_many_characters_on_a_page() -> None:
    content = b"".join(show_latin("a" * 50, y=y) for y in range(20, 800, 20))
    assert "Limits.cell_characters" in refusal(one_page(content), Limits(cell_characters=1_000))


def test_a_bomb_in_a_stream() -> None:
    bomb = zlib.compress(b"q Q " * 5_000_000, 9)
    assert len(bomb) < 100_000
    data = one_page(b"", more=(stream(bomb, b"/Filter/FlateDecode"),))
    assert "unpacks to more than 1000000 bytes" in refusal(data, Limits(unpacked_bytes=1_000_000))


def test_bombs_are_counted_together() -> None:
    piece = stream(zlib.compress(b" " * 400_000), b"/Filter/FlateDecode")
    assert texts(read(one_page(show_latin("a"), more=(piece, piece)), Limits(unpacked_bytes=1_000_000))) == ["a"]
    refusal(one_page(show_latin("a"), more=(piece,) * 3), Limits(unpacked_bytes=1_000_000))


def test_a_stream_packed_twice() -> None:
    twice = zlib.compress(zlib.compress(b" " * 1_000_000))
    data = one_page(show_latin("a"), more=(stream(twice, b"/Filter[/FlateDecode/FlateDecode]"),))
    assert "packed more than once" in refusal(data)


def lzw(data: bytes) -> bytes:
    """LZW without a clear code in between: as dense as it gets. Of one byte at least."""
    codes, table, word, width = [256], {bytes((n,)): n for n in range(256)}, b"", 9
    count, widths = 258, [9]
    for byte in data:
        longer = word + bytes((byte,))
        if longer in table:
            word = longer
            continue
        codes.append(table[word])
        widths.append(width)
        if count < 4095:
            table[longer] = count
            count += 1
            width = min(12, max(9, count.bit_length()))
        word = bytes((byte,))
    codes += [table[word], 257]
    widths += [width, min(12, max(9, (count + 1).bit_length()))]
    bits = "".join(f"{code:0{wide}b}" for code, wide in zip(codes, widths, strict=True))
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8)


def ascii85(data: bytes) -> bytes:
    return base64.a85encode(data) + b"~>"


def in_hex(data: bytes) -> bytes:
    return data.hex().encode() + b">"


BOMBS = {
    "lzw": (lzw, b"/Filter/LZWDecode"),
    "lzw in short": (lzw, b"/Filter[/LZW]"),
    "lzw, escaped": (lzw, b"/Filter/L#5aWDecode"),
    "lzw, named elsewhere": (lzw, b"/Filter 8 0 R"),
    "lzw, behind a number in a string": (lzw, b"/Filter/LZWDecode/Note(1 0 obj<<)"),
    "base 85, lzw": (lambda data: ascii85(lzw(data)), b"/Filter[/ASCII85Decode/LZWDecode]"),
    "base 85, deflate": (lambda data: ascii85(zlib.compress(data)), b"/Filter[/ASCII85Decode/FlateDecode]"),
    "hex, deflate": (lambda data: in_hex(zlib.compress(data)), b"/Filter[/ASCIIHexDecode/FlateDecode]"),
    "base 85, hex, deflate": (
        lambda data: ascii85(in_hex(zlib.compress(data))), b"/Filter[/A85/AHx/Fl]",
    ),
    "runs": (lambda data: b"\x81 " * (len(data) // 128), b"/Filter/RunLengthDecode"),
    "zeros": (lambda data: b"z" * (len(data) // 4), b"/Filter/ASCII85Decode"),
    "said to be a picture": (zlib.compress, b"/Subtype/Image/Filter/FlateDecode"),
}  # fmt: skip


@pytest.mark.parametrize("way", BOMBS)
def test_bombs_of_every_kind(way: str) -> None:
    pack, entries = BOMBS[way]
    bomb = stream(pack(b" " * 600_000), entries)
    data = one_page(show_latin("a"), more=(bomb, b"[/LZWDecode]"))
    assert texts(read(data, Limits(unpacked_bytes=700_000))) == ["a"]
    assert "unpacks to more than 500000 bytes" in refusal(data, Limits(unpacked_bytes=500_000))


def test_what_is_packed_in_old_ways_is_read() -> None:
    content = show_latin("Hello")
    for way in ("lzw", "base 85, lzw", "base 85, deflate", "base 85, hex, deflate"):
        pack, entries = BOMBS[way]
        data = one_page(b"").replace(stream(b""), stream(pack(content), entries))
        assert texts(read(data)) == ["Hello"], way


def test_a_way_of_packing_that_is_told_nowhere() -> None:
    data = one_page(show_latin("a"), more=(stream(lzw(b"  "), b"/Filter 99 0 R"),))
    assert "is not told with it" in refusal(data)


def test_too_much_to_go_through_byte_by_byte() -> None:
    data = one_page(show_latin("a"), more=(stream(b"\x80" * 20_000_001, b"/Filter/LZWDecode"),))
    assert "packed as LZW, run lengths or ASCII" in refusal(data)


def test_too_many_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_STREAMS", 500)
    data = one_page(show_latin("a"))
    assert texts(read(data + b"7 0 obj<<>>stream\nendstream\n" * 400)) == ["a"]
    assert "more than 500 streams" in refusal(data + b"7 0 obj<<>>stream\nendstream\n" * 501)


def test_streams_without_a_number() -> None:
    data = one_page(show_latin("a")).partition(b"xref")[0]
    assert "where they begin" in refusal(data + b"x" * 8_000 + b"stream\nendstream\n" * 1_001)


@pytest.mark.parametrize("packed", [False, True])
def test_streams_in_one_another(packed: bool) -> None:
    head = b"7 0 obj<<>>stream\n" + b"x\x9c" * packed
    block = b"\x00" + len(head).to_bytes(2, "little") + (0xFFFF - len(head)).to_bytes(2, "little")  # not deflated
    assert "streams lie in one another" in refusal(one_page(show_latin("a")) + (head + block * packed) * 2_000)


@given(st.binary(min_size=1, max_size=3_000), st.integers(1, 40))
def test_unpacked_as_it_was_packed(data: bytes, times: int) -> None:
    data *= times
    assert b"".join(packings.expand_lzw(lzw(data), 1)) == data
    assert packings.read_ascii85(ascii85(data)) == data
    assert packings.read_hex(in_hex(data)) == data
    assert b"".join(piece for piece, _ in packings.inflate(zlib.compress(data), 0)) == data


@given(st.binary(max_size=400))
def test_what_was_never_packed_ends(data: bytes) -> None:
    for early in (0, 1):
        assert sum(map(len, packings.expand_lzw(data, early))) <= 2_600 * len(data)
    assert sum(map(len, packings.expand_runs(data))) <= 64 * len(data)
    assert len(packings.read_ascii85(data)) <= 4 * len(data) + 4
    assert len(packings.read_hex(data)) <= len(data)


def test_a_damaged_stream_is_left_out() -> None:
    packed = zlib.compress(show_latin("Hello") * 3)
    data = one_page(
        show_latin("a"),
        more=(stream(packed[:-9], b"/Filter/FlateDecode"), stream(b"x\x9c\xff\xff\xff\xff", b"/Filter/FlateDecode")),
    )
    assert texts(read(data)) == ["a"]


def test_forms_within_forms_without_end() -> None:
    form = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X 7 0 R>>>>")
    data = one_page(show_latin("a") + b"/X Do", more=(form,)).replace(b"/XObject<</I 6 0 R>>", b"/XObject<</X 7 0 R>>")
    assert texts(read(data)) == ["a"]


@pytest.mark.parametrize("indirect", [False, True])
@pytest.mark.parametrize("packed", [False, True])
def test_forms_that_multiply(indirect: bool, packed: bool) -> None:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
        b"/Contents 4 0 R>>",
        stream(show_latin("a") + b"/X Do"),
        LATIN,
    ]
    for number in range(6, 24, 2):
        resources = b"%d 0 R" % (number + 1) if indirect else b"<</XObject<</X %d 0 R>>>>" % (number + 2)
        body, entries = b"/X Do " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources %s" % resources
        objects.append(
            stream(zlib.compress(body), entries + b"/Filter/FlateDecode") if packed else stream(body, entries)
        )
        objects.append(b"<</XObject<</X %d 0 R>>>>" % (number + 2))
    objects.append(stream(show_latin("z"), b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]"))
    assert "drawings within drawings" in refusal(build(objects))


def test_scripts_and_attachments_are_ignored() -> None:
    data = one_page(show_latin("a")).replace(
        b"<</Type/Catalog",
        b"<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[]>>>>/Type/Catalog",
    )
    assert texts(read(data)) == ["a"]


def test_words_all_over_a_page_end_soon() -> None:
    content = b"".join(show_latin("ab", n * 37 % 590, n * 91 % 840) for n in range(10_000))
    assert sum(text.count("ab") for text in texts(read(one_page(content)))) > 9_000


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_bytes_changed_at_random(seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(one_page(show("本町の計画。", y=700) + b"0 0 m 9 9 l S " + IMAGE, font=JAPANESE))
    for _ in range(dice.randrange(1, 30)):
        data[dice.randrange(9, len(data))] = dice.randrange(256)
    read_or_refuse(bytes(data))


# ── what a page holds ────────────────────────────────────────────────────────────────────────────────


def test_a_scanned_file_is_refused() -> None:
    message = refusal(one_page(IMAGE))
    assert message.startswith("no text on pages 1; it seems to be scanned: run OCR first")


def test_a_file_without_text_or_pictures_is_refused() -> None:
    assert "no text on any page" in refusal(one_page(b"0 0 m 99 99 l S"))


def _pages(*contents: bytes, font: bytes = LATIN) -> bytes:
    picture = stream(b"\x00", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")
    leaves, bodies = [], []
    for number, content in enumerate(contents):
        leaves.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>"
            b"/Contents %d 0 R>>" % (5 + len(contents) + number)
        )
        bodies.append(stream(content))
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(len(contents)))
    root = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents))
    return build([b"<</Type/Catalog/Pages 2 0 R>>", root, font, picture, *leaves, *bodies])


def test_scanned_pages_among_others_are_told() -> None:
    contents = read(
        _pages(show_latin("A page of text, with words enough to be one."), IMAGE, show_latin("Another."), IMAGE)
    )
    (told,) = (finding for finding in contents.findings if finding.code == "PC653")
    assert told.message.startswith("no text on pages 2, 4 of the file")


def test_a_cover_before_scanned_pages_does_not_hide_them() -> None:
    assert "pages 2-10" in refusal(_pages(show_latin("Cover"), *[IMAGE] * 9))


def test_text_that_an_ocr_made_is_told() -> None:
    hidden = b"BT 3 Tr /F 12 Tf 72 700 Td (Recognised words on a scanned page of a plan) Tj ET"
    contents = read(one_page(IMAGE + hidden))
    assert texts(contents) == ["Recognised words on a scanned page of a plan"]
    assert "PC658" in codes(contents)
    seen = hidden.replace(b"3 Tr ", b"")
    assert "PC658" not in codes(read(one_page(IMAGE + seen)))


def test_fonts_that_do_not_say_what_their_glyphs_are() -> None:
    contents = read(one_page(b"BT /F 12 Tf 72 700 Td <002300240025> Tj ET", font=UNMAPPED))
    (told,) = (finding for finding in contents.findings if finding.code == "PC654")
    assert "pages 1 of the file cannot be told" in told.message


def test_control_characters_are_taken_out_and_told() -> None:
    contents = read(one_page(b"BT /F 12 Tf 72 700 Td (A\\001B\\177C) Tj ET"))
    assert texts(contents) == ["ABC"]
    assert "U+0001" in next(finding.message for finding in contents.findings if finding.code == "PC654")


def test_glyphs_without_a_character_do_not_shift_the_rest() -> None:
    contents = read(one_page(b"BT /F 12 Tf 72 700 Td (A\\000B) Tj ET " + show_latin("next", y=600)))
    assert texts(contents) == ["A\ufffdB", "next"]


def test_vertical_writing_is_read_from_the_right_and_told() -> None:
    lines = ["緑ヶ原町の公共交通計画は、五", "年ごとに定めるものとし、町民", "の意見を聞く。", "　次の段落です。"]
    content = b"".join(show(line, x=500 - 20 * at) for at, line in enumerate(lines))
    contents = read(one_page(content, font=VERTICAL))
    assert texts(contents) == [
        "緑ヶ原町の公共交通計画は、五年ごとに定めるものとし、町民の意見を聞く。",
        "次の段落です。",
    ]
    assert "PC656" in codes(contents)


def test_vertical_words_beside_level_ones_stand_apart() -> None:
    vertical = VERTICAL.replace(b"HeiseiMin-W3", b"HeiseiKakuGo-W5")
    content = show("横書きの本文がここにあります。") + show("縦の文字", x=500).replace(b"/F ", b"/V ")
    data = one_page(content, font=JAPANESE, more=(vertical,)).replace(b"/F 5 0 R", b"/F 5 0 R/V 7 0 R")
    blocks = [(b.text, b.place) for b in read(data).blocks if isinstance(b, TextBlock)]
    assert sorted(blocks) == [("横書きの本文がここにあります。", ""), ("縦の文字", "縦書き")]


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [(0, "1 0 0 1 100 500"), (90, "0 1 -1 0 300 100"), (180, "-1 0 0 -1 400 300"), (270, "0 -1 1 0 300 600")],
)
@pytest.mark.parametrize("matching", [True, False])
def test_pages_turned_by_quarters(turn: int, matrix: str, matching: bool) -> None:
    content = b"".join(
        b"q %s cm BT /F 12 Tf 0 %d Td (%d\\) line of the page) Tj ET Q\n" % (matrix.encode(), -20 * n, n)
        for n in range(3)
    )
    contents = read(one_page(content, entries=b"/Rotate %d" % turn if matching else b""))
    assert texts(contents) == [f"{n}) line of the page" for n in range(3)]
    assert ("PC656" in codes(contents)) == (turn != 0 and not matching)


def test_a_page_cut_out_of_a_larger_one() -> None:
    box = (
        b"60 690 200 40 re 60 690 m 60 730 l 160 690 m 160 730 l S " + show_latin("left", 70) + show_latin("right", 170)
    )
    contents = read(one_page(box, entries=b"/CropBox[50 50 500 800]"))
    assert [block.grid() for block in contents.blocks if isinstance(block, TableBlock)] == [[["left", "right"]]]


def test_a_table_drawn_within_a_form() -> None:
    lines = b"0 0 200 40 re 100 0 m 100 40 l S"
    form = stream(lines, b"/Type/XObject/Subtype/Form/BBox[-9 -9 999 999]/Matrix[1 0 0 1 10 0]")
    content = b"q 1 0 0 1 50 690 cm /X Do Q " + show_latin("left", 70) + show_latin("right", 170)
    data = one_page(content, more=(form,)).replace(b"/I 6 0 R", b"/X 7 0 R")
    contents = read(data)
    assert [block.grid() for block in contents.blocks if isinstance(block, TableBlock)] == [[["left", "right"]]]


def test_words_over_the_edge_of_a_cell_are_cut_there() -> None:
    box = b"60 690 72 40 re 96 690 m 96 730 l S " + show("あいうえおか", 60)
    contents = read(one_page(box, font=JAPANESE))
    assert [block.grid() for block in contents.blocks if isinstance(block, TableBlock)] == [[["あいう", "えおか"]]]


def test_more_lines_than_tables_have_are_told() -> None:
    lines = b"".join(b"%.2f 0 m %.2f 800 l S " % (x / 20, x / 20) for x in range(0, 11_900, 70))
    lines += b"".join(b"0 %.2f m 590 %.2f l S " % (y / 20, y / 20) for y in range(0, 16_000, 70))
    contents = read(one_page(lines + show_latin("Words on a map", 72.2)))
    assert "".join(texts(contents)).replace(" ", "") == "Wordsonamap"
    assert any("too many lines" in finding.message for finding in contents.findings)


def test_annotations_are_told() -> None:
    note = b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(to be checked)>>"
    link = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Contents(a link)>>"
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(filled in)/Rect[0 0 9 9]>>"
    data = one_page(show_latin("a"), entries=b"/Annots[7 0 R 8 0 R 9 0 R]", more=(note, link, field))
    (told,) = (finding for finding in read(data).findings if finding.code == "PC659")
    assert told.message.endswith(": to be checked／filled in")


# ── gaps and spaces ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(0, "町の計画"), (3, "町の計画"), (6, "町の計画"), (9, "町の　計画"), (12, "町の　計画"), (14, "町の　計画")],
)
def test_gaps_between_japanese_characters(gap: float, expected: str) -> None:
    content = show("町の", x=72) + show("計画", x=72 + 24 + gap)
    assert texts(read(one_page(content, font=JAPANESE))) == [expected]


def test_characters_set_apart_equally_are_one_word() -> None:
    content = b"".join(show(char, x=72 + 22 * at) for at, char in enumerate("計画の目的"))
    assert texts(read(one_page(content, font=JAPANESE))) == ["計画の目的"]


def test_spaces_of_the_file_are_kept() -> None:
    assert texts(read(one_page(show("第 １ 章　は じ め に"), font=JAPANESE))) == ["第 １ 章　は じ め に"]


# ── libraries that are missing ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("module", ["pdfplumber", "pypdfium2"])
def test_a_missing_library_is_named_with_its_extra(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"{module}.*plancomment\[pdf\]"):
        documents.load_engines()


# ── what a narrow gap parts ──────────────────────────────────────────────────────────────────────────


def apart(*words: str, gap: float = 0.25) -> bytes:
    """Words on one line, a quarter em between them."""
    out, x = b"", 72.0
    for word in words:
        out += show(word, x=x)
        x += 12 * (len(word) + gap)
    return out


def test_a_line_through_words_on_both_sides_of_a_gap() -> None:
    content = apart("令和八", "𠮷年", "度の計画") + b"80 704 m 122 704 l S "
    assert texts(read(one_page(content, font=JAPANESE))) == ["令和八𠮷年度の計画"]
    (told,) = (found for found in read(one_page(content, font=JAPANESE)).findings if found.code == "PC655")
    assert told.message.endswith(": 和八𠮷年") or told.message.endswith(": 和八𠮷")


@pytest.mark.parametrize("gap", [0.1, 0.2, 0.25])
def test_cells_on_both_sides_of_a_narrow_gap(gap: float) -> None:
    edge = 72 + 12 * (3 + gap / 2)
    lines = b"".join(b"%.1f 690 m %.1f 720 l S " % (x, x) for x in (70, edge, 200))
    lines += b"".join(b"70 %d m 200 %d l S " % (y, y) for y in (690, 720))
    (table,) = read(one_page(apart("目標値", "三百人", gap=gap) + lines, font=JAPANESE)).blocks
    assert isinstance(table, TableBlock)
    assert table.grid() == [["目標値", "三百人"]]


def test_a_file_that_may_not_be_changed_is_counted_unlocked() -> None:
    """Encrypted with the empty password, as files are that may be read and not changed (RC4, 40 bits; ISO 32000-1)."""
    bomb = stream(zlib.compress(b" " * 600_000), b"/Filter/FlateDecode")
    plain = one_page(show_latin("Hello"), more=(bomb,))
    locked = encrypted(plain.replace(b"/I 6 0 R", b"/I 6 0 R/X 7 0 R"))
    assert texts(read(locked, Limits(unpacked_bytes=700_000))) == ["Hello"]
    assert "unpacks to more than 500000 bytes" in refusal(locked, Limits(unpacked_bytes=500_000))


def rc4(key: bytes, data: bytes) -> bytes:
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def encrypted(plain: bytes) -> bytes:
    """The streams of a file written by ``build``, encrypted; the owner's password does not matter here."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    owner = b"o" * 32
    rights = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5(padding + owner + rights + b"\x00", usedforsecurity=False).digest()[:5]
    objects = []
    for number, body in enumerate(re.findall(rb"\d+ 0 obj\n(.*?)\nendobj\n", plain, re.DOTALL), start=1):
        head, begin, rest = body.partition(b"stream\n")
        if begin:
            own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()[:10]
            body = head + begin + rc4(own, rest[: -len(b"\nendstream")]) + b"\nendstream"
        objects.append(body)
    entries = owner.hex().encode(), rc4(key, padding).hex().encode()
    return build(objects, b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % entries)
