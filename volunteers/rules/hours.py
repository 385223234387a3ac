"""Who marks that somebody came, who confirms hours, when.

`now` is the moment that counts: the database's clock where a second decides.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from volunteers.rules.groups import RUNNING, is_volunteer_staff, role_in
from volunteers.rules.shifts import is_own, when

EARLY = timedelta(hours=1)
# How long after its end a shift's marks are still put right.
KEPT_OPEN = timedelta(days=14)


def may_look_after(user, signup) -> Verdict:
    """Who runs the group, also a closed one; nobody for oneself."""
    if signup.user_id == user.pk:
        return refuse(_("О себе решает другой координатор."))
    if role_in(user, signup.shift.group) in RUNNING:
        return ALLOWED
    return refuse(_("Это делают руководитель и координаторы группы."))


def is_marking_time(shift, now) -> Verdict:
    if shift.state != "published":
        return refuse(_("Смену отменили."))
    if now < shift.starts_at - EARLY:
        return refuse(_("Отмечать приход можно за час до начала: %(when)s.")
                      % {"when": when(shift.starts_at)})  # fmt: skip
    if now > shift.ends_at + KEPT_OPEN:
        return refuse(_("Отметки можно было менять две недели после смены."))
    return ALLOWED


def has_no_hours(signup) -> Verdict:
    if signup.hours.filter(kind="actual").exists():
        return refuse(_("Часы уже подтверждены. Их можно исправить или снять."))
    return ALLOWED


def may_mark(user, signup, now=None) -> Verdict:
    """To write down when somebody came and left."""
    return first_refusal(
        may_look_after(user, signup),
        is_marking_time(signup.shift, now or timezone.now()),
        has_no_hours(signup),
    )


def may_mark_missing(user, signup, now=None) -> Verdict:
    now = now or timezone.now()
    if now < signup.shift.starts_at:
        return refuse(_("Смена ещё не началась."))
    return may_mark(user, signup, now)


def may_check_in(user, signup, now=None) -> Verdict:
    """To say by the code at the place that one has come, or leaves."""
    verdict = first_refusal(
        is_own(user, signup), is_marking_time(signup.shift, now or timezone.now())
    )
    if not verdict:
        return verdict
    if signup.state not in ("confirmed", "attended"):
        return refuse(_("За вами нет места на этой смене. Подойдите к координатору."))
    if (now or timezone.now()) > signup.shift.ends_at + EARLY:
        return refuse(_("Смена закончилась. Подойдите к координатору."))
    return ALLOWED


def may_confirm_hours(user, signup, now=None) -> Verdict:
    """Hours that are over, of somebody else, once: a coordinator, or an official."""
    now = now or timezone.now()
    if not (verdict := may_keep_hours(user, signup)):
        return verdict
    if signup.state != "attended" or signup.came_at is None or signup.left_at is None:
        return refuse(_("Сначала отметьте, когда человек пришёл и ушёл."))
    if signup.left_at > now:
        return refuse(_("Подтвердить можно только то, что уже было."))
    return has_no_hours(signup)


def may_keep_hours(user, signup) -> Verdict:
    """To confirm, adjust and reverse; officials may, so that a lone leader's hours count too."""
    if signup.user_id == user.pk:
        return refuse(_("Свои часы подтверждает другой человек."))
    if is_volunteer_staff(user):
        return ALLOWED
    return may_look_after(user, signup)


def may_look_at_hours(user, person) -> Verdict:
    """To say of many hours that they are right: an official, of somebody else."""
    if not is_volunteer_staff(user):
        return refuse(_("Это делает сотрудник администрации."))
    if user.pk == person.pk:
        return refuse(_("Свои часы смотрит другой сотрудник."))
    return ALLOWED


RIGHTS = {
    "volunteers.mark_coming": may_mark,
    "volunteers.unmark_coming": may_mark,
    "volunteers.mark_missing": may_mark_missing,
}
