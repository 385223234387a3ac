"""Three stories of training: a servant's distance course on a phone, an activist and the reserve,
an organiser's competition. Each step is made on the pages; only the calendar is moved by hand.
"""

import pytest
from playwright.sync_api import expect

from portal.files.models import Attachment
from portal.portfolio.models import Certificate
from tests.browser.visitors import Visitor
from tests.factories.files import pdf
from tests.factories.people import VerifiedUserFactory
from tests.factories.reserve import CampaignFactory
from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    days,
    department,
    organiser,
    quiz_of,
    servants_of,
    task_of,
)
from training.models import (
    Attempt,
    Choice,
    Enrolment,
    Module,
    ReserveApplication,
    Session,
)

pytestmark = pytest.mark.django_db(transaction=True)


# --- A distance course --------------------------------------------------------------------------
def test_a_servant_finishes_a_distance_course(arrives):
    servant = servants_of(department(servants=1))[0]
    programme = ProgrammeFactory(form="distance", audience=["servants"], title="Понятный язык")
    Module.objects.create(programme=programme, title="Зачем это нужно", text="Читайте. (демо)")
    quiz_of(programme, minutes=30)
    task_of(programme)
    mentor = organiser()
    session = SessionFactory(programme=programme, organiser=mentor)
    student = arrives(servant)
    servant_enrols(student, session)
    Session.objects.update(enrol_until=days(-2), starts_at=days(-1))
    servant_reads_and_answers(student, Enrolment.objects.get())
    mentor_accepts(arrives(mentor))
    servant_has_the_certificate(student)


def servant_enrols(student: Visitor, session: Session) -> None:
    student.opens("/training/")
    student.clicks("Понятный язык", role="link")
    student.clicks("Записаться", role="link")
    student.clicks("Записаться")
    student.reads("Вы записаны: место за вами.")


def servant_reads_and_answers(student: Visitor, place: Enrolment) -> None:
    student.opens(place.get_absolute_url())
    student.clicks("Зачем это нужно", role="link")
    student.clicks("Прочитано, дальше")
    student.clicks("Проверка (демо)", role="link")
    student.clicks("Начать попытку")
    answer_rightly(student)
    student.page.reload()
    student.reads("Сдать до")
    assert Attempt.objects.count() == 1
    student.clicks("Сдать тест")
    student.reads("Тест сдан")
    student.clicks("К списку заданий", role="link")
    student.clicks("Проект двора (демо)", role="link")
    student.fills(text="Поставим скамейки вместе с соседями.")
    student.clicks("Отправить наставнику")
    student.reads("На проверке")


def answer_rightly(student: Visitor) -> None:
    """Tick what is right; each tick is kept by itself, so the reload that follows loses nothing."""
    for text in Choice.objects.filter(is_right=True, question__kind="single").values_list(
        "text", flat=True
    ):
        student.page.get_by_role("radio", name=text, exact=True).check()
    for text in ("А", "Б"):
        student.page.get_by_role("checkbox", name=text, exact=True).check()
    student.page.get_by_role("textbox", name="Вопрос text").fill("киров")
    with student.page.expect_response(lambda answer: "autosave" in answer.url):
        student.page.get_by_role("textbox", name="Вопрос text").press("Tab")
    expect(student.page.locator("#saved")).to_contain_text("Ответы сохранены")


def mentor_accepts(mentor: Visitor) -> None:
    mentor.opens("/training/desk/works/")
    mentor.clicks("Проект двора (демо)", role="link")
    for field in mentor.page.locator("input[inputmode=decimal]").all():
        field.fill("8")
    mentor.clicks("Сохранить оценки")
    mentor.clicks("Принять работу", role="link")
    mentor.clicks("Принять работу")
    mentor.reads("Принята")


