"""Places in a session. Every path locks the session's row first, then reads the clock.

The lock makes the order of arrivals; a place offered is a place taken.
"""

from collections import Counter
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from training import rules
from training.actions.letters import tell
from training.admission import fits
from training.models import HOLDING, Enrolment, EnrolmentState, Session

OFFER_HOURS = 48
AT_ONCE = 100


def locked(pk: int) -> Session:
    rows = Session.objects.select_for_update(of=("self",)).select_related("programme")
    return rows.get(pk=pk)


@transaction.atomic
def enrol(session: Session, *, actor, text: str = "") -> Enrolment:
    """Take a place, else stand in the waiting list; apply where places are won by merit.

    Raises PermissionDenied with the reason, ValidationError when already enrolled.
    """
    fresh = locked(session.pk)
    require(rules.may_enrol(actor, fresh, database_now()))
    if fresh.is_competitive:
        if not text.strip():
            raise ValidationError({"text": _("Напишите, зачем вам это обучение.")})
        return _begin(fresh, actor, EnrolmentState.APPLIED, "apply", actor=actor, text=text)
    return _take_or_wait(fresh, actor, actor=actor, text=text)


@transaction.atomic
def enrol_department(session: Session, *, actor, department, people) -> list[Enrolment]:
    """Enrol the department's people at once: who does not fit waits, in the order given.

    Raises PermissionDenied, ValidationError for a stranger to the department or a competition.
    """
    require(rules.may_batch(actor, department))
    fresh = _open_to_others(session)
    return [
        _take_or_wait(fresh, person, actor=actor, department=department)
        for person in _own_people(department, people, fresh)
    ]


@transaction.atomic
def enrol_person(session: Session, *, actor, person: User) -> Enrolment:
    """Staff enrol somebody who asked by letter or telephone, by the rules of their own enrolment.

    Raises PermissionDenied, ValidationError for a competition or who is not of the audience.
    """
    require(rules.may_enrol_others(actor))
    fresh = _open_to_others(session)
    if not (verdict := rules.is_fit(person, fresh.programme)):
        raise ValidationError({"person": verdict.reason})
    return _take_or_wait(fresh, person, actor=actor)


def _open_to_others(session: Session) -> Session:
    """The session, locked, when people may be enrolled into it by others."""
    fresh = locked(session.pk)
    require(rules.open_for_enrolment(fresh, database_now()))
    if fresh.is_competitive:
        raise ValidationError(_("Места по конкурсу: каждый подаёт заявку сам."))
    return fresh


def _own_people(department, people, session: Session) -> list[User]:
    wanted = [person.pk for person in people]
    rows = User.objects.filter(
        pk__in=wanted, memberships__organisation=department, is_active=True
    ).distinct()
    found = {person.pk: person for person in rows}
    if not wanted or len(wanted) > AT_ONCE or set(wanted) != set(found):
        raise ValidationError(_("Выберите сотрудников своего подразделения, не больше ста."))
    for person in found.values():
        if not (verdict := rules.is_fit(person, session.programme)):
            raise ValidationError(f"{person}: {verdict.reason}")
    return [found[pk] for pk in dict.fromkeys(wanted)]


def _take_or_wait(session: Session, person, *, actor, department=None, text="") -> Enrolment:
    department = department or rules.department_of(person)
    offer_next(session)  # places no longer kept belong to those who wait, before any newcomer
    if has_place(session, department and department.pk):
        given = {"text": text, "department": department}
        row = _begin(session, person, EnrolmentState.ENROLLED, "enrol", actor=actor, **given)
        _count(session)
        return row
    given = {"text": text, "department": department, "queued_at": database_now()}
    return _begin(session, person, EnrolmentState.WAITING, "wait", actor=actor, **given)


def has_place(session: Session, department: int | None) -> bool:
    """Whether the session, locked where it matters, has room for one more of this department."""
    kept = session.kept_places(database_now())
    return fits(department, taken_by_department(session), session.quota, kept)


def taken_by_department(session: Session) -> Counter:
    rows = session.enrolments.holding().order_by("department").values_list("department")
    return Counter(dict(rows.annotate(number=Count("pk"))))


