"""What the tracked file cannot show, as findings (変更履歴に表せなかったもの)."""

import attrs

from plancomment.findings import Finding, Place, Severity

__all__ = ["Told"]

_LONGEST = 60


@attrs.define
class Told:
    """Collects what is told of one pair of files.

    Attributes:
        draft: the name of the draft's file.
        final: the name of the final's file.
        findings: what was told, in order.
    """

    draft: str
    final: str
    findings: list[Finding] = attrs.field(factory=list)
    _styles: set[str] = attrs.field(factory=set)

    def lost(self, what: str, what_ja: str, words: str) -> None:
        """PC516: something of the final that stands by these words has no place in the draft's file."""
        words = excerpt(words)
        self._add(
            "PC516",
            Severity.WARNING,
            f"{what} of the final is not in the tracked file: {words!r}",
            f"成案の{what_ja}は、変更履歴のファイルに写せませんでした：「{words}」。",
            self.final,
        )

    def style(self, name: str) -> None:
        """PC516: a style that the draft does not have."""
        if name not in self._styles:
            self._styles.add(name)
            self._add(
                "PC516",
                Severity.WARNING,
                f"the draft has no style {name!r:.80}; what is new in it looks like ordinary text",
                f"素案にはスタイル「{name:.80}」がないため、追加された部分は標準の書式になります。",
                self.final,
            )

    def accepted(self, count: int) -> None:
        """PC517: the final's own tracked changes."""
        self._add(
            "PC517",
            Severity.INFO,
            f"the final holds {count} tracked changes itself; it was taken as if all were accepted",
            f"成案のファイルに変更履歴が{count}か所あり、全て承諾したものとして扱いました。",
            self.final,
        )

    def remarks(self, count: int) -> None:
        """PC518: the draft's own comments."""
        self._add(
            "PC518",
            Severity.INFO,
            f"the draft holds {count} comments of its own; they stay in the tracked file",
            f"素案のファイルにコメントが{count}件あり、変更履歴のファイルにもそのまま残っています。",
            self.draft,
        )

    def unplaced(self, revision: str, words: str) -> None:
        """PC519: comments whose revision stands where nothing is compared."""
        words = excerpt(words)
        self.findings.append(
            Finding(
                "PC519",
                Severity.WARNING,
                (revision,),
                f"the place of revision {revision!r} was not found in the tracked file, so that no comment tells what "
                f"it was made for: {words!r}",
                f"修正「{revision}」の箇所が変更履歴のファイルに見つからず、意見と考え方をコメントにできませんでした："
                f"「{words}」。",
                Place(file=self.draft),
            )
        )

    def _add(self, code: str, severity: Severity, message: str, message_ja: str, file: str) -> None:
        self.findings.append(Finding(code, severity, (), message, message_ja, Place(file=file)))


def excerpt(words: str) -> str:
    """The beginning of a text, on one line, without control characters."""
    shown = "".join(char if char.isprintable() else " " for char in words)
    shown = " ".join(shown.split(" "))
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
