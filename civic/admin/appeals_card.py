"""The registration card of an appeal to print: the facts, the text, every act and who did it."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from civic.models import Appeal
from portal.cases.models import CaseEvent
from portal.pages.papers import Paper

# What the printed card names, from top to bottom.
ON_CARD = (
    "kind",
    "reply_address",
    "reply_email",
    "addressee",
    "complained_about",
    "sent_at",
    "registered_at",
    "department",
    "executor",
    "forwarded_to",
    "answer_due",
    "extended_at",
    "answered_at",
    "result",
)


def registration_card(appeal: Appeal) -> Paper:
    """What the registration card holds: the facts, the text, every act."""
    paper = Paper(_("Регистрационная карточка обращения"))
    paper.heading(f"{_('Карточка обращения')} {appeal}")
    paper.rows([_("Сведения"), ""], facts(appeal), (1, 2))
    paper.heading(f"{_('Суть обращения')}: {appeal.subject}", size=13)
    paper.paragraph(appeal.text)
    if appeal.answer:
        paper.heading(_("Ответ"), size=13)
        paper.paragraph(f"{appeal.answer}\n\n{appeal.answered_by}")
    paper.heading(_("Ход рассмотрения"), size=13)
    paper.rows([_("Когда"), _("Кто"), _("Что"), _("Пояснение")], journal(appeal), (2, 3, 3, 5))
    return paper


def facts(appeal: Appeal) -> list[list[str]]:
    """Pairs of name and value; a dash where nothing is known yet."""
    found = [[_("Заявитель"), appeal.applicant()]]
    if appeal.is_collective:
        found.append([_("Остальные заявители"), appeal.co_applicants])
    return found + [[_label(name), _shown(appeal, name)] for name in ON_CARD]


def _label(name: str) -> str:
    label = str(Appeal._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _shown(appeal: Appeal, name: str) -> str:
    value = getattr(appeal, name)
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    if hasattr(value, "strftime"):
        return f"{value:%d.%m.%Y}"
    display = getattr(appeal, f"get_{name}_display", None)
    return display() if display else str(value or "—")


def journal(appeal: Appeal) -> list[list[str]]:
    """Every act by the city's clock: when, who, what, why."""
    events = CaseEvent.objects.of(appeal).select_related("content_type", "actor")
    return [
        [
            f"{timezone.localtime(row.created_at):%d.%m.%Y %H:%M}",
            row.actor.get_full_name() if row.actor else _("портал"),
            str(row.label),
            row.note,
        ]
        for row in events
    ]
