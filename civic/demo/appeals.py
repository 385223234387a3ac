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
        answer_due=registered and due("appeal_answer", registered),
        clarify_due=due("appeal_clarify", timezone.now()) if state == S.CLARIFY else None,
        extended_at=timezone.now() if state == S.EXTENDED else None,
        forwarded_to="Областное министерство (демо)" if state == S.FORWARDED else "",
        department=department if registered else None,
        allows_publication=state == S.ANSWERED,
        answer="Работы включены в план на весну. (демо)" if answered else "",
        answered_by=SIGNED if answered else "",
        answered_at=timezone.now() - timedelta(days=1) if answered else None,
        result=AppealResult.objects.get(code="supported") if answered else None,
    )
    record(appeal, "send", actor=None, from_state="draft", to_state="sent", public=False)
    if appeal.allows_publication:
        PublishedAnswer.objects.create(
            appeal=appeal,
            subject=appeal.subject,
            question="Житель просит рассмотреть вопрос. (демо)",
            answer=appeal.answer,
            kind=kind,
            department=department,
        )
