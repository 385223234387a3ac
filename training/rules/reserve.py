"""Who applies to the personnel reserve, who judges, who keeps it.

`now` is the moment that counts: the database's clock where a second decides.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, age_on, first_refusal, refuse
from portal.accounts.rules import require_age, require_level
from training.rules.audience import department_of
from training.rules.sessions import when


def may_manage(user, campaign=None) -> Verdict:
    """To prepare, announce and call off: staff with the right. It opens no application."""
    if user.is_authenticated and user.is_staff and user.has_perm("training.manage_reserve"):
        return ALLOWED
    return refuse(_("Отбор в резерв готовит сотрудник кадровой службы."))


def is_commissioner(user, campaign) -> bool:
    """Pages fetch the commission once with the campaign; a dozen people at most."""
    return user.is_authenticated and any(row.pk == user.pk for row in campaign.commission.all())


def accepts(campaign, now) -> Verdict:
    if campaign.state == "cancelled":
        return refuse(_("Отбор отменён."))
    if campaign.state == "draft" or now < campaign.opens_at:
        return refuse(_("Приём заявлений откроется %(when)s.") % {"when": when(campaign.opens_at)})
    if campaign.state != "published" or now >= campaign.closes_at:
        return refuse(
            _("Приём заявлений закончился %(when)s.") % {"when": when(campaign.closes_at)}
        )
    return ALLOWED


def in_ages(user, campaign, day) -> Verdict:
    """Whether the person is of the ages the campaign names, by the proved date of birth."""
    if not (verdict := require_age(user, campaign.min_age, day)):
        return verdict
    proof = user.active_verification
    born = (proof and proof.birth_date) or user.birth_date
    if age_on(born, day) > campaign.max_age:
        return refuse(
            _("Возраст в этом отборе — до %(age)d включительно.") % {"age": campaign.max_age}
        )
    return ALLOWED


def may_apply(user, campaign, now=None) -> Verdict:
    """To apply: a person who is proved, of the track and its ages, and does not judge here."""
    now = now or timezone.now()
    if not (verdict := accepts(campaign, now)):
        return verdict
    if not (user.is_authenticated and user.is_active):
        return refuse(_("Войдите на портал или зарегистрируйтесь."))
    if not (verdict := require_level(user, Level.VERIFIED)):
        return verdict
    if campaign.track == "servants" and department_of(user) is None:
        return refuse(_("Этот отбор для муниципальных служащих. Выберите другой."))
    if is_commissioner(user, campaign):
        return refuse(_("Вы в комиссии этого отбора и подать заявление не можете."))
    return in_ages(user, campaign, timezone.localdate(now))


def may_edit(user, application, now=None) -> Verdict:
    """To change the text and the documents: the person, until it is submitted."""
    if not (user.is_authenticated and application.user_id == user.pk):
        return refuse(_("Заявление пишет тот, кто идёт в резерв."))
    now = now or timezone.now()
    if application.state == "returned":
        if now < application.return_until:
            return ALLOWED
        return refuse(
            _("Срок исправления закончился %(when)s.") % {"when": when(application.return_until)}
        )
    if application.state != "draft":
        return refuse(_("Заявление уже подано, изменить его нельзя."))
    return ALLOWED


def may_submit(user, application, now=None) -> Verdict:
    now = now or timezone.now()
    if application.state == "returned":
        return may_edit(user, application, now)
    return first_refusal(
        may_edit(user, application, now), may_apply(user, application.campaign, now)
    )


def may_withdraw(user, application, now=None) -> Verdict:
    if user.is_authenticated and application.user_id == user.pk:
        return ALLOWED
    return refuse(_("Отзывает заявление тот, кто его подал."))


def may_check(user, application, now=None) -> Verdict:
    """To check, return, admit, invite, refuse and mark: the commission, before its decision."""
    if not is_commissioner(user, application.campaign):
        return refuse(_("Заявления видит и рассматривает только комиссия."))
    if application.user_id == user.pk:
        return refuse(_("Своё заявление рассматривают другие."))
    if application.campaign.state != "published":
        return refuse(_("Рейтинг уже подведён."))
    return ALLOWED


def may_keep(user, application, now=None) -> Verdict:
    """To keep a plan, appoint, exclude: the commission that included."""
    if not is_commissioner(user, application.campaign):
        return refuse(_("Резерв ведёт комиссия."))
    if application.user_id == user.pk:
        return refuse(_("О себе решают другие."))
    return ALLOWED


def may_conclude(user, campaign, now=None) -> Verdict:
    """To rank and to decide: the chair, once applications are no longer taken."""
    if not (user.is_authenticated and campaign.chair_id == user.pk):
        return refuse(_("Рейтинг подводит и решает председатель комиссии."))
    if (now or timezone.now()) < campaign.closes_at:
        return refuse(_("Рейтинг — после %(when)s.") % {"when": when(campaign.closes_at)})
    return ALLOWED


RIGHTS = {
    "training.run_campaign": may_manage,
    "training.conclude_campaign": may_conclude,
    "training.submit_reserve": may_submit,
    "training.withdraw_reserve": may_withdraw,
    "training.check_reserve": may_check,
    "training.keep_reserve": may_keep,
}
