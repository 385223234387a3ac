"""Which skills a shift cannot do without, and who sees what somebody can do."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse
from volunteers.rules.groups import RUNNING, role_in

# From the request for a place to the end of the shift; not of who has left or was refused.
SIGNED = ("requested", "waiting", "offered", "confirmed", "attended")


def has_skills(person, shift) -> Verdict:
    """Whether the person has marked every skill without which the shift takes nobody."""
    own = person.volunteer_skills.values("skill")
    lacking = list(shift.must_skills.exclude(pk__in=own).values_list("title", flat=True))
    if not lacking:
        return ALLOWED
    return refuse(
        _("Для этой смены обязательно: %(skills)s. Если вы это умеете, отметьте в своих умениях.")
        % {"skills": get_text_list(lacking, _("и"))}
    )


def may_see_skills(user, signup) -> Verdict:
    """The person, and who runs the shift the person has signed up to; no official by office."""
    if signup.user_id == user.pk:
        return ALLOWED
    if signup.state in SIGNED and role_in(user, signup.shift.group) in RUNNING:
        return ALLOWED
    return refuse(_("Умения человека видят он сам и координаторы смен, на которые он записан."))
