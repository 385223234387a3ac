"""After a project has won: who may move it on, and what still has to be done before each step.

`lacks(project, move)` names everything missing; the rights refuse with the same sentences, so the
button is there exactly when nothing is missing.
"""

from decimal import ROUND_CEILING, Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.rules.phases import in_phase, official_of, signed_in
from budgeting.rules.projects import IMPLEMENTING, may_implement
from budgeting.rules.released import roubles
from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from portal.accounts.rules import require_age, require_level

KOPECK = Decimal("0.01")
RATER_AGE = 14
# Money is also returned, and its record corrected, after the works are over.
MONEY_PHASES = (*IMPLEMENTING, "archive")
OPEN = ("funding", "contract", "works", "acceptance", "completed")
# In which states of a project an entry of each kind may be written.
ENTRY_STATES = {
    "pledged": ("supported", "winner", "funding"),
    "agreed": ("funding", "contract", "works"),
    "paid": OPEN,
    "used": OPEN[1:],
    "refunded": (*OPEN, "reported", "cancelled"),
    "reversal": (*OPEN, "reported", "cancelled"),
}
WORKING = ("contract", "works", "acceptance")


# --- Money ---------------------------------------------------------------------------------------
def money_shares(round_) -> dict[str, Decimal]:
    """Least shares of money by source, per cent of the cost, that the round requires."""
    shares = {
        "city": getattr(round_, "min_city_share", None),
        "residents": getattr(round_, "min_residents_share", None),
    }
    return {source: Decimal(share) for source, share in shares.items() if share}


def required_money(project) -> dict[str, Decimal]:
    """Roubles that must have come in by source before a contract, rounded up to the kopeck."""
    return {
        source: (project.total_cost * share / 100).quantize(KOPECK, ROUND_CEILING)
        for source, share in money_shares(project.round).items()
    }


def unpaid_money(project) -> dict[str, Decimal]:
    """What is still missing of the required money, by source; nothing where all has come in."""
    came = {row.source: row.paid - row.refunded for row in project.balances.all()}
    missing = {
        source: needed - came.get(source, Decimal(0))
        for source, needed in required_money(project).items()
    }
    return {source: amount for source, amount in missing.items() if amount > 0}


SOURCE_MONEY = {
    "region": gettext_lazy("областного бюджета"),
    "city": gettext_lazy("городского бюджета"),
    "residents": gettext_lazy("жителей"),
    "sponsors": gettext_lazy("организаций и предпринимателей"),
}


# --- What each move still needs ------------------------------------------------------------------
def _for_contract(project) -> list[str]:
    return [
        _("не поступили деньги %(source)s: не хватает %(amount)s")
        % {"source": SOURCE_MONEY[source], "amount": roubles(amount)}
        for source, amount in unpaid_money(project).items()
    ]


def _for_work(project) -> list[str]:
    lacks = []
    if not [row for row in project.contracts.all() if row.terminated_on is None]:
        lacks.append(_("не внесён контракт с подрядчиком"))
    if not project.milestones.all():
        lacks.append(_("нет ни одного этапа работ со сроком"))
    return lacks


def _for_acceptance(project) -> list[str]:
    lacks = [
        _("не закончен этап «%(title)s»") % {"title": row.title}
        for row in project.milestones.all()
        if row.actual_on is None
    ]
    views = project.viewpoints.prefetch_related("photos__attachment")
    photos = [photo for view in views for photo in view.photos.all()]
    stages = {photo.stage for photo in photos if photo.attachment.removed_at is None}
    return lacks if "after" in stages else [*lacks, _("нет фото после работ")]


def _last_acceptance(project):
    return next((row for row in reversed(project.acceptances.all()) if not row.is_past), None)


def _for_redo(project) -> list[str]:
    last = _last_acceptance(project)
    if last is None:
        return [_("не внесён итог приёмки")]
    return [] if last.outcome == "defects" else [_("приёмка прошла без недостатков")]


def _for_completion(project) -> list[str]:
    last = _last_acceptance(project)
    if last is None:
        return [_("не внесён итог приёмки с участием жителей")]
    return [] if last.outcome == "accepted" else [_("на приёмке нашлись недостатки")]


def _for_report(project) -> list[str]:
    report = getattr(project, "report", None)
    if report is None:
        return [_("отчёт не начат")]
    needed = {
        _("что сделано"): report.works.strip(),
        _("число благополучателей"): report.beneficiaries,
        _("кто содержит объект"): report.maintainer.strip(),
        _("срок гарантии"): report.warranty_until,
        _("какие были трудности (или «не было»)"): report.problems.strip(),
    }
    lacks = [_("в отчёте не указано: %(what)s") % {"what": what} for what in needed]
    lacks = [text for text, value in zip(lacks, needed.values(), strict=True) if not value]
    if not sum(row.used for row in project.balances.all()):
        lacks.append(_("не внесена оплата подрядчику"))
    return [*lacks, *_for_end_of_money(project)]