def servant_has_the_certificate(student: Visitor) -> None:
    student.opens(Enrolment.objects.get().get_absolute_url())
    student.reads("Обучение завершено")
    student.clicks("Открыть и проверить", role="link")
    student.reads(Certificate.objects.get().printed_code)
    student.opens(Enrolment.objects.get().get_absolute_url())
    student.clicks("Рассказать о курсе", role="link")
    for name in ("useful", "clear", "organised"):
        student.page.locator(f"[name={name}][value='5']").check()
    student.clicks("Отправить ответ")
    student.reads("Спасибо! Ответ учтён.")


# --- The reserve --------------------------------------------------------------------------------
def test_an_activist_applies_to_the_reserve(arrives, tmp_path):
    campaign = CampaignFactory(slug="activists", title="Отбор активистов (демо)")
    activist = arrives(VerifiedUserFactory())
    activist.opens("/training/reserve/")
    activist.clicks("Отбор активистов (демо)", role="link")
    activist.clicks("Подать заявление")
    activist.fills(education="Высшее", experience="Десять лет в ТОС", motivation="Люблю город")
    activist.clicks("Сохранить")
    activist.reads("Приложите: Анкета.")
    paper = tmp_path / "anketa.pdf"
    paper.write_bytes(pdf().read())
    activist.page.locator("[name=kind]").select_option(label="Анкета")
    activist.page.locator("[name=files]").set_input_files(paper)
    activist.clicks("Приложить")
    activist.clicks("Подать заявление")
    activist.reads("Заявление подано")
    commission_reads(arrives(campaign.chair))


def commission_reads(member: Visitor) -> None:
    member.opens("/training/reserve/activists/commission/")
    member.clicks("№ 1", role="link")
    member.reads("Десять лет в ТОС")
    assert member.page.request.get(Attachment.objects.get().get_absolute_url()).ok
    member.clicks("Взять на проверку", role="link")
    member.clicks("Взять на проверку")
    assert ReserveApplication.objects.get().state == "check"


# --- A competition ------------------------------------------------------------------------------
def test_an_organiser_runs_a_competition(arrives):
    official = organiser()
    session = SessionFactory(contest=True, state="draft", quota=1, organiser=official)
    host = arrives(official)
    host.opens("/training/desk/")
    host.clicks(session.programme.title, role="link")
    host.clicks("Объявить набор", role="link")
    host.clicks("Объявить набор")
    applicant = arrives(VerifiedUserFactory())
    applicant_applies(applicant, session)
    EnrolmentFactory(session=session, state="applied")
    for expert in session.experts.all():
        expert_marks(arrives(expert), session)
    Session.objects.update(enrol_until=days(-0.01))
    host.opens(f"/training/desk/{session.pk}/")
    host.clicks("Провести отбор", role="link")
    host.clicks("Провести отбор")
    applicant_confirms(applicant, session)


def applicant_applies(applicant: Visitor, session: Session) -> None:
    applicant.opens(session.get_absolute_url())
    applicant.clicks("Подать заявку", role="link")
    applicant.fills(text="Хочу отвечать понятнее")
    applicant.clicks("Подать заявку")
    applicant.reads("Заявка подана")


def expert_marks(expert: Visitor, session: Session) -> None:
    expert.opens(f"/training/desk/{session.pk}/applications/")
    for number, mark in ((1, "9"), (2, "4")):
        expert.clicks(f"Заявка № {number}", role="link")
        for field in expert.page.locator("input[inputmode=decimal]").all():
            field.fill(mark)
        expert.clicks("Сохранить оценки")
    expert.reads("оценена вами")


def applicant_confirms(applicant: Visitor, session: Session) -> None:
    applicant.opens("/training/my/")
    applicant.clicks(session.programme.title, role="link")
    applicant.clicks("Подтвердить участие", role="link")
    applicant.clicks("Подтвердить участие")
    applicant.reads("Зачислен")
    applicant.opens(f"{session.get_absolute_url()}protocol/")
    applicant.reads("Заявка № 1")
    applicant.reads("место предложено")
