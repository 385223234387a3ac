"""A file name as people may see it: no folders, no line breaks, no direction marks, short."""

import unicodedata
from pathlib import PurePosixPath

LIMIT = 100
# Control, format (bidi overrides turn «gpj.exe» into «exe.jpg»), surrogate, private, unassigned.
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean_name(raw: str, fallback: str = "file") -> str:
    """The last part of the path, visible characters only, at most 100 with the extension kept."""
    last = (raw or "").replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(" " if c.isspace() else c for c in last)
    visible = "".join(c for c in visible if unicodedata.category(c) not in HIDDEN)
    words = " ".join(visible.split()).strip(". ")
    path = PurePosixPath(words or fallback)
    suffix = path.suffix[:10]
    return path.stem[: LIMIT - len(suffix)] + suffix


def extension(name: str) -> str:
    """Lower-case extension without the dot; empty when there is none."""
    return PurePosixPath(clean_name(name)).suffix.lower().removeprefix(".")
