"""Who agrees on the terms of a three-party agreement, who signs for the city, who ends it."""

from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse
from volunteers.rules.miniprojects import leads
from volunteers.rules.partners import is_moderator

SIDES = ("community", "partner")


def side_of(user, agreement) -> str:
    """`community`, `partner` or an empty string."""
    for name, party in zip(SIDES, agreement.sides, strict=True):
        if leads(user, party):
            return name
    return ""


def may_settle(user, agreement) -> Verdict:
    """To change the terms and to agree to them: the two sides, while they talk."""
    if not side_of(user, agreement):
        return refuse(_("Это делают стороны соглашения."))
    if agreement.state != "draft":
        return refuse(_("Условия уже согласованы. Их может вернуть сотрудник."))
    return ALLOWED


def may_sign(user, agreement) -> Verdict:
    """For the city: an official who is on neither side."""
    if not is_moderator(user):
        return refuse(_("От города подписывает сотрудник администрации."))
    if side_of(user, agreement):
        return refuse(_("Вы сторона соглашения: от города подпишет другой сотрудник."))
    return ALLOWED


def may_fulfil(user, agreement) -> Verdict:
    """Whoever was to be helped says that they were."""
    if side_of(user, agreement) == "community":
        return ALLOWED
    return refuse(_("Исполнение подтверждает ТОС или НКО."))


def may_end(user, agreement) -> Verdict:
    if is_moderator(user) or side_of(user, agreement):
        return ALLOWED
    return refuse(_("Это делают стороны соглашения."))


RIGHTS = {
    "volunteers.sign_agreement": may_sign,
    "volunteers.fulfil_agreement": may_fulfil,
    "volunteers.end_agreement": may_end,
}
