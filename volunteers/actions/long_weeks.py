"""An official has looked at a week with unusually many hours and found it right."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases.actions import record
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from volunteers import rules
from volunteers.actions.locks import locked_user
from volunteers.models import Signup
from volunteers.models.long_weeks import LOOKED, to_look_at, week_of


def begins(week: date) -> datetime:
    return timezone.make_aware(datetime.combine(week, time()))


@transaction.atomic
def look_at_week(person, *, actor, week: date, note: str) -> CaseEvent:
    """Take the week that begins on that Monday out of the queue until it has more hours.

    The event stands in the history of the week's last shift. Raises PermissionDenied,
    ValidationError for a week that waits for nobody.
    """
    locked_user(person.pk)
    require(rules.may_look_at_hours(actor, person))
    if not note.strip():
        raise ValidationError({"note": _("Напишите, что вы выяснили.")})
    since = begins(week) - timedelta(seconds=1)
    rows = [row for row in to_look_at(since, user=person) if week_of(row) == week.isoformat()]
    if not rows:
        raise ValidationError(_("Эту неделю уже посмотрели, или часов в ней больше не много."))
    until = begins(week) + timedelta(days=7)
    days = {"shift__starts_at__gte": begins(week), "shift__starts_at__lt": until}
    last = Signup.objects.filter(user=person, hours__isnull=False, **days).order_by("-pk").first()
    data = {"person": person.pk, "week": week.isoformat(), "sum": str(rows[0]["sum"])}
    return record(last, LOOKED, actor=actor, note=note.strip(), public=False, data=data)
