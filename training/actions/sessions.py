"""A session: announced, called off; a competition closed with a protocol; marks of experts."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.lifecycle import InvalidTransition
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from portal.scoring.actions import digest_of, freeze, give_mark, own_copy, publish_ranking
from portal.scoring.models import CriteriaSet, Mark
from training import rules
from training.actions.letters import NEWS, TOPIC, tell
from training.actions.places import OFFER_HOURS, locked, offer, offer_next
from training.admission import ADMITTED, admit
from training.models import QUEUED, Enrolment, EnrolmentState, Selection, Session, SessionState


@transaction.atomic
def publish_session(session: Session, *, actor, note: str = "") -> CaseEvent:
    """Show the session to everybody; a competition freezes its criteria.

    Raises ValidationError naming what is missing.
    """
    fresh = locked(session.pk)
    require(rules.may_run(actor, fresh))
    if problems := session_problems(fresh, database_now()):
        raise ValidationError(problems)
    changes = {"criteria": freeze(_criteria(fresh), actor=actor)} if fresh.is_competitive else {}
    return advance(session, "publish", actor=actor, note=note, **changes)


def _criteria(session: Session) -> CriteriaSet:
    code, ties = f"session-{session.pk}", ["submitted_at"]
    return own_copy(session.criteria, code=code, title=str(session), ties=ties)


@transaction.atomic
def change_quota(session: Session, *, actor, places: int) -> CaseEvent:
    """Give the session more or fewer places; new ones are offered down the queue at once."""
    fresh = locked(session.pk)
    require(rules.may_run(actor, fresh))
    if places < max(fresh.places_taken, 1):
        raise ValidationError(
            {"places": _("Уже занято мест: %(taken)d.") % {"taken": fresh.places_taken}}
        )
    kept = sum(fresh.kept_places(database_now()).values())
    if places < kept:
        raise ValidationError(
            {"places": _("Для подразделений держат мест: %(kept)d.") % {"kept": kept}}
        )
    before, fresh.quota = fresh.quota, places
    fresh.save(update_fields=["quota"])
    event = record(
        fresh, "quota", actor=actor, note=_("Мест: %(was)d → %(now)d") % {
            "was": before, "now": places
        }
    )  # fmt: skip
    offer_next(fresh)
    session.refresh_from_db()
    return event


@transaction.atomic
def close_queue(session: Session) -> None:
    """The clock's move when the training has begun: nobody waits for a place any more."""
    fresh = locked(session.pk)
    if database_now() < fresh.starts_at:
        return
    for row in fresh.enrolments.filter(state__in=(*QUEUED, "applied")).select_related("user"):
        row.session = fresh
        tell(row, advance(row, "close", actor=None))


def session_problems(session: Session, now) -> list[str]:
    problems = []
    if session.enrol_until <= now:
        problems.append(_("Набор уже закончился бы: исправьте даты."))
    if not session.programme.is_published:
        problems.append(_("Сначала покажите всем программу."))
    problems += _quota_problems(session)
    return problems + _contest_problems(session) if session.is_competitive else problems


def _contest_problems(session: Session) -> list[str]:
    problems = []
    rows = session.criteria.criteria.all() if session.criteria else []
    if not rows:
        problems.append(_("Для конкурса укажите критерии отбора."))
    if any(row.formula != row.Formula.EXPERT for row in rows):
        problems.append(_("У критериев отбора формула одна: средняя оценка экспертов."))
    if rows and sum(row.weight for row in rows) != session.criteria.total:
        problems.append(_("Веса критериев отбора не дают в сумме всех баллов набора критериев."))
    if not session.experts.exists():
        problems.append(_("Для конкурса назначьте экспертов."))
    if not session.confirm_until or session.confirm_until <= session.enrol_until:
        problems.append(_("Укажите срок подтверждения позже конца набора."))
    return problems


def _quota_problems(session: Session) -> list[str]:
    kept = sum(session.quotas.values_list("places", flat=True))
    if kept > session.quota:
        text = _("Подразделениям держат больше мест, чем есть: %(kept)d.")
        return [text % {"kept": kept}]
    if kept and not session.is_competitive and not session.quota_until:
        return [_("Укажите, до какого дня держат места подразделений.")]
    return []


