"""A round: published once its phases make sense, changed in public and with a reason."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting import rules
from budgeting.actions.letters import TOPIC
from budgeting.actions.revisions import changes_of, note_revision
from budgeting.models import PhaseKind, Project, ProjectState, Round, RoundPhase
from portal.accounts.models import User
from portal.cases.actions import record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.law.deadlines import rule
from portal.law.models import Unit
from portal.notifications.actions import notify
from portal.polls.models import BallotKind

NEEDED = ("submission", "check", "results")
# Each must end before the other starts; phases not named here may overlap.
IN_ORDER = (
    ("submission", "vote"),
    ("check", "vote"),
    ("remarks", "vote"),
    ("vote", "commission"),
    ("vote", "results"),
    ("results", "archive"),
    ("implementation", "archive"),
)
TEXT_FIELDS = {"title", "summary"}


@transaction.atomic
def publish_round(round_: Round, *, actor) -> CaseEvent:
    """Show the round to everybody and freeze its rules with their hash.

    Raises ValidationError naming every fault of its calendar and rules.
    """
    require(rules.may_publish_round(actor, round_))
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    if fresh.is_published:
        raise ValidationError(_("Раунд уже опубликован."))
    if problems := problems_of(fresh):
        raise ValidationError(problems)
    fresh.is_published = round_.is_published = True
    fresh.save(update_fields=["is_published"])
    round_.rules_hash = note_revision(fresh).digest
    data = {"rules": fresh.rule_set(), "rules_hash": fresh.rules_hash}
    return record(fresh, "published", actor=actor, data=data)


def problems_of(round_: Round) -> list[str]:
    """Everything that keeps a round in preparation from being published, as sentences."""
    problems = _contradictions(round_)
    vote = round_.schedule().get("vote")
    if vote and vote.starts_at <= database_now():
        problems.append(_("Голосование не может начаться раньше, чем раунд опубликован."))
    return problems


def _contradictions(round_: Round) -> list[str]:
    return [
        *phase_problems(round_.schedule(), round_),
        *rule_problems(round_),
        *ballot_problems(round_),
    ]


def phase_problems(schedule: dict[str, RoundPhase], round_: Round) -> list[str]:
    """Faults of a calendar as sentences; an empty list for one that can be lived by."""
    names = dict(PhaseKind.choices)
    choice = "vote" if round_.has_vote else "commission"
    problems = [
        _("Нет этапа «%(phase)s».") % {"phase": names[kind]}
        for kind in (*NEEDED, choice, *(["remarks"] if round_.remarks_days else []))
        if kind not in schedule
    ]
    if not round_.has_vote and "vote" in schedule:
        problems.append(_("Победителей выбирают без голосования жителей: уберите его этап."))
    for first, second in IN_ORDER:
        both = {first, second} <= schedule.keys()
        if both and schedule[first].ends_at > schedule[second].starts_at:
            problems.append(
                _("«%(second)s» начинается раньше, чем кончается «%(first)s».")
                % {"first": names[first], "second": names[second]}
            )
    problems += [
        _("«%(phase)s»: окончание должно быть позже начала.") % {"phase": names[kind]}
        for kind, phase in schedule.items()
        if phase.ends_at <= phase.starts_at
    ]
    return problems


def rule_problems(round_: Round) -> list[str]:
    """Rules that contradict each other or the law, as sentences."""
    limit = rule("ip_remarks_min")
    shares = round_.min_city_share + round_.min_residents_share
    checks = (
        (round_.budget <= 0, _("Укажите бюджет раунда.")),
        (
            round_.max_project_cost > round_.budget,
            _("Наибольшая стоимость проекта больше бюджета раунда."),
        ),
        (
            round_.min_project_cost > round_.max_project_cost,
            _("Наименьшая стоимость проекта больше наибольшей."),
        ),
        (shares > 100, _("Доли города и жителей вместе больше 100 %.")),
        (not round_.proposers, _("Укажите, кто предлагает проекты.")),
        (
            0 < _in_working_days(round_) < limit.length,
            _("Замечания принимают не меньше рабочих дней: %(days)d.") % {"days": limit.length},
        ),
    )
    return [text for is_wrong, text in checks if is_wrong] + pot_problems(round_)


def _in_working_days(round_: Round) -> int:
    """The term for remarks in working days at the least; a week has five of them."""
    days = round_.remarks_days
    return days if round_.remarks_unit == Unit.WORKING else days * 5 // 7 or bool(days)


def pot_problems(round_: Round) -> list[str]:
    """Parts of the budget that do not make the whole; an empty list where there are no parts."""
    parts = list(round_.pots.all())
    if not parts:
        return []
    problems = []
    if all(part.district_id for part in parts):
        problems.append(_("Нет общегородской части бюджета: добавьте часть без района."))
    if sum(part.budget for part in parts) != round_.budget:
        problems.append(_("Части бюджета вместе не равны бюджету раунда."))
    return problems


def ballot_problems(round_: Round) -> list[str]:
    """Faults of the ballot as sentences: what no voter could fill in."""
    kind, all_points, each = round_.ballot_kind, round_.max_sum_points, round_.max_points
    checks = (
        (kind == BallotKind.CUMULATIVE and not all_points, _("Укажите, сколько всего баллов.")),
        (kind == BallotKind.SCORING and not each, _("Укажите наибольшую оценку проекту.")),
        (
            bool(all_points and each) and each > all_points,
            _("Баллов одному проекту не может быть больше, чем всего баллов."),
        ),
        (round_.max_choices == 0, _("Жителю нужно право отметить хотя бы один проект.")),
    )
    return [sentence for wrong, sentence in checks if wrong]


@transaction.atomic
def revise_round(
    round_: Round,
    *,
    actor,
    reason: str,
    values: dict | None = None,
    phases: dict[str, tuple[datetime, datetime] | None] | None = None,
) -> CaseEvent:
    """Change a published round in public: the reason and the old values stand in its history.

    `phases`: new dates by kind, None takes a phase away. Raises ValidationError without a reason,
    for a calendar that makes no sense, and for rules or vote dates once the vote has opened.
    """
    require(rules.may_publish_round(actor, round_))
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    changes = changes_of(fresh, values or {}, phases or {})
    _check_revision(fresh, changes, reason)
    for name, value in (values or {}).items():
        setattr(fresh, name, value)
    fresh.save()
    for kind, dates in (phases or {}).items():
        _set_phase(fresh, kind, dates)
    fresh = Round.objects.get(pk=fresh.pk)
    if problems := _contradictions(fresh):
        raise ValidationError(problems)
    note_revision(fresh, reason=reason.strip(), changes=changes)
    event = record(fresh, "revised", actor=actor, note=reason.strip(), data=changes)
    _tell_authors(fresh, event)
    round_.refresh_from_db()
    return event


def _check_revision(round_: Round, changes: dict, reason: str) -> None:
    if not changes:
        raise ValidationError(_("Вы ничего не изменили."))
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите причину изменения: её увидят все.")})
    frozen = {*Round.RULE_FIELDS, "phase:vote"}
    if frozen & changes.keys() and (round_.poll_id or _is_about_to_open(round_)):
        raise ValidationError(
            _("Голосование уже открыто: правила и сроки голосования изменить нельзя.")
        )
    if unknown := {name for name in changes if not name.startswith("phase:")} - {
        *Round.RULE_FIELDS,
        *TEXT_FIELDS,
    }:
        raise ValueError(f"not changeable: {unknown}")


def _is_about_to_open(round_: Round) -> bool:
    """The announced moment has come and only the clock's next beat is waited for."""
    admitted = Project.objects.filter(round=round_, state=ProjectState.CONTEST)
    return bool(rules.in_phase(round_, "vote", now=database_now())) and admitted.exists()


def _set_phase(round_: Round, kind: str, dates: tuple[datetime, datetime] | None) -> None:
    if dates is None:
        round_.phases.filter(kind=kind).delete()
        return
    start, end = dates
    if end <= start:
        raise ValidationError(_("Окончание должно быть позже начала."))
    RoundPhase.objects.update_or_create(
        round=round_, kind=kind, defaults={"starts_at": start, "ends_at": end}
    )


def _tell_authors(round_: Round, event: CaseEvent) -> None:
    people = User.objects.filter(pk__in=Project.objects.filter(round=round_).values("author"))
    notify(
        event,
        people,
        topic=TOPIC,
        subject=format_lazy("{}: {}", gettext_lazy("Правила или сроки изменены"), round_.title),
        body=format_lazy("{}: {}", gettext_lazy("Причина"), event.note),
        url=round_.get_absolute_url(),
    )
