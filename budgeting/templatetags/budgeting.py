"""Money as people read it, photos of a draft."""

from decimal import Decimal

from django import template
from django.utils.formats import get_format

from budgeting.models import Project, ProposerKind, ResidentsMeeting
from portal.files.models import Attachment

register = template.Library()
SPACE = "\N{NO-BREAK SPACE}"


@register.filter
def roubles(amount) -> str:
    """1 500 000 ₽; kopecks only when there are any."""
    if amount is None:
        return ""
    places = 0 if amount == Decimal(amount).to_integral_value() else 2
    return f"{amount:,.{places}f}".replace(",", SPACE).replace(".", ",") + f"{SPACE}₽"


def grouped(number: int) -> str:
    """1 500, the same in both languages of the portal's lists."""
    return f"{number:,}".replace(",", SPACE)


@register.filter
def share_of(amount, total) -> str:
    """The part of the total in per cent, without a fraction."""
    return f"{amount * 100 / total:.0f}{SPACE}%" if total else ""


@register.filter
def as_read(number: str) -> str:
    """A number of a protocol, kept as text with a point, as people of the language write it."""
    return number.replace(".", get_format("DECIMAL_SEPARATOR")) if number else "—"


@register.filter
def points_of(points: dict, pk: int) -> int:
    """What a ballot of a commission gives the project."""
    return points.get(str(pk), 0)


@register.simple_tag
def photos(case) -> list[Attachment]:
    return list(Attachment.objects.of(case).kept().images())


@register.simple_tag
def meeting_of(project: Project) -> ResidentsMeeting | None:
    """The residents' meeting of the project, where one was held."""
    if not project.round.meeting_required:
        return None
    return ResidentsMeeting.objects.filter(project=project).first()


@register.simple_tag
def meeting_files(project: Project) -> list[Attachment]:
    """All kept files of the meeting: for the author's own pages only."""
    meeting = meeting_of(project)
    return list(Attachment.objects.of(meeting).kept()) if meeting else []


@register.filter
def proposer(project: Project) -> str:
    """Who puts the project forward: the organisation's name, or the kind."""
    if project.organisation_id:
        return str(project.organisation)
    return str(ProposerKind(project.proposer).label).capitalize()
