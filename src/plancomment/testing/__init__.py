"""Laws that other people's tools can be held against (extra ``hypothesis``): each takes the tool's function.

Each check draws consultations as :mod:`plancomment.strategies` does, and fails with the smallest one that breaks a law.
"""

# First: it says which extra is missing.
import plancomment.strategies  # noqa: F401
from plancomment.testing.counting import check_tally
from plancomment.testing.editing import ConsultationMachine
from plancomment.testing.publishing import check_report
from plancomment.testing.reading import check_reader

__all__ = ["ConsultationMachine", "check_reader", "check_report", "check_tally"]
