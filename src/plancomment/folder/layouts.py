"""The layout's file of a folder: read beside the settings that name it (様式のファイル)."""

from pathlib import Path

import attrs

from plancomment import files
from plancomment.errors import MissingFileError, ReadError
from plancomment.folder.settings import Settings

__all__ = ["with_layout"]


def with_layout(settings: Settings, folder: Path) -> Settings:
    """The settings, with the text of the file that ``[report] layout`` names, if it is in the folder and a text.

    Where it is not, the settings stay as they are: what is wrong with a layout is a finding (PC503), no reason to
    refuse the folder.
    """
    name = settings.report.get("layout")
    if not isinstance(name, str) or not name.endswith(".toml"):
        return settings
    path = folder / name
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return settings
        text = files.read_text(path).removeprefix("\ufeff")
    except (MissingFileError, ReadError, OSError, ValueError, RuntimeError):
        return settings
    return attrs.evolve(settings, layouts={name: text})
