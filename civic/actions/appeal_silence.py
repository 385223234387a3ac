"""What time does to appeals: nobody keeps silent about a term that has passed. Called by beat."""

from itertools import chain

from django.db import transaction
from django.utils import timezone

from civic.actions.appeal_letters import desk, registrars, tell_overdue
from civic.actions.clock import database_now
from civic.models import Appeal, EscalationPost
from portal.cases.actions import record


@transaction.atomic
def escalate_appeal(appeal: Appeal) -> bool:
    """Tell the named post, the desk and the registrars once that the term has passed.

    The post learns the number and the term, not the content. False when somebody was faster, or
    the appeal was answered or extended in the meantime.
    """
    now = database_now()
    rows = Appeal.objects.to_escalate(timezone.localdate(now)).filter(pk=appeal.pk)
    if not rows.update(escalated_at=now):
        return False
    post = post_above(appeal)
    name = post.post if post else ""
    event = record(appeal, "escalated", actor=None, note=name, public=False)
    people = [post.person] if post and post.person else []
    tell_overdue(appeal, event, {*chain(people, registrars(), desk(appeal))})
    return True


def post_above(appeal: Appeal) -> EscalationPost | None:
    """The first step of the department that answers, else of the city."""
    rows = EscalationPost.objects.filter(level=1).select_related("person")
    found = {row.department_id: row for row in rows}
    return found.get(appeal.department_id) or found.get(None)
