"""Appeals from filing to answer, by the terms of 59-ФЗ."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from civic.actions import appeals as actions
from civic.admin.appeals_card import facts, journal, registration_card
from civic.models import Appeal, AppealNumber, EscalationPost
from civic.tasks.appeals import escalate_appeals, resume_appeals
from portal.cases.lifecycle import InvalidTransition
from portal.cases.models import CaseEvent
from portal.files.models import Attachment
from portal.law.deadlines import due
from portal.law.models import DeadlineRule
from portal.law.reference import load as load_law
from portal.notifications.models import Notification
from tests.factories.appeals import (
    AppealFactory,
    AppealResultFactory,
    DeskFactory,
    RegistrarFactory,
)
from tests.factories.files import pdf
from tests.factories.ideas import DepartmentFactory
from tests.factories.people import SuperuserFactory, UserFactory, VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db
FIELDS = {
    "kind": "complaint",
    "subject": "Нет ответа",
    "text": "Прошу разобраться.",
    "reply_email": "me@example.org",
}


def test_a_verified_resident_files_an_appeal_with_a_document(client):
    person = VerifiedUserFactory(patronymic="Петровна")
    client.force_login(person)
    answer = client.post("/city/appeals/new/", {**FIELDS, "documents": pdf()}, follow=True)
    assert "Обращение направлено" in answer.content.decode()
    appeal = Appeal.objects.get()
    assert (appeal.state, appeal.applicant()) == ("sent", person.get_full_name())
    assert appeal.register_due == due("appeal_register", appeal.sent_at)
    assert Attachment.objects.of(appeal).get().is_private


def test_whoever_is_not_verified_reads_why_and_files_nothing(client):
    client.force_login(UserFactory(level=0))
    answer = client.post("/city/appeals/new/", FIELDS)
    assert (answer.status_code, "Подтвердите личность" in answer.content.decode()) == (403, True)
    assert FIELDS["text"] in answer.content.decode()
    assert not Appeal.objects.exists()


def test_a_mistyped_address_is_told_once(client):
    client.force_login(VerifiedUserFactory())
    answer = client.post("/city/appeals/new/", FIELDS | {"reply_email": "не почта"})
    assert answer.context["form"].errors.keys() == {"reply_email"}
    assert len(answer.context["form"].errors["reply_email"]) == 1


def test_an_applicant_sees_that_the_term_has_passed_and_no_mark_of_secrecy(client):
    appeal = an_overdue_appeal(state="sent")
    client.force_login(appeal.author)
    page = client.get(appeal.get_absolute_url()).content.decode()
    assert page.count("срок прошёл") == 1
    assert "видно не всем" not in page
    on_time = AppealFactory(state="sent")
    client.force_login(on_time.author)
    assert "срок прошёл" not in client.get(on_time.get_absolute_url()).content.decode()


def test_an_appeal_without_a_way_to_answer_is_told_at_the_field(client):
    client.force_login(VerifiedUserFactory())
    answer = client.post("/city/appeals/new/", {**FIELDS, "reply_email": ""})
    assert (answer.status_code, "без них закон" in answer.content.decode()) == (422, True)


def test_a_collective_appeal_lists_its_applicants(client):
    client.force_login(VerifiedUserFactory())
    answer = client.post("/city/appeals/new/", {**FIELDS, "is_collective": "on"})
    assert answer.status_code == 422
    more = {"is_collective": "on", "co_applicants": "Демо Пётр\nДемо Анна"}
    client.post("/city/appeals/new/", {**FIELDS, **more})
    assert Appeal.objects.get().state == "sent"


def test_a_visitor_reads_the_terms_of_the_law_as_officials_keep_them(client):
    load_law()
    DeadlineRule.objects.filter(code="appeal_register").update(length=2)
    page = client.get("/city/appeals/").content.decode()
    assert "Зарегистрировать обращение: 2 календарных дня" in page
    assert "Ответить на обращение: 30 календарных дней, срок могут продлить" in page


def test_registration_gives_number_date_and_terms():
    appeal, registrar = AppealFactory(state="sent"), RegistrarFactory()
    actions.register(appeal, actor=registrar, department=DepartmentFactory())
    assert appeal.number == f"{timezone.localdate().year}-000001"
    assert appeal.answer_due == due("appeal_answer", appeal.registered_at)
    assert appeal.forward_due == due("appeal_forward", appeal.registered_at)
    assert Notification.objects.inbox(appeal.author).filter(event__kind="register").exists()


def test_only_a_registrar_registers():
    appeal = AppealFactory(state="sent")
    for person in (DeskFactory(), SuperuserFactory()):
        with pytest.raises(PermissionDenied):
            actions.register(appeal, actor=person, department=DepartmentFactory())
    assert not AppealNumber.objects.exists()


def test_a_registrar_does_not_register_an_own_appeal():
    registrar = RegistrarFactory()
    appeal = AppealFactory(state="sent", author=registrar)
    with pytest.raises(PermissionDenied, match="другой сотрудник"):
        actions.register(appeal, actor=registrar, department=DepartmentFactory())


def test_a_complaint_never_goes_to_the_department_it_is_about():
    department = DepartmentFactory()
    appeal = AppealFactory(state="sent", kind="complaint", complained_about=department)
    with pytest.raises(ValidationError, match="на чьи действия"):
        actions.register(appeal, actor=RegistrarFactory(), department=department)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.number) == ("sent", "")


def test_the_department_complained_about_answers_nothing_even_if_it_got_the_complaint():
    desk = DeskFactory()
    appeal = AppealFactory(kind="complaint", complained_about=DepartmentFactory())
    with pytest.raises(PermissionDenied, match="тот, на кого жалуются"):
        actions.extend(appeal, actor=desk, note="Сами разберёмся")


def test_an_appeal_given_to_another_department_leaves_the_first_desk(client):
    appeal, desk = AppealFactory(), DeskFactory()
    roads = DepartmentFactory(code="roads", name="Дирекция дорог")
    actions.assign(appeal, actor=RegistrarFactory(), department=roads)
    client.force_login(desk)
    assert client.get(appeal.get_absolute_url()).status_code == 404
    client.force_login(DeskFactory(desk="roads"))
    assert client.get(appeal.get_absolute_url()).status_code == 200


def test_forwarding_says_where_and_only_in_its_term():
    appeal, registrar = AppealFactory(state="registered"), RegistrarFactory()
    with pytest.raises(ValidationError, match="куда"):
        actions.forward(appeal, actor=registrar, note="Не наши полномочия")
    Appeal.objects.filter(pk=appeal.pk).update(forward_due=timezone.localdate() - timedelta(1))
    appeal.refresh_from_db()
    with pytest.raises(ValidationError, match="Срок перенаправления"):
        actions.forward(appeal, actor=registrar, note="Не наши", forwarded_to="Область")


def test_the_term_is_extended_once_with_notice():
    appeal, desk = AppealFactory(), DeskFactory()
    actions.extend(appeal, actor=desk, note="Нужна проверка на месте")
    assert appeal.answer_due == due("appeal_answer", appeal.registered_at, extended=True)
    told = Notification.objects.inbox(appeal.author).get(event__kind="extend")
    assert "продлён" in told.subject
    actions.clarify(appeal, actor=desk, note="Какой дом?")
    actions.supply(appeal, actor=appeal.author, note="Дом 5")
    with pytest.raises(PermissionDenied, match="второй раз"):
        actions.extend(appeal, actor=desk, note="Ещё")


def test_the_review_goes_on_without_clarification_when_its_time_is_over():
    late, running = AppealFactory(state="clarify"), AppealFactory(state="clarify")
    Appeal.objects.filter(pk=late.pk).update(clarify_due=timezone.localdate() - timedelta(1))
    Appeal.objects.filter(pk=running.pk).update(clarify_due=timezone.localdate())
    resume_appeals()
    states = [Appeal.objects.get(pk=row.pk).state for row in (late, running)]
    assert states == ["in_review", "clarify"]


def an_overdue_appeal(**more):
    appeal = AppealFactory(department=DepartmentFactory(), **more)
    yesterday = timezone.localdate() - timedelta(days=1)
    Appeal.objects.filter(pk=appeal.pk).update(answer_due=yesterday, register_due=yesterday)
    return appeal


def letters_of(person) -> list[str]:
    return list(Notification.objects.filter(recipient=person).values_list("subject", flat=True))


def test_a_named_post_and_the_desk_learn_once_that_a_term_has_passed():
    chief, desk = UserFactory(), DeskFactory()
    EscalationPost.objects.create(level=1, post="заместитель главы", person=chief)
    appeal = an_overdue_appeal()
    escalate_appeals()
    escalate_appeals()
    told = {subject for person in (chief, desk) for subject in letters_of(person)}
    assert told == {f"Нарушен срок по обращению: № {appeal.number}"}
    event = CaseEvent.objects.of(appeal).get(kind="escalated")
    assert (event.note, event.is_public) == ("заместитель главы", False)


def test_nobody_is_told_of_an_appeal_that_is_in_time_or_answered():
    registrar = RegistrarFactory()
    an_overdue_appeal(state="answered")
    AppealFactory()
    escalate_appeals()
    assert letters_of(registrar) == []


def test_an_appeal_nobody_registers_is_told_to_the_registrars():
    registrar = RegistrarFactory()
    an_overdue_appeal(state="sent")
    escalate_appeals()
    assert set(letters_of(registrar)) == {"Нарушен срок по обращению: Обращение без номера"}


def test_an_extended_term_has_a_silence_of_its_own():
    appeal = an_overdue_appeal()
    escalate_appeals()
    actions.extend(appeal, actor=DeskFactory(), note="Ждём заключение.")
    assert not Appeal.objects.to_escalate(timezone.localdate()).exists()
    later = timezone.localdate() + timedelta(days=400)
    assert Appeal.objects.to_escalate(later).get() == appeal


def test_an_answer_with_a_document_reaches_the_applicant_alone(client):
    appeal, desk, result = AppealFactory(), DeskFactory(), AppealResultFactory()
    client.force_login(desk)
    fields = {"post": "начальник", "result": result.pk, "note": "Сделаем.", "documents": pdf()}
    client.post(f"{appeal.get_absolute_url()}answer/", fields)
    client.force_login(appeal.author)
    page = client.get(appeal.get_absolute_url()).content.decode()
    file = Attachment.objects.of(appeal).get()
    assert "Сделаем." in page
    assert file.get_absolute_url() in page
    assert client.get(file.get_absolute_url()).status_code == 200
    client.force_login(DeskFactory(desk="roads"))
    assert client.get(file.get_absolute_url()).status_code == 404


def test_an_answer_needs_a_result_and_a_post():
    appeal, desk = AppealFactory(), DeskFactory()
    with pytest.raises(ValidationError, match="должность"):
        actions.answer(appeal, actor=desk, note="Да", result=AppealResultFactory())
    with pytest.raises(ValidationError, match="результат"):
        actions.answer(appeal, actor=desk, note="Да", post="начальник")


def test_every_act_is_in_the_journal_and_none_is_public():
    appeal, desk = AppealFactory(state="registered"), DeskFactory()
    actions.take(appeal, actor=desk)
    actions.answer(appeal, actor=desk, note="Да", post="начальник", result=AppealResultFactory())
    events = CaseEvent.objects.of(appeal)
    assert [event.kind for event in events] == ["take", "answer"]
    assert not events.public().exists()


def test_the_printed_card_names_the_applicants_the_address_and_who_did_what():
    people = {"is_collective": True, "co_applicants": "Демо Пётр", "reply_address": "ул. Мира, 1"}
    appeal, desk = AppealFactory(**people), DeskFactory()
    actions.extend(appeal, actor=desk, note="Нужна проверка на месте")
    said = {value for _name, value in facts(appeal)}
    assert {"Тайнова Мария Ивановна", "Демо Пётр", "ул. Мира, 1"} <= said
    [[_when, who, _what, why]] = journal(appeal)
    assert (who, why) == (desk.get_full_name(), "Нужна проверка на месте")
    assert registration_card(appeal).content().startswith(b"%PDF")


@pytest.mark.parametrize(("code", "act"), [("forwarded", "forward"), ("left", "leave")])
def test_the_registry_knows_the_result_of_what_is_not_answered(code, act):
    AppealResultFactory(code=code, name=code)
    appeal = AppealFactory(state="registered")
    more = {"forwarded_to": "Область"} if act == "forward" else {}
    official = RegistrarFactory() if act == "forward" else DeskFactory()
    getattr(actions, act)(appeal, actor=official, note="Не наши полномочия", **more)
    assert Appeal.objects.get().result.code == code


def test_letters_name_the_number_and_never_the_content():
    appeal, desk = AppealFactory(), DeskFactory()
    actions.clarify(appeal, actor=desk, note="Какой именно дом?")
    told = Notification.objects.get(recipient=appeal.author, channel="inbox")
    assert appeal.number in told.subject
    for secret in (appeal.subject, appeal.text, "Какой именно дом?", appeal.last_name):
        assert secret not in told.subject + told.body


def test_an_answer_is_published_only_when_the_applicant_allows():
    appeal, desk = AppealFactory(state="answered"), DeskFactory()
    words = {"subject": "Скамейки", "question": "Когда?", "answer": "Весной."}
    with pytest.raises(PermissionDenied, match="не разрешил"):
        actions.publish_answer(appeal, actor=desk, **words)
    actions.allow_publication(appeal, actor=appeal.author, allowed=True)
    actions.publish_answer(appeal, actor=desk, **words)


@pytest.mark.parametrize(
    "leak", ["Тайновой обещали", "пишите на a@example.org", "звоните +7 900 123-45-67"]
)
def test_a_publication_with_personal_data_is_refused(leak):
    appeal = AppealFactory(state="answered", allows_publication=True)
    with pytest.raises(ValidationError, match="личные данные"):
        actions.publish_answer(
            appeal, actor=DeskFactory(), subject="Скамейки", question=leak, answer="Весной."
        )


def test_an_applicant_who_forbids_takes_the_publication_away(client):
    appeal = AppealFactory(state="answered", allows_publication=True)
    row = actions.publish_answer(
        appeal, actor=DeskFactory(), subject="Скамейки", question="Когда?", answer="Весной."
    )
    assert client.get(row.get_absolute_url()).status_code == 200
    client.force_login(appeal.author)
    client.post(f"{appeal.get_absolute_url()}consent/", {"allow": "0"})
    assert client.get(row.get_absolute_url()).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_registrars_at_once_give_numbers_one_by_one():
    registrar, department = RegistrarFactory(), DepartmentFactory()
    appeals = AppealFactory.create_batch(6, state="sent")
    race(
        6,
        lambda number: actions.register(appeals[number], actor=registrar, department=department),
    )
    numbers = sorted(Appeal.objects.values_list("number", flat=True))
    assert [int(number[-6:]) for number in numbers] == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db(transaction=True)
def test_two_registrars_on_one_appeal_register_it_once():
    registrar, department = RegistrarFactory(), DepartmentFactory()
    appeal = AppealFactory(state="sent")
    found = race(
        2,
        lambda _number: actions.register(
            Appeal.objects.get(pk=appeal.pk), actor=registrar, department=department
        ),
    )
    assert sum(isinstance(row, InvalidTransition) for row in found) == 1
    assert AppealNumber.objects.get().last == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_withdrawal_at_once_are_one_of_them():
    appeal, desk, result = AppealFactory(), DeskFactory(), AppealResultFactory()

    def act(number):
        fresh = Appeal.objects.get(pk=appeal.pk)
        if number:
            return actions.withdraw(fresh, actor=fresh.author)
        return actions.answer(fresh, actor=desk, note="Да", post="начальник", result=result)

    found = race(2, act)
    assert sum(isinstance(row, InvalidTransition) for row in found) == 1