def _begin(session: Session, person, state: str, kind: str, *, actor, **given) -> Enrolment:
    if session.enrolments.live().filter(user=person).exists():
        raise ValidationError(_("%(who)s: запись на это обучение уже есть.") % {"who": person})
    session.application_count += 1
    session.save(update_fields=["application_count"])
    row = Enrolment.objects.create(
        session=session,
        user=person,
        state=state,
        number=session.application_count,
        enrolled_by=None if actor == person else actor,
        **({"department": rules.department_of(person)} | given),
    )
    by_other = {"note": _by_other(actor)} if row.enrolled_by else {}
    tell(row, record(row, kind, actor=actor, to_state=state, public=False, **by_other))
    return row


def _by_other(actor) -> str:
    text = _("Вас записал другой человек: %(who)s. Если это ошибка, откажитесь от места.")
    return text % {"who": actor}


def _count(session: Session) -> None:
    """Count the places anew under the lock: a sum that is recounted cannot drift."""
    session.places_taken = session.enrolments.filter(state__in=HOLDING).count()
    session.save(update_fields=["places_taken"])


@transaction.atomic
def confirm(enrolment: Enrolment, *, actor, note: str = "") -> CaseEvent:
    """Take the offered place. Raises PermissionDenied after the term."""
    locked(enrolment.session_id)
    enrolment.refresh_from_db(fields=["state", "confirm_by"])
    require(rules.may_confirm(actor, enrolment, database_now()))
    event = advance(enrolment, "confirm", actor=actor, note=note, confirm_by=None)
    tell(enrolment, event)
    return event


@transaction.atomic
def cancel(enrolment: Enrolment, *, actor, note: str = "") -> CaseEvent:
    """Give the place up; the next in the queue is offered it at once."""
    session = locked(enrolment.session_id)
    enrolment.refresh_from_db(fields=["state"])
    require(rules.may_cancel(actor, enrolment, database_now()))
    event = advance(enrolment, "cancel", actor=actor, note=note, confirm_by=None)
    tell(enrolment, event)
    _count(session)
    offer_next(session)
    return event


def free_place(session: Session, row: Enrolment) -> None:
    """The person is gone: their place of the locked session goes to the next."""
    row.session = session
    advance(row, "cancel", actor=None, confirm_by=None)
    _count(session)
    offer_next(session)


@transaction.atomic
def refuse(enrolment: Enrolment, *, actor, note: str = "") -> CaseEvent:
    """The organiser refuses one who holds no place yet, with a reason."""
    locked(enrolment.session_id)
    enrolment.refresh_from_db(fields=["state"])
    event = advance(enrolment, "refuse", actor=actor, note=note)
    tell(enrolment, event)
    return event


@transaction.atomic
def expire(enrolment: Enrolment) -> CaseEvent | None:
    """The clock's move when a place was not confirmed in time; the next one is offered it."""
    session = locked(enrolment.session_id)
    fresh = Enrolment.objects.select_related("user").get(pk=enrolment.pk)
    if fresh.state != EnrolmentState.ADMITTED or fresh.confirm_by > database_now():
        return None
    fresh.session = session
    event = advance(fresh, "expire", actor=None)
    tell(fresh, event)
    _count(session)
    offer_next(session)
    return event


def offer_next(session: Session) -> list[Enrolment]:
    """Offer the free places of the locked session down its queue; none once it has started."""
    now, offered = database_now(), []
    if now >= session.starts_at or session.state not in ("published", "selected"):
        return offered
    if session.places_taken >= session.quota:
        return offered
    kept, taken = session.kept_places(now), taken_by_department(session)
    for row in session.enrolments.queue().select_related("user"):
        if fits(row.department_id, taken, session.quota, kept):
            offer(session, row, min(now + timedelta(hours=OFFER_HOURS), session.starts_at))
            taken[row.department_id] += 1
            offered.append(row)
    return offered


@transaction.atomic
def release_places(session: Session) -> list[Enrolment]:
    """The clock's move when places are kept for departments no longer: the queue gets them."""
    return offer_next(locked(session.pk))


def offer(session: Session, row: Enrolment, until: datetime) -> None:
    """One place of the locked session for one person, to be confirmed until the moment."""
    row.session = session
    tell(row, advance(row, "offer", actor=None, confirm_by=until))
    _count(session)
