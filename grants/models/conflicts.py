"""Who must not score an application: computed from what the portal knows, before it is read."""

from django.db.models import Q

from grants.models.applications import Application, TeamMember
from grants.models.editors import CoEditor
from portal.organisations.models import Member


def conflicting(user, employer: str = "") -> Q:
    """The applications the person has an interest in.

    Written by them or with them, of an organisation of theirs or of their employer (as applicant
    or partner), with them in the team, or of an organisation that was a partner of theirs in any
    application.
    """
    own = Member.objects.filter(user=user).values("organisation")
    filed = Application.objects.filed()
    partners = filed.filter(organisation__in=own, partner__isnull=False).values("partner")
    partnered = filed.filter(partner__in=own).values("organisation")
    shared = CoEditor.objects.joined().filter(user=user).values("application")
    found = Q(author=user) | Q(pk__in=shared)
    for organisations in (own, partners, partnered):
        found |= Q(organisation__in=organisations) | Q(partner__in=organisations)
    if employer := employer.strip():
        found |= Q(organisation__name__iexact=employer) | Q(partner__name__iexact=employer)
    team = TeamMember.objects.filter(_named(user)).values("application")
    return found | Q(pk__in=team)


def _named(user) -> Q:
    """The person's name as people write it: surname first or last, with or without patronymic."""
    last, first, patronymic = user.last_name, user.first_name, user.patronymic
    names = {f"{last} {first} {patronymic}", f"{last} {first}", f"{first} {last}",
             f"{first} {patronymic} {last}"}  # fmt: skip
    found = Q(pk__in=[])
    for name in sorted(" ".join(name.split()) for name in names):
        if " " in name:
            found |= Q(name__iexact=name)
    return found
