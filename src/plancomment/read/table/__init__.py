"""Tables of comments and responses (意見の一覧表)."""

from plancomment.read.table.intake import Intake, Ledger, LedgerRow
from plancomment.read.table.tables import read_table

__all__ = ["Intake", "Ledger", "LedgerRow", "read_table"]
