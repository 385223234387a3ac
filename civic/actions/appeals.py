"""An appeal from filing to answer, by the terms of 59-ФЗ as rows of DeadlineRule."""

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from civic.actions.appeal_letters import tell, tell_desk
from civic.actions.clock import database_now, require, signature
from civic.anonymity import traces
from civic.models import Appeal, AppealNumber, AppealResult, Department, PublishedAnswer
from civic.models.appeal_states import AppealState
from civic.rules import RIGHTS
from civic.rules import appeals as rules
from portal.accounts.models import User
from portal.cases.actions import advance, record
from portal.cases.models import CaseEvent
from portal.files.actions import attach_document
from portal.law.deadlines import due

FIELDS = (
    "kind",
    "addressee",
    "complained_about",
    "subject",
    "text",
    "reply_email",
    "reply_address",
    "is_collective",
    "co_applicants",
    "allows_publication",
)
MOST_DRAFTS = 20


@transaction.atomic
def start_appeal(*, actor, documents: Iterable = (), **values) -> Appeal:
    """A draft of the applicant; at most 20 of them."""
    require(rules.may_file(actor))
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)  # parallel tabs count each other
    if Appeal.objects.filter(author=actor, state=AppealState.DRAFT).count() >= MOST_DRAFTS:
        raise ValidationError(_("У вас уже 20 черновиков обращений. Направьте или отзовите один."))
    appeal = Appeal.objects.create(author=actor, **_known(values))
    _attach(appeal, documents, actor)
    return appeal


def _known(values: dict) -> dict:
    if unknown := set(values) - set(FIELDS):
        raise ValueError(f"not a field of an appeal: {unknown}")
    return values


def _attach(appeal: Appeal, documents: Iterable, actor) -> None:
    for document in documents:
        attach_document(appeal, document, actor=actor, private=True)


@transaction.atomic
def save_appeal(appeal: Appeal, *, actor, documents: Iterable = (), **values) -> Appeal:
    """Write the draft anew; documents are added."""
    fresh = locked(appeal)
    require(rules.may_edit_appeal(actor, fresh))
    for name, value in _known(values).items():
        setattr(fresh, name, value)
    fresh.save(update_fields=[*values, "updated_at"])
    _attach(fresh, documents, actor)
    return fresh


def locked(appeal: Appeal) -> Appeal:
    return Appeal.objects.select_for_update().get(pk=appeal.pk)


def _move(appeal: Appeal, name: str, *, actor, note: str = "", **changes) -> CaseEvent:
    """Ask the right (its reason reaches the page), move, and tell whom it concerns."""
    transition = Appeal.LIFECYCLE[name]
    if actor is not None and transition.permission and appeal.state in transition.sources:
        require(RIGHTS[transition.permission](actor, appeal))
    event = advance(appeal, name, actor=actor, note=note, **changes)
    tell(appeal, event)
    return event


@transaction.atomic
def send(appeal: Appeal, *, actor, note: str = "") -> CaseEvent:
    """Send it with the verified name. Raises ValidationError naming what the law still asks."""
    fresh = locked(appeal)
    if fresh.state == AppealState.DRAFT:
        require(rules.may_send(actor, fresh))
        if lacks := missing(fresh):
            raise ValidationError(lacks)
    now = database_now()
    event = _move(
        fresh,
        "send",
        actor=actor,
        note=note,
        sent_at=now,
        register_due=due("appeal_register", now),
        last_name=actor.last_name,
        first_name=actor.first_name,
        patronymic=actor.patronymic,
    )
    appeal.refresh_from_db()
    return event


def missing(appeal: Appeal) -> list[str]:
    """What 59-ФЗ asks of an appeal and this one lacks, in sentences."""
    lacks = []
    if not appeal.text.strip() or not appeal.subject.strip():
        lacks.append(_("Напишите тему и суть обращения."))
    if not (appeal.reply_email or appeal.reply_address.strip()):
        lacks.append(_("Укажите почту или адрес: без них ответ не даётся."))
    if appeal.is_collective and not appeal.co_applicants.strip():
        lacks.append(_("Перечислите остальных заявителей коллективного обращения."))
    return lacks


