"""A competition: blind marks, a frozen protocol, places down the ranking."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from portal.cases.lifecycle import InvalidTransition
from portal.scoring.actions import digest_of
from portal.scoring.models import Mark
from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    days,
    department,
    marked,
)
from tests.races import race
from training.actions import cancel, enrol, judge, publish_session, select
from training.admission import admit
from training.models import DepartmentQuota, Selection, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(official):
    """Two places, three applications with marks 5, 9 and 7; applications are over."""
    session = SessionFactory(contest=True, state="draft")
    publish_session(session, actor=official)
    for value in (5, 9, 7):
        marked(EnrolmentFactory(session=session, state="applied"), value, value)
    return closed(session)


def closed(session) -> Session:
    Session.objects.filter(pk=session.pk).update(enrol_until=days(-0.1))
    session.refresh_from_db()
    return session


def states(session) -> list[str]:
    return list(session.enrolments.order_by("number").values_list("state", flat=True))


def test_an_application_is_kept_with_its_text(person):
    session = SessionFactory(contest=True)
    row = enrol(session, actor=person, text="Хочу отвечать понятнее")
    assert (row.state, row.text) == ("applied", "Хочу отвечать понятнее")


def test_an_application_without_a_text_is_refused(person):
    with pytest.raises(ValidationError, match="зачем"):
        enrol(SessionFactory(contest=True), actor=person, text="  ")


def test_the_best_are_offered_the_places_and_the_others_queue(official, contest):
    select(contest, actor=official)
    assert states(contest) == ["reserve", "admitted", "admitted"]
    assert list(contest.enrolments.order_by("number").values_list("rank", flat=True)) == [3, 1, 2]


def test_a_department_gets_no_more_than_its_quota_in_a_competition(official, contest):
    team = department()
    DepartmentQuota.objects.create(session=contest, department=team, places=1)
    contest.enrolments.filter(number__in=(2, 3)).update(department=team)
    select(contest, actor=official)
    assert states(contest) == ["admitted", "admitted", "reserve"]


@pytest.mark.parametrize(
    ("departments", "places", "kept", "admitted"),
    [
        ([None, None, None, 7], 2, {7: 1}, [0, 3]),  # a kept place passes over better strangers
        ([7, 7, 7, None], 2, {7: 1}, [0, 3]),  # a department takes no more while others want it
        ([None, None, None], 2, {7: 1}, [0, 1]),  # what is left goes down the common ranking
        ([7, 7, 7], 3, {7: 1}, [0, 1, 2]),
        ([7, 8, 7, 8], 2, {7: 1, 8: 1}, [0, 1]),
        ([7, 7, None], 1, {7: 2}, [0]),  # never more than there are
    ],
)
def test_kept_places_are_given_first_and_what_is_left_by_the_ranking(
    departments, places, kept, admitted
):
    ranked = [(str(number), key) for number, key in enumerate(departments)]
    outcomes = admit(ranked, places, kept)
    assert [int(number) for number, outcome in outcomes if outcome == "admitted"] == admitted
    assert [number for number, _outcome in outcomes] == [number for number, _key in ranked]


@pytest.mark.parametrize(
    ("until", "places", "reason"), [(None, 1, "до какого дня"), (3, 3, "больше мест, чем есть")]
)
def test_kept_places_are_announced_with_a_date_and_within_the_whole(
    official, until, places, reason
):
    session = SessionFactory(state="draft", quota=2, quota_until=until and days(until))
    DepartmentQuota.objects.create(session=session, department=department(), places=places)
    with pytest.raises(ValidationError, match=reason):
        publish_session(session, actor=official)


def test_equal_sums_are_decided_by_who_applied_earlier(official):
    session = SessionFactory(contest=True, state="draft", quota=1)
    publish_session(session, actor=official)
    for _again in range(12):
        marked(EnrolmentFactory(session=session, state="applied"), 6, 6)
    select(closed(session), actor=official)
    ranks = session.enrolments.order_by("number").values_list("rank", flat=True)
    assert list(ranks) == list(range(1, 13))


def test_anybody_redoes_the_selection_from_the_published_protocol(official, contest, client):
    select(contest, actor=official)
    data = json.loads(client.get(f"/training/sessions/{contest.pk}/protocol.json").content)
    ranked = [(row["id"], data["departments"].get(row["id"])) for row in data["ranking"]["rows"]]
    quotas = {int(key): value for key, value in data["department_quotas"].items()}
    assert [list(pair) for pair in admit(ranked, data["places"], quotas)] == data["outcomes"]
    stored = Selection.objects.get(session=contest)
    assert digest_of(data) == stored.digest
    assert digest_of(data["ranking"]) == data["ranking_sha256"]


def test_the_protocol_names_nobody(official, contest, client):
    select(contest, actor=official)
    pages = [
        client.get(f"/training/sessions/{contest.pk}/{page}").content.decode()
        for page in ("protocol/", "protocol.json")
    ]
    people = [row.user for row in contest.enrolments.select_related("user")]
    assert not any(person.last_name in page for page in pages for person in people)


def test_the_protocol_is_never_rewritten(official, contest):
    select(contest, actor=official)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Selection.objects.update(digest="0" * 64)


def test_a_selection_waits_until_applications_are_over(official):
    session = SessionFactory(contest=True)
    with pytest.raises(PermissionDenied, match="Отбор — после"):
        select(session, actor=official)


def test_a_selection_waits_for_every_mark(official, contest):
    Mark.objects.filter(object_id=contest.enrolments.get(number=3).pk).delete()
    with pytest.raises(ValidationError, match="Не хватает значений"):
        select(contest, actor=official)
    assert states(contest) == ["applied"] * 3


def test_a_selection_is_made_once(official, contest):
    select(contest, actor=official)
    with pytest.raises(InvalidTransition):
        select(contest, actor=official)
    assert Selection.objects.count() == 1


def test_the_next_in_reserve_is_offered_the_place_given_up(official, contest):
    select(contest, actor=official)
    first = contest.enrolments.get(number=2)
    cancel(first, actor=first.user)
    assert states(contest) == ["admitted", "cancelled", "admitted"]


def test_who_withdrew_before_the_selection_is_not_ranked(official, contest):
    row = contest.enrolments.get(number=2)
    cancel(row, actor=row.user)
    select(contest, actor=official)
    assert states(contest) == ["admitted", "cancelled", "admitted"]


def test_only_an_expert_of_the_selection_gives_marks(person):
    row = EnrolmentFactory(session=SessionFactory(contest=True), state="applied")
    criterion = row.session.criteria.criteria.first()
    with pytest.raises(PermissionDenied, match="эксперты"):
        judge(row, actor=person, marks={criterion: 5})


def test_an_expert_who_applies_gives_no_marks():
    session = SessionFactory(contest=True)
    expert = session.experts.first()
    row = EnrolmentFactory(session=session, state="applied")
    enrol(session, actor=expert, text="И мне")
    with pytest.raises(PermissionDenied, match="сами подали"):
        judge(row, actor=expert, marks={session.criteria.criteria.first(): 5})


def test_who_sees_the_names_gives_no_blind_marks(official):
    session = SessionFactory(contest=True, judges=[official])
    row = EnrolmentFactory(session=session, state="applied")
    with pytest.raises(PermissionDenied, match="видите имена"):
        judge(row, actor=official, marks={session.criteria.criteria.first(): 5})


def test_a_mark_outside_the_scale_is_refused():
    session = SessionFactory(contest=True)
    row = EnrolmentFactory(session=session, state="applied")
    with pytest.raises(ValidationError, match="от 0 до 10"):
        judge(row, actor=session.experts.first(), marks={session.criteria.criteria.first(): 11})


def test_a_competition_is_not_announced_half_ready(official):
    session = SessionFactory(
        state="draft", is_competitive=True, programme=ProgrammeFactory(is_published=False)
    )
    session.experts.clear()
    with pytest.raises(ValidationError) as refusal:
        publish_session(session, actor=official)
    assert len(refusal.value.messages) == 4


def test_the_criteria_of_an_announced_competition_are_its_own_and_frozen(official):
    session = SessionFactory(contest=True, state="draft")
    chosen = session.criteria
    publish_session(session, actor=official)
    assert session.criteria != chosen
    assert session.criteria.frozen_at is not None
    chosen.refresh_from_db()
    assert chosen.frozen_at is None


@pytest.mark.django_db(transaction=True)
def test_ten_officials_selecting_at_once_make_one_protocol(official, contest):
    race(10, lambda _n: select(Session.objects.get(pk=contest.pk), actor=official))
    assert Selection.objects.count() == 1
    contest.refresh_from_db()
    assert contest.places_taken == 2


def test_places_go_down_the_ranking_past_a_full_department():
    ranked = [("1", 7), ("2", 7), ("3", None), ("4", 8)]
    outcomes = dict(admit(ranked, 3, {7: 1}))
    assert outcomes == {"1": "admitted", "2": "reserve", "3": "admitted", "4": "admitted"}


def test_places_end_whoever_comes_next():
    assert [outcome for _n, outcome in admit([("1", None)] * 3, 2, {})] == [
        "admitted", "admitted", "reserve",
    ]  # fmt: skip


def test_an_expert_reads_no_names_of_a_blind_selection(client):
    session = SessionFactory(contest=True)
    row = EnrolmentFactory(session=session, state="applied")
    client.force_login(session.experts.first())
    pages = [
        client.get(f"/training/desk/{session.pk}/applications/").content.decode(),
        client.get(f"/training/desk/{session.pk}/applications/{row.number}/").content.decode(),
    ]
    assert row.text in pages[1]
    assert not any(row.user.last_name in page for page in pages)
    assert client.get(row.get_absolute_url()).status_code == 404


def test_an_expert_does_not_see_the_marks_of_another(client):
    session = SessionFactory(contest=True)
    row = EnrolmentFactory(session=session, state="applied")
    marked(row, "7.125")
    client.force_login(session.experts.order_by("pk").last())
    page = client.get(f"/training/desk/{session.pk}/applications/{row.number}/")
    assert "7,125" not in page.content.decode()


def test_points_of_a_protocol_are_printed_as_the_language_writes_numbers(official, contest, client):
    select(contest, actor=official)
    page = client.get(f"/training/sessions/{contest.pk}/protocol/").content.decode()
    data = client.get(f"/training/sessions/{contest.pk}/protocol.json").json()
    totals = [row["total"] for row in data["ranking"]["rows"]]
    assert all(f"— {total.replace('.', ',')}" in page for total in totals)
