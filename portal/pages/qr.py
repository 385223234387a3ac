"""QR codes as inline SVG: the page's policy lets no script or foreign picture draw them."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str, *, scale: int = 4, title: str = "") -> SafeString:
    """The picture of `text`, usually an absolute address; `title` is read to who cannot see it."""
    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(scale=scale, title=title or None, light="#fff", border=2)
    return mark_safe(svg)  # noqa: S308 - drawn by segno; title is escaped by it
