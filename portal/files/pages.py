"""Pages of a document drawn as pictures, so that nothing but what is seen on them stays.

No text layer, no metadata, no earlier version, no attachment, no comment of a reviewer survives.
"""

from io import BytesIO
from threading import Lock

import pypdfium2
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from portal.files.images import Picture, prepare_image

MOST_PAGES = 30
DPI = 130
LONGEST = 2400  # px of a page's longer side, whatever size it claims
PICTURES = ("jpg", "jpeg", "png", "webp")
_PDFIUM = Lock()  # PDFium may not run in two threads at once


def pages_of(body: bytes, extension: str) -> list[Picture]:
    """The pictures in order, named by their numbers alone.

    Raises ValidationError for what is neither PDF nor picture, is damaged, locked or too long.
    """
    if extension in PICTURES:
        return [prepare_image(ContentFile(body, "page-1.jpg"))]
    if extension != "pdf":
        raise ValidationError(
            _("Такой файл безопасно не показать. Приложите его как PDF или фотографии.")
        )
    with _PDFIUM:
        drawn = _drawn(body)
    return [
        prepare_image(ContentFile(page, f"page-{number}.jpg"))
        for number, page in enumerate(drawn, 1)
    ]


def _drawn(body: bytes) -> list[bytes]:
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError:
        raise ValidationError(_("PDF повреждён или закрыт паролем. Нужен другой файл.")) from None
    try:
        if not 0 < len(document) <= MOST_PAGES:
            raise ValidationError(
                _("В PDF должно быть от 1 до %(most)d страниц.") % {"most": MOST_PAGES}
            )
        return [_page(document[number]) for number in range(len(document))]
    except pypdfium2.PdfiumError:
        raise ValidationError(_("PDF повреждён или закрыт паролем. Нужен другой файл.")) from None
    finally:
        document.close()


def _page(page) -> bytes:
    longest = max(*page.get_size(), 1)
    bitmap = page.render(scale=min(DPI / 72, LONGEST / longest), may_draw_forms=False)
    out = BytesIO()
    bitmap.to_pil().convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()
