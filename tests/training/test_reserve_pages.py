"""Pages of the reserve: what the person and the commission do on them."""

import pytest

from tests.factories.files import pdf
from tests.factories.reserve import CampaignFactory, ReserveApplicationFactory
from training.models import ReserveApplication

pytestmark = pytest.mark.django_db


def test_an_activist_goes_all_the_way_on_the_pages(client, person):
    campaign = CampaignFactory()
    client.force_login(person)
    client.post(f"{campaign.get_absolute_url()}apply/")
    row = ReserveApplication.objects.get()
    url = row.get_absolute_url()
    refused = client.post(f"{url}submit/")
    assert (refused.status_code, "Приложите: Анкета" in refused.content.decode()) == (400, True)
    client.post(url, {"education": "Высшее", "experience": "ТОС", "motivation": "Хочу"})
    kind = campaign.document_kinds.get()
    client.post(f"{url}attach/", {"kind": kind.pk, "files": pdf()})
    page = client.post(f"{url}submit/", follow=True).content.decode()
    assert "Заявление подано" in page


@pytest.mark.parametrize("count", [0, 1])
@pytest.mark.parametrize("button", ["", "attach/", "submit/"])
def test_whatever_button_is_pressed_the_text_is_kept(client, person, button, count):
    row = ReserveApplicationFactory(
        state="draft", user=person, education="", experience="", motivation=""
    )
    client.force_login(person)
    typed = {"education": "Высшее", "experience": "ТОС", "motivation": "Хочу помочь району"}
    client.post(f"{row.get_absolute_url()}{button}", typed | ({"files": pdf()} if count else {}))
    row.refresh_from_db()
    assert (row.education, row.motivation) == ("Высшее", "Хочу помочь району")
    assert row.documents.count() == count


def test_text_that_is_too_long_is_told_and_no_file_is_lost_silently(client, person):
    row = ReserveApplicationFactory(state="draft", user=person)
    client.force_login(person)
    typed = {"education": "ж" * 20_000, "experience": "ТОС", "motivation": "Хочу"}
    answer = client.post(f"{row.get_absolute_url()}attach/", typed | {"files": pdf()})
    assert (answer.status_code, row.documents.count()) == (400, 0)
    assert "education" in answer.context["form"].errors


def test_a_file_that_is_no_document_comes_back_with_its_name(client, person):
    row = ReserveApplicationFactory(state="draft", user=person)
    client.force_login(person)
    from django.core.files.uploadedfile import SimpleUploadedFile

    fake = SimpleUploadedFile("диплом.pdf", b"not a pdf at all")
    answer = client.post(f"{row.get_absolute_url()}attach/", {"files": fake})
    assert (answer.status_code, "диплом" in answer.content.decode()) == (400, True)


def test_a_member_marks_and_another_does_not_see_the_marks(client):
    campaign = CampaignFactory()
    row = ReserveApplicationFactory(campaign=campaign, state="interview")
    url = f"{row.get_absolute_url()}marks/"
    names = [f"mark-{one.pk}" for one in campaign.criteria.criteria.filter(formula="expert")]
    client.force_login(campaign.chair)
    assert client.post(url, {names[0]: "101", names[1]: "7"}).status_code == 400
    assert client.post(url, {names[0]: "77,5", names[1]: "7"}).status_code == 302
    client.force_login(campaign.commission.exclude(pk=campaign.chair_id).first())
    assert "77,5" not in client.get(url).content.decode()


def test_a_member_excludes_with_a_ground_on_the_page(client):
    campaign = CampaignFactory()
    row = ReserveApplicationFactory(campaign=campaign, state="included")
    client.force_login(campaign.chair)
    url = f"{row.get_absolute_url()}exclude/"
    assert client.post(url, {"ground": "whim", "note": "Так"}).status_code == 400
    page = client.post(url, {"ground": "plan", "note": "Не учился"}, follow=True)
    assert "не выполняет индивидуальный план" in page.content.decode()


def test_a_plan_line_is_added_and_ticked_on_the_pages(client):
    campaign = CampaignFactory()
    row = ReserveApplicationFactory(campaign=campaign, state="included")
    client.force_login(campaign.chair)
    url = f"{row.get_absolute_url()}plan/"
    assert client.post(url, {"text": "", "due_on": "вчера"}).status_code == 400
    client.post(url, {"text": "Пройти стажировку", "due_on": "2030-05-01"})
    item = row.plan.get()
    page = client.post(f"{url}{item.pk}/", follow=True).content.decode()
    assert "сделано" in page


def test_the_person_reads_their_plan_but_does_not_tick_it(client):
    row = ReserveApplicationFactory(state="included")
    item = row.plan.create(text="Пройти стажировку", due_on="2030-05-01")
    client.force_login(row.user)
    assert "Пройти стажировку" in client.get(row.get_absolute_url()).content.decode()
    assert client.post(f"{row.get_absolute_url()}plan/{item.pk}/").status_code == 404
    item.refresh_from_db()
    assert item.done_on is None


def test_the_commission_finds_its_campaigns(client):
    campaign, other = CampaignFactory(), CampaignFactory()
    client.force_login(campaign.chair)
    page = client.get("/training/reserve/commissions/").content.decode()
    assert campaign.title in page
    assert other.title not in page