def _for_end_of_money(project) -> list[str]:
    """A refund list is counted once, so nothing may wait for approval when it is."""
    waiting = [row for row in project.operations.all() if row.state == "prepared"]
    return [_("операции о деньгах ждут утверждения: %(n)d") % {"n": len(waiting)}] * bool(waiting)


NEEDS = {
    "contract": _for_contract,
    "work": _for_work,
    "accept": _for_acceptance,
    "redo": _for_redo,
    "complete": _for_completion,
    "report": _for_report,
    "cancel": _for_end_of_money,
}


def lacks(project, move: str) -> list[str]:
    """Everything that must still be done before the move, in words; an empty list when ready."""
    return NEEDS[move](project) if move in NEEDS else []


def _may_move(move: str):
    """The right of a move: the role and the phase, then nothing missing."""

    def right(user, project, now=None) -> Verdict:
        if not (verdict := may_implement(user, project, now)):
            return verdict
        if missing := lacks(project, move):
            return refuse(_("Пока нельзя: %(what)s.") % {"what": "; ".join(missing)})
        return ALLOWED

    return right


# --- Writing -------------------------------------------------------------------------------------
def may_enter(user, project, kind: str, now=None) -> Verdict:
    """To write money of this kind, or to prepare it for approval."""
    if not (verdict := _executing(user, project, *MONEY_PHASES, now=now)):
        return verdict
    if project.state in ENTRY_STATES[kind]:
        return ALLOWED
    return refuse(_("На этом шаге проекта такую запись внести нельзя."))


def may_import(user, round_, now=None) -> Verdict:
    """To import bank rows of a round."""
    if not (user.is_authenticated and user.is_staff and user.has_perm("budgeting.execute_project")):
        return refuse(_("Это может сделать только сотрудник, которому поручены проекты."))
    return in_phase(round_, *MONEY_PHASES, now=now)


def may_approve(user, operation, now=None) -> Verdict:
    """To approve money that goes out: another official than the one who prepared it."""
    if not (verdict := _executing(user, operation.project, *MONEY_PHASES, now=now)):
        return verdict
    if user.pk == operation.prepared_by_id:
        return refuse(_("Операцию утверждает другой сотрудник, не тот, кто её подготовил."))
    return ALLOWED


def may_decline(user, operation, now=None) -> Verdict:
    """To decline: any official who carries the project out, the preparer too."""
    return _executing(user, operation.project, *MONEY_PHASES, now=now)


def may_sign(user, project, now=None) -> Verdict:
    """To write down a contract, or that it is terminated."""
    return _while(user, project, ("contract", "works"), now)


def may_plan(user, project, now=None) -> Verdict:
    """To add a step of the works or photos before they begin."""
    return _while(user, project, ("funding", *WORKING), now)


def may_mark(user, project, now=None) -> Verdict:
    """To write down how far a step has come."""
    return _while(user, project, ("works",), now)


def may_show(user, project, now=None) -> Verdict:
    """To add photos of a stage."""
    return _while(user, project, ("winner", "funding", *WORKING, "completed"), now)


def may_hold_acceptance(user, project, now=None) -> Verdict:
    return _while(user, project, ("acceptance",), now)


def may_write_report(user, project, now=None) -> Verdict:
    return _while(user, project, ("completed",), now)


def _executing(user, project, *phases: str, now=None) -> Verdict:
    return first_refusal(
        official_of(user, project, "budgeting.execute_project"),
        in_phase(project.round, *phases, now=now),
    )


def _while(user, project, states: tuple[str, ...], now) -> Verdict:
    if not (verdict := may_implement(user, project, now)):
        return verdict
    if project.state in states:
        return ALLOWED
    return refuse(
        _("На этом шаге проекта это не вносят: «%(state)s».")
        % {"state": project.get_state_display()}
    )


def may_rate(user, report, now=None) -> Verdict:
    """To rate the result: a verified resident, once the report is published."""
    if report.published_at is None:
        return refuse(_("Оценить результат можно, когда опубликован отчёт."))
    if not (verdict := signed_in(user)):
        return verdict
    if user.is_staff and user.has_perm("budgeting.execute_project"):
        return refuse(_("Результат оценивают жители, а не те, кто вёл проекты."))
    proof = user.active_verification
    if proof is None:
        return require_level(user, Level.VERIFIED) and refuse(_("Подтвердите личность заново."))
    return first_refusal(
        require_level(user, Level.VERIFIED),
        require_age(user, RATER_AGE, timezone.localdate(now), proof),
    )


RIGHTS = {
    f"budgeting.{move}_project": _may_move(move)
    for move in ("fund", "contract", "work", "accept", "redo", "complete", "report", "cancel")
} | {
    "budgeting.approve_operation": may_approve,
    "budgeting.decline_operation": may_decline,
}
