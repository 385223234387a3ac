"""Who writes down somebody without an account, who keeps, joins and removes what was written."""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from volunteers.rules.groups import RUNNING, role_in
from volunteers.rules.hours import is_marking_time


def runs(user, shift) -> Verdict:
    """Also of a closed group: what was written down is still looked after."""
    if role_in(user, shift.group) in RUNNING:
        return ALLOWED
    return refuse(_("Это делают руководитель и координаторы группы."))


def may_add_walk_in(user, shift, now=None) -> Verdict:
    return first_refusal(runs(user, shift), is_marking_time(shift, now or timezone.now()))


def may_keep_walk_in(user, walk_in) -> Verdict:
    return runs(user, walk_in.shift)


def may_join_walk_in(person, walk_in) -> Verdict:
    """Whether the hours can go to this account: not of who has confirmed them."""
    if walk_in.state not in ("here", "counted"):
        return refuse(_("Эта запись уже присоединена или удалена."))
    if walk_in.confirmed_by_id == person.pk:
        return refuse(_("Свои часы подтверждает другой человек."))
    if person.volunteer_signups.engaged().filter(shift=walk_in.shift_id).exists():
        return refuse(_("Этот человек уже записан на эту смену: вторая запись не нужна."))
    return ALLOWED


def has_its_phone(person, walk_in) -> Verdict:
    """Whether the phone written down is the one this person has confirmed, and still holds."""
    if person.phone and person.level and person.phone == walk_in.phone:
        return ALLOWED
    return refuse(_("Это записано на другой телефон."))


RIGHTS = {"volunteers.keep_walk_in": may_keep_walk_in}