@transaction.atomic
def cancel_session(session: Session, *, actor, note: str = "") -> CaseEvent:
    """Call it off; everybody who has or wants a place is told why."""
    locked(session.pk)
    event = advance(session, "cancel", actor=actor, note=note)
    rows = session.enrolments.live().exclude(state__in=("completed", "failed"))
    news, text = NEWS["call_off"]
    notify(
        event,
        [row.user for row in rows.select_related("user")],
        topic=TOPIC,
        subject=news,
        body=f"{session.programme.title}\n\n{text}\n\n{note}",
        url=session.get_absolute_url(),
    )
    return event


@transaction.atomic
def judge(enrolment: Enrolment, *, actor, marks: dict) -> None:
    """Keep an expert's marks of one application: criterion → value.

    Raises PermissionDenied, ValidationError outside the scale.
    """
    session = locked(enrolment.session_id)
    require(rules.may_judge(actor, session))
    enrolment.refresh_from_db(fields=["state"])
    if enrolment.state != EnrolmentState.APPLIED:
        raise ValidationError(_("Эта заявка в отборе уже не участвует."))
    for criterion, value in marks.items():
        give_mark(criterion, enrolment, actor=actor, value=value)


@transaction.atomic
def select(session: Session, *, actor, note: str = "") -> CaseEvent:
    """Rank the applications, freeze the protocol, offer the places, queue the others.

    Raises PermissionDenied while applications are taken, ValidationError while marks are missing.
    """
    fresh = locked(session.pk)
    if fresh.state != SessionState.PUBLISHED:
        raise InvalidTransition(fresh, "select", fresh.state)
    require(rules.may_select(actor, fresh, database_now()))
    rows = {str(row.number): row for row in _applications(fresh)}
    if not rows:
        raise ValidationError(_("Заявок нет: отбирать некого. Отмените обучение или продлите."))
    with override("ru"):
        selection = _protocol(fresh, rows, actor)
    event = advance(session, "select", actor=actor, note=note, data={"digest": selection.digest})
    fresh.state = session.state
    _carry_out(fresh, rows, selection.data["outcomes"])
    session.refresh_from_db()
    return event


def _applications(session: Session):
    rows = session.enrolments.filter(state=EnrolmentState.APPLIED)
    return rows.select_related("user", "department").order_by("number")


def values_of(session: Session, rows) -> dict[str, dict]:
    """What the formulas count: marks by criterion code, and the moment that decides a tie."""
    values = {number: {"submitted_at": row.number} for number, row in rows.items()}
    by_pk = {row.pk: values[number] for number, row in rows.items()}
    marks = Mark.objects.filter(
        content_type=ContentType.objects.get_for_model(Enrolment),
        object_id__in=by_pk,
        criterion__criteria=session.criteria,
    ).select_related("criterion")
    for mark in marks.order_by("id"):
        by_pk[mark.object_id].setdefault(mark.criterion.code, []).append(mark.value)
    return values


def _protocol(session: Session, rows, actor) -> Selection:
    """People stand in it by the numbers of their applications: it is published whole."""
    ranking = publish_ranking(session.criteria, str(session), values_of(session, rows), actor=actor)
    quotas = dict(session.quotas.values_list("department", "places"))
    ranked = [(row["id"], rows[row["id"]].department_id) for row in ranking.data["rows"]]
    data = {
        "session": session.pk,
        "places": session.quota,
        "department_quotas": {str(key): value for key, value in sorted(quotas.items())},
        "ranking": ranking.data,
        "ranking_sha256": ranking.digest,
        "departments": {number: department for number, department in ranked if department},
        "outcomes": [list(pair) for pair in admit(ranked, session.quota, quotas)],
    }
    return Selection.objects.create(
        session=session, ranking=ranking, data=data, digest=digest_of(data)
    )


def _carry_out(session: Session, rows, outcomes) -> None:
    now = database_now()
    late = now + timedelta(hours=OFFER_HOURS)
    until = min(max(session.confirm_until, late), session.starts_at)
    Enrolment.objects.bulk_update(
        [_ranked(rows[number], place, now) for place, (number, _outcome) in enumerate(outcomes, 1)],
        ["rank", "queued_at"],
    )
    for number, outcome in outcomes:
        row = rows[number]
        row.session = session
        if outcome == ADMITTED:
            offer(session, row, until)
        else:
            tell(row, advance(row, "queue", actor=None))


def _ranked(row: Enrolment, place: int, now) -> Enrolment:
    row.rank, row.queued_at = place, now
    return row
