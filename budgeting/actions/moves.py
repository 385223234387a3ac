"""The moves of a project, each with its letter to the author and followers."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting import rules
from budgeting.actions.content import missing
from budgeting.actions.letters import tell
from budgeting.models import Project, RefusalGround, Round
from portal.accounts.models import User
from portal.cases.actions import advance
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.law.deadlines import due


def _move(project: Project, move: str, *, actor, note: str = "", now=None, **changes) -> CaseEvent:
    """Ask the right (its reason reaches the page), move, and tell those whom it concerns."""
    transition = Project.LIFECYCLE[move]
    if actor is not None and transition.permission and project.state in transition.sources:
        right = rules.RIGHTS[transition.permission]
        require(right(actor, project, now or database_now()))
    if actor is not None and actor.pk != project.author_id:
        changes.setdefault("handler", actor)
    event = advance(project, move, actor=actor, note=note, **changes)
    tell(project, event)
    return event


@transaction.atomic
def submit(project: Project, *, actor, note: str = "") -> CaseEvent:
    """Put the project forward. Raises PermissionDenied with the phase's reason (the database's
    clock decides the last second), ValidationError naming all the mandatory content it lacks.
    """
    fresh = (
        Project.objects.select_for_update(of=("self",)).select_related("round").get(pk=project.pk)
    )
    now = database_now()
    if fresh.state in Project.LIFECYCLE["submit"].sources:
        _one_at_a_time(fresh)
        require(rules.may_submit(actor, fresh, now))
        _require_content(fresh)
    event = _move(
        fresh,
        "submit",
        actor=actor,
        note=note,
        now=now,
        submitted_at=now,
        publish_due=due("ip_publish", now),
        review_due=fresh.round.review_until(now),
        typed={},
    )
    project.refresh_from_db()
    return event


def _one_at_a_time(project: Project) -> None:
    """Where the rules limit how many projects one person files, two of them do not pass at once."""
    if project.round.max_own_projects is not None:
        User.objects.select_for_update(no_key=True).get(pk=project.author_id)


def _require_content(project: Project) -> None:
    if lacks := missing(project):
        raise ValidationError([_("Не хватает: %(what)s.") % {"what": row.text} for row in lacks])


@transaction.atomic
def withdraw(project: Project, *, actor, note: str = "") -> CaseEvent:
    was_public = project.is_public
    event = _move(project, "withdraw", actor=actor, note=note)
    if was_public:
        _count(project, -1)
    return event


def _count(project: Project, change: int) -> None:
    Round.objects.filter(pk=project.round_id).update(project_count=F("project_count") + change)


@transaction.atomic
def return_for_correction(project: Project, *, actor, note: str) -> CaseEvent:
    return _move(project, "return", actor=actor, note=note)


@transaction.atomic
def publish(project: Project, *, actor, note: str = "") -> CaseEvent:
    """Open the project to everybody and start the window for remarks.

    Raises ValidationError for content the law or the rules of the round still ask for.
    """
    now = database_now()
    if project.state in Project.LIFECYCLE["publish"].sources:
        require(rules.may_check(actor, project, now))
        _require_content(project)
    event = _move(
        project,
        "publish",
        actor=actor,
        note=note,
        now=now,
        published_at=now,
        remarks_until=project.round.remarks_until(now),
    )
    _count(project, +1)
    return event


@transaction.atomic
def start_review(project: Project, *, actor, note: str = "") -> CaseEvent:
    return _move(project, "review", actor=actor, note=note)


@transaction.atomic
def offer_rework(project: Project, *, actor, note: str) -> CaseEvent:
    """Offer joint rework; the author has a term to answer before the review goes on without."""
    return _move(
        project, "rework", actor=actor, note=note, rework_due=due("ip_rework", timezone.now())
    )


@transaction.atomic
def endorse(project: Project, *, actor, note: str = "") -> CaseEvent:
    """The administration supports the project (the move «support»)."""
    return _move(project, "support", actor=actor, note=note)


@transaction.atomic
def admit(project: Project, *, actor, note: str = "") -> CaseEvent:
    # The round's row is what opening the vote locks: no project slips past a printed ballot.
    project.round = Round.objects.select_for_update().get(pk=project.round_id)
    return _move(project, "admit", actor=actor, note=note)


@transaction.atomic
def refuse(project: Project, *, actor, note: str, ground: RefusalGround | None = None) -> CaseEvent:
    """Refuse on one of the grounds of the law. A ground that says «there is a better solution»
    obliges to offer joint rework first; the author reworked, declined or let the term pass. Raises
    ValidationError otherwise.
    """
    project.round = Round.objects.select_for_update().get(pk=project.round_id)
    if ground is None:
        raise ValidationError({"ground": _("Выберите основание отказа.")})
    if ground.must_offer_rework and not _was_offered_rework(project):
        raise ValidationError(
            {"ground": _("По этому основанию сначала предложите автору совместную доработку.")}
        )
    return _move(project, "refuse", actor=actor, note=note, refusal_ground=ground)


def _was_offered_rework(project: Project) -> bool:
    return CaseEvent.objects.of(project).filter(kind="rework").exists()


@transaction.atomic
def promote(project: Project, *, actor, note: str = "") -> CaseEvent:
    """Let a project of the reserve win; two at once do not both take the same money."""
    project.round = Round.objects.select_for_update().get(pk=project.round_id)
    return _move(project, "promote", actor=actor, note=note)


def take(project: Project, *, actor) -> None:
    """An official takes the project upon herself: it shows under «моё»."""
    require(rules.may_review(actor, project))
    Project.objects.filter(pk=project.pk).update(handler=actor, updated_at=timezone.now())


def _plain(move: str) -> Callable:
    @transaction.atomic
    def act(project: Project, *, actor, note: str = "") -> CaseEvent:
        return _move(project, move, actor=actor, note=note)

    return act


MOVES = {
    "submit": submit,
    "withdraw": withdraw,
    "return": return_for_correction,
    "publish": publish,
    "review": start_review,
    "rework": offer_rework,
    "support": endorse,
    "admit": admit,
    "promote": promote,
    "refuse": refuse,
    **{
        move: _plain(move)
        for move in (
            "merge",
            "reworked",
            "decline",
            "win",
            "reserve",
            "fund",
            "contract",
            "work",
            "accept",
            "redo",
            "complete",
            "report",
            "cancel",
        )
    },
}
