"""A challenge from question to report and an appeal from filing to answer, as people live them.

Everything is done through pages; only the calendar is moved by hand, as time would.
"""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from civic.models import Appeal, AppealDesk, Challenge, Department, Idea
from civic.reference.appeals import load as load_appeals
from civic.reference.ideas import load as load_ideas
from civic.tasks.ideas import move_challenges
from portal.law.reference import load as load_law
from portal.places.reference import load as load_places
from portal.polls.models import Poll
from tests.browser.visitors import Visitor
from tests.factories.appeals import RegistrarFactory
from tests.factories.ideas import ChallengeFactory, IdeaOfficialFactory, set_stages
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "Навес над скамейками у пруда"
RIGHTS = ["moderate_idea", "answer_idea", "assess_idea", "run_challenge", "view_idea"]
STAGES = ("announced", "ideas", "discussion", "merging", "selection", "voting")


@pytest.fixture
def city(settings):
    for load in (load_places, load_law, load_ideas, load_appeals):
        load()
    department = Department.objects.get(code="green")
    return ChallengeFactory(
        slug="pond",
        state="draft",
        stage="draft",
        title="Как оживить пруд? (демо)",
        department=department,
        support_threshold=2,
    )


def at_stage(challenge: Challenge, current: str, days: float = 0.5) -> None:
    """The calendar moves on until `current` has just begun; the beat does the rest."""
    here = STAGES.index(current) if current in STAGES else len(STAGES)
    offsets = {kind: (at - here - days, at - here + 1 - days) for at, kind in enumerate(STAGES)}
    set_stages(challenge, offsets)
    fresh = Challenge.objects.get(pk=challenge.pk)
    if fresh.poll_id and current not in STAGES:
        now = timezone.now()
        past = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(seconds=1)}
        Poll.objects.filter(pk=fresh.poll_id).update(**past)
    move_challenges()
    for cache in caches.all(initialized_only=True):
        cache.clear()


def makes_a_move(official: Visitor, label: str, **fields) -> None:
    """A button of the workplace and the page that asks for the reason."""
    official.clicks(label, role="link")
    official.fills(**{name: value for name, value in fields.items() if name != "ground"})
    if "ground" in fields:
        official.page.locator(f"[name='ground'][value='{fields['ground']}']").check()
    official.clicks(label)


def test_a_challenge_is_lived_from_question_to_report(city, visitor):
    official, author, neighbour = visitor(), visitor(), visitor()
    official.signs_in(IdeaOfficialFactory(permissions=[*RIGHTS, "view_challenge"]))
    at_stage(city, "ideas")
    official.opens(f"/admin/civic/challenge/{city.pk}/change/")
    makes_a_move(official, "Объявить вызов")
    move_challenges()
    author.signs_in(VerifiedUserFactory())
    author_proposes(author)
    idea = Idea.objects.get()
    official.opens("/admin/queue/")
    official.clicks(TITLE, role="link")
    makes_a_move(official, "Опубликовать")
    neighbour.signs_in(VerifiedUserFactory())
    neighbour_supports(neighbour, idea)
    author.opens(idea.get_absolute_url())
    author.clicks("Поддерживаю")
    author.opens(idea.get_absolute_url())
    author.reads("Официальный ответ")
    experts_select(official, city, idea)
    at_stage(city, "voting")
    neighbour_votes(neighbour)
    at_stage(city, "decision")
    official_decides(official, city, idea)
    author.opens("/city/challenges/pond/outcomes/")
    author.reads("Поставим весной.")
    author.opens("/city/challenges/pond/")
    author.reads("Сделали за лето.")
    assert Idea.objects.get().state == "accepted"


def author_proposes(author: Visitor) -> None:
    author.opens("/city/challenges/")
    author.clicks("Как оживить пруд? (демо)", role="link")
    author.clicks("Предложить идею", role="link")
    author.fills(title=TITLE, text="Чтобы сидеть и в дождь.")
    author.clicks("Отправить на проверку")
    author.reads("Идея отправлена")


