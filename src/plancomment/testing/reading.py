"""Laws of writing and reading (書き出しと読み取りの法則)."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings

from plancomment import strategies
from plancomment.consultation import Consultation

__all__ = ["check_reader"]


def check_reader(
    read: Callable[[Path], Consultation],
    write: Callable[[Consultation, Path], object],
    *,
    suffix: str = ".json",
    max_examples: int = 50,
) -> None:
    """Hold a reader against the writer of the same format: what is written is read back equal (往復の検査).

    Args:
        read: takes a file, returns the consultation.
        write: takes a consultation and a file to write.
        suffix: what the file's name ends in.
        max_examples: how many consultations are tried.

    Raises:
        AssertionError: another consultation came back, or writing it again gives other bytes.
    """

    @settings(max_examples=max_examples, deadline=None, database=None, report_multiple_bugs=False)
    @given(consultation=strategies.consultations())
    def laws(consultation: Consultation) -> None:
        with tempfile.TemporaryDirectory() as folder:
            first, second = (Path(folder) / f"{name}{suffix}" for name in ("first", "second"))
            write(consultation, first)
            back = read(first)
            assert back == consultation, "what was read is not what was written"
            write(back, second)
            assert second.read_bytes() == first.read_bytes(), "writing it again gives other bytes"

    laws()
