"""A three-party agreement as a PDF, with places for the signatures."""

from django.conf import settings
from django.utils.translation import gettext as _

from portal.pages.papers import Paper
from volunteers.models import PartnerAgreement


def drawn(agreement: PartnerAgreement) -> Paper:
    """The text as it stands; parties by the names they show in public."""
    community, partner = agreement.sides
    city = settings.DATA_OPERATOR["name"]
    paper = Paper(_("Трёхстороннее соглашение № %(number)d") % {"number": agreement.pk})
    paper.heading(_("Трёхстороннее соглашение № %(number)d") % {"number": agreement.pk})
    paper.paragraph(agreement.subject, style="B", size=13)
    paper.paragraph(f"{_('Состояние')}: {agreement.get_state_display()}")
    duties = (
        (_("ТОС или НКО"), community.host, agreement.community_duty),
        (_("Партнёр"), partner.host, agreement.partner_duty),
        (_("Город"), city, agreement.city_duty),
    )
    for role, name, duty in duties:
        paper.heading(f"{role}: {name}", size=12)
        paper.paragraph(duty or "—")
    if agreement.starts_on and agreement.ends_on:
        paper.paragraph(
            _("Срок: с %(start)s по %(end)s.")
            % {
                "start": f"{agreement.starts_on:%d.%m.%Y}",
                "end": f"{agreement.ends_on:%d.%m.%Y}",
            }
        )
    head = [_("Сторона"), _("Согласие на портале"), _("Подпись")]
    moments = (agreement.community_agreed_at, agreement.partner_agreed_at, agreement.signed_at)
    lines = [
        [name, f"{moment:%d.%m.%Y}" if moment else "—", ""]
        for (_role, name, _duty), moment in zip(duties, moments, strict=True)
    ]
    paper.rows(head, lines, (4, 2, 2))
    return paper