def neighbour_supports(neighbour: Visitor, idea: Idea) -> None:
    neighbour.opens("/city/ideas/")
    neighbour.clicks(TITLE, role="link")
    neighbour.clicks("Поддерживаю")
    neighbour.reads("Вы поддержали эту идею")
    neighbour.fills(text="Хорошая мысль, и свет нужен.")
    neighbour.clicks("Отправить")
    neighbour.reads("Хорошая мысль")


def experts_select(official: Visitor, challenge: Challenge, idea: Idea) -> None:
    at_stage(challenge, "selection")
    official.opens(f"/admin/civic/idea/{idea.pk}/change/")
    makes_a_move(official, "Передать экспертам")
    official.opens(f"{idea.get_absolute_url()}assess/")
    official.fills(post="инженер", benefit="5", feasibility="4", text="Осуществимо.")
    official.clicks("Опубликовать заключение")
    official.reads("Осуществимо.")
    official.opens(f"/admin/civic/idea/{idea.pk}/change/")
    makes_a_move(official, "Включить в короткий список")


def neighbour_votes(neighbour: Visitor) -> None:
    neighbour.opens("/city/challenges/pond/")
    neighbour.clicks("Проголосовать", role="link")
    neighbour.page.get_by_label(TITLE).check()
    neighbour.clicks("Дальше: проверить выбор")
    neighbour.reads("Ваш голос ещё не учтён")
    neighbour.clicks("Отдать голос")
    neighbour.reads("Ваш голос учтён")


def official_decides(official: Visitor, challenge: Challenge, idea: Idea) -> None:
    official.opens(f"/admin/civic/idea/{idea.pk}/change/")
    makes_a_move(official, "Принять к реализации", note="Поставим весной.", post="начальник")
    official.opens(f"{idea.get_absolute_url()}steps/")
    official.fills(title="Проект навеса", due=f"{timezone.localdate() + timedelta(days=30)}")
    official.clicks("Добавить")
    official.reads("Проект навеса")
    official.opens(f"/admin/civic/challenge/{challenge.pk}/change/")
    makes_a_move(official, "Опубликовать решение", note="Берём навес.", post="начальник")
    makes_a_move(official, "Опубликовать отчёт", note="Сделали за лето.")


def test_an_appeal_is_lived_from_filing_to_answer(city, visitor):
    applicant, official, stranger = visitor(), visitor(), visitor()
    applicant.signs_in(VerifiedUserFactory())
    applicant.opens("/city/appeals/")
    applicant.clicks("Направить обращение", role="link")
    applicant.page.locator("[name='kind'][value='statement']").check()
    applicant.fills(subject="Пандус у центра", text="Прошу поставить пандус.")
    applicant.clicks("Направить")
    applicant.reads("Обращение направлено")
    appeal = Appeal.objects.get()
    clerk = RegistrarFactory()
    AppealDesk.objects.create(user=clerk, department=Department.objects.get(code="city"))
    official.signs_in(clerk)
    official.opens("/admin/queue/")
    official.clicks("Пандус у центра", role="link")
    official.clicks("Зарегистрировать", role="link")
    official.page.locator("[name='department']").select_option(
        label="Департамент городского хозяйства"
    )
    official.clicks("Зарегистрировать")
    makes_a_move(official, "Взять на рассмотрение")
    makes_a_move(official, "Запросить уточнения", note="Какой вход?")
    applicant.opens(appeal.get_absolute_url())
    applicant.reads("Какой вход?")
    applicant.clicks("Дать уточнения", role="link")
    applicant.fills(note="Главный вход.")
    applicant.clicks("Дать уточнения")
    official.opens(f"{appeal.get_absolute_url()}answer/")
    official.page.get_by_label("Поддержано, меры приняты").check()
    official.fills(post="начальник отдела", note="Пандус поставят в мае.")
    official.clicks("Отправить ответ заявителю")
    applicant.opens("/city/appeals/my/")
    applicant.clicks("Пандус у центра", role="link")
    applicant.reads("Пандус поставят в мае.")
    assert stranger.page.goto(appeal.get_absolute_url()).url.find("/accounts/login/") > 0
