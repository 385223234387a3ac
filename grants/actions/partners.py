"""The partner is asked and answers, on the portal or on paper, before the application is sent.

The application is locked before the answer: submission sees the answer given, or not yet.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import number_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import rules
from grants.actions.letters import TOPIC, people_of
from grants.models import Application, PartnerConsent, PartnerState
from portal.accounts.models import User
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify

NEWS = {
    "confirm": gettext_lazy("Партнёр подтвердил участие"),
    "record_letter": gettext_lazy("Письмо партнёра записано, участие подтверждено"),
    "decline": gettext_lazy("Партнёр отказался участвовать"),
}


def _held(pk: int) -> Application:
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("contest", "organisation", "partner").get(pk=pk)


@transaction.atomic
def ask_partner(application: Application, *, actor) -> PartnerConsent:
    """Ask the named partner, anew after a refusal or when more money is asked than confirmed.

    Raises PermissionDenied, or ValidationError while an answer is awaited or is there.
    """
    fresh = _held(application.pk)
    require(rules.may_ask_partner(actor, fresh, database_now()))
    row, is_new = PartnerConsent.objects.get_or_create(application=fresh, partner=fresh.partner)
    if is_new:
        event = record(row, "asked", actor=actor, public=False)
    elif row.state == PartnerState.ASKED or row.covers(fresh):
        raise ValidationError(_("Партнёр уже спрошен или уже подтвердил."))
    else:
        event = advance(row, "ask", actor=None)
    heads = User.objects.filter(
        memberships__organisation=fresh.partner, memberships__role="head", is_active=True
    )
    notify(
        event, heads.distinct(), topic=TOPIC, url=row.get_absolute_url(),
        subject=format_lazy("{}: {}", gettext_lazy("Вас просят стать партнёром"), fresh.title),
        body=format_lazy(
            "{}: {}\n\n{}", gettext_lazy("Заявитель"), fresh.organisation.name,
            gettext_lazy("Деньги гранта пойдут через вашу организацию, и она отчитается за них. "
                         "Подтвердите или откажитесь: без подтверждения заявку не подать."),
        ),
    )  # fmt: skip
    return row


def _answered(consent: PartnerConsent, move: str, right, *, actor, note: str) -> CaseEvent:
    application = _held(consent.application_id)
    fresh = PartnerConsent.objects.select_related("partner").get(pk=consent.pk)
    fresh.application = application
    require(right(actor, fresh, database_now()))
    amount = None if move == "decline" else application.requested
    data = {"requested": str(application.requested)}
    event = advance(fresh, move, actor=actor, note=note, data=data, amount=amount)
    asked = number_format(application.requested, 2, use_l10n=True, force_grouping=True)
    notify(
        event, people_of(application), topic=TOPIC, url=fresh.get_absolute_url(),
        subject=format_lazy("{}: {}", NEWS[move], application.title),
        body=format_lazy("{}. {}: {} ₽\n\n{}", fresh.partner.name,
                         gettext_lazy("Сумма гранта"), asked, note),
    )  # fmt: skip
    consent.refresh_from_db()
    return event


@transaction.atomic
def confirm_partnership(consent: PartnerConsent, *, actor, note: str = "") -> CaseEvent:
    """Agree to the sum the application asks now."""
    right = rules.may_answer_partnership
    return _answered(consent, "confirm", right, actor=actor, note=note)


@transaction.atomic
def decline_partnership(consent: PartnerConsent, *, actor, note: str = "") -> CaseEvent:
    right = rules.may_answer_partnership
    return _answered(consent, "decline", right, actor=actor, note=note)


@transaction.atomic
def confirm_on_paper(consent: PartnerConsent, *, actor, note: str) -> CaseEvent:
    """Write down a signed letter; `note` says its number, its date and who signed."""
    return _answered(consent, "record_letter", rules.may_confirm_on_paper, actor=actor, note=note)
