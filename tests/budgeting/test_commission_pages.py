"""Pages of a commission: what everybody reads, what an applicant, a member and an official do."""

import pytest
from django.urls import reverse

from budgeting import actions
from budgeting.models import (
    Commission,
    CommissionApplication,
    ExpertSheet,
    Project,
    RatingBallot,
    Seat,
)
from budgeting.rules import may_propose
from portal.accounts.models import User
from tests.factories.budgeting import RoundFactory
from tests.factories.commission import (
    ApplicationFactory,
    CommissionFactory,
    assessing,
    chair,
    days,
    drawn,
    listed,
    seats,
)
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db


def url(commission, page="commission", *args) -> str:
    return reverse(f"budgeting:{page}", args=[commission.round.slug, *args])


# --- Everybody ----------------------------------------------------------------------------------
def test_the_page_shows_numbers_and_only_the_names_people_agreed_to(client):
    commission = CommissionFactory(places=3, reserve_places=2)
    for number, agreed in enumerate((days(0), None, None, None, None), 1):
        user = VerifiedUserFactory(
            last_name=f"Видимова{number}", email=f"secret{number}@example.org"
        )
        ApplicationFactory(commission=commission, number=number, user=user, name_agreed_at=agreed)
    Commission.objects.update(closes_at=days(-0.01))
    actions.list_applications(commission, actor=chair())
    for page in ("commission", "scoring"):
        assert "Видимова" not in client.get(url(commission, page)).text
    actions.draw_commission(commission, actor=chair(), seed="шар 1, шар 2")
    text = client.get(url(commission)).text
    assert "Видимова1" in text
    for hidden in range(2, 6):
        assert f"Видимова{hidden}" not in text
    commission.refresh_from_db()
    for address in (
        url(commission, "commission_protocol"),
        reverse("draws:draw", args=[commission.draw.pk]),
        reverse("draws:draw_file", args=[commission.draw.pk]),
    ):
        assert "Видимова" not in client.get(address).text
    assert "secret" not in text


def test_an_erased_person_is_a_number_again(client):
    commission = drawn()
    seat = commission.seats.first()
    Seat.objects.filter(pk=seat.pk).update(name_agreed_at=days(0))
    assert seat.user.last_name in client.get(url(commission)).text
    User.objects.filter(pk=seat.user_id).update(erased_at=days(0))
    assert seat.user.last_name not in client.get(url(commission)).text


def test_the_protocol_has_seed_hash_and_numbers_on_page_and_paper(client):
    commission = drawn(seed="17-25-31")
    page = client.get(url(commission, "commission_protocol")).text
    assert "17-25-31" in page
    assert commission.draw.list_hash in page
    paper = client.get(url(commission, "commission_paper"))
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_before_the_draw_there_is_no_protocol(client):
    commission = listed()
    assert client.get(url(commission, "commission_protocol")).status_code == 404
    assert commission.draw.list_hash in client.get(url(commission)).text


def test_the_round_links_to_its_commission_once_it_is_announced(client):
    commission = CommissionFactory()
    assert url(commission) in client.get(commission.round.get_absolute_url()).text
    Commission.objects.update(state="draft")
    assert url(commission) not in client.get(commission.round.get_absolute_url()).text


# --- An applicant -------------------------------------------------------------------------------
def test_a_resident_applies_on_the_page_and_withdraws(client):
    commission, resident = CommissionFactory(), VerifiedUserFactory()
    client.force_login(resident)
    page = client.post(url(commission, "commission_apply"), {"is_declared": "on"}, follow=True)
    assert "Ваш номер: 1" in page.text
    assert "№ 1" in page.text
    application = CommissionApplication.objects.get()
    move = ["budgeting.commissionapplication", application.pk, "withdraw"]
    client.post(reverse("pages:move", args=move), {"note": ""})
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert "Подать заявление" in client.get(url(commission)).text


def test_without_the_tick_the_form_comes_back_with_what_is_wrong(client):
    commission = CommissionFactory()
    client.force_login(VerifiedUserFactory())
    page = client.post(url(commission, "commission_apply"), {"show_name": "on"})
    assert page.status_code == 422
    assert not CommissionApplication.objects.exists()


def test_an_unproved_account_reads_why_it_may_not_apply(client):
    commission = CommissionFactory()
    client.force_login(VerifiedUserFactory(level=0))
    assert "Подтвердите личность" in client.get(url(commission, "commission_apply")).text


def test_a_person_changes_the_mind_about_the_name(client):
    commission = drawn()
    seat = commission.seats.first()
    client.force_login(seat.user)
    for show, is_named in (("1", True), ("0", False)):
        client.post(url(commission, "commission_name"), {"show": show})
        seat.refresh_from_db()
        assert (seat.name_agreed_at is not None) is is_named
    assert not Seat.objects.exclude(pk=seat.pk).exclude(name_agreed_at=None).exists()


