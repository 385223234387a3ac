"""Whether a text to be published still names the person who must not be named. Pure."""

import re
from collections.abc import Iterable

PHONE = re.compile(r"(?:\+7|\b8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}\b")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
SHORTEST = 3  # letters of a name worth looking for
STEM = 4  # a Russian surname keeps its first letters in every case


def traces(text: str, names: Iterable[str], values: Iterable[str] = ()) -> list[str]:
    """The pieces of `text` that give a person away: surnames in any case, exact values (a number,
    an address), telephone numbers and e-mail addresses.
    """
    found = [piece.group() for pattern in (PHONE, EMAIL) for piece in pattern.finditer(text)]
    for name in names:
        if len(name) >= SHORTEST:
            stem = re.escape(name[: max(STEM, len(name) - 2)])
            found += [piece.group() for piece in re.finditer(rf"\b{stem}\w*", text, re.IGNORECASE)]
    lower = text.lower()
    found += [value for value in values if len(value) >= SHORTEST and value.lower() in lower]
    return list(dict.fromkeys(found))
