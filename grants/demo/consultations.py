"""Consultations at every step: asked for, appointed, held with a word about it; all invented."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from grants import actions
from grants.models import Consultation, ConsultationSubject
from portal.accounts.models import User
from portal.organisations.models import Organisation

DAY = timedelta(days=1)
# Place of the subject in the catalogue, question, advice or nothing, whether it helped.
HELD = (
    (4, "Как описать результат проекта для конкурса? (демо)",
     "Возьмите два измеримых показателя и скажите, как их проверить. (демо)", True),
    (2, "Какую отчётность сдаёт небольшая организация? (демо)",
     "Список отчётов и сроки отправили письмом. (демо)", True),
    (0, "Какие документы нужны, чтобы создать ТОС? (демо)",
     "Начните с протокола собрания жителей и границ территории. (демо)", None),
)  # fmt: skip


@transaction.atomic
def load() -> None:
    """Load them unless they are there or the demo people are not."""
    official = User.objects.filter(email="official@example.org").first()
    head = User.objects.filter(email="nko@example.org").first()
    team = head and Organisation.objects.of(head).filter(kind="nko").first()
    if Consultation.objects.exists() or not (official and team):
        return
    subjects = list(ConsultationSubject.objects.order_by("order", "name"))
    for place, question, advice, helped in HELD:
        row = _appointed(_asked(team, head, subjects[place], question), official)
        _time_passes(row)
        actions.hold_consultation(row, actor=official, note=advice)
        if helped is not None:
            actions.mark_helped(row, actor=head, helped=helped)
    waits = "Можно ли платить аренду помещения из гранта? (демо)"
    _asked(team, head, subjects[3], waits)
    _appointed(_asked(team, head, subjects[6], "Как подать заявку на помещение? (демо)"), official)


def _asked(team, head, subject, question: str) -> Consultation:
    return actions.ask_consultation(
        team, actor=head, subject=subject, question=question, wished_way="phone",
        wished_on=timezone.localdate() + 3 * DAY, wished_times="будни после 16 часов (демо)",
    )  # fmt: skip


def _appointed(row: Consultation, official) -> Consultation:
    at = timezone.localtime().replace(hour=11, minute=0, second=0, microsecond=0) + 3 * DAY
    actions.appoint_consultation(
        row, actor=official, official=official, starts_at=at, way="phone",
        place="+7 0000 000000 (демо)",
    )  # fmt: skip
    return row


def _time_passes(row: Consultation) -> None:
    past = timezone.now() - 20 * DAY
    Consultation.objects.filter(pk=row.pk).update(
        starts_at=past, ends_at=past + timedelta(minutes=30)
    )
    row.refresh_from_db()
