"""One register for the portal and for paper: whoever is in it does not vote a second time."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.identity import Person, person_key
from portal.accounts.models import CensusEntry, Verification
from portal.notifications.models import Notification
from portal.polls.actions import ballot_of, cast_ballot, mark_paper_voter, open_box
from portal.polls.models import Ballot, BallotEvent, CentreOperator, PaperBox, PaperMark
from tests.factories.cases import a_row
from tests.factories.paper import ANNA, box_of, operator_of, over, paper_poll
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.factories.places import CentreFactory, DistrictFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def box():
    return box_of(paper_poll())


@pytest.fixture
def operator(box):
    return operator_of(box.centre)


def account_of(person: Person, **fields):
    return VerifiedUserFactory(
        last_name=person.last_name,
        first_name=person.first_name,
        patronymic=person.patronymic,
        birth_date=person.birth_date,
        **fields,
    )


def test_an_operator_marks_a_person_who_then_cannot_vote_on_the_portal(box, operator):
    mark_paper_voter(box, actor=operator, person=ANNA)
    with pytest.raises(PermissionDenied, match="уже проголосовали на бумаге"):
        cast_ballot(box.poll, voter=account_of(ANNA), choices=[1])
    assert (Ballot.objects.count(), Ballot.register.count(), BallotEvent.objects.count()) == (
        0,
        1,
        0,
    )


def test_who_voted_on_the_portal_gets_no_paper(box, operator):
    cast_ballot(box.poll, voter=account_of(ANNA), choices=[1])
    with pytest.raises(ValidationError, match="уже проголосовал на портале"):
        mark_paper_voter(box, actor=operator, person=ANNA)
    assert (Ballot.objects.get().choices, PaperMark.objects.count()) == ("1", 0)


def test_a_person_is_marked_once_whatever_the_centre(box, operator):
    mark_paper_voter(box, actor=operator, person=ANNA)
    other = box_of(box.poll)
    with pytest.raises(ValidationError, match="уже отмечен"):
        mark_paper_voter(other, actor=operator_of(other.centre), person=ANNA)
    assert PaperMark.objects.get().box == box


def test_the_name_may_be_typed_in_any_way(box, operator):
    mark_paper_voter(box, actor=operator, person=ANNA)
    same = ANNA._replace(last_name=" демьянова ", patronymic="ПЕТРОВНА")
    with pytest.raises(ValidationError, match="уже отмечен"):
        mark_paper_voter(box, actor=operator, person=same)


def test_a_namesake_of_another_birthday_votes_too(box, operator):
    mark_paper_voter(box, actor=operator, person=ANNA)
    mark_paper_voter(box, actor=operator, person=ANNA._replace(birth_date=date(1951, 3, 1)))
    assert PaperMark.objects.count() == 2


def test_the_mark_holds_no_choice_and_is_no_ballot(box, operator):
    mark = mark_paper_voter(box, actor=operator, person=ANNA, district=DistrictFactory(code="x"))
    row = mark.row
    assert (row.choices, row.receipt, row.nonce, row.voter, row.method) == (
        "",
        "",
        "",
        None,
        "paper",
    )
    assert (row.age > 60, row.district_code, row.is_paper_mark) == (True, "x", True)
    assert box.poll.ballots.count() == 0


def test_the_list_of_residents_knows_the_district_better_than_the_operator(box, operator):
    known = DistrictFactory(code="known")
    a_row(CensusEntry, person_key=person_key(ANNA), district=known)
    mark = mark_paper_voter(box, actor=operator, person=ANNA, district=DistrictFactory(code="said"))
    assert mark.row.district_code == "known"


def test_the_person_gets_a_letter_when_an_account_stands_for_her(box, operator):
    anna = account_of(ANNA)
    mark_paper_voter(box, actor=operator, person=ANNA)
    letter = Notification.objects.get(recipient=anna, channel="email")
    assert "проголосовавший на бумаге" in letter.subject
    assert box.centre.name in letter.body
    assert ballot_of(box.poll, anna).is_paper_mark


def test_who_voted_by_an_earlier_name_is_not_marked_by_the_new_one(box, operator):
    anna = account_of(ANNA._replace(last_name="Прежняя"))
    cast_ballot(box.poll, voter=anna, choices=[1])
    Verification.objects.update(person_key=person_key(ANNA))
    with pytest.raises(ValidationError, match="на портале"):
        mark_paper_voter(box, actor=operator, person=ANNA)


@pytest.mark.parametrize(
    "who",
    [StaffFactory, SuperuserFactory, VerifiedUserFactory, lambda: operator_of(CentreFactory())],
)
def test_only_the_operator_of_this_centre_marks(box, operator, who):
    with pytest.raises(PermissionDenied, match="только оператор этого центра"):
        mark_paper_voter(box, actor=who(), person=ANNA)
    assert not Ballot.register.exists()


def test_an_operator_who_lost_the_right_marks_nobody(box, operator):
    operator.user_permissions.clear()
    fresh = type(operator).objects.get(pk=operator.pk)
    with pytest.raises(PermissionDenied):
        mark_paper_voter(box, actor=fresh, person=ANNA)


def test_after_the_end_nobody_is_marked(box, operator):
    over(box.poll)
    with pytest.raises(PermissionDenied, match="пока идёт голосование"):
        mark_paper_voter(box, actor=operator, person=ANNA)


def test_a_child_is_not_marked(box, operator):
    child = ANNA._replace(birth_date=timezone.localdate() - timedelta(days=15 * 365))
    with pytest.raises(ValidationError, match="с 16 лет"):
        mark_paper_voter(box, actor=operator, person=child)


def test_a_poll_of_some_districts_asks_where_the_person_lives(box, operator):
    here, elsewhere = DistrictFactory(), DistrictFactory()
    box.poll.districts.add(here)
    for district in (None, elsewhere):
        with pytest.raises(ValidationError, match="Голосуют жители"):
            mark_paper_voter(box, actor=operator, person=ANNA, district=district)
    assert mark_paper_voter(box, actor=operator, person=ANNA, district=here).pk


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"paper_until": None}, "бумажных бюллетеней нет"), ({"min_level": 1}, "подтверждённая")],
)
def test_a_poll_without_paper_opens_no_box(fields, said):
    poll, centre = paper_poll(**fields), CentreFactory()
    with pytest.raises(PermissionDenied, match=said):
        open_box(poll, actor=operator_of(centre), centre=centre)
    assert not PaperBox.objects.exists()


def test_an_operator_opens_the_box_of_the_own_centre_once():
    poll, centre = paper_poll(), CentreFactory()
    operator = operator_of(centre)
    boxes = {open_box(poll, actor=operator, centre=centre).pk for _twice in range(2)}
    assert len(boxes) == PaperBox.objects.count() == 1
    with pytest.raises(PermissionDenied):
        open_box(poll, actor=operator, centre=CentreFactory())


def test_boxes_are_seen_by_their_operators_only(box, operator):
    assert list(PaperBox.objects.visible_to(operator)) == [box]
    for other in (SuperuserFactory(), operator_of(CentreFactory()), VerifiedUserFactory()):
        assert not PaperBox.objects.visible_to(other).exists()


def test_a_mark_cannot_be_taken_back_or_given_a_choice(box, operator):
    mark = mark_paper_voter(box, actor=operator, person=ANNA)
    for change in (
        lambda: PaperMark.objects.all().delete(),
        lambda: Ballot.register.filter(pk=mark.row_id).update(choices="1"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_centre_names_an_operator_once(operator, box):
    with pytest.raises(IntegrityError), transaction.atomic():
        CentreOperator.objects.create(user=operator, centre=box.centre)
