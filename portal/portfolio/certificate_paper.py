"""A certificate as a paper to print: what it said when issued, and where to check it."""

from io import BytesIO

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.pages.papers import FONT, Paper
from portal.portfolio.models import Certificate

SIDE = 30  # millimetres of the code


def public_url(row) -> str:
    """The absolute address of the page that answers for the row."""
    return f"{settings.SITE_URL}{row.get_absolute_url()}"


def certificate_paper(certificate: Certificate) -> Paper:
    """One landscape page; the text is the frozen context and nothing of today."""
    paper = Paper(certificate.title, orientation="landscape")
    said = certificate.context
    paper.set_y(35)
    paper.paragraph(_("СВИДЕТЕЛЬСТВО"), style="B", size=26, align="C")
    paper.paragraph(said["name"], style="B", size=22, align="C")
    paper.paragraph(certificate.title, size=18, align="C")
    if said.get("text"):
        paper.paragraph(said["text"], size=13, align="C")
    for label, text in said.get("lines", ()):
        paper.paragraph(f"{label}: {text}", size=12, align="C")
    _check_line(paper, certificate)
    return paper


def _check_line(paper: Paper, certificate: Certificate) -> None:
    """Number, day, and the code that opens the page of the check."""
    drawn = BytesIO()
    segno.make(public_url(certificate), error="m").save(drawn, kind="png", scale=6, border=1)
    top = paper.h - paper.b_margin - SIDE
    paper.image(drawn, x=paper.l_margin, y=top, w=SIDE, h=SIDE)
    paper.set_font(FONT, size=10)
    paper.set_xy(paper.l_margin + SIDE + 5, top + 4)
    issued = date_format(timezone.localtime(certificate.issued_at), "j E Y")
    lines = (
        _("Номер: %(number)s") % {"number": certificate.printed_code},
        _("Выдано: %(day)s") % {"day": issued},
        _("Проверить: %(url)s") % {"url": public_url(certificate)},
    )
    paper.multi_cell(0, h=6, text="\n".join(lines))
