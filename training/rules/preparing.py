"""What its organiser may still change in a session, and until when."""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse
from training.rules.sessions import may_run, when


def may_prepare(user, session, now=None) -> Verdict:
    """To keep the schedule, the place, the lecturers and the materials: until the training ends."""
    if not (verdict := may_run(user, session)):
        return verdict
    if session.state == "cancelled":
        return refuse(_("Обучение отменено."))
    if (now or timezone.now()) >= session.ends_at:
        return refuse(_("Обучение закончилось %(when)s.") % {"when": when(session.ends_at)})
    return ALLOWED


def may_call_off(user, session, now=None) -> Verdict:
    """To cancel the training: while there is still something to cancel."""
    if not (verdict := may_run(user, session)):
        return verdict
    if (now or timezone.now()) >= session.ends_at:
        return refuse(_("Обучение закончилось, отменять нечего."))
    return ALLOWED


RIGHTS = {"training.cancel_session": may_call_off}
