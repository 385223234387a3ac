"""What the two sides of a consultation are told; the register never sees these words."""

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from grants.actions.letters import writers
from grants.models import Consultation
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify

TOPIC = "support"
NEWS = {
    "requested": _("Просьба о консультации отправлена"),
    "appoint": _("Консультация назначена"),
    "hold": _("Консультация состоялась"),
    "not_hold": _("Консультация не состоялась"),
    "withdraw": _("Просьба о консультации отозвана"),
    "reminded": _("Напоминание: консультация скоро"),
    "outcome_asked": _("Запишите, состоялась ли консультация"),
    "helped": _("Организация отметила: консультация помогла"),
    "not_helped": _("Организация отметила: консультация не помогла"),
}
HELPED = _("Отметьте на странице консультации, помогла ли она.")


def tell_organisation(row: Consultation, event: CaseEvent) -> None:
    """Into the outbox of those who write for the organisation."""
    _tell(row, event, writers(row.organisation_id), HELPED if event.kind == "hold" else "")


def tell_official(row: Consultation, event: CaseEvent) -> None:
    """Into the outbox of whoever consults, unless it is their own act."""
    if row.official and row.official_id != event.actor_id:
        _tell(row, event, [row.official], "")


def _tell(row: Consultation, event: CaseEvent, people, more) -> None:
    parts = [f"«{row.subject}»", row.organisation.name]
    if row.starts_at and event.kind in ("appoint", "reminded", "outcome_asked"):
        at = timezone.localtime(row.starts_at)
        parts.append(format_lazy("{}: {:%d.%m.%Y %H:%M}", _("Когда"), at))
        parts.append(format_lazy("{}: {}. {}", _("Как"), row.get_way_display(), row.place))
    if event.note:
        parts.append(format_lazy("{}: {}", _("Пояснение"), event.note))
    if more:
        parts.append(more)
    notify(
        event, people, topic=TOPIC,
        subject=format_lazy("{}: {}", NEWS[event.kind], row.subject),
        body=format_lazy("\n\n".join("{}" for _part in parts), *parts),
        url=row.get_absolute_url(),
    )  # fmt: skip
