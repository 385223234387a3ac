"""Who runs a contest, and who asks about it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse


def may_run(user, contest=None) -> Verdict:
    """To prepare, publish, rate, decide and end a contest."""
    if user.is_authenticated and user.is_staff and user.has_perm("grants.run_contest"):
        return ALLOWED
    return refuse(_("Конкурсы ведёт только сотрудник, которому это поручено."))


def may_ask(user, contest, now=None) -> Verdict:
    """To ask about the terms: anybody signed in, until applications close."""
    if not (user.is_authenticated and user.is_active):
        return refuse(_("Войдите на портал, чтобы задать вопрос."))
    if contest.state != "published" or (now or timezone.now()) >= contest.closes_at:
        return refuse(_("Вопросы принимаются, пока идёт приём заявок."))
    return ALLOWED


def may_answer(user, contest) -> Verdict:
    return may_run(user, contest)


RIGHTS = {
    "grants.publish_contest": may_run,
    "grants.finish_contest": may_run,
    "grants.cancel_contest": may_run,
}
