"""What was written, read again before it is published, by readers that share nothing with the writers (校正)."""

from plancomment.proofreading.differences import proofread, proofread_tables

__all__ = ["proofread", "proofread_tables"]
