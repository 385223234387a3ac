"""Contract, milestones, photos and acceptance: each writes its row and an event everybody reads."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting import rules
from budgeting.actions.ledger import locked
from budgeting.actions.news import announce
from budgeting.models import (
    Acceptance,
    Contract,
    Milestone,
    Outcome,
    Project,
    Stage,
    StagePhoto,
    Viewpoint,
)
from budgeting.rules.execution import roubles
from portal.cases.actions import record
from portal.cases.clock import require
from portal.files.actions import attach_document, attach_image


def available(project: Project) -> Decimal:
    """Roubles contracts may still be signed for: the money at hand less contracts in force."""
    signed = (row.amount for row in project.contracts.filter(terminated_on=None))
    return sum((row.available for row in project.balances.all()), Decimal(0)) - sum(signed)


@transaction.atomic
def sign_contract(project: Project, *, actor, amount: Decimal, signed_on: date, **fields):
    """Write down a contract. Raises ValidationError when it costs more than there is."""
    fresh = locked(project)
    require(rules.may_sign(actor, fresh))
    _not_future(signed_on, "signed_on")
    if Contract.objects.filter(project=fresh, number=fields["number"]).exists():
        raise ValidationError({"number": _("Контракт с этим номером уже внесён.")})
    if amount > (left := available(fresh)):
        raise ValidationError(
            {
                "amount": _("По соглашениям и поступлениям доступно %(left)s.")
                % {"left": roubles(left)}
            }
        )
    contract = Contract.objects.create(project=fresh, amount=amount, signed_on=signed_on, **fields)
    text = format_lazy(
        "{}: {}, № {}, {}",
        gettext_lazy("Подрядчик"),
        contract.contractor,
        contract.number,
        roubles(amount),
    )
    announce(fresh, "contract_signed", actor=actor, text=text, data={"contract": contract.pk})
    return contract


@transaction.atomic
def terminate_contract(project: Project, *, actor, contract: Contract, day: date, reason: str):
    """Say that a contract is terminated, and why; it stays on the page."""
    fresh = locked(project)
    require(rules.may_sign(actor, fresh))
    _not_future(day, "day")
    ended = Contract.objects.filter(pk=contract.pk, project=fresh, terminated_on=None).update(
        terminated_on=day, termination_reason=reason
    )
    if not ended:
        raise ValidationError({"contract": _("Этот контракт уже расторгнут.")})
    text = format_lazy("{} № {}", gettext_lazy("Контракт"), contract.number)
    announce(fresh, "contract_terminated", actor=actor, text=text, note=reason)


def _not_future(day: date, field: str) -> None:
    if day > timezone.localdate():
        raise ValidationError({field: _("Эта дата ещё не наступила.")})


@transaction.atomic
def add_milestone(project: Project, *, actor, title: str, planned_on: date) -> Milestone:
    """Add a step of the works with the date it is promised by."""
    fresh = locked(project)
    require(rules.may_plan(actor, fresh))
    if fresh.milestones.filter(title=title).exists():
        raise ValidationError({"title": _("Такой этап уже есть.")})
    step = Milestone.objects.create(
        project=fresh, title=title, planned_on=planned_on, first_planned_on=planned_on
    )
    record(fresh, "milestone_added", actor=actor, note=f"{title} — {_date(planned_on)}")
    return step


def _date(day: date) -> str:
    return date_format(day, "d.m.Y")


@transaction.atomic
def mark_milestone(
    project: Project, *, actor, milestone: Milestone, progress: int, actual_on: date | None = None
) -> Milestone:
    """Write down how far the step has come; `actual_on` says that it is done."""
    fresh = locked(project)
    require(rules.may_mark(actor, fresh))
    step = fresh.milestones.get(pk=milestone.pk)
    if actual_on:
        _not_future(actual_on, "actual_on")
        progress = 100
    elif progress == 100:
        raise ValidationError({"actual_on": _("Готовность 100 %: укажите, когда этап сделан.")})
    was_done = step.is_done
    step.progress, step.actual_on = progress, actual_on
    step.save(update_fields=["progress", "actual_on"])
    if step.is_done and not was_done:
        announce(fresh, "milestone_done", actor=actor, text=f"{step.title}, {_date(actual_on)}")
    else:
        record(fresh, "milestone_progress", actor=actor, note=f"{step.title}: {progress} %")
    return step


@transaction.atomic
def move_milestone(
    project: Project, *, actor, milestone: Milestone, planned_on: date, reason: str
) -> Milestone:
    """Move the date of a step in public, with the reason; the first promise stays visible."""
    fresh = locked(project)
    require(rules.may_plan(actor, fresh))
    step = fresh.milestones.get(pk=milestone.pk)
    if step.is_done:
        raise ValidationError({"milestone": _("Этот этап уже сделан.")})
    before, step.planned_on = step.planned_on, planned_on
    step.save(update_fields=["planned_on"])
    text = f"{step.title}: {_date(before)} → {_date(planned_on)}"
    announce(fresh, "milestone_moved", actor=actor, text=text, note=reason)
    return step


@transaction.atomic
def add_photo(
    project: Project, *, actor, viewpoint: str, stage: str, image, taken_on: date
) -> StagePhoto:
    """Add a photo from the named viewpoint, which is made on its first photo."""
    fresh = locked(project)
    require(rules.may_show(actor, fresh))
    _not_future(taken_on, "taken_on")
    view, _created = Viewpoint.objects.get_or_create(project=fresh, title=viewpoint)
    alt = f"{view.title}, {Stage(stage).label}"
    picture = attach_image(view, image, actor=actor, alt=alt)
    photo = StagePhoto.objects.create(
        viewpoint=view, stage=stage, attachment=picture, taken_on=taken_on
    )
    record(fresh, "photo_added", actor=actor, note=alt)
    return photo


@transaction.atomic
def hold_acceptance(
    project: Project, *, actor, held_on: date, outcome: str, act, names: str = "", **fields
) -> Acceptance:
    """Write down an acceptance with its act. The act bears names, so it is not for everybody."""
    fresh = locked(project)
    require(rules.may_hold_acceptance(actor, fresh))
    _not_future(held_on, "held_on")
    if outcome == Outcome.DEFECTS and not fields.get("defects"):
        raise ValidationError({"defects": _("Назовите недостатки: подрядчик их исправит.")})
    if len(names.splitlines()) > fields["attended"]:
        raise ValidationError({"names": _("Имён больше, чем пришло жителей.")})
    fresh.acceptances.filter(is_past=False).update(is_past=True)
    held = Acceptance.objects.create(
        project=fresh, held_on=held_on, outcome=outcome, names=names, recorded_by=actor, **fields
    )
    attach_document(held, act, actor=actor, private=True)
    text = format_lazy(
        "{}: {}. {}: {}.",
        gettext_lazy("Итог"),
        held.get_outcome_display(),
        gettext_lazy("Пришло жителей"),
        held.attended,
    )
    announce(fresh, "acceptance_held", actor=actor, text=text, note=held.defects)
    return held
