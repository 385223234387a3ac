"""The ranking, the commission's decisions and appeals: fair, whole, reproducible."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from grants import actions
from grants.models import Application, Contest, Decision, Review, Tier
from portal.notifications.models import Notification
from portal.scoring.actions import digest_of
from tests.factories.expertise import ReviewFactory, decided, final, on_expertise, rated, scored
from tests.factories.grants import officer
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return officer()


# --- The ranking --------------------------------------------------------------------------------
def test_the_ranking_is_by_points_and_frozen_with_its_hash(official):
    contest = scored(5, 9, 7)
    actions.rate_contest(contest, actor=official)
    contest.refresh_from_db()
    rows = contest.ranking.data["rows"]
    assert [int(row["id"]) for row in rows] == [2, 3, 1]
    assert [row["total"] for row in rows] == ["90", "70", "50"]
    assert digest_of(contest.ranking.data) == contest.ranking.digest
    assert set(contest.applications.values_list("state", flat=True)) == {"rating"}


def test_equal_sums_are_ordered_by_the_earlier_submission(official):
    contest = scored(7, 7)
    contest.criteria.refresh_from_db()
    first = contest.applications.get(number=2)
    Application.objects.filter(pk=first.pk).update(submitted_at=timezone.now() - timedelta(days=1))
    # The set of a contest is copied and frozen at publication with this tie-break.
    assert contest.criteria.tie_break == ["submitted_at"]
    actions.rate_contest(contest, actor=official)
    contest.refresh_from_db()
    assert [int(row["id"]) for row in contest.ranking.data["rows"]] == [2, 1]


def test_anybody_recomputes_points_from_the_published_marks(client, official):
    contest = scored(6, 8)
    actions.rate_contest(contest, actor=official)
    data = client.get(f"/grants/{contest.slug}/ranking.json").json()
    weights = {row["code"]: Decimal(row["weight"]) for row in data["criteria"]["criteria"]}
    for row in data["rows"]:
        parts = [Decimal(part["value"]) / 10 * weights[part["code"]] for part in row["rows"]]
        assert sum(parts) == Decimal(row["total"])


def test_with_fewer_than_two_final_reviews_nothing_is_ranked(official):
    contest = on_expertise(applications=1, experts=2)
    actions.assign_all(contest, actor=official)
    final(Review.objects.first(), 8)
    with pytest.raises(ValidationError) as refusal:
        actions.rate_contest(contest, actor=official)
    assert "Меньше двух окончательных оценок: № 1" in " ".join(refusal.value.messages)
    assert contest.applications.get().state == "expertise"


def test_a_third_opinion_that_is_not_finished_holds_the_ranking(official):
    contest = scored(7)
    ReviewFactory(application=contest.applications.get(), state="open")
    with pytest.raises(ValidationError, match="не окончена"):
        actions.rate_contest(contest, actor=official)


def test_the_ranking_costs_the_same_for_few_and_for_many(official, django_assert_max_num_queries):
    contest = scored(*([5] * 12))
    contest.criteria.criteria.count()
    with django_assert_max_num_queries(12 * 12 + 25):  # a move and its letters, per application
        actions.rate_contest(contest, actor=official)


# --- Decisions ----------------------------------------------------------------------------------
VOTES = {"votes_for": 3, "votes_against": 0, "abstained": 0, "reason": ""}


def prepared(contest, official, number=1, **values):
    application = contest.applications.get(number=number)
    award = {"is_awarded": True, "amount": application.requested}
    return actions.prepare_decision(application, actor=official, **(award | VOTES | values))


def test_what_the_ranking_leads_to_needs_no_reason(official):
    assert prepared(rated(9), official).amount == Decimal("100000.00")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": Decimal("99999.99")}, "reason"),  # less than asked
        ({"is_awarded": False, "amount": 0, "votes_for": 0, "votes_against": 3}, "reason"),
        ({"amount": Decimal("100000.01"), "reason": "Так."}, "amount"),
        ({"votes_for": 2}, "votes_for"),  # three were there
        ({"votes_for": 1, "votes_against": 2}, "__all__"),
        ({"amount": Decimal(0)}, "__all__"),
    ],
)
def test_a_departure_or_a_slip_is_refused_at_its_field(official, values, field):
    with pytest.raises(ValidationError) as refusal:
        prepared(rated(9), official, **values)
    assert field in refusal.value.message_dict
    assert not Decision.objects.exists()


def test_to_award_below_the_pass_score_needs_a_reason(official):
    contest = rated(5)  # the tier asks for 60 points
    with pytest.raises(ValidationError):
        prepared(contest, official)
    assert prepared(contest, official, reason="Единственный проект о детях.").is_awarded


def test_money_of_the_fund_is_what_the_ranking_leads_down_to(official):
    contest = rated(9, 8, 7)
    Contest.objects.filter(pk=contest.pk).update(fund=Decimal(200_000))
    contest.refresh_from_db()
    led = Application.objects.filter(pk__in=actions.led_to(contest))
    assert sorted(led.values_list("number", flat=True)) == [1, 2]


def test_decisions_are_published_all_at_once_with_letters(official):
    contest = rated(9, 5)
    prepared(contest, official)
    prepared(contest, official, number=2, is_awarded=False, amount=0, votes_for=0,
             votes_against=3)  # fmt: skip
    actions.decide_contest(contest, actor=official)
    states = dict(contest.applications.values_list("number", "state"))
    assert states == {1: "winner", 2: "rejected"}
    subjects = set(Notification.objects.filter(channel="email").values_list("subject", flat=True))
    assert any("Заявка победила" in subject for subject in subjects)
    assert any("не поддержана" in subject for subject in subjects)


def test_one_lacking_decision_holds_them_all(official):
    contest = rated(9, 8)
    prepared(contest, official)
    with pytest.raises(ValidationError, match="Нет решения: № 2"):
        actions.decide_contest(contest, actor=official)
    assert set(contest.applications.values_list("state", flat=True)) == {"rating"}


def test_the_fund_is_never_exceeded(official):
    contest = rated(9, 8)
    Contest.objects.filter(pk=contest.pk).update(fund=Decimal("199999.99"))
    contest.refresh_from_db()
    for number in (1, 2):
        prepared(contest, official, number=number, reason="Решили.")
    with pytest.raises(ValidationError, match="больше фонда конкурса"):
        actions.decide_contest(contest, actor=official)


def test_nor_is_the_fund_of_a_tier(official):
    contest = rated(9, 8)
    contest.tiers.update(fund=Decimal(150_000))
    for number in (1, 2):
        prepared(contest, official, number=number, reason="Решили.")
    with pytest.raises(ValidationError, match="фонда категории"):
        actions.decide_contest(contest, actor=official)


@pytest.mark.django_db(transaction=True)
def test_two_officials_publish_once(official):
    contest = rated(9)
    prepared(contest, official)
    results = race(3, lambda _n: actions.decide_contest(contest, actor=official))
    assert sum(not isinstance(result, Exception) for result in results) == 1
    assert Notification.objects.filter(subject__contains="победила", channel="email").count() == 1


@pytest.mark.parametrize("present", [0, 1])
def test_without_a_quorum_there_is_no_meeting(official, present):
    contest = rated(9, members=3)
    members = list(contest.commission.all())[:present]
    with pytest.raises(ValidationError, match="Кворума нет"):
        actions.hold_meeting(
            contest, actor=official, present=members, held_on=timezone.localdate(),
            place="Мэрия", chair="Демо", note="",
        )  # fmt: skip


def test_votes_entered_before_the_attendance_was_corrected_are_not_published(official):
    contest = rated(9)
    prepared(contest, official)
    actions.hold_meeting(
        contest, actor=official, present=list(contest.commission.all())[:2],
        held_on=timezone.localdate(), place="Мэрия", chair="Демо", note="",
    )  # fmt: skip
    with pytest.raises(ValidationError, match="не сходятся с явкой: № 1"):
        actions.decide_contest(contest, actor=official)


@settings(max_examples=20)
@given(amounts=st.lists(st.decimals(1, 100_000, places=2), min_size=1, max_size=4))
def test_sums_of_decisions_are_exact_to_the_kopeck(amounts):
    rows = [Application(number=n, tier=Tier(pk=1)) for n, _amount in enumerate(amounts, start=1)]
    for row, amount in zip(rows, amounts, strict=True):
        row.decision = Decision(application=row, is_awarded=True, amount=amount)
    exact = Contest(fund=sum(amounts, Decimal(0)))
    less = Contest(fund=exact.fund - Decimal("0.01"))
    assert not any("фонда конкурса" in text for text in actions.deciding_problems(exact, rows))
    assert any("фонда конкурса" in text for text in actions.deciding_problems(less, rows))


@pytest.mark.parametrize("who", [StaffFactory, VerifiedUserFactory])
def test_only_who_runs_contests_rates_and_decides(who):
    contest = scored(9)
    for act in (actions.rate_contest, actions.decide_contest):
        with pytest.raises(PermissionDenied):
            act(contest, actor=who())


def test_even_a_superuser_decides_nothing_before_the_ranking():
    with pytest.raises(PermissionDenied):
        actions.decide_contest(scored(9), actor=SuperuserFactory())


# --- Pages --------------------------------------------------------------------------------------
def test_before_publication_nobody_reads_what_is_prepared(client, official):
    contest = rated(9)
    prepared(contest, official, amount=Decimal(77_777), reason="Тайная причина")
    pages = [f"/grants/{contest.slug}/results/", contest.applications.get().get_absolute_url()]
    client.force_login(contest.applications.get().author)
    for url in pages:
        page = client.get(url)
        assert page.status_code == 200
        assert "77777" not in page.text.replace("\xa0", "").replace(" ", "")
        assert "Тайная причина" not in page.text
    assert client.get(f"/grants/{contest.slug}/protocol.pdf").status_code == 404


def test_after_it_everybody_reads_places_votes_and_reasons(client):
    contest = decided(True, False)
    page = client.get(f"/grants/{contest.slug}/results/").text
    winner = contest.applications.get(number=1)
    assert winner.organisation.name in page
    assert contest.applications.get(number=2).organisation.name not in page
    assert contest.ranking.digest in page
    assert client.get(f"/grants/{contest.slug}/protocol.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize(("language", "dot"), [("ru", ","), ("en", ".")])
def test_points_are_spelled_in_one_way_on_every_page(client, language, dot):
    contest = scored("7.55")
    actions.rate_contest(contest, actor=officer())
    review = Review.objects.first()
    client.cookies["django_language"] = language
    pages = [client.get(f"/grants/{contest.slug}/results/").text]
    client.force_login(review.expert.user)
    pages += [client.get(review.get_absolute_url()).text, client.get("/grants/expert/").text]
    client.force_login(officer())
    pages.append(client.get(reverse("admin:grants_contest_decisions", args=[contest.pk])).text)
    assert [(f"75{dot}5" in page, f"75{dot}50" in page) for page in pages] == [(True, False)] * 4
    assert f"7{dot}55; 7{dot}55" in pages[0]
    assert f"7{dot}55<" in pages[1]


def test_without_a_ranking_there_is_no_page_of_results(client):
    contest = on_expertise()
    for name in ("results/", "ranking.json", "protocol.pdf"):
        assert client.get(f"/grants/{contest.slug}/{name}").status_code == 404


def test_an_applicant_reads_the_conclusions_without_names(client):
    contest = decided(True)
    application = contest.applications.get()
    client.force_login(application.author)
    page = client.get(application.get_absolute_url()).text
    assert page.count("Заключение 9") == 2
    for review in application.reviews.select_related("expert__user"):
        assert review.expert.user.last_name not in page


# --- Appeals ------------------------------------------------------------------------------------
def test_an_applicant_appeals_and_is_answered(client, official):
    application = decided(False).applications.get()
    client.force_login(application.author)
    url = f"{application.get_absolute_url()}appeal/"
    client.post(url, {"text": "Второй эксперт не прочёл смету."})
    client.post(url, {"text": "И ещё раз."})
    assert application.objection.text == "Второй эксперт не прочёл смету."
    actions.answer_objection(
        application.objection, actor=official, text="Проверили: прочёл.", is_upheld=False
    )
    page = client.get(application.get_absolute_url()).text
    assert "Проверили: прочёл." in page
    letters = Notification.objects.filter(subject__contains="Ответ на апелляцию")
    assert letters.filter(recipient=application.author).exists()


def test_an_appeal_that_is_late_is_refused(client):
    contest = decided(False)
    late = timezone.now() - timedelta(days=contest.appeal_days)
    Contest.objects.filter(pk=contest.pk).update(decided_at=late)
    application = contest.applications.get()
    client.force_login(application.author)
    page = client.post(f"{application.get_absolute_url()}appeal/", {"text": "Поздно"}, follow=True)
    assert "Апелляции принимались до" in page.text
    assert not hasattr(Application.objects.get(pk=application.pk), "objection")


def test_the_address_of_the_appeal_opened_by_itself_leads_to_the_application(client):
    row = decided(False).applications.get()
    client.force_login(row.author)
    answer = client.get(f"{row.get_absolute_url()}appeal/")
    assert (answer.status_code, answer.url) == (302, row.get_absolute_url())


def test_nobody_else_appeals(client):
    application = decided(False).applications.get()
    client.force_login(VerifiedUserFactory())
    url = f"{application.get_absolute_url()}appeal/"
    assert client.post(url, {"text": "Чужое"}).status_code == 404
