"""An agreement from its first draft to its end; what it takes of the fund is kept as it changes.

Locks are taken in one order: the contest, then the agreement.
"""

from datetime import date, datetime, time
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import rules
from grants.actions.assigning import locked as locked_contest
from grants.actions.following import follow
from grants.models import Agreement, Application, Contest, Instalment, Report, Tier
from portal.cases.actions import advance, record
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from portal.files.actions import attach_document
from portal.law.deadlines import due
from portal.pages.templatetags.money import roubles

TERMS = ("number", "amount", "starts_on", "ends_on")


def held(agreement: Agreement) -> Agreement:
    """The agreement as it is now, held until the transaction ends: its money is written so."""
    rows = Agreement.objects.select_for_update(of=("self",))
    return rows.select_related(
        "contest", "application__organisation", "application__partner", "application__decision"
    ).get(pk=agreement.pk)


def agreement_problems(application: Application, **terms) -> dict[str, str]:
    """What is wrong with the terms, by field."""
    decision = application.decision
    problems = {}
    if terms["amount"] > decision.amount:
        problems["amount"] = _("Комиссия решила дать не больше %(amount)s.") % {
            "amount": roubles(decision.amount)
        }
    if terms["ends_on"] < terms["starts_on"]:
        problems["ends_on"] = _("Соглашение не может кончиться до начала.")
    same = Agreement.objects.filter(contest=application.contest_id, number=terms["number"])
    if same.exclude(application=application).exists():
        problems["number"] = _("Соглашение с таким номером в этом конкурсе уже есть.")
    return problems


def _commit(contest: Contest, application: Application, change: Decimal) -> None:
    """Add to what the fund has promised; the caller holds the contest.

    Raises ValidationError where the fund of the contest or of the tier is not enough.
    """
    if contest.committed + change > contest.fund:
        left = roubles(contest.fund - contest.committed)
        raise ValidationError({"amount": _("В фонде конкурса осталось %(left)s.") % {"left": left}})
    tier = Tier.objects.filter(pk=application.tier_id).first()
    if tier and tier.fund is not None and tier.committed + change > tier.fund:
        left = roubles(tier.fund - tier.committed)
        raise ValidationError(
            {"amount": _("В фонде категории осталось %(left)s.") % {"left": left}}
        )
    for model, pk in ((Contest, contest.pk), (Tier, application.tier_id)):
        model.objects.filter(pk=pk).update(committed=F("committed") + change)


def due_of_final(agreement: Agreement) -> date:
    """The day of the final report, counted from the last day of the money."""
    end = timezone.make_aware(datetime.combine(agreement.ends_on, time.min))
    return due("grant_report", end)


@transaction.atomic
def draft_agreement(application: Application, *, actor, **terms) -> Agreement:
    """Begin the agreement of a winner: the whole sum as one part and a final report, to be changed
    while it is a draft.

    Raises ValidationError naming the field, also when the fund of the contest does not hold it.
    """
    contest = locked_contest(application.contest)
    wanted = ("organisation", "partner", "decision")
    fresh = Application.objects.select_related(*wanted).get(pk=application.pk)
    require(rules.may_draft(actor, fresh))
    if problems := agreement_problems(fresh, **terms):
        raise ValidationError(problems)
    _commit(contest, fresh, terms["amount"])
    agreement = Agreement.objects.create(
        application=fresh, contest=contest, prepared_by=actor, **terms
    )
    Instalment.objects.create(
        agreement=agreement, amount=agreement.amount, planned_on=agreement.starts_on
    )
    Report.objects.create(agreement=agreement, due=due_of_final(agreement))
    record(agreement, "drafted", actor=actor, public=False)
    return agreement


@transaction.atomic
def revise_agreement(agreement: Agreement, *, actor, **terms) -> Agreement:
    """Change the terms of a draft; what it takes of the fund changes with them."""
    contest = locked_contest(agreement.contest)
    fresh = held(agreement)
    require(rules.may_revise(actor, fresh))
    terms = {name: getattr(fresh, name) for name in TERMS} | terms
    if problems := agreement_problems(fresh.application, **terms):
        raise ValidationError(problems)
    _commit(contest, fresh.application, terms["amount"] - fresh.amount)
    Agreement.objects.filter(pk=fresh.pk).update(**terms, updated_at=timezone.now())
    record(fresh, "revised", actor=actor, public=False)
    agreement.refresh_from_db()
    return agreement


@transaction.atomic
def sign_agreement(
    agreement: Agreement, *, actor, note: str = "", signed_on: date | None = None, files=()
) -> CaseEvent:
    """Write down that both have signed; the paper is kept, private to the two of them."""
    fresh = held(agreement)
    require(rules.may_manage(actor, fresh.application))
    if signed_on is None or signed_on > timezone.localdate():
        raise ValidationError({"signed_on": _("Укажите день подписания, не позже сегодняшнего.")})
    event = advance(fresh, "sign", actor=actor, note=note, signed_on=signed_on)
    for file in files:
        attach_document(fresh, file, actor=actor, private=True)
    follow(fresh)
    agreement.refresh_from_db()
    return event


@transaction.atomic
def enact_agreement(agreement: Agreement, *, actor, note: str = "") -> CaseEvent:
    """From now on it is paid."""
    fresh = held(agreement)
    event = advance(fresh, "enact", actor=actor, note=note)
    follow(fresh)
    agreement.refresh_from_db()
    return event


@transaction.atomic
def fulfil_agreement(agreement: Agreement, *, actor, note: str = "") -> CaseEvent:
    return _end(agreement, "fulfil", actor=actor, note=note)


@transaction.atomic
def terminate_agreement(agreement: Agreement, *, actor, note: str) -> CaseEvent:
    """End it before its time; what was received is to be explained by a report, or returned."""
    return _end(agreement, "terminate", actor=actor, note=note)


def _end(agreement: Agreement, move: str, *, actor, note: str) -> CaseEvent:
    """What was not paid is the fund's again."""
    contest = locked_contest(agreement.contest)
    fresh = held(agreement)
    before = fresh.committed
    event = advance(fresh, move, actor=actor, note=note, ended_on=timezone.localdate())
    _commit(contest, fresh.application, fresh.committed - before)
    follow(fresh)
    agreement.refresh_from_db()
    return event
