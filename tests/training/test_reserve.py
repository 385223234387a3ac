"""The personnel reserve: applying, the commission, ranking, the term."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.files.models import Attachment
from portal.notifications.models import Notification
from portal.portfolio.models import Participation
from portal.scoring.actions import digest_of
from tests.factories.files import pdf
from tests.factories.people import StaffFactory, SuperuserFactory, UserFactory, VerifiedUserFactory
from tests.factories.reserve import (
    CampaignFactory,
    ReserveApplicationFactory,
    cadre,
    judged,
)
from tests.factories.training import days, department, servants_of
from tests.races import race
from training.actions import (
    add_plan_item,
    appoint,
    attach,
    cancel_campaign,
    change_consent,
    decide,
    detach,
    exclude,
    finish_plan_item,
    mark,
    portfolio_of,
    publish_campaign,
    rank,
    reserve,
    return_application,
    start_application,
    write_application,
)
from training.actions.campaigns import months_after
from training.models import Campaign, ReserveApplication, ReserveDocument
from training.tasks import move_reserve

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def draft(campaign, person):
    return ReserveApplicationFactory(campaign=campaign, user=person, state="draft")


def paper(application, kind="first"):
    kind = application.campaign.document_kinds.first() if kind == "first" else kind
    return attach(application, pdf(), actor=application.user, kind=kind)


# --- Applying -----------------------------------------------------------------------------------
def test_an_activist_writes_attaches_and_submits(campaign, person):
    row = start_application(campaign, actor=person)
    write_application(row, actor=person, education="Высшее", experience="ТОС", motivation="Хочу")
    paper(row)
    reserve.submit(row, actor=person)
    assert (row.state, row.number) == ("applied", 1)
    assert Notification.objects.filter(recipient=person, topic="reserve").exists()


def test_an_incomplete_application_is_told_everything_it_lacks(draft, person):
    write_application(draft, actor=person, education=" ")
    with pytest.raises(ValidationError) as refusal:
        reserve.submit(draft, actor=person)
    assert refusal.value.messages == ["Расскажите об образовании.", "Приложите: Анкета."]
    assert Campaign.objects.get().application_count == 0


def test_a_document_of_another_kind_does_not_answer_the_requirement(draft, person):
    paper(draft, kind=None)
    with pytest.raises(ValidationError, match="Анкета"):
        reserve.submit(draft, actor=person)


def test_a_document_of_another_campaign_is_refused(draft):
    with pytest.raises(ValidationError, match="не просят"):
        paper(draft, kind=CampaignFactory().document_kinds.first())


def test_a_second_start_returns_to_the_same_draft(campaign, person):
    assert start_application(campaign, actor=person) == start_application(campaign, actor=person)


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (UserFactory, "Подтвердите личность"),
        (lambda: VerifiedUserFactory(birth_date=date(2015, 1, 1)), "с 18 лет"),
        (lambda: VerifiedUserFactory(birth_date=date(1940, 1, 1)), "до 65 включительно"),
    ],
)
def test_a_person_who_may_not_apply_reads_why(campaign, who, reason):
    with pytest.raises(PermissionDenied, match=reason):
        start_application(campaign, actor=who())


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"closed": True}, "закончился"),
        ({"opens_at": days(1), "closes_at": days(40)}, "откроется"),
        ({"state": "cancelled"}, "отменён"),
        ({"state": "ranked"}, "закончился"),
    ],
)
def test_nobody_applies_outside_the_time(person, fields, reason):
    with pytest.raises(PermissionDenied, match=reason):
        start_application(CampaignFactory(**fields), actor=person)


def test_the_track_of_servants_is_for_servants(person):
    campaign = CampaignFactory(track="servants")
    with pytest.raises(PermissionDenied, match="для муниципальных служащих"):
        start_application(campaign, actor=person)
    servant = servants_of(department(servants=1))[0]
    assert start_application(campaign, actor=servant).pk


def test_a_commissioner_does_not_apply_where_they_judge(campaign):
    with pytest.raises(PermissionDenied, match="в комиссии"):
        start_application(campaign, actor=campaign.chair)


def test_a_draft_begun_in_time_is_not_submitted_too_late(draft, person):
    paper(draft)
    Campaign.objects.update(closes_at=days(-0.001))
    with pytest.raises(PermissionDenied, match="закончился"):
        reserve.submit(ReserveApplication.objects.get(pk=draft.pk), actor=person)


def test_a_submitted_application_is_not_changed(campaign, person):
    row = ReserveApplicationFactory(campaign=campaign, user=person)
    for act in (
        lambda: write_application(row, actor=person, education="Иначе"),
        lambda: paper(row),
    ):
        with pytest.raises(PermissionDenied, match="уже подано"):
            act()


def test_nobody_writes_for_another(draft):
    with pytest.raises(PermissionDenied):
        write_application(draft, actor=VerifiedUserFactory(), education="Чужое")


def test_a_removed_document_answers_nothing(draft, person):
    row = paper(draft)
    detach(row, actor=person)
    assert not ReserveDocument.objects.exists()
    with pytest.raises(ValidationError, match="Анкета"):
        reserve.submit(draft, actor=person)


def test_a_returned_application_is_mended_after_the_close(campaign, person):
    row = ReserveApplicationFactory(campaign=campaign, user=person, state="check")
    return_application(row, actor=campaign.chair, note="Нет подписи")
    Campaign.objects.update(closes_at=days(-1))
    row = ReserveApplication.objects.get(pk=row.pk)
    paper(row)
    reserve.submit(row, actor=person)
    assert (row.state, row.number) == ("applied", 1)


def test_a_returned_application_left_alone_is_closed_by_the_clock():
    row = ReserveApplicationFactory(state="returned", return_until=days(-0.1))
    fresh = ReserveApplicationFactory(state="returned")
    with pytest.raises(PermissionDenied, match="Срок исправления"):
        write_application(row, actor=row.user, education="Поздно")
    move_reserve()
    states = dict(ReserveApplication.objects.values_list("pk", "state"))
    assert states == {row.pk: "refused", fresh.pk: "returned"}


@pytest.mark.django_db(transaction=True)
def test_ten_submissions_of_one_application_are_one(draft, person):
    paper(draft)

    def act(_n):
        return reserve.submit(ReserveApplication.objects.get(pk=draft.pk), actor=person)

    results = race(10, act)
    assert sum(not isinstance(one, Exception) for one in results) == 1
    assert Campaign.objects.get().application_count == 1


# --- Who sees it --------------------------------------------------------------------------------
def outsiders(campaign):
    return {
        "stranger": None,
        "resident": VerifiedUserFactory(),
        "applicant": ReserveApplicationFactory(campaign=campaign).user,
        "cadre": cadre(),
        "files": StaffFactory(permissions=["files.view_private", "files.moderate"]),
        "superuser": SuperuserFactory(),
        "other commission": CampaignFactory().chair,
    }


def statuses(client, campaign, url) -> dict[str, int]:
    found = {}
    for name, person in outsiders(campaign).items():
        client.logout()
        if person:
            client.force_login(person)
        found[name] = client.get(url).status_code
    return found


def test_only_the_person_and_the_commission_open_an_application_and_its_documents(
    client, campaign, draft, person
):
    paper(draft)
    reserve.submit(draft, actor=person)
    file_url = Attachment.objects.get().get_absolute_url()
    for url in (draft.get_absolute_url(), file_url):
        assert set(statuses(client, campaign, url).values()) <= {302, 404}
        for allowed in (person, campaign.chair):
            client.force_login(allowed)
            assert client.get(url).status_code == 200


def test_a_draft_is_nobodys_but_the_persons(client, campaign, draft):
    paper(draft)
    client.force_login(campaign.chair)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(Attachment.objects.get().get_absolute_url()).status_code == 404


def test_the_desk_of_the_commission_opens_for_nobody_else(client, campaign):
    row = ReserveApplicationFactory(campaign=campaign)
    url = f"{campaign.get_absolute_url()}commission/"
    assert set(statuses(client, campaign, url).values()) == {302, 404}
    client.force_login(campaign.chair)
    assert row.user.last_name in client.get(url).content.decode()


def test_public_pages_leak_nothing_of_the_applications(client, campaign):
    row = ReserveApplicationFactory(campaign=campaign, state="included")
    for url in ("/training/reserve/", campaign.get_absolute_url()):
        page = client.get(url).content.decode()
        assert not any(word in page for word in (row.user.last_name, row.education))


def test_the_open_list_asks_for_both_consents(client):
    rows = [
        ReserveApplicationFactory(state="included", list_consent=listed, user=person)
        for listed in (True, False)
        for person in (VerifiedUserFactory(name_is_public=True), VerifiedUserFactory())
    ]
    page = client.get("/training/reserve/").content.decode()
    assert [row.user.last_name in page for row in rows] == [True, False, False, False]


def test_a_consent_is_taken_back_any_day(client):
    row = ReserveApplicationFactory(
        state="included", list_consent=True, user=VerifiedUserFactory(name_is_public=True)
    )
    change_consent(row, actor=row.user, shown=False)
    assert row.user.last_name not in client.get("/training/reserve/").content.decode()
    with pytest.raises(PermissionDenied):
        change_consent(row, actor=VerifiedUserFactory(), shown=True)


def test_statistics_count_those_who_agreed_to_nothing(client):
    ReserveApplicationFactory.create_batch(3, campaign=CampaignFactory(), state="included")
    page = client.get("/training/reserve/").content.decode()
    assert '<td class="number">3</td>' in page


# --- The commission -----------------------------------------------------------------------------
def test_an_application_goes_the_way_of_the_catalogue(campaign):
    row, chair = ReserveApplicationFactory(campaign=campaign), campaign.chair
    for act, state in (
        (reserve.check, "check"),
        (reserve.admit, "test"),
        (reserve.invite, "interview"),
    ):
        act(row, actor=chair)
        assert row.state == state
    assert Notification.objects.filter(recipient=row.user, channel="inbox").count() == 3


@pytest.mark.parametrize("who", [cadre, SuperuserFactory, VerifiedUserFactory])
def test_nobody_but_the_commission_moves_an_application(campaign, who):
    row = ReserveApplicationFactory(campaign=campaign)
    with pytest.raises(PermissionDenied):
        reserve.check(row, actor=who())


def test_marks_of_the_interview_come_after_it(campaign):
    row = ReserveApplicationFactory(campaign=campaign, state="test")
    test, interview = campaign.criteria.criteria.filter(formula="expert")
    mark(row, actor=campaign.chair, marks={test: 80})
    with pytest.raises(ValidationError, match="ещё не было"):
        mark(row, actor=campaign.chair, marks={interview: 9})
    with pytest.raises(PermissionDenied):
        mark(row, actor=VerifiedUserFactory(), marks={test: 100})


def concluded(*marks, places=2, pass_score=50) -> Campaign:
    campaign = CampaignFactory(closed=True, places=places, pass_score=pass_score)
    for test, interview in marks:
        judged(ReserveApplicationFactory(campaign=campaign, state="interview"), test, interview)
    return campaign


def states(campaign) -> list[str]:
    return list(campaign.applications.order_by("number").values_list("state", flat=True))


def test_the_best_who_reach_the_pass_score_are_included_for_the_term():
    campaign = concluded((100, 10), (60, 6), (90, 9), (100, 5))
    rank(campaign, actor=campaign.chair)
    decide(campaign, actor=campaign.chair)
    assert states(campaign) == ["included", "refused", "included", "refused"]
    first = campaign.applications.get(number=1)
    assert first.term_until == months_after(timezone.localdate(), 36)


def test_places_stay_empty_below_the_pass_score():
    campaign = concluded((10, 1), (90, 9))
    rank(campaign, actor=campaign.chair)
    decide(campaign, actor=campaign.chair)
    assert states(campaign) == ["refused", "included"]


def test_the_portfolio_counts_by_the_published_formula_and_nothing_revoked_does():
    campaign = concluded((50, 5), (50, 5))
    row = campaign.applications.get(number=2)
    for hours, revoked in ((40, None), (500, timezone.now())):
        Participation.objects.create(
            user=row.user, kind="volunteer", title="Помощь", hours=hours,
            day=timezone.localdate(), confirmed_by=campaign.chair, revoked_at=revoked,
        )  # fmt: skip
    rank(campaign, actor=campaign.chair)
    totals = {one["id"]: one["total"] for one in campaign.ranking.data["rows"]}
    assert totals == {"1": "40", "2": "48"}


def test_portfolios_are_counted_by_kind(person):
    for kind, hours in (("volunteer", 3), ("volunteer", 4), ("training", 16), ("project", None)):
        Participation.objects.create(
            user=person, kind=kind, title="Дело", hours=hours, day=timezone.localdate(),
            confirmed_by=VerifiedUserFactory(),
        )  # fmt: skip
    counted = portfolio_of([person.pk])[person.pk]
    assert counted == {"volunteer_hours": 7, "courses": 1, "projects": 1}


def test_the_ranking_is_frozen_with_a_hash_and_names_nobody(client):
    campaign = concluded((100, 10), (60, 6))
    rank(campaign, actor=campaign.chair)
    decide(campaign, actor=campaign.chair)
    assert digest_of(campaign.ranking.data) == campaign.ranking.digest
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert campaign.ranking.digest in page
    assert not any(row.user.last_name in page for row in campaign.applications.all())


def test_anybody_recounts_the_ranking_from_its_data_once_it_is_decided(client):
    campaign = concluded((100, 10), (60, 6))
    url = f"{campaign.get_absolute_url()}protocol.json"
    rank(campaign, actor=campaign.chair)
    assert client.get(url).status_code == 404
    decide(campaign, actor=campaign.chair)
    assert digest_of(client.get(url).json()) == campaign.ranking.digest


def test_a_ranking_waits_for_every_application():
    campaign = concluded((100, 10))
    ReserveApplicationFactory(campaign=campaign, state="check")
    with pytest.raises(ValidationError, match="без решения комиссии: 1"):
        rank(campaign, actor=campaign.chair)


def test_a_ranking_waits_for_every_mark():
    campaign = concluded((100, 10))
    ReserveApplicationFactory(campaign=campaign, state="interview")
    with pytest.raises(ValidationError, match="Не хватает значений"):
        rank(campaign, actor=campaign.chair)


def test_only_the_chair_concludes_and_only_after_the_close(campaign):
    member = campaign.commission.exclude(pk=campaign.chair_id).first()
    with pytest.raises(PermissionDenied, match="председатель"):
        rank(campaign, actor=member)
    with pytest.raises(PermissionDenied, match="Рейтинг — после"):
        rank(campaign, actor=campaign.chair)


def test_nothing_is_moved_between_ranking_and_decision():
    campaign = concluded((100, 10))
    rank(campaign, actor=campaign.chair)
    row = campaign.applications.get()
    with pytest.raises(PermissionDenied):
        reserve.refuse(row, actor=campaign.chair, note="Передумали")


# --- In the reserve -----------------------------------------------------------------------------
def test_a_plan_is_kept_and_an_appointment_ends_the_reserve(campaign):
    row, chair = ReserveApplicationFactory(campaign=campaign, state="included"), campaign.chair
    item = add_plan_item(row, actor=chair, text="Пройти курс", due_on=date(2030, 1, 1))
    reserve.begin_plan(row, actor=chair)
    finish_plan_item(item, actor=chair)
    item.refresh_from_db()
    assert item.done_on is not None
    appoint(row, actor=chair, note="Начальник отдела, приказ № 5")
    assert row.state == "appointed"


def test_an_exclusion_needs_a_ground_and_a_reason(campaign):
    row, chair = ReserveApplicationFactory(campaign=campaign, state="training"), campaign.chair
    with pytest.raises(ValidationError, match="основание"):
        exclude(row, actor=chair, note="Так решили", ground="whim")
    with pytest.raises(ValidationError, match="причину"):
        exclude(row, actor=chair, note="", ground="own")
    exclude(row, actor=chair, note="Заявление от 1 марта", ground="own")
    assert (row.state, row.ground) == ("excluded", "own")


def test_the_term_ends_by_the_date():
    over = ReserveApplicationFactory(
        state="training", term_until=timezone.localdate() - timedelta(days=1)
    )
    today = ReserveApplicationFactory(state="included", term_until=timezone.localdate())
    move_reserve()
    kept = dict(ReserveApplication.objects.values_list("pk", "state"))
    assert kept == {over.pk: "expired", today.pk: "included"}


def test_who_is_in_the_reserve_is_of_its_audience(person):
    from training.rules.sessions import belongs_to

    assert not belongs_to(person, ["reserve"])
    ReserveApplicationFactory(user=person, state="included")
    assert belongs_to(person, ["reserve"])


# --- The campaign -------------------------------------------------------------------------------
def test_a_campaign_is_announced_with_criteria_of_its_own():
    official = cadre()
    campaign = CampaignFactory(state="draft", closes_at=days(20))
    chosen = campaign.criteria
    publish_campaign(campaign, actor=official)
    assert campaign.state == "published"
    assert campaign.criteria != chosen
    assert campaign.criteria.frozen_at is not None


def test_a_campaign_half_ready_is_told_every_fault():
    campaign = CampaignFactory(state="draft", opens_at=days(0), closes_at=days(5))
    campaign.commission.set(VerifiedUserFactory.create_batch(2))
    campaign.document_kinds.all().delete()
    campaign.criteria.criteria.filter(is_auto=True).update(code="beauty")
    with pytest.raises(ValidationError) as refusal:
        publish_campaign(campaign, actor=cadre())
    assert len(refusal.value.messages) == 5


def test_everybody_who_applied_hears_that_a_campaign_is_off(campaign):
    row = ReserveApplicationFactory(campaign=campaign)
    cancel_campaign(campaign, actor=cadre(), note="Должность упразднена")
    told = Notification.objects.filter(recipient=row.user)
    assert "упразднена" in told.first().body


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 26), 36, date(2029, 11, 26)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_a_term_in_months_ends_on_a_day_that_exists(day, months, later):
    assert months_after(day, months) == later
