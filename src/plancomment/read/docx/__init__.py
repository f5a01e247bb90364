"""Word files (.docx, .docm) as blocks (Wordファイル).

Everything that is shown is read from the XML itself: numbers that Word makes, content controls, text boxes, notes,
either side of tracked changes. What is left out, or cannot be read, is told as a finding.
"""

from plancomment.read.docx.reading import read_blocks

__all__ = ["read_blocks"]