def test_a_member_leaves_on_the_page_after_a_second_thought(client):
    commission = drawn()
    seat = commission.seats.first()
    client.force_login(seat.user)
    assert client.post(url(commission, "commission_resign"), {}).status_code == 422
    page = client.post(url(commission, "commission_resign"), {"confirm": "on"}, follow=True)
    assert "Вы вышли" in page.text
    assert "Выйти из комиссии" not in page.text


# --- A member -----------------------------------------------------------------------------------
def test_a_member_casts_the_ballot_on_the_page(client):
    commission = assessing(projects=2)
    client.force_login(commission.seats.first().user)
    marks = {f"project_{key}": "4" for key in commission.contest}
    assert client.post(url(commission, "commission_rate"), marks).status_code == 422
    page = client.post(url(commission, "commission_rate"), {**marks, "confirm": "on"}, follow=True)
    assert "Ваш бюллетень учтён" in page.text
    assert RatingBallot.objects.get().points == {str(key): 4 for key in commission.contest}
    assert "Вы уже проголосовали" in client.get(url(commission, "commission_rate")).text


def test_a_ballot_of_ticks_is_cast_on_the_page(client):
    commission = assessing(projects=3, ballot="votes", votes_each=2)
    client.force_login(commission.seats.first().user)
    ticks = {f"project_{key}": "on" for key in commission.contest}
    page = client.post(url(commission, "commission_rate"), {**ticks, "confirm": "on"})
    assert (page.status_code, "не больше, чем 2" in page.text) == (422, True)
    ticks.popitem()
    client.post(url(commission, "commission_rate"), {**ticks, "confirm": "on"})
    assert len(RatingBallot.objects.get().points) == 2


def test_a_member_marks_saves_and_finishes(client):
    commission = assessing(method="criteria", projects=1)
    project = Project.objects.get()
    client.force_login(commission.seats.first().user)
    sheet = url(commission, "commission_sheet", project.pk)
    client.post(sheet, {"mark_social_effect": "3,5"})
    assert ExpertSheet.objects.get().final_at is None
    assert "3,5" in client.get(sheet).text
    page = client.post(sheet, {"mark_social_effect": "3,5", "is_final": "on"})
    assert (page.status_code, "Нет оценки" in page.text) == (422, True)
    full = {"mark_social_effect": "3,5", "mark_maintenance": "5", "is_final": "on"}
    assert "Спасибо" in client.post(sheet, full, follow=True).text
    assert "окончательные" in client.get(sheet).text
    assert client.post(sheet, full).status_code == 422


def test_a_member_steps_aside_on_the_page(client):
    commission = assessing(method="criteria", projects=1)
    client.force_login(commission.seats.first().user)
    sheet = url(commission, "commission_sheet", Project.objects.get().pk)
    assert client.post(sheet, {"is_recused": "on"}).status_code == 422
    client.post(sheet, {"is_recused": "on", "note": "Мой двор"})
    assert ExpertSheet.objects.get().is_recused


# --- Initiatives of members ---------------------------------------------------------------------
@pytest.fixture
def proposing():
    round_ = RoundFactory(phase="submission")
    commission = CommissionFactory(round=round_, state="formed", members_propose=True)
    seats(commission, 1)
    return commission


def test_a_member_puts_forward_two_initiatives_and_no_third(proposing, client):
    member = proposing.seats.get().user
    client.force_login(member)
    assert "Выдвинуть инициативу" in client.get(url(proposing)).text
    for title in ("Первая", "Вторая"):
        client.post(url(proposing, "propose"), {"title": title})
    assert client.post(url(proposing, "propose"), {"title": "Третья"}).status_code == 403
    assert Project.objects.filter(author=member).count() == 2


def test_a_withdrawn_initiative_gives_its_place_back(proposing):
    member, round_ = proposing.seats.get().user, proposing.round
    drafts = [actions.start_draft(round_, actor=member, title=f"{n}") for n in range(2)]
    assert not may_propose(member, round_)
    actions.withdraw(drafts[0], actor=member)
    assert may_propose(member, round_)


def test_nobody_but_members_proposes_where_members_alone_do(proposing):
    reserve = proposing.seats.get()
    reserve.status = "reserve"
    reserve.save()
    for person in (VerifiedUserFactory(), reserve.user):
        assert "жребием" in may_propose(person, proposing.round).reason


def test_a_round_without_such_a_commission_is_open_to_all():
    round_ = RoundFactory(phase="submission")
    CommissionFactory(round=round_, state="formed", members_propose=False)
    assert may_propose(VerifiedUserFactory(), round_)
