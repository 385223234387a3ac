"""Who asks for a consultation, who gives it and who says what came of it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from grants.rules.leases import KINDS, WRITERS
from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.organisations.rules import role_in


def may_keep_consultations(user, _row=None) -> Verdict:
    if user.is_authenticated and user.is_staff and user.has_perm("grants.manage_consultation"):
        return ALLOWED
    return refuse(_("Консультации ведёт только сотрудник, которому это поручено."))


def may_consult(user, consultation) -> Verdict:
    """To appoint, to give and to close: never that of an own organisation."""
    if not (verdict := may_keep_consultations(user)):
        return verdict
    if role_in(user, consultation.organisation):
        return refuse(_("Консультацию своей организации ведёт другой сотрудник."))
    return ALLOWED


def may_hold(user, consultation) -> Verdict:
    """To write that it was held: not before it has begun."""
    if not (verdict := may_consult(user, consultation)):
        return verdict
    if consultation.starts_at and consultation.starts_at > timezone.now():
        return refuse(_("Консультация ещё не началась."))
    return ALLOWED


def asking_for(user):
    """Memberships by which the user may ask for a consultation."""
    return user.memberships.filter(
        role__in=WRITERS, organisation__kind__in=KINDS, organisation__status="confirmed"
    )


def may_ask_consultation(user) -> Verdict:
    if not user.is_authenticated:
        return refuse(_("Войдите на портал, чтобы попросить консультацию."))
    if asking_for(user).exists():
        return ALLOWED
    return refuse(
        _("О консультации просит руководитель или редактор подтверждённой НКО или ТОС. Добавьте "
          "организацию в «Мои организации».")
    )  # fmt: skip


def may_withdraw_consultation(user, consultation) -> Verdict:
    if role_in(user, consultation.organisation) in WRITERS:
        return ALLOWED
    return refuse(_("Консультацию отзывают руководитель и редактор организации."))


def may_mark(user, consultation) -> Verdict:
    """To say whether it helped."""
    if consultation.state != "held":
        return refuse(_("Отметить, помогла ли консультация, можно после неё."))
    if role_in(user, consultation.organisation) in WRITERS:
        return ALLOWED
    return refuse(_("Помогла ли консультация, говорит организация, которая её просила."))


RIGHTS = {
    "grants.appoint_consultation": may_consult,
    "grants.hold_consultation": may_hold,
    "grants.close_consultation": may_consult,
    "grants.withdraw_consultation": may_withdraw_consultation,
}
