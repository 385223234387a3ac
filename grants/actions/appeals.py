"""Appeals against the result: filed in time, answered once, and what an upheld one changes."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import rules
from grants.actions.assigning import locked
from grants.actions.letters import TOPIC, people_of, tell
from grants.models import Application, Contest, Decision, Objection
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.notifications.actions import notify
from portal.pages.templatetags.money import roubles


@transaction.atomic
def file_objection(application: Application, *, actor, text: str) -> Objection:
    """Appeal once against the result. Raises PermissionDenied when it is too late."""
    now = database_now()
    require(rules.may_appeal(actor, application, now))
    try:
        with transaction.atomic():
            row = Objection.objects.create(
                application=application, text=text.strip(), filed_by=actor, filed_at=now
            )
    except IntegrityError as error:
        raise ValidationError(_("Апелляция по этой заявке уже подана.")) from error
    record(application, "appealed", actor=actor, public=False)
    return row


@transaction.atomic
def answer_objection(objection: Objection, *, actor, text: str, is_upheld: bool) -> Objection:
    """Answer it, once. Raises ValidationError without a text or for one that is answered."""
    require(rules.may_run(actor))
    row = Objection.objects.select_for_update().get(pk=objection.pk)
    if row.answered_at:
        raise ValidationError(_("На эту апелляцию уже ответили."))
    if not text.strip():
        raise ValidationError({"answer": _("Напишите ответ.")})
    row.answer, row.is_upheld, row.answered_by = text.strip(), is_upheld, actor
    row.answered_at = database_now()
    row.save()
    event = record(row.application, "appeal_answered", actor=actor, note=row.answer, public=False)
    notify(
        event,
        people_of(row.application),
        topic=TOPIC,
        subject=format_lazy("{}: {}", gettext_lazy("Ответ на апелляцию"), row.application.title),
        body=row.answer,
        url=row.application.get_absolute_url(),
    )
    return row


@transaction.atomic
def change_decision(objection: Objection, *, actor, amount: Decimal, **votes) -> Decision:
    """After an upheld appeal: support the application, or give it more, out of what the fund has.

    `votes`: votes_for, votes_against, abstained and the reason. Raises PermissionDenied, and
    ValidationError naming the field.
    """
    contest = locked(objection.application.contest)
    fresh = Objection.objects.select_related("application__tier", "application__contest").get(
        pk=objection.pk
    )
    application = fresh.application
    require(rules.may_reconsider(actor, fresh))
    row = Decision.objects.get(application=application)
    before = {"is_awarded": row.is_awarded, "amount": str(row.amount)}
    if problems := _change_problems(contest, application, row, amount, votes):
        raise ValidationError(problems)
    row.is_awarded, row.amount, row.prepared_by = True, amount, actor
    row.changed_on = timezone.localdate()
    for name, value in votes.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    if application.state == "rejected":
        event = advance(application, "reconsider", actor=None, note=row.reason, data=before)
    else:
        event = record(application, "sum_changed", actor=actor, note=row.reason, data=before)
    tell(application, event, format_lazy("{}: {}", gettext_lazy("Сумма"), roubles(amount)))
    return row


def _change_problems(contest: Contest, application, row: Decision, amount, votes) -> dict:
    problems = {}
    if amount <= row.amount:
        problems["amount"] = _("По апелляции сумму только увеличивают.")
    elif amount > application.requested:
        problems["amount"] = _("Заявитель просил меньше.")
    elif (left := left_for(contest, application)) < amount - row.amount:
        problems["amount"] = _("В фонде осталось %(left)s.") % {"left": roubles(left)}
    if votes["votes_for"] <= votes["votes_against"]:
        problems["votes_for"] = _("Поддержать можно, если голосов «за» больше.")
    if not votes["reason"].strip():
        problems["reason"] = _("Напишите причину, её увидят все.")
    return problems


def left_for(contest: Contest, application: Application) -> Decimal:
    """What of the fund, and of the tier's own, no decision has given and no agreement needs."""
    rows = contest.applications.filter(decision__is_awarded=True)
    given = [(row.tier_id, _taken(row)) for row in rows.select_related("decision", "agreement")]
    left = contest.fund - sum((taken for _tier, taken in given), Decimal(0))
    if (tier := application.tier) and tier.fund is not None:
        of_tier = sum((taken for key, taken in given if key == tier.pk), Decimal(0))
        left = min(left, tier.fund - of_tier)
    return left


def _taken(row: Application) -> Decimal:
    """All that was decided, until the agreement has ended: then what it paid."""
    agreement = getattr(row, "agreement", None)
    if agreement is not None and agreement.ended_on:
        return agreement.committed
    return row.decision.amount
