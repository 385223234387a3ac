"""Reminders: of a place to confirm, of the start, of a course that ends unfinished."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.cases.actions import record
from portal.notifications.actions import notify
from training.actions.completion import progress_of
from training.actions.letters import TOPIC, told
from training.models import Enrolment, EnrolmentState, Reminder

DAY = timedelta(days=1)
TEXTS = {
    "confirm": (_("Подтвердите место"), _("Срок подтверждения скоро закончится.")),
    "start": (_("Обучение скоро начнётся"), _("Ждём вас.")),
    "end": (_("Обучение скоро закончится"), _("Не всё выполнено. Откройте курс и доделайте.")),
}


def to_remind(now=None):
    """Pairs (kind, enrolments) that ask for a reminder now."""
    now = now or timezone.now()
    rows = Enrolment.objects.select_related("session__programme", "user")
    rows = rows.filter(session__state__in=("published", "selected"))
    held = rows.filter(state=EnrolmentState.ENROLLED)
    offered = rows.filter(state=EnrolmentState.ADMITTED)
    yield "confirm", offered.filter(confirm_by__gt=now, confirm_by__lte=now + DAY)
    yield "start", held.filter(session__starts_at__gt=now, session__starts_at__lte=now + DAY)
    yield "end", held.filter(session__ends_at__gt=now, session__ends_at__lte=now + 3 * DAY)


@transaction.atomic
def remind(enrolment: Enrolment, kind: str) -> bool:
    """Tell the person once; the answer is whether a letter went out."""
    if kind == "end" and all(row.is_done for row in progress_of(enrolment)):
        return False
    if not Reminder.objects.get_or_create(enrolment=enrolment, kind=kind)[1]:
        return False
    session = enrolment.session
    subject, text = TEXTS[kind]
    moment = {"confirm": enrolment.confirm_by, "start": session.starts_at, "end": session.ends_at}
    notify(
        record(enrolment, f"remind_{kind}", actor=None, public=False),
        [enrolment.user],
        topic=TOPIC,
        subject=format_lazy("{}: {}", subject, session.programme.title),
        body=format_lazy("{}\n\n{} {}", session.programme.title, text, told(moment[kind])),
        url=enrolment.get_absolute_url(),
    )
    return True
