"""A contest from a returned application to the published protocol: NKO, experts, official.

Each step is made on the pages; only the calendar is moved by hand, as time would.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from grants.models import Application, Contest, Review
from portal.law.reference import load as load_law
from portal.scoring.actions import freeze
from tests.browser.visitors import Visitor
from tests.factories.grants import PERMISSIONS, ApplicationFactory, ContestFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import StaffFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db(transaction=True)
VIEWS = ("grants.view_review", "grants.view_objection", "grants.change_objection")


@pytest.fixture
def contest() -> Contest:
    load_law()
    contest = ContestFactory(slug="neighbours", title="Добрые соседи (демо)")
    freeze(contest.criteria, actor=None)
    return contest


def test_a_contest_is_lived_from_a_returned_application_to_the_protocol(contest, arrives):
    head, official = VerifiedUserFactory(), arrives()
    organisation = OrganisationFactory(head=head, name="Клуб «Двор» (демо)", kind="nko")
    draft = ApplicationFactory(contest=contest, head=head, organisation=organisation,
                               title="Кино во дворе (демо)")  # fmt: skip
    applicant = arrives()
    applicant.signs_in(head)
    submits(applicant, draft)
    official.signs_in(StaffFactory(permissions=[*PERMISSIONS, *VIEWS]))
    is_returned_and_mended(official, applicant, draft)
    is_admitted(official, draft)
    experts = expertise_begins(official, contest)
    one_steps_aside(arrives(), experts)
    for review in Review.objects.live().select_related("expert__user"):
        scores_blind(arrives(), review, organisation)
    is_decided(official, contest)
    everybody_reads_the_result(arrives(), organisation)
    applicant.opens(draft.get_absolute_url())
    applicant.reads("Поддержана, сумма гранта")


def submits(applicant: Visitor, draft: Application) -> None:
    applicant.opens(f"/grants/applications/{draft.pk}/check/")
    applicant.clicks("Подать заявку")
    applicant.reads("подана")


def is_returned_and_mended(official: Visitor, applicant: Visitor, draft: Application) -> None:
    official.opens("/admin/queue/")
    official.clicks(draft.title, role="link")
    official.clicks("Взять на проверку", role="link")
    official.clicks("Взять на проверку")
    official.clicks("Вернуть на доработку", role="link")
    official.fills(note="Допишите, кто придёт.")
    official.clicks("Вернуть на доработку")
    applicant.opens(draft.get_absolute_url())
    applicant.reads("Допишите, кто придёт.")
    applicant.clicks("Продолжить", role="link")
    applicant.fills(summary="Соседи двора посмотрят кино вместе.")
    applicant.clicks("Сохранить и дальше")
    submits(applicant, draft)


def is_admitted(official: Visitor, draft: Application) -> None:
    official.opens(f"/admin/grants/application/{draft.pk}/change/")
    official.clicks("Взять на проверку", role="link")
    official.clicks("Взять на проверку")
    official.clicks("Допустить", role="link")
    official.clicks("Допустить")
    draft.refresh_from_db()
    assert (draft.state, draft.versions.count()) == ("expertise", 2)


def expertise_begins(official: Visitor, contest: Contest) -> list:
    past = timezone.now() - timedelta(minutes=1)
    Contest.objects.update(state="expertise", closes_at=past, check_until=past)
    experts = [VerifiedUserFactory(email=f"expert-{n}@example.org") for n in range(3)]
    official.opens(f"/admin/grants/contest/{contest.pk}/change/")
    official.clicks("Эксперты", role="link")
    for expert in experts:
        official.fills(email=expert.email, most="5")
        official.clicks("Добавить")
        official.reads("Эксперт добавлен.")
    official.clicks("Распределить заявки поровну")
    official.reads("Назначено: 2.")
    return experts


def one_steps_aside(expert: Visitor, experts: list) -> None:
    review = Review.objects.select_related("expert__user").first()
    expert.signs_in(review.expert.user)
    expert.opens("/grants/expert/")
    expert.clicks("Заявка № 1", role="link")
    expert.page.locator("summary", has_text="Взять самоотвод").click()
    expert.fills(note="Помогал писать заявку.")
    expert.clicks("Взять самоотвод")
    expert.reads("Самоотвод принят")
    assert Review.objects.live().count() == 2


def scores_blind(expert: Visitor, review: Review, organisation) -> None:
    expert.signs_in(review.expert.user)
    expert.opens(review.get_absolute_url())
    expert.clicks("Конфликта интересов нет, открыть заявку")
    expert.reads("Кино во дворе")
    assert organisation.name not in expert.page.content()
    expert.fills(relevance="9", relevance_note="Нужно двору.", budget="8", budget_note="Скромно.")
    expert.clicks("Сохранить черновик")
    expert.reads("Черновик оценки сохранён")
    expert.fills(comment="Хороший проект.")
    expert.clicks("Оценка окончательная")
    expert.reads("Оценка принята")


def is_decided(official: Visitor, contest: Contest) -> None:
    page = f"/admin/grants/contest/{contest.pk}/"
    for number in range(3):
        official.opens(f"{page}commission/")
        official.fills(name=f"Демо Член {number}", post="депутат")
        official.clicks("Добавить")
    official.opens(f"{page}change/")
    official.clicks("Опубликовать рейтинг", role="link")
    official.clicks("Опубликовать рейтинг")
    official.clicks("Комиссия", role="link")
    official.fills(held_on="2026-01-15", place="Мэрия", chair="Демо Член 0")
    for box in official.page.locator("[name=present]").all():
        box.check()
    official.clicks("Записать")
    official.opens(f"{page}decisions/")
    official.clicks("Кино во дворе", role="link")
    official.page.locator("[name=is_awarded]").check()
    official.fills(votes_for="3")
    official.clicks("Подтвердить")
    official.opens(f"{page}change/")
    official.clicks("Опубликовать итоги", role="link")
    official.clicks("Опубликовать итоги")


def everybody_reads_the_result(resident: Visitor, organisation) -> None:
    resident.opens("/grants/neighbours/")
    resident.clicks("Итоги конкурса", role="link")
    resident.reads(organisation.name)
    resident.page.locator("summary", has_text="Как получились баллы").click()
    resident.reads("2 эксперта: 9; 9")
    with resident.page.expect_download() as paper:
        resident.page.get_by_role("link", name="Протокол (PDF)").click()
    assert paper.value.suggested_filename == "protocol-neighbours.pdf"
