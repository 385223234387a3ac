"""Who keeps municipal property, who applies for it and who decides, and when.

`now` is the moment that counts: the database's clock where a second decides.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from grants.rules.applications import is_proved_adult, when
from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.organisations.rules import role_in

WRITERS = ("head", "editor")
KINDS = ("nko", "tos")


def may_keep_property(user, _row=None) -> Verdict:
    """To enter objects and to offer them."""
    if user.is_authenticated and user.is_staff and user.has_perm("grants.manage_property"):
        return ALLOWED
    return refuse(_("Имущественную поддержку ведёт только сотрудник, которому это поручено."))


def may_announce(user, offer, now=None) -> Verdict:
    if not (verdict := may_keep_property(user)):
        return verdict
    if offer.accepts_until <= (now or timezone.now()):
        return refuse(_("Приём заявок уже кончился бы: перенесите сроки."))
    if not offer.asset.is_listed:
        return refuse(_("Объект не в перечне: сначала верните его туда."))
    if offer.asset.leases.holding().exists():
        return refuse(_("Объект уже передан по договору."))
    return ALLOWED


def organisations_of(user):
    """Memberships by which the user may apply: a lease is concluded with a legal person."""
    own = user.memberships.filter(
        role__in=WRITERS, organisation__kind__in=KINDS, organisation__status="confirmed"
    )
    return own.exclude(organisation__inn="")


def may_apply_for(user, offer, now=None) -> Verdict:
    """To apply: a verified adult who writes for a confirmed NKO or TOS with an ИНН of its own."""
    now = now or timezone.now()
    if not (verdict := takes_applications(offer, now)) or not (
        verdict := is_proved_adult(user, now)
    ):
        return verdict
    if organisations_of(user).exists():
        return ALLOWED
    return refuse(
        _("Заявку подаёт руководитель или редактор подтверждённой НКО или ТОС с ИНН: договор "
          "аренды заключают с юридическим лицом. Добавьте организацию в «Мои организации».")
    )  # fmt: skip


def takes_applications(offer, now) -> Verdict:
    if offer.state != "published":
        return refuse(_("Заявки на этот объект сейчас не принимают."))
    if now < offer.accepts_from:
        return refuse(_("Приём заявок откроется %(when)s.") % {"when": when(offer.accepts_from)})
    if now >= offer.accepts_until:
        return refuse(_("Приём заявок закончился %(when)s.") % {"when": when(offer.accepts_until)})
    return ALLOWED


def may_withdraw_lease(user, application, now=None) -> Verdict:
    """To take a sealed application back, while another may still be sent in its place."""
    if role_in(user, application.organisation) not in WRITERS:
        return refuse(_("Заявку отзывают руководитель и редактор организации."))
    return takes_applications(application.offer, now or timezone.now())


def may_open(user, offer, now=None) -> Verdict:
    """To open what is sealed: not a minute before the hour that was announced."""
    if not (verdict := may_keep_property(user)):
        return verdict
    if (now or timezone.now()) < offer.opens_at:
        return refuse(_("Заявки вскрывают %(when)s, не раньше.") % {"when": when(offer.opens_at)})
    return ALLOWED


def may_judge(user, application) -> Verdict:
    """To check and decide: an official who belongs to none of the applicants of the object."""
    if not (verdict := may_keep_property(user)):
        return verdict
    if application.state != "opened" or application.offer.state != "opened":
        return refuse(_("Решают по вскрытым заявкам, по которым ещё не решено."))
    rivals = application.offer.applications.unsealed().values("organisation")
    if user.memberships.filter(organisation__in=rivals).exists():
        return refuse(_("Вы состоите в организации, которая подала заявку: решает другой."))
    return ALLOWED


def checks_lacking(application) -> list[str]:
    """Kinds of checks without a good result: the latest row of a kind counts."""
    kinds = dict(application.checks.model._meta.get_field("kind").choices)
    latest = {row.kind: row.is_passed for row in application.checks.all()}
    return [str(label) for kind, label in kinds.items() if not latest.get(kind)]


def may_win(user, application) -> Verdict:
    if not (verdict := may_judge(user, application)):
        return verdict
    if lacking := checks_lacking(application):
        return refuse(_("Сначала проверки: %(what)s.") % {"what": "; ".join(lacking)})
    return ALLOWED


def may_not_give(user, offer) -> Verdict:
    """To give the object to nobody: every application has its own reasoned refusal first."""
    if not (verdict := may_keep_property(user)):
        return verdict
    if offer.applications.filter(state="opened").exists():
        return refuse(_("Сначала решите по каждой заявке."))
    return ALLOWED


def may_keep_lease(user, lease) -> Verdict:
    if not (verdict := may_keep_property(user)):
        return verdict
    if role_in(user, lease.application.organisation):
        return refuse(_("Договор своей организации ведёт другой сотрудник."))
    return ALLOWED


RIGHTS = {
    "grants.announce_offer": may_announce,
    "grants.open_offer": may_open,
    "grants.cancel_offer": may_keep_property,
    "grants.not_give_offer": may_not_give,
    "grants.withdraw_lease": may_withdraw_lease,
    "grants.win_lease": may_win,
    "grants.refuse_lease": may_judge,
    "grants.sign_lease": may_keep_lease,
    "grants.fail_lease": may_keep_lease,
    "grants.end_lease": may_keep_lease,
}
