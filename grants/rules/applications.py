"""Who writes, submits and checks an application, and until when.

`now` is the moment that counts: the database's clock where a second decides.
"""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from grants.rules.editors import WRITING, role_of
from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from portal.accounts.rules import require_age, require_level
from portal.organisations.rules import role_in

MIN_AGE = 18
CHECKED_IN = ("published", "expertise")


def when(moment) -> str:
    return date_format(timezone.localtime(moment), "j E Y, H:i")


def is_proved_adult(user, now) -> Verdict:
    """Whoever signs for an organisation is known to the city and of age."""
    if not (user.is_authenticated and user.is_active):
        return refuse(_("Войдите на портал или зарегистрируйтесь."))
    return first_refusal(
        require_level(user, Level.VERIFIED), require_age(user, MIN_AGE, timezone.localdate(now))
    )


def may_apply(user, contest, now=None) -> Verdict:
    """To begin an application: a verified adult who writes for an organisation that may apply."""
    now = now or timezone.now()
    if not (verdict := accepts(contest, now)) or not (verdict := is_proved_adult(user, now)):
        return verdict
    if user.memberships.filter(
        role__in=("head", "editor"),
        organisation__kind__in=contest.applicant_kinds,
        organisation__status="confirmed",
    ).exists():
        return ALLOWED
    return refuse(
        _("Заявку подаёт подтверждённая организация: %(kinds)s. Добавьте её в «Мои организации».")
        % {"kinds": ", ".join(_within(name) for name in contest.kind_names())}
    )


def _within(name: str) -> str:
    """A name inside a sentence; an abbreviation keeps its capitals."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def accepts(contest, now) -> Verdict:
    """Whether the contest takes applications at the moment; otherwise when it does or did."""
    if contest.accepts_at(now):
        return ALLOWED
    if contest.state == "cancelled":
        return refuse(_("Конкурс отменён."))
    if now < contest.opens_at or contest.state == "draft":
        return refuse(_("Приём заявок откроется %(when)s.") % {"when": when(contest.opens_at)})
    return refuse(_("Приём заявок закончился %(when)s.") % {"when": when(contest.closes_at)})


def may_edit(user, application, now=None) -> Verdict:
    """To change the text: head, editor and invited co-editors, until it is submitted."""
    if role_of(user, application) not in WRITING:
        return refuse(_("Заявку пишут руководитель и редактор организации и их соредакторы."))
    if application.state == "draft":
        return ALLOWED
    if application.state == "returned":
        return _before_return_date(application, now)
    return refuse(_("Заявка уже подана, изменить её нельзя."))


def _before_return_date(application, now) -> Verdict:
    until = application.return_until
    if until is None or (now or timezone.now()) < until:
        return ALLOWED
    return refuse(_("Срок исправления закончился %(when)s.") % {"when": when(until)})


def may_submit(user, application, now=None) -> Verdict:
    """To submit: the head speaks for the organisation; before the second the contest names."""
    if role_in(user, application.organisation) != "head":
        return refuse(_("Подаёт заявку руководитель организации."))
    now = now or timezone.now()
    if application.state == "returned":
        return _before_return_date(application, now)
    return first_refusal(
        accepts(application.contest, now),
        require_level(user, Level.VERIFIED),
        require_age(user, MIN_AGE, timezone.localdate(now)),
    )


def may_withdraw(user, application, now=None) -> Verdict:
    if role_in(user, application.organisation) != "head":
        return refuse(_("Отзывает заявку руководитель организации."))
    return ALLOWED


def may_check(user, application, now=None) -> Verdict:
    """To check: staff with the right who belong neither to the applicant nor to its partner."""
    if not (
        user.is_authenticated and user.is_staff and user.has_perm("grants.process_application")
    ):
        return refuse(_("Заявки проверяет только сотрудник, которому это поручено."))
    concerned = (application.organisation, application.partner)
    if any(role_in(user, organisation) for organisation in concerned if organisation):
        return refuse(_("Заявку своей организации проверяет другой сотрудник."))
    if role_of(user, application):
        return refuse(_("Вы писали эту заявку: её проверяет другой сотрудник."))
    if application.contest.state not in CHECKED_IN:
        return refuse(_("Проверка заявок этого конкурса закончена."))
    return ALLOWED


RIGHTS = {
    "grants.submit_application": may_submit,
    "grants.withdraw_application": may_withdraw,
    "grants.check_application": may_check,
}
