"""The demo city's appeals: twelve in different states, a registrar and a desk; all invented."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from civic.actions.appeals import next_number
from civic.models import Appeal, AppealDesk, AppealResult, Department, PublishedAnswer
from civic.models.appeal_states import AppealState
from civic.reference.appeals import APPEALS_GROUP
from portal.accounts.models import User
from portal.cases.actions import record
from portal.law.deadlines import due

S = AppealState
SUBJECTS = (
    (S.DRAFT, "proposal", "Расписание приёма в нашем центре"),
    (S.SENT, "statement", "Справка о развитии улицы"),
    (S.SENT, "complaint", "Нет ответа по телефону"),
    (S.REGISTERED, "proposal", "Ящик для отзывов в поликлинике"),
    (S.IN_REVIEW, "statement", "Пандус у входа в центр"),
    (S.IN_REVIEW, "complaint", "Шум от стройки ночью"),
    (S.EXTENDED, "statement", "Граница участка двора"),
    (S.CLARIFY, "statement", "Перенос остановки"),
    (S.ANSWERED, "proposal", "Скамейки вдоль аллеи"),
    (S.ANSWERED, "statement", "Освещение тропы к школе"),
    (S.FORWARDED, "complaint", "Режим работы почты"),
    (S.CLOSED, "statement", "Порядок записи в кружок"),
)
# What was done on the way to the state, after the sending.
ACTS = {
    S.REGISTERED: ("register",),
    S.IN_REVIEW: ("register", "take"),
    S.EXTENDED: ("register", "take", "extend"),
    S.CLARIFY: ("register", "take", "clarify"),
    S.ANSWERED: ("register", "take", "answer"),
    S.FORWARDED: ("register", "forward"),
    S.CLOSED: ("register", "take", "answer", "close"),
}
WORDS = {
    "extend": "Нужна проверка на месте (демо)",
    "clarify": "Уточните, о каком доме речь (демо)",
    "answer": "Работы включены в план на весну. (демо)",
    "forward": "Вопрос решает область (демо)",
}
RESULTS = {S.ANSWERED: "supported", S.CLOSED: "supported", S.FORWARDED: "forwarded"}
SIGNED = "Демо-Сотрудник Пётр, начальник отдела (демо)"


@transaction.atomic
def load() -> None:
    """Load the appeals unless they are there."""
    if Appeal.objects.exists():
        return
    department = Department.objects.get(code="city")
    for official in User.objects.filter(email="official@example.org"):
        official.groups.add(Group.objects.get(name=APPEALS_GROUP))
        AppealDesk.objects.get_or_create(user=official, department=None)
        AppealDesk.objects.get_or_create(user=official, department=department)
    emails = ("resident@example.org", "resident2@example.org")
    applicants = list(User.objects.filter(email__in=emails).order_by("pk"))
    for place, row in enumerate(SUBJECTS):
        if applicants:
            _appeal(row, applicants[place % len(applicants)], place, department)


def _appeal(row: tuple, author, place: int, department) -> None:
    state, kind, subject = row
    sent = timezone.now() - timedelta(days=2 + place)
    registered = None if state in (S.DRAFT, S.SENT) else sent + timedelta(days=1)
    answered = state in (S.ANSWERED, S.CLOSED)
    appeal = Appeal.objects.create(
        author=author,
        state=state,
        kind=kind,
        subject=f"{subject} (демо)",
        text="Прошу рассмотреть вопрос и сообщить, что можно сделать. (демо)",
        reply_email=author.email,
        last_name=author.last_name,
        first_name=author.first_name,
        sent_at=None if state == S.DRAFT else sent,
        register_due=None if state == S.DRAFT else due("appeal_register", sent),
        number=next_number(registered.year) if registered else "",
        registered_at=registered,
        forward_due=registered and due("appeal_forward", registered),
        answer_due=registered and due("appeal_answer", registered, extended=state == S.EXTENDED),
        clarify_due=due("appeal_clarify", timezone.now()) if state == S.CLARIFY else None,
        extended_at=timezone.now() if state == S.EXTENDED else None,
        forwarded_to="Областное министерство (демо)" if state == S.FORWARDED else "",
        department=department if registered else None,
        allows_publication=state == S.ANSWERED,
        answer=WORDS["answer"] if answered else "",
        answered_by=SIGNED if answered else "",
        answered_at=timezone.now() - timedelta(days=1) if answered else None,
        result=AppealResult.objects.filter(code=RESULTS.get(state)).first(),
    )
    _journal(appeal)
    if appeal.allows_publication:
        PublishedAnswer.objects.create(
            appeal=appeal,
            subject=appeal.subject,
            question="Житель просит рассмотреть вопрос. (демо)",
            answer=appeal.answer,
            kind=kind,
            department=department,
        )


def _journal(appeal: Appeal) -> None:
    """Every act that led to the state; of a draft, none."""
    if appeal.state == S.DRAFT:
        return
    official = User.objects.filter(email="official@example.org").first()
    state = S.DRAFT
    for name in ("send", *ACTS.get(appeal.state, ())):
        target = Appeal.LIFECYCLE[name].target
        actor = appeal.author if name == "send" else official
        note = WORDS.get(name, "")
        record(
            appeal, name, actor=actor, from_state=state, to_state=target, note=note, public=False
        )
        state = target
