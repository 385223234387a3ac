"""City and district on one ballot: one district, each level with its own limit."""

import pytest
from django.core.exceptions import ValidationError

from portal.polls.actions import cast_ballot
from portal.polls.models import Ballot
from tests.factories.people import VerifiedUserFactory
from tests.factories.places import DistrictFactory
from tests.factories.polls import OptionFactory, PollFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lenin():
    return DistrictFactory(code="lenin")


@pytest.fixture
def october():
    return DistrictFactory(code="october")


@pytest.fixture
def poll(lenin, october):
    """1, 2 of the city; 11, 12 of one district; 21, 22 of the other."""
    poll = PollFactory(options=[1, 2], district_rule="any-one", max_city=1, max_district=2)
    for district, numbers in ((lenin, (11, 12)), (october, (21, 22))):
        for number in numbers:
            OptionFactory(poll=poll, number=number, district=district)
    return poll


def test_a_resident_marks_the_city_and_one_district(poll, lenin):
    resident = VerifiedUserFactory(district=lenin)
    ballot = cast_ballot(poll, voter=resident, choices=[1, 21, 22])
    assert (ballot.choices, ballot.chosen_district) == ("1,21,22", "october")
    assert ballot.district_code == "lenin"


def test_a_ballot_of_the_city_only_chooses_no_district(poll):
    assert cast_ballot(poll, voter=VerifiedUserFactory(), choices=[2]).chosen_district == ""


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ([11, 21], "разных районов"),
        ([1, 2], "Общегородских проектов отмечено 2, можно 1"),
        ([1, 2, 11], "Общегородских проектов отмечено 2, можно 1"),
    ],
)
def test_a_ballot_outside_its_levels_is_refused(poll, choices, said):
    with pytest.raises(ValidationError, match=said):
        cast_ballot(poll, voter=VerifiedUserFactory(), choices=choices)
    assert not Ballot.objects.exists()


def test_too_many_of_the_district_are_refused(poll, lenin):
    OptionFactory(poll=poll, number=13, district=lenin)
    with pytest.raises(ValidationError, match="Проектов района отмечено 3, можно 2"):
        cast_ballot(poll, voter=VerifiedUserFactory(), choices=[11, 12, 13])


def test_by_residence_one_votes_for_ones_own_district_only(poll, lenin):
    type(poll).objects.update(district_rule="residence")
    resident = VerifiedUserFactory(district=lenin)
    assert cast_ballot(poll, voter=resident, choices=[1, 11]).choices == "1,11"
    with pytest.raises(ValidationError, match="выбирают их жители"):
        cast_ballot(poll, voter=resident, choices=[1, 21])


def test_by_residence_the_proof_decides_and_not_the_profile(poll, lenin, october):
    type(poll).objects.update(district_rule="residence")
    resident = VerifiedUserFactory(district=lenin)
    type(resident).objects.filter(pk=resident.pk).update(district=october)
    with pytest.raises(ValidationError):
        cast_ballot(poll, voter=resident, choices=[21])


def test_who_has_no_known_district_votes_for_the_city(poll):
    type(poll).objects.update(district_rule="residence")
    resident = VerifiedUserFactory(district=None)
    assert cast_ballot(poll, voter=resident, choices=[1]).choices == "1"
    with pytest.raises(ValidationError):
        cast_ballot(poll, voter=resident, choices=[11])


def test_without_levels_a_district_is_only_a_place(poll):
    type(poll).objects.update(district_rule="none")
    ballot = cast_ballot(poll, voter=VerifiedUserFactory(), choices=[1, 2, 11, 21])
    assert (ballot.choices, ballot.chosen_district) == ("1,2,11,21", "")
