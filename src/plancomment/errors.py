"""Everything that plancomment raises on purpose.

The tree; each leaf is also the builtin that a caller would catch::

    PlancommentError
    ├── WrongTypeError (TypeError)                 an argument or field is of another type
    ├── WrongValueError (ValueError)               an argument or field has an impossible content
    │   └── UnknownFormatError                     a file name ends in something nobody here reads or writes
    ├── UnitMismatchError (TypeError, ValueError)  人, 団体, 通 and 件 were added or compared
    ├── InvalidConsultationError (ValueError)      broken references, all of them in ``.findings``
    ├── InvalidDataError (ValueError)              JSON that is not what it should be, all problems in ``.problems``
    ├── ReadError (ValueError)                     a file that cannot be understood, all problems in ``.problems``
    ├── MissingFileError (FileNotFoundError)       a file or folder that is not there
    ├── WriteError (OSError)                       nothing was written, and why
    └── MissingExtraError (ImportError)            an optional dependency, with the extra that brings it

Input that is broken but can still be described does not raise: it becomes a
:class:`~plancomment.findings.Finding`.
"""

from collections.abc import Sequence


class PlancommentError(Exception):
    """The base of everything raised on purpose (本ライブラリの例外の基底)."""


class WrongTypeError(PlancommentError, TypeError):
    """An argument or a field is not of the type it is documented to have."""


class WrongValueError(PlancommentError, ValueError):
    """An argument or a field has a content that it can never have."""


class UnknownFormatError(WrongValueError):
    """No reader or writer knows files with this ending."""


class UnitMismatchError(PlancommentError, TypeError, ValueError):
    """Two counts of different units (人, 団体, 通, 件) were added or compared.

    A unit is a type to one reader and a value to another, so both builtins catch it.
    """


class InvalidConsultationError(PlancommentError, ValueError):
    """A consultation has broken references.

    ``findings`` holds every one of them, as ``Consultation.problems()`` lists them.
    """

    def __init__(self, findings: Sequence[object]) -> None:
        self.findings = tuple(findings)
        lines = "".join(f"\n  {finding}" for finding in self.findings)
        super().__init__(f"{len(self.findings)} broken reference(s):{lines}")


class _ManyProblemsError(PlancommentError, ValueError):
    """A refusal that lists everything that is wrong at once, one line each, in ``problems``."""

    def __init__(self, source: str, problems: Sequence[object]) -> None:
        self.source = source
        self.problems = tuple(problems)
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        super().__init__(f"{source}: {len(self.problems)} problem(s){lines}")


class InvalidDataError(_ManyProblemsError):
    """JSON or plain data that is not a plancomment value; each problem starts with its path."""


class ReadError(_ManyProblemsError):
    """A file that cannot be understood; each problem names row, column and value where it has them."""


class MissingFileError(PlancommentError, FileNotFoundError):
    """A file or folder that was asked for is not there."""


class WriteError(PlancommentError, OSError):
    """A file could not be written. The file that stood there before is untouched."""


class MissingExtraError(PlancommentError, ImportError):
    """An optional dependency is not installed.

    The message names the extra: ``pip install "plancomment[extra]"``.
    """

    def __init__(self, module: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f'{module} is not installed; it comes with: pip install "plancomment[{extra}]"')
