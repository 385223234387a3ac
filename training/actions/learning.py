"""Modules read, works written and read by a mentor, answers about the course, attendance."""

from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.cases.actions import advance
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.files.actions import attach_document
from portal.notifications.actions import notify
from portal.scoring.actions import give_mark, ranked
from portal.scoring.formulas import shown
from portal.scoring.models import Mark
from training import rules
from training.actions.completion import complete_if_ready
from training.actions.letters import TOPIC
from training.models import (
    Assignment,
    Enrolment,
    FeedbackAnswer,
    Meeting,
    Module,
    Work,
    WorkState,
)

WRITABLE = (WorkState.DRAFT, WorkState.RETURNED)


@transaction.atomic
def finish_module(module: Module, enrolment: Enrolment, *, actor) -> None:
    require(rules.may_study(actor, enrolment, database_now()))
    if module.programme_id != enrolment.session.programme_id:
        raise ValidationError(_("Этот модуль из другой программы."))
    enrolment.modules_done.add(module)
    complete_if_ready(enrolment)


@transaction.atomic
def write_work(
    assignment: Assignment, enrolment: Enrolment, *, actor, text: str, files=(), send: bool
) -> Work:
    """Keep the work; `send` hands it to the mentor. Raises PermissionDenied, ValidationError."""
    require(rules.may_study(actor, enrolment, database_now()))
    if assignment.programme_id != enrolment.session.programme_id:
        raise ValidationError(_("Это задание из другой программы."))
    Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    work, _new = Work.objects.get_or_create(enrolment=enrolment, assignment=assignment)
    if work.state not in WRITABLE:
        raise ValidationError(_("Работа уже у наставника, изменить её нельзя."))
    work.text = text
    work.save(update_fields=["text"])
    for document in files:
        attach_document(work, document, actor=actor)
    if send:
        submit_work(work, actor=actor)
    return work


@transaction.atomic
def submit_work(work: Work, *, actor, note: str = "") -> CaseEvent:
    if not work.text.strip():
        raise ValidationError({"text": _("Напишите работу.")})
    event = advance(work, "submit", actor=actor, note=note)
    session = work.enrolment.session
    people = [*session.mentors.all(), *filter(None, [session.organiser])]
    notify(
        event,
        [person for person in people if person.pk != actor.pk],
        topic=TOPIC,
        subject=format_lazy("{}: {}", gettext_lazy("Работа ждёт проверки"), work.assignment.title),
        body=session.programme.title,
        url=f"/training/desk/works/{work.pk}/",
    )
    return event


@transaction.atomic
def mark_work(work: Work, *, actor, marks: dict) -> Decimal:
    """Keep the mentor's marks by the rubric; the points they make."""
    fresh = Work.objects.select_for_update(of=("self",)).get(pk=work.pk)
    require(rules.may_review(actor, fresh))
    if fresh.state != WorkState.SUBMITTED:
        raise ValidationError(_("Эта работа сейчас не на проверке."))
    for criterion, value in marks.items():
        give_mark(criterion, fresh, actor=actor, value=value)
    fresh.points = points_of(fresh)
    fresh.save(update_fields=["points"])
    work.refresh_from_db()
    return fresh.points


def points_of(work: Work) -> Decimal:
    """The sum by the rubric out of all mentors' marks; a criterion without a mark gives nothing."""
    values: dict[str, list] = {}
    rows = Mark.objects.filter(
        content_type=ContentType.objects.get_for_model(Work),
        object_id=work.pk,
        criterion__criteria=work.assignment.criteria_id,
    )
    for mark in rows.select_related("criterion"):
        values.setdefault(mark.criterion.code, []).append(mark.value)
    ((_key, found),) = ranked(work.assignment.criteria, {"work": values})
    return Decimal(shown(found.total)).quantize(Decimal("0.001"))


@transaction.atomic
def return_work(work: Work, *, actor, note: str = "") -> CaseEvent:
    event = advance(work, "return", actor=actor, note=note)
    _tell_author(work, event, gettext_lazy("Работа возвращена на доработку"))
    return event


@transaction.atomic
def accept_work(work: Work, *, actor, note: str = "") -> CaseEvent:
    """Accept a work whose marks reach the pass score. Raises ValidationError otherwise."""
    if work.points is None or work.points < work.assignment.pass_score:
        raise ValidationError(
            _("Баллов %(points)s, а принимается от %(least)s. Поставьте оценки или верните.")
            % {"points": work.points or 0, "least": work.assignment.pass_score}
        )
    event = advance(work, "accept", actor=actor, note=note)
    _tell_author(work, event, gettext_lazy("Работа принята"))
    complete_if_ready(work.enrolment)
    return event


def _tell_author(work: Work, event: CaseEvent, subject) -> None:
    notify(
        event,
        [work.enrolment.user],
        topic=TOPIC,
        subject=format_lazy("{}: {}", subject, work.assignment.title),
        body=format_lazy("{}\n\n{}", work.assignment.title, event.note),
        url=work.get_absolute_url(),
    )


@transaction.atomic
def mark_attendance(meeting: Meeting, *, actor, people) -> None:
    """Who was at the meeting: the whole list replaces the one before; not before it began."""
    require(rules.may_run(actor, meeting.session))
    if database_now() < meeting.starts_at:
        raise ValidationError(_("Занятие ещё не началось."))
    own = meeting.session.enrolments.filter(pk__in=[row.pk for row in people])
    meeting.present.set(own)


@transaction.atomic
def give_feedback(enrolment: Enrolment, *, actor, **answers) -> None:
    """Answer about the course, once; the answer is kept apart from who gave it."""
    fresh = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    require(rules.may_give_feedback(actor, fresh, database_now()))
    fresh.gave_feedback = True
    fresh.save(update_fields=["gave_feedback"])
    FeedbackAnswer.objects.create(session=fresh.session, **answers)
