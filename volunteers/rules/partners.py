"""Who puts a card on the partner exchange, who replies, who answers."""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.accounts.rules import PARENTAL_AGE, require_age, require_level
from volunteers.rules.miniprojects import leads, may_speak_for

COMMUNITY = ("tos", "nko")


def is_moderator(user) -> bool:
    return user.is_authenticated and user.is_staff and user.has_perm("volunteers.moderate_partners")


def may_take_part(user) -> Verdict:
    """A proved adult: agreements follow."""
    if not (verdict := require_level(user, Level.VERIFIED if user.is_authenticated else 0)):
        return verdict
    return require_age(user, PARENTAL_AGE, timezone.localdate())


def may_act_for(user, organisation, *, needs: bool) -> Verdict:
    """In whose name: the side that asks for help is a TOS or an NKO."""
    if needs and (organisation is None or organisation.kind not in COMMUNITY):
        return refuse(_("О помощи просит ТОС или НКО: выберите организацию."))
    return may_speak_for(user, organisation) if organisation else ALLOWED


def may_lead(user, card) -> Verdict:
    if leads(user, card):
        return ALLOWED
    return refuse(_("Это делает тот, кто подал карточку."))


def may_edit(user, card) -> Verdict:
    if card.state not in ("submitted", "refused"):
        return refuse(_("Опубликованную карточку не меняют: закройте её и подайте новую."))
    return may_lead(user, card)


def may_decide(user, card) -> Verdict:
    if not is_moderator(user):
        return refuse(_("Решение принимает сотрудник администрации."))
    if leads(user, card):
        return refuse(_("Это ваша карточка: решение примет другой сотрудник."))
    return ALLOWED


def may_reply(user, card, day=None) -> Verdict:
    """To answer a card while it is open; nobody answers their own."""
    if card.state != "open" or (day or timezone.localdate()) > card.until:
        return refuse(_("Эта карточка уже не действует."))
    if not (verdict := may_take_part(user)):
        return verdict
    if leads(user, card):
        return refuse(_("Это ваша карточка: откликаются другие."))
    if card.replies.filter(author=user, state="sent").exists():
        return refuse(_("Вы уже откликнулись. Дождитесь ответа."))
    return ALLOWED


def may_answer(user, reply) -> Verdict:
    return may_lead(user, reply.card)


def may_withdraw_reply(user, reply) -> Verdict:
    return ALLOWED if leads(user, reply) else refuse(_("Отклик снимает тот, кто его послал."))


RIGHTS = {
    "volunteers.lead_partner_card": may_lead,
    "volunteers.decide_partner_card": may_decide,
    "volunteers.answer_partner_reply": may_answer,
    "volunteers.withdraw_partner_reply": may_withdraw_reply,
}
