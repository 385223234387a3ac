"""Who studies, when; who reads the works; who answers the survey.

`now` is the moment that counts: the database's clock where a second decides.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse
from training.rules.sessions import may_run, when


def may_study(user, enrolment, now=None) -> Verdict:
    """To read modules, take tests and write works: who has a place, while the session lasts."""
    if not (user.is_authenticated and enrolment.user_id == user.pk):
        return refuse(_("Учится тот, кто записан."))
    if enrolment.state != "enrolled":
        return refuse(_("Задания открыты, пока вы зачислены."))
    session, now = enrolment.session, now or timezone.now()
    if session.state == "cancelled":
        return refuse(_("Обучение отменено."))
    if now < session.starts_at:
        return refuse(_("Обучение начнётся %(when)s.") % {"when": when(session.starts_at)})
    if now >= session.ends_at:
        return refuse(_("Обучение закончилось %(when)s.") % {"when": when(session.ends_at)})
    return ALLOWED


def may_submit_work(user, work, now=None) -> Verdict:
    return may_study(user, work.enrolment, now)


def may_mentor(user, session) -> Verdict:
    """To read works of a session: its mentors and who runs it."""
    if user.is_authenticated and session.mentors.filter(pk=user.pk).exists():
        return ALLOWED
    return may_run(user, session)


def may_review(user, work, now=None) -> Verdict:
    """To mark a work: a mentor, never of one's own."""
    if work.enrolment.user_id == user.pk:
        return refuse(_("Свою работу проверяет другой наставник."))
    return may_mentor(user, work.enrolment.session)


def may_give_feedback(user, enrolment, now=None) -> Verdict:
    """To answer about a course: once, by who studied, when it is over for them."""
    if not (user.is_authenticated and enrolment.user_id == user.pk):
        return refuse(_("О курсе рассказывает тот, кто учился."))
    if enrolment.gave_feedback:
        return refuse(_("Вы уже ответили. Спасибо!"))
    if enrolment.state in ("completed", "failed"):
        return ALLOWED
    if enrolment.state == "enrolled" and (now or timezone.now()) >= enrolment.session.ends_at:
        return ALLOWED
    return refuse(_("Рассказать о курсе можно, когда он закончится."))


RIGHTS = {
    "training.submit_work": may_submit_work,
    "training.review_work": may_review,
}
