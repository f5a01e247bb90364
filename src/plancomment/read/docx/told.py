"""What a Word file holds beside its text, and what was left out of it, told as findings (読み取りの所見)."""

from collections.abc import Iterator

import attrs

from plancomment.findings import Finding, Place, Severity

__all__ = ["Told"]


@attrs.define
class Told:
    """Gathers, while a file is read, all that its blocks do not say (所見の控え).

    Attributes:
        source: the file's name.
        insertions: tracked ones, moves to a place included (変更履歴の挿入).
        deletions: tracked ones, moves from a place included (変更履歴の削除).
    """

    source: str
    insertions: int = 0
    deletions: int = 0
    _hidden: list[tuple[int | None, str]] = attrs.field(factory=list)
    _struck: list[tuple[int | None, str]] = attrs.field(factory=list)
    _readings: dict[tuple[str, str], None] = attrs.field(factory=dict)
    _contents: list[str] = attrs.field(factory=list)
    _outside: dict[tuple[str, str, str], None] = attrs.field(factory=dict)
    _remarks: list[str] = attrs.field(factory=list)
    _unread: dict[tuple[str, str], int] = attrs.field(factory=dict)
    _mended: dict[tuple[str, str], int] = attrs.field(factory=dict)

    def hidden(self, page: int | None, words: str) -> None:
        """Words that are not printed (隠し文字)."""
        if words.strip():
            self._hidden.append((page, words))

    def struck(self, page: int | None, words: str) -> None:
        """Words that are struck out by hand (取り消し線)."""
        if words.strip():
            self._struck.append((page, words))

    def reading(self, base: str, reading: str) -> None:
        """How words are read (ルビ)."""
        self._readings[base, reading] = None

    def contents_line(self, words: str) -> None:
        """One line of a table of contents (目次の行)."""
        if words.strip():
            self._contents.append(words)

    def outside(self, english: str, japanese: str, words: str) -> None:
        """Words that stand outside the running text."""
        if words.strip():
            self._outside[english, japanese, words] = None

    def remark(self, words: str) -> None:
        """A comment of Word (コメント)."""
        self._remarks.append(words)

    def unread(self, english: str, japanese: str) -> None:
        """Something that holds no text that can be read here."""
        self._unread[english, japanese] = self._unread.get((english, japanese), 0) + 1

    def mended(self, english: str, japanese: str) -> None:
        """Something that no Word file should say."""
        self._mended[english, japanese] = self._mended.get((english, japanese), 0) + 1

    def findings(self, *, has_pages: bool, is_original: bool, is_struck_kept: bool) -> tuple[Finding, ...]:
        """All of it, in the order of the codes."""
        return (
            *self._of_pages(has_pages),
            *self._of_changes(is_original),
            *self._of_words(is_struck_kept),
            *self._of_readings(),
            *self._of_text_left_out(),
            *self._of_counts("PC648", Severity.WARNING, self._unread, "Not read: {}.", "読み取っていません：{}。"),
            *self._of_counts("PC649", Severity.WARNING, self._mended, "Mended: {}.", "補いました：{}。"),
        )

    def _finding(
        self, code: str, severity: Severity, message: str, message_ja: str, page: int | None = None
    ) -> Finding:
        return Finding(code, severity, (), message, message_ja, Place(file=self.source, page=page))

    def _of_pages(self, has_pages: bool) -> Iterator[Finding]:
        if has_pages:
            yield self._finding(
                "PC640",
                Severity.INFO,
                "Pages are those of the last time Word laid the file out: they are approximate.",
                "頁は、Wordが最後に割り付けたときのもので、おおよその値です。",
            )
        else:
            yield self._finding(
                "PC640",
                Severity.INFO,
                "The file stores no page breaks, so that no page is known.",
                "改頁の記録がないため、頁は分かりません。",
            )

    def _of_changes(self, is_original: bool) -> Iterator[Finding]:
        if not self.insertions and not self.deletions:
            return
        side, side_ja = ("original", "変更前") if is_original else ("accepted", "変更を承諾した後")
        yield self._finding(
            "PC641",
            Severity.INFO,
            f"Tracked changes: {self.insertions} insertions, {self.deletions} deletions; the text is read as {side}.",
            f"変更履歴：挿入{self.insertions}件、削除{self.deletions}件。{side_ja}の文を読みました。",
        )

    def _of_words(self, is_struck_kept: bool) -> Iterator[Finding]:
        for page, words in self._hidden:
            yield self._finding(
                "PC642",
                Severity.WARNING,
                f"Hidden text was left out: {words!r}.",
                f"隠し文字を除きました：「{words}」",
                page,
            )
        done, done_ja = ("kept", "残しました") if is_struck_kept else ("left out", "除きました")
        for page, words in self._struck:
            yield self._finding(
                "PC643",
                Severity.WARNING,
                f"Struck-out text was {done}: {words!r}.",
                f"取り消し線の文字を{done_ja}：「{words}」",
                page,
            )

    def _of_readings(self) -> Iterator[Finding]:
        if self._readings:
            readings = "、".join(f"{base}（{reading}）" for base, reading in self._readings)
            yield self._finding(
                "PC644",
                Severity.INFO,
                f"Readings (ruby) are left out of the text: {readings}.",
                f"ルビは本文に含めません：{readings}",
            )

    def _of_text_left_out(self) -> Iterator[Finding]:
        for english, japanese, words in self._outside:
            yield self._finding(
                "PC645", Severity.INFO, f"{english} was left out: {words!r}.", f"{japanese}を除きました：「{words}」"
            )
        if self._contents:
            first, last, count = self._contents[0], self._contents[-1], len(self._contents)
            yield self._finding(
                "PC646",
                Severity.INFO,
                f"A table of contents of {count} lines was left out, from {first!r} to {last!r}.",
                f"目次（{count}行、「{first}」から「{last}」まで）を除きました。",
            )
        for words in self._remarks:
            yield self._finding(
                "PC647",
                Severity.INFO,
                f"A comment in the margin was left out: {words!r}.",
                f"コメントを除きました：「{words}」",
            )

    def _of_counts(
        self, code: str, severity: Severity, counts: dict[tuple[str, str], int], message: str, message_ja: str
    ) -> Iterator[Finding]:
        for (english, japanese), count in counts.items():
            times, times_ja = (f" ({count} times)", f"（{count}件）") if count > 1 else ("", "")
            yield self._finding(code, severity, message.format(english + times), message_ja.format(japanese + times_ja))
