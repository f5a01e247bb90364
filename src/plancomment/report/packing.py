"""Zip archives that are the same bytes for the same parts: what a Word or Excel file is made of (圧縮)."""

import io
import zipfile
from collections.abc import Mapping

__all__ = ["packed"]

#: The first day that an entry of a zip archive can have.
_FIRST = (1980, 1, 1, 0, 0, 0)
#: Programs that guess a file's kind by its first bytes look for these parts there.
_LEADING = ("mimetype", "[Content_Types].xml")


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of the parts by name: sorted, all with one time stamp and no other attributes."""
    made = io.BytesIO()
    leading = [name for name in _LEADING if name in parts]
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in [*leading, *sorted(parts.keys() - set(leading))]:
            entry = zipfile.ZipInfo(name, _FIRST)
            entry.create_system = 0  # else Windows and Linux write different bytes
            entry.external_attr = 0
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return made.getvalue()
