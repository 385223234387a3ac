"""Whom a programme is for: the one place that says who a leader, a group, a servant is."""

from django.utils import timezone

from portal.organisations.models import EDITING, GROUPS, Kind, Status


def department_of(user):
    """The department the person serves in, or None."""
    rows = _acts_in(user, [Kind.DEPARTMENT]).select_related("organisation")
    member = rows.first()
    return member and member.organisation


def _acts_in(user, kinds):
    """Memberships in confirmed organisations of the kinds."""
    return user.memberships.filter(
        organisation__kind__in=kinds, organisation__status=Status.CONFIRMED
    )


def _is_leader(user) -> bool:
    """Who leads a TOS today or heads a local activity centre."""
    leads = _acts_in(user, [Kind.TOS]).filter(role__in=EDITING)
    return leads.exists() or user.headed_centres.on(timezone.localdate()).exists()


def _is_of_group(user) -> bool:
    """Of an initiative group or a council, leading it or not: such groups are taught whole."""
    return _acts_in(user, GROUPS).exists()


CHECKS = {
    "servants": lambda user: department_of(user) is not None,
    "leaders": _is_leader,
    "groups": _is_of_group,
    "reserve": lambda user: user.reserve_applications.in_reserve().exists(),
}


def belongs_to(user, audience) -> bool:
    """Whether the person is of the audience; its codes stand in models.Audience."""
    if not audience or "everybody" in audience:
        return True
    return any(CHECKS[code](user) for code in audience if code in CHECKS)
