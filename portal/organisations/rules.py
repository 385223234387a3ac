"""Who acts for an organisation, who runs its team, who decides about it."""

import rules
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from portal.accounts.rules import require_level


def role_in(user, organisation) -> str:
    """The role of the user in the organisation, or an empty string."""
    if not user.is_authenticated:
        return ""
    return organisation.members.filter(user=user).values_list("role", flat=True).first() or ""


def may_create(user) -> Verdict:
    """A verified person may register an organisation: the portal must know who speaks for it."""
    return first_refusal(require_level(user, 0), require_level(user, 2))


def may_edit(user, organisation) -> Verdict:
    if role_in(user, organisation) in {"head", "editor"}:
        return ALLOWED
    return refuse(_("Изменять сведения могут руководитель и редактор организации."))


def may_manage(user, organisation) -> Verdict:
    """To invite, to give roles, to remove: the head alone."""
    if role_in(user, organisation) == "head":
        return ALLOWED
    return refuse(_("Участниками распоряжается руководитель организации."))


@rules.predicate
def may_decide(user, organisation) -> bool:
    """Officials with the right to change organisations, and never about their own one."""
    return (
        user.is_staff
        and user.has_perm("organisations.change_organisation")
        and not (organisation and role_in(user, organisation))
    )


def may_assign_heads(user, person=None) -> Verdict:
    """To enter who heads a centre: staff with the right, never about themselves."""
    if not (user.is_staff and user.has_perm("organisations.change_centrehead")):
        return refuse(_("Руководителей центров вносит сотрудник, которому это поручено."))
    if person is not None and person.pk == user.pk:
        return refuse(_("О вас самих запись вносит другой сотрудник."))
    return ALLOWED


rules.add_perm("organisations.decide", may_decide)
