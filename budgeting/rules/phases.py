"""Which phase of a round runs, and who somebody is: the bricks of every right of budgeting."""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.law.wording import since, until


def in_phase(round_, *kinds: str, now=None) -> Verdict:
    """Whether one of the phases runs; otherwise which one to wait for, or when it ended."""
    now = now or timezone.now()
    if not round_.is_published:
        return refuse(_("Раунд ещё не опубликован."))
    schedule = round_.schedule()
    phases = [schedule[kind] for kind in kinds if kind in schedule]
    if any(phase.runs_at(now) for phase in phases):
        return ALLOWED
    coming = [phase for phase in phases if phase.starts_at > now]
    if coming:
        first = min(coming, key=lambda phase: phase.starts_at)
        return _told(_("Этап «%(phase)s» начнётся %(when)s."), first, since(first.starts_at))
    if phases:
        last = max(phases, key=lambda phase: phase.ends_at)
        return _told(_("Этап «%(phase)s» закончился: шёл до %(when)s."), last, until(last.ends_at))
    return refuse(_("В этом раунде такого этапа нет."))


def _told(sentence: str, phase, when: str) -> Verdict:
    return refuse(sentence % {"phase": phase.get_kind_display(), "when": when})


def signed_in(user) -> Verdict:
    if user.is_authenticated and user.is_active:
        return ALLOWED
    return refuse(_("Войдите на портал или зарегистрируйтесь."))


def official_of(user, project, permission: str) -> Verdict:
    """Staff with the permission, but not for a project of their own."""
    if not (user.is_authenticated and user.is_staff and user.has_perm(permission)):
        return refuse(_("Это может сделать только сотрудник, которому поручены проекты."))
    if user.pk == project.author_id:
        return refuse(_("Свой проект рассматривает другой сотрудник."))
    return ALLOWED
