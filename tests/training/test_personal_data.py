"""What «my data» tells of training, and what an erased account takes with it."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from portal.accounts.actions import erase
from portal.files.actions import attach_document
from portal.files.models import Attachment
from tests.factories.ethics import ConductFactory
from tests.factories.files import pdf
from tests.factories.people import VerifiedUserFactory
from tests.factories.reserve import CampaignFactory, ReserveApplicationFactory
from tests.factories.training import EnrolmentFactory, SessionFactory, quiz_of, student
from training.actions import answer, attach, start_attempt
from training.models import Material
from training.personal_data import collect

pytestmark = pytest.mark.django_db


def test_my_data_tells_all_of_it_and_nothing_of_others(person):
    EnrolmentFactory(user=person, text="Моя причина")
    EnrolmentFactory(text="Чужая причина")
    ReserveApplicationFactory(user=person, education="Моё образование")
    ReserveApplicationFactory(education="Чужое образование")
    ConductFactory(author=person, text="Мой рассказ")
    told = json.dumps(collect(person), cls=DjangoJSONEncoder, ensure_ascii=False)
    assert all(word in told for word in ("Моя причина", "Моё образование", "Мой рассказ"))
    assert "Чуж" not in told


def test_my_data_tells_my_answers_and_not_what_is_right():
    row = student()
    attempt = start_attempt(quiz_of(row.session.programme), row, actor=row.user)
    answer(attempt, actor=row.user, answers={"q0": ["моё слово"]}, finish=True)
    told = json.dumps(collect(row.user), cls=DjangoJSONEncoder, ensure_ascii=False)
    assert "моё слово" in told
    assert "город Киров" not in told


def test_a_place_of_an_erased_account_goes_to_the_next(person):
    session = SessionFactory(quota=1)
    EnrolmentFactory(session=session, user=person)
    EnrolmentFactory(session=session, state="waiting")
    erase(person, actor=person)
    states = session.enrolments.order_by("pk").values_list("state", "text")
    assert list(states) == [("cancelled", ""), ("admitted", "Хочу отвечать жителям понятнее.")]


@pytest.mark.parametrize(("state", "after"), [("check", "withdrawn"), ("included", "excluded")])
def test_an_erased_account_leaves_the_reserve_with_its_documents(person, state, after):
    row = ReserveApplicationFactory(user=person, state="draft")
    attach(row, pdf(), actor=person)
    type(row).objects.update(state=state)
    erase(person, actor=person)
    row.refresh_from_db()
    assert (row.state, row.education) == (after, "")
    assert not Attachment.objects.kept().exists()


def test_an_erased_account_takes_its_stories(person):
    row = ConductFactory(author=person)
    erase(person, actor=person)
    row.refresh_from_db()
    assert (row.text, row.polite) == ("", 5)


def test_a_file_of_a_material_opens_where_the_material_does(client, official):
    session = SessionFactory()
    row = Material.objects.create(programme=session.programme, title="Разбор")
    url = attach_document(row, pdf(), actor=official).get_absolute_url()
    seen = []
    for reader in (VerifiedUserFactory(), EnrolmentFactory(session=session).user):
        client.force_login(reader)
        seen.append(client.get(url).status_code)
    assert seen == [404, 200]


def test_the_commission_reads_nothing_of_an_erased_applicant(client, person):
    campaign = CampaignFactory()
    row = ReserveApplicationFactory(campaign=campaign, user=person)
    erase(person, actor=person)
    client.force_login(campaign.chair)
    assert "тайное образование" not in client.get(row.get_absolute_url()).content.decode()
