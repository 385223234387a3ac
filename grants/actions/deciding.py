"""The commission's decisions: prepared one by one, published in one batch."""

from collections import Counter
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import number_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import rules
from grants.actions.letters import tell
from grants.models import Application, CommissionMember, Contest, Decision, Meeting
from portal.cases.actions import advance
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent


def _locked(contest: Contest) -> Contest:
    return Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)


@transaction.atomic
def add_commission_member(contest: Contest, *, actor, name: str, post: str) -> CommissionMember:
    """Name a member before the meeting; who decides is known before it is decided."""
    fresh = _locked(contest)
    require(rules.may_compose(actor, fresh))
    return CommissionMember.objects.create(contest=fresh, name=name, post=post)


@transaction.atomic
def hold_meeting(contest: Contest, *, actor, present: list[CommissionMember], **facts) -> Meeting:
    """Record the meeting and who attended. Raises ValidationError without a quorum."""
    fresh = _locked(contest)
    require(rules.may_decide(actor, fresh))
    members = list(fresh.commission.all())
    attended = {member.pk for member in present}
    if 2 * len(attended) <= len(members):
        raise ValidationError(
            _("Кворума нет: пришли %(came)d из %(all)d, нужно больше половины.")
            % {"came": len(attended), "all": len(members)}
        )
    for member in members:
        member.attended = member.pk in attended
    CommissionMember.objects.bulk_update(members, ["attended"])
    meeting, _new = Meeting.objects.update_or_create(contest=fresh, defaults=facts)
    return meeting


@transaction.atomic
def prepare_decision(application: Application, *, actor, **values) -> Decision:
    """Keep what the commission decided; nobody but the officials sees it before publication.

    Raises ValidationError naming the field: votes that do not fit the attendance, an amount above
    what was asked, a departure from the ranking without a reason.
    """
    contest = _locked(application.contest)
    require(rules.may_decide(actor, contest))
    row = Decision.objects.filter(application=application).first() or Decision(
        application=application
    )
    for name, value in values.items():
        setattr(row, name, value)
    row.prepared_by = actor
    row.full_clean()
    problems = _problems(contest, application, row)
    if problems:
        raise ValidationError(problems)
    row.save()
    return row


def _problems(contest: Contest, application: Application, row: Decision) -> dict[str, str]:
    present = contest.commission.filter(attended=True).count()
    problems = {}
    if application.state != "rating" or application.contest_id != contest.pk:
        problems["is_awarded"] = _("Эта заявка не в рейтинге.")
    if not Meeting.objects.filter(contest=contest).exists():
        problems["votes_for"] = _("Сначала запишите заседание комиссии.")
    elif row.votes != present:
        problems["votes_for"] = _(
            "Голосов %(votes)d, а на заседании было %(present)d членов комиссии."
        ) % {"votes": row.votes, "present": present}
    if row.amount > application.requested:
        problems["amount"] = _("Заявитель просил меньше.")
    if not row.reason.strip() and departs(contest, application, row):
        problems["reason"] = _(
            "Решение расходится с рейтингом или с суммой заявки: напишите причину, её увидят все."
        )
    return problems


def departs(contest: Contest, application: Application, row: Decision) -> bool:
    """Whether the decision is another than score and money lead to, or another sum than asked."""
    if row.is_awarded and row.amount != application.requested:
        return True
    return row.is_awarded != (application.pk in led_to(contest))


def led_to(contest: Contest) -> set[int]:
    """What the ranking leads to: down the list, the pass score reached, while money lasts."""
    rows = {row.number: row for row in contest.applications.select_related("tier")}
    left, of_tier, found = contest.fund, {}, set()
    for place in contest.ranking.data["rows"]:
        row = rows[int(place["id"])]
        spent = of_tier.get(row.tier_id, Decimal(0))
        fits = row.tier.fund is None or spent + row.requested <= row.tier.fund
        passed = Decimal(place["total"]) >= row.tier.pass_score
        if passed and fits and row.requested <= left:
            left -= row.requested
            of_tier[row.tier_id] = spent + row.requested
            found.add(row.pk)
    return found


@transaction.atomic
def decide_contest(contest: Contest, *, actor, note: str = "") -> CaseEvent:
    """Publish every prepared decision with its letter; all of them, or none.

    The row of the contest is locked: two officials publish once. Raises ValidationError while a
    decision is lacking, and when the sums are above the fund of the contest or of a tier.
    """
    fresh = _locked(contest)
    require(rules.may_decide(actor, fresh))
    rows = list(
        fresh.applications.filter(state="rating").select_related("decision", "tier", "contest")
    )
    if problems := [*deciding_problems(fresh, rows), *_miscounted(fresh, rows)]:
        raise ValidationError(problems)
    event = advance(contest, "decide", actor=actor, note=note, decided_at=database_now())
    for row in rows:
        decision = row.decision
        moved = advance(row, "win" if decision.is_awarded else "reject", actor=None,
                        note=decision.reason)  # fmt: skip
        if decision.is_awarded:
            tell(row, moved, format_lazy("{}: {} ₽", gettext_lazy("Сумма"), _grouped(decision)))
        else:
            tell(row, moved)
    return event


def deciding_problems(contest: Contest, rows: list[Application]) -> list[str]:
    """What keeps the decisions from being published, as sentences."""
    problems = []
    if lacking := [f"№ {row.number}" for row in rows if not hasattr(row, "decision")]:
        problems.append(_("Нет решения: %(list)s.") % {"list": ", ".join(lacking)})
    given = [row for row in rows if hasattr(row, "decision") and row.decision.is_awarded]
    if sum(row.decision.amount for row in given) > contest.fund:
        problems.append(_("Суммы решений больше фонда конкурса."))
    of_tier = Counter()
    for row in given:
        of_tier[row.tier] += row.decision.amount
    text = _("Суммы решений больше фонда категории «%(tier)s».")
    over = [tier for tier, sum_ in of_tier.items() if tier.fund is not None and sum_ > tier.fund]
    return [*problems, *(text % {"tier": tier} for tier in over)]


def _miscounted(contest: Contest, rows: list[Application]) -> list[str]:
    """Attendance may be corrected after the votes were entered; then they are entered anew."""
    present = contest.commission.filter(attended=True).count()
    odd = [
        f"№ {row.number}"
        for row in rows
        if hasattr(row, "decision") and row.decision.votes != present
    ]
    if not odd:
        return []
    return [_("Голоса не сходятся с явкой: %(list)s.") % {"list": ", ".join(odd)}]


def _grouped(decision: Decision) -> str:
    return number_format(decision.amount, 2, use_l10n=True, force_grouping=True)
