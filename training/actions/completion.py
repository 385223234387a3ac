"""How a training ends: what is asked for, the certificate, its revocation and a new one instead."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.portfolio.actions import strike_out, write_certificate, write_participation
from portal.portfolio.models import Certificate, Participation
from training import rules
from training.actions.letters import tell
from training.models import Enrolment, EnrolmentState, Form, Session


class Requirement(NamedTuple):
    """One thing completion asks for; `kind` and `pk` name the page where it is done."""

    kind: str
    pk: int | None
    label: str
    is_done: bool
    detail: str = ""


def progress_of(enrolment: Enrolment) -> list[Requirement]:
    """Everything the programme asks of this person, in the order it is done."""
    programme = enrolment.session.programme
    return [
        *_modules(enrolment, programme),
        *_attendance(enrolment, programme),
        *_quizzes(enrolment, programme),
        *_works(enrolment, programme),
    ]


def _modules(enrolment, programme) -> list[Requirement]:
    done = set(enrolment.modules_done.values_list("pk", flat=True))
    return [
        Requirement("module", row.pk, row.title, row.pk in done) for row in programme.modules.all()
    ]


def _attendance(enrolment, programme) -> list[Requirement]:
    asked = programme.min_attendance
    total = enrolment.session.meetings.count() if asked else 0
    if not total:
        return []
    attended = enrolment.attended.filter(session=enrolment.session_id).count()
    label = _("Посетить не меньше %(share)d %% занятий") % {"share": asked}
    detail = _("был на %(attended)d из %(total)d") % {"attended": attended, "total": total}
    is_done = attended * 100 >= asked * total
    return [Requirement("attendance", None, label, is_done, detail)]


def _quizzes(enrolment, programme) -> list[Requirement]:
    taken = list(enrolment.attempts.values_list("quiz", "is_passed", "submitted_at"))
    rows = []
    for quiz in programme.quizzes.all():
        own = [row for row in taken if row[0] == quiz.pk]
        detail = _("попыток: %(used)d из %(all)d") % {"used": len(own), "all": quiz.attempts}
        rows.append(Requirement("quiz", quiz.pk, quiz.title, any(row[1] for row in own), detail))
    return rows


def _works(enrolment, programme) -> list[Requirement]:
    works = {row.assignment_id: row for row in enrolment.works.all()}
    rows = []
    for task in programme.assignments.all():
        work = works.get(task.pk)
        state = str(work.get_state_display()).lower() if work else ""
        is_done = work is not None and work.state == "accepted"
        rows.append(Requirement("work", task.pk, task.title, is_done, state))
    return rows


@transaction.atomic
def complete(enrolment: Enrolment, *, actor, note: str = "") -> CaseEvent:
    """End the training of one person with a certificate and a line in their portfolio.

    Raises ValidationError naming what the person has not done yet.
    """
    fresh = _locked(enrolment)
    require(rules.may_complete(actor, fresh))
    event = _finish(fresh, actor, actor=actor, note=note)
    enrolment.refresh_from_db()
    return event


def _locked(enrolment: Enrolment) -> Enrolment:
    rows = Enrolment.objects.select_for_update(of=("self",))
    return rows.select_related("session__programme", "session__organiser", "user").get(
        pk=enrolment.pk
    )


def _finish(enrolment: Enrolment, confirms, *, actor, note: str = "") -> CaseEvent:
    if enrolment.state == EnrolmentState.ENROLLED and (
        lacks := [row.label for row in progress_of(enrolment) if not row.is_done]
    ):
        raise ValidationError(
            _("%(who)s: не выполнено — %(what)s.")
            % {"who": enrolment.user, "what": "; ".join(lacks)}
        )
    if database_now() < enrolment.session.starts_at:
        raise ValidationError(_("Обучение ещё не началось."))
    event = advance(enrolment, "complete", actor=actor, note=note)
    _reward(enrolment, confirms)
    tell(enrolment, event)
    return event


def _reward(enrolment: Enrolment, confirms) -> None:
    session, programme = enrolment.session, enrolment.session.programme
    day = min(timezone.localdate(session.ends_at), timezone.localdate(database_now()))
    enrolment.participation = write_participation(
        enrolment.user,
        Participation.Kind.TRAINING,
        programme.title,
        actor=confirms,
        day=day,
        hours=programme.hours,
        case=enrolment,
    )
    enrolment.certificate = write_certificate(
        enrolment.user, programme.title, actor=confirms, context=said(enrolment)
    )
    enrolment.save(update_fields=["participation", "certificate"])


def said(enrolment: Enrolment) -> dict:
    """What the certificate says: frozen, in Russian whoever issues it."""
    session, programme = enrolment.session, enrolment.session.programme
    dates = " — ".join(
        f"{timezone.localdate(moment):%d.%m.%Y}" for moment in (session.starts_at, session.ends_at)
    )
    with override("ru"):
        return {
            "text": _("Обучение по программе завершено, условия программы выполнены."),
            "lines": [
                [_("Часов"), str(programme.hours)],
                [_("Форма"), str(programme.get_form_display())],
                [_("Уровень"), str(programme.get_level_display())],
                [_("Срок"), dates],
            ],
        }


@transaction.atomic
def complete_if_ready(enrolment: Enrolment) -> CaseEvent | None:
    """A distance course ends by itself when all is done; its organiser stands for the result."""
    fresh = _locked(enrolment)
    organiser = fresh.session.organiser
    if (
        fresh.session.programme.form != Form.DISTANCE
        or fresh.state != EnrolmentState.ENROLLED
        or organiser is None
        or organiser.pk == fresh.user_id
        or not all(row.is_done for row in progress_of(fresh))
    ):
        return None
    event = _finish(fresh, organiser, actor=None)
    enrolment.refresh_from_db()
    return event


@transaction.atomic
def complete_ready(session: Session, *, actor) -> tuple[int, list[str]]:
    """End the training of everybody who has done all; how many, and sentences about the rest."""
    require(rules.may_run(actor, session))
    done, left = 0, []
    rows = session.enrolments.filter(state=EnrolmentState.ENROLLED).order_by("number")
    for row in rows:
        try:
            with transaction.atomic():
                complete(row, actor=actor)
            done += 1
        except ValidationError as refusal:
            left += refusal.messages
    return done, left


@transaction.atomic
def fail(enrolment: Enrolment, *, actor, note: str = "") -> CaseEvent:
    event = advance(enrolment, "fail", actor=actor, note=note)
    tell(enrolment, event)
    return event


@transaction.atomic
def revoke_certificate(enrolment: Enrolment, *, actor, reason: str) -> None:
    """Take the certificate back with its line in the portfolio; everybody who checks it reads why.

    Raises PermissionDenied, ValidationError without a reason or when it was done before.
    """
    fresh = _locked(enrolment)
    require(rules.may_certify(actor, fresh))
    if fresh.certificate is None:
        raise ValidationError(_("Свидетельства нет."))
    strike_out(fresh.certificate, reason=reason)
    if fresh.participation and fresh.participation.revoked_at is None:
        strike_out(fresh.participation, reason=reason)
    record(fresh, "revoked", actor=actor, note=reason, public=False)


@transaction.atomic
def reissue_certificate(enrolment: Enrolment, *, actor, reason: str) -> Certificate:
    """Issue anew with today's name; both papers point to each other."""
    fresh = _locked(enrolment)
    require(rules.may_certify(actor, fresh))
    if fresh.certificate is None:
        raise ValidationError(_("Свидетельства нет."))
    if fresh.participation and fresh.participation.revoked_at:
        raise ValidationError(_("Свидетельство отозвано: выдать взамен нельзя."))
    if not reason.strip():
        raise ValidationError({"reason": _("Напишите, зачем новое свидетельство.")})
    fresh.certificate = write_certificate(
        fresh.user,
        fresh.certificate.title,
        actor=actor,
        context=said(fresh),
        replaces=fresh.certificate,
    )
    fresh.save(update_fields=["certificate"])
    record(fresh, "reissued", actor=actor, note=reason, public=False)
    return fresh.certificate
