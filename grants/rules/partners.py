"""Who asks a partner and who answers for it: its head, or an official who holds its letter."""

from django.utils import timezone
from django.utils.translation import gettext as _

from grants.rules.applications import accepts, is_proved_adult, may_edit, when
from grants.rules.editors import role_of
from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.organisations.rules import role_in


def may_ask_partner(user, application, now=None) -> Verdict:
    if not (verdict := may_edit(user, application, now)):
        return verdict
    if application.partner_id is None:
        return refuse(_("Сначала выберите партнёра на шаге «О проекте»."))
    return ALLOWED


def still_counts(consent, now=None) -> Verdict:
    """Whether an answer still changes anything: until the application is submitted."""
    application, now = consent.application, now or timezone.now()
    if application.partner_id != consent.partner_id:
        return refuse(_("Заявитель выбрал другого партнёра."))
    if application.state == "draft":
        return accepts(application.contest, now)
    if application.state != "returned":
        return refuse(_("Заявка уже подана. Если это ошибка, задайте вопрос на странице конкурса."))
    until = application.return_until
    if until and now >= until:
        return refuse(_("Срок исправления заявки закончился %(when)s.") % {"when": when(until)})
    return ALLOWED


def may_answer_partnership(user, consent, now=None) -> Verdict:
    if role_in(user, consent.partner) != "head":
        return refuse(_("Отвечает руководитель организации-партнёра."))
    if not (verdict := is_proved_adult(user, now or timezone.now())):
        return verdict
    return still_counts(consent, now)


def may_confirm_on_paper(user, consent, now=None) -> Verdict:
    """An official who belongs to neither side writes down the letter they hold in their hands."""
    allowed = (
        user.is_authenticated and user.is_staff and user.has_perm("grants.process_application")
    )
    if not allowed:
        return refuse(_("Письмо партнёра записывает сотрудник, который проверяет заявки."))
    if role_in(user, consent.partner) or role_of(user, consent.application):
        return refuse(_("Письмо по заявке своей организации записывает другой сотрудник."))
    return still_counts(consent, now)


RIGHTS = {
    "grants.answer_partnership": may_answer_partnership,
    "grants.confirm_on_paper": may_confirm_on_paper,
}