def next_number(year: int) -> str:
    """The next registration number of the year; the row's lock makes numbers go one by one."""
    AppealNumber.objects.get_or_create(year=year)
    row = AppealNumber.objects.select_for_update().get(year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{year}-{row.last:06}"


@transaction.atomic
def register(
    appeal: Appeal, *, actor, note: str = "", department: Department | None = None
) -> CaseEvent:
    """Give the number and the date, start the terms, name the department.

    Raises ValidationError without a department, or for the one the complaint is about.
    """
    fresh = locked(appeal)
    if fresh.state == AppealState.SENT:
        require(rules.may_register(actor, fresh))
        _fit(fresh, department)
    now = database_now()
    changes = {
        "registered_at": now,
        "department": department,
        "forward_due": due("appeal_forward", now),
        "answer_due": due("appeal_answer", now),
    }
    if fresh.state == AppealState.SENT:
        changes["number"] = next_number(timezone.localdate(now).year)
    event = _move(fresh, "register", actor=actor, note=note, **changes)
    tell_desk(fresh, record(fresh, "assigned", actor=actor, note=str(department), public=False))
    appeal.refresh_from_db()
    return event


def _fit(appeal: Appeal, department: Department | None) -> None:
    if department is None:
        raise ValidationError({"department": _("Выберите подразделение.")})
    if appeal.complained_about_id == department.pk:
        text = _("Нельзя поручить жалобу тому, на чьи действия жалуются.")
        raise ValidationError({"department": text})


@transaction.atomic
def assign(appeal: Appeal, *, actor, department: Department) -> CaseEvent:
    """Give the appeal to another department; the one before no longer sees it."""
    fresh = locked(appeal)
    require(rules.may_assign(actor, fresh))
    _fit(fresh, department)
    Appeal.objects.filter(pk=fresh.pk).update(department=department, executor=None)
    fresh.refresh_from_db()
    event = record(fresh, "assigned", actor=actor, note=str(department), public=False)
    tell_desk(fresh, event)
    return event


@transaction.atomic
def forward(appeal: Appeal, *, actor, note: str, forwarded_to: str = "") -> CaseEvent:
    """Send it to the body whose competence it is; the applicant learns where and why."""
    if not forwarded_to.strip():
        raise ValidationError({"forwarded_to": _("Укажите, куда направлено обращение.")})
    now = database_now()
    if appeal.forward_due and timezone.localdate(now) > appeal.forward_due:
        raise ValidationError(_("Срок перенаправления прошёл: обращение нужно рассмотреть."))
    changes = {"forwarded_to": forwarded_to, "result": known_result("forwarded")}
    return _move(appeal, "forward", actor=actor, note=note, **changes)


def known_result(code: str) -> AppealResult | None:
    """The result of the catalogue that a move implies, so that the registry counts it too."""
    return AppealResult.objects.filter(code=code).first()


@transaction.atomic
def take(appeal: Appeal, *, actor, note: str = "") -> CaseEvent:
    return _move(appeal, "take", actor=actor, note=note, executor=actor)


@transaction.atomic
def extend(appeal: Appeal, *, actor, note: str) -> CaseEvent:
    """Extend the term once, with notice to the applicant."""
    fresh = locked(appeal)
    if fresh.registered_at is None and fresh.state == AppealState.IN_REVIEW:
        raise ValidationError(_("Обращение не зарегистрировано."))
    changes = {"escalated_at": None}  # the new term has a silence of its own
    if fresh.registered_at:
        changes["answer_due"] = due("appeal_answer", fresh.registered_at, extended=True)
    event = _move(fresh, "extend", actor=actor, note=note, extended_at=database_now(), **changes)
    appeal.refresh_from_db()
    return event


@transaction.atomic
def clarify(appeal: Appeal, *, actor, note: str) -> CaseEvent:
    """Ask the applicant; the term of the answer runs on."""
    until = due("appeal_clarify", database_now())
    return _move(appeal, "clarify", actor=actor, note=note, clarify_due=until)


@transaction.atomic
def supply(appeal: Appeal, *, actor, note: str) -> CaseEvent:
    return _move(appeal, "supply", actor=actor, note=note)


@transaction.atomic
def resume(appeal: Appeal) -> CaseEvent:
    """By the clock: nothing came in time."""
    return _move(appeal, "resume", actor=None)


@transaction.atomic
def answer(
    appeal: Appeal, *, actor, note: str, post: str = "", result=None, documents: Iterable = ()
) -> CaseEvent:
    """Answer on the merits: signed, with a result of the catalogue and documents."""
    if not post.strip():
        raise ValidationError({"post": _("Укажите должность: ответ подписывается.")})
    if result is None:
        raise ValidationError({"result": _("Выберите результат рассмотрения.")})
    event = _move(
        appeal,
        "answer",
        actor=actor,
        note=note,
        answer=note,
        answered_by=signature(actor, post),
        answered_at=database_now(),
        result=result,
    )
    _attach(appeal, documents, actor)
    return event


@transaction.atomic
def leave(appeal: Appeal, *, actor, note: str) -> CaseEvent:
    """Without an answer on the merits; the ground is told to the applicant."""
    changes = {"answered_at": database_now(), "result": known_result("left")}
    return _move(appeal, "leave", actor=actor, note=note, **changes)


@transaction.atomic
def withdraw(appeal: Appeal, *, actor, note: str = "") -> CaseEvent:
    return _move(appeal, "withdraw", actor=actor, note=note)


@transaction.atomic
def close(appeal: Appeal, *, actor, note: str = "") -> CaseEvent:
    return _move(appeal, "close", actor=actor, note=note)


@transaction.atomic
def allow_publication(appeal: Appeal, *, actor, allowed: bool) -> None:
    """The applicant allows or forbids; what was published goes at once when forbidden."""
    fresh = locked(appeal)
    require(rules.may_consent(actor, fresh))
    if fresh.allows_publication == allowed:
        return
    Appeal.objects.filter(pk=fresh.pk).update(allows_publication=allowed)
    note = _("разрешено") if allowed else _("не разрешено")
    record(fresh, "consent", actor=actor, note=note, public=False)
    if not allowed:
        PublishedAnswer.objects.filter(appeal=fresh).delete()
    appeal.refresh_from_db()


@transaction.atomic
def publish_answer(
    appeal: Appeal, *, actor, subject: str, question: str, answer: str
) -> PublishedAnswer:
    """Publish a wording without personal data. Raises ValidationError naming what gives the person
    away; PermissionDenied when the applicant does not allow it (any more).
    """
    fresh = locked(appeal)
    require(rules.may_publish_answer(actor, fresh))
    names = [fresh.last_name, *_surnames(fresh.co_applicants)]
    exact = [fresh.reply_email, fresh.reply_address, fresh.number]
    if found := traces(f"{subject}\n{question}\n{answer}", names, exact):
        text = _("Уберите личные данные: %(what)s.")
        raise ValidationError(text % {"what": ", ".join(found)})
    words = {"subject": subject, "question": question, "answer": answer}
    more = {"kind": fresh.kind, "department": fresh.department}
    row, _created = PublishedAnswer.objects.update_or_create(
        appeal=fresh, defaults={**words, **more}
    )
    tell(fresh, record(fresh, "published", actor=actor, public=False))
    return row


def _surnames(lines: str) -> list[str]:
    return [line.split()[0].strip(",.;") for line in lines.splitlines() if line.strip()]


MOVES: dict[str, Callable] = {
    "send": send,
    "register": register,
    "forward": forward,
    "take": take,
    "extend": extend,
    "clarify": clarify,
    "supply": supply,
    "answer": answer,
    "leave": leave,
    "withdraw": withdraw,
    "close": close,
}
