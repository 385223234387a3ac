"""Writing a project: the draft keeps all that was typed, complete or not."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from budgeting import rules
from budgeting.actions.clock import require
from budgeting.actions.initiatives import hold_seat
from budgeting.models import CostItem, Participation, Project, ProjectState, Round
from portal.cases.actions import record

FIELDS = {
    "title",
    "type",
    "problem",
    "solution",
    "expected_result",
    "beneficiaries",
    "planned_start",
    "planned_end",
    "district",
    "address",
    "latitude",
    "longitude",
    "group_size",
    "agreed_at",
}
LARGEST_TOTAL = Decimal("999999999999.99")  # what the column holds


class Missing(NamedTuple):
    """What the mandatory content still lacks, and the step of the wizard where to add it."""

    step: str
    text: str


@transaction.atomic
def start_draft(round_: Round, *, actor, title: str) -> Project:
    """A new draft of the author; at most 20 unfinished ones, so that nobody floods the table."""
    hold_seat(round_, actor)
    require(rules.may_propose(actor, round_))
    unfinished = Project.objects.filter(author=actor, state=ProjectState.DRAFT).count()
    if unfinished >= 20:
        raise ValidationError(_("У вас уже 20 черновиков. Завершите или отзовите один из них."))
    return Project.objects.create(
        round=round_, author=actor, title=title, district=actor.district, group_size=1
    )


@transaction.atomic
def save_draft(
    project: Project,
    *,
    actor,
    values: dict,
    typed: dict | None = None,
    cost_items: Iterable[CostItem] | None = None,
    participation: Iterable[Participation] | None = None,
) -> Project:
    """Store what is typed: `values` for the columns, `typed` verbatim what is not valid yet.

    Rows, when given, replace the project's rows. The project comes back as stored. Raises
    PermissionDenied when the author may not change it any more, also when it was submitted since
    the page was opened; ValidationError for an estimate no column holds, and for a public project
    (joint rework) that would lose mandatory content.
    """
    fresh = _locked(project)
    require(rules.may_edit(actor, fresh))
    if unknown := set(values) - FIELDS:
        raise ValueError(f"not a field of a draft: {unknown}")
    before = {name: getattr(fresh, name) for name in values}
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.typed = {**fresh.typed, **(typed or {})}
    fresh.typed = {step: kept for step, kept in fresh.typed.items() if kept}
    if cost_items is not None:
        _replace(fresh, CostItem, cost_items)
        fresh.total_cost = _total(fresh)
    if participation is not None:
        _replace(fresh, Participation, participation)
    if fresh.state == ProjectState.REWORK and (lacks := missing(fresh)):
        raise ValidationError([row.text for row in lacks])
    fresh.save()
    if fresh.state == ProjectState.REWORK:
        changed = sorted(name for name in values if before[name] != values[name])
        record(fresh, "revised", actor=actor, data={"fields": changed})
    return fresh


def _locked(project: Project) -> Project:
    return (
        Project.objects.select_for_update(of=("self",)).select_related("round").get(pk=project.pk)
    )


def _replace(project: Project, model, rows: Iterable) -> None:
    model.objects.filter(project=project).delete()
    rows = list(rows)
    for row in rows:
        row.pk, row.project = None, project
    model.objects.bulk_create(rows)


def _total(project: Project) -> Decimal:
    total = sum((row.amount for row in project.cost_items.all()), Decimal(0))
    if total > LARGEST_TOTAL:
        raise ValidationError(_("Смета слишком велика. Проверьте количество и цену."))
    return total


def missing(project: Project) -> list[Missing]:
    """What art. 26.1 and the rules of the round still ask of the project, in the order of steps."""
    return [
        Missing(step, text)
        for step, lacks, text in (
            *_texts(project),
            *_place(project),
            *_money(project),
            *_dates(project),
            *_group(project),
        )
        if lacks
    ]


def _texts(project: Project):
    yield "what", not project.title.strip(), _("Название проекта")
    yield "what", project.type_id is None, _("Вид проекта")
    yield "what", not project.problem.strip(), _("Описание проблемы")
    yield "what", not project.solution.strip(), _("Предлагаемое решение")
    yield "what", not project.expected_result.strip(), _("Ожидаемый результат")


def _place(project: Project):
    yield "place", not project.address.strip(), _("Адрес или ориентир")
    yield "place", project.district_id is None, _("Район города")


def _money(project: Project):
    limit = project.round.max_project_cost
    yield "money", project.total_cost <= 0, _("Смета: хотя бы одна строка с ценой")
    yield (
        "money",
        project.total_cost > limit,
        _("Смета превышает наибольшую стоимость проекта: %(limit)s ₽") % {"limit": _grouped(limit)},
    )
    yield "money", not project.participation.all(), _("Участие жителей: деньги, имущество или труд")
    yield (
        "money",
        project.municipal_amount() < 0,
        _("Участие деньгами больше всей сметы: уменьшите его или дополните смету"),
    )


def _grouped(amount: Decimal) -> str:
    """«1 000 000»; kopecks only where there are any."""
    places = 0 if amount == int(amount) else 2
    return number_format(amount, places, use_l10n=True, force_grouping=True)


def _dates(project: Project):
    start, end = project.planned_start, project.planned_end
    yield "money", start is None or end is None, _("Планируемые сроки работ")
    yield "money", bool(start and end and end < start), _("Работы не могут кончиться до начала")
    yield (
        "money",
        bool(start and start < timezone.localdate() and project.state == ProjectState.DRAFT),
        _("Начало работ уже прошло: укажите будущую дату"),
    )


def _group(project: Project):
    needed = project.round.min_group_size
    yield (
        "group",
        project.group_size < needed,
        _("Инициативная группа: не меньше %(needed)d человек") % {"needed": needed},
    )
    yield "group", project.agreed_at is None, _("Согласие на публикацию проекта")
