"""The demo city: loads whole, loads twice without doubling, and shows what the README promises."""

import json
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse

from budgeting.demo import ACCEPTING, FINISHED, VOTING
from budgeting.models import Project, Round
from grants.demo.contests import SLUG as ACCEPTING_GRANTS
from grants.demo.expertise import SLUG as IN_REVIEW
from grants.models import Application, AwardSeason, BlindCopy, Contest, Review
from portal.accounts.models import User
from tests.factories.people import PASSWORD
from training.models import Campaign, ReserveApplication, Session
from training.rules import may_apply, may_enrol


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    """The demo loaded once for the module, and taken away after it."""
    with django_db_blocker.unblock():
        call_command("load_demo", stdout=StringIO())
        yield
        call_command("flush", interactive=False, verbosity=0)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_the_demo_loaded_twice_adds_nothing():
    before = rows()
    call_command("load_demo", stdout=StringIO())
    assert rows() == before


def test_everybody_in_the_table_of_logins_can_sign_in(client):
    answer = StringIO()
    call_command("load_demo", "--logins-json", stdout=answer)
    for person in json.loads(answer.getvalue()):
        assert client.login(email=person["email"], password=PASSWORD)
        assert client.get(person["url"], follow=True).status_code == 200
        client.logout()


def test_the_vote_is_open_with_thirty_projects(client):
    client.force_login(User.objects.get(email="resident@example.org"))
    page = client.get(reverse("budgeting:vote", args=[VOTING]))
    assert page.content.decode().count('name="choices"') == 30


def test_the_finished_round_shows_winners_on_their_way(client):
    assert client.get(reverse("budgeting:results", args=[FINISHED])).status_code == 200
    states = Project.objects.filter(round__slug=FINISHED).values_list("state", flat=True)
    assert {"reported", "works", "funding", "reserve"} <= set(states)


def test_a_winner_shows_its_report_with_photos_and_marks(client):
    project = Project.objects.get(round__slug=FINISHED, state="reported")
    text = client.get(reverse("budgeting:report", args=[project.pk])).content.decode()
    assert "После работ" in text
    assert "Средняя оценка 4,4 из 5" in text
    assert project.refund_lines.exists()


def test_late_works_and_money_wait_for_the_officials(client):
    client.force_login(User.objects.get(email="admin@example.org"))
    page = client.get(reverse("admin:queue")).content.decode()
    assert "Этап работ просрочен" in page
    assert "Деньги на утверждение" in page


def test_proposals_wait_for_the_official(client):
    client.force_login(User.objects.get(email="official@example.org"))
    page = client.get(reverse("admin:queue")).content.decode()
    waiting = Project.objects.filter(round__slug=ACCEPTING, state="submitted")
    assert all(project.title in page for project in waiting)
    assert waiting.count() == 2


def test_a_year_of_training_shows_on_its_pages(client):
    client.force_login(User.objects.get(email="servant@example.org"))
    assert "Понятный язык" in client.get("/training/my/").content.decode()
    ethics = client.get("/training/ethics/").content.decode()
    assert "<strong>4," in ethics
    assert "отзывов пока мало" not in ethics
    plan = client.get("/training/plan/", follow=True).content.decode()
    assert "Департамент городского хозяйства (демо)" in plan


def test_the_demo_of_training_has_every_stage_of_a_session_and_of_the_reserve():
    stages = {session.stage for session in Session.objects.select_related("programme")}
    assert stages >= {"enrolling", "closed", "running", "finished"}
    outcomes = {"returned", "test", "included", "training", "appointed", "excluded", "expired"}
    assert outcomes <= set(ReserveApplication.objects.values_list("state", flat=True))
    first, last = (Session.objects.order_by(by)[0].starts_at for by in ("starts_at", "-starts_at"))
    assert (last - first).days > 300


def test_a_resident_of_the_demo_may_enrol_and_apply_to_the_reserve():
    resident = User.objects.get(email="resident@example.org")
    school = Session.objects.get(programme__slug="shkola-liderov-tos")
    assert may_enrol(resident, school)
    assert may_apply(resident, Campaign.objects.accepting().get())


def test_the_demo_contest_has_ninety_applications_eighteen_experts_and_their_copies(client):
    contest = Contest.objects.get(slug=IN_REVIEW)
    assert (contest.applications.count(), contest.experts.count()) == (90, 18)
    final = Review.objects.filter(application__contest=contest, state="final")
    assert final.values("application").distinct().count() == 60
    expert = User.objects.get(email="expert@example.org")
    copies = BlindCopy.objects.checked().filter(document__application__reviews__expert__user=expert)
    assert copies.count() == 3
    assert Application.objects.without_copies().filter(contest=contest).exists()


def test_a_draft_beyond_the_limit_of_the_demo_says_so_at_the_button(client):
    client.force_login(User.objects.get(email="nko@example.org"))
    own = {"organisation__members__user__email": "nko@example.org"}
    draft = Application.objects.get(contest__slug=ACCEPTING_GRANTS, state="draft", **own)
    page = client.get(reverse("grants:check", args=[draft.pk])).content.decode()
    assert "Столько уже подано" in page
    assert ">Подать заявку<" not in page


def test_awards_of_the_demo_take_nominations_votes_and_have_laureates(client):
    open_poll = {"categories__poll__state": "open"}
    states = AwardSeason.objects.values_list("state", flat=True)
    assert {"collecting", "judging", "decided"} <= set(states)
    assert AwardSeason.objects.filter(**open_poll).exists()
    assert "Демо-Садовникова Вера" in client.get("/grants/awards/laureates/").content.decode()


def test_all_that_is_invented_says_so():
    assert all("демо" in title.lower() for title in Round.objects.values_list("title", flat=True))
    assert all("демо" in title for title in Project.objects.values_list("title", flat=True))
