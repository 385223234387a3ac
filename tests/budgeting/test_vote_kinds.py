"""The ballot page by kind: a basket of money, points, a ranking, levels; all without scripts."""

import re
from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from budgeting.actions import open_vote
from portal.polls.models import Ballot, Poll
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.people import VerifiedUserFactory
from tests.factories.places import DistrictFactory

pytestmark = pytest.mark.django_db
POINTS = {"ballot_kind": "cumulative", "max_sum_points": 6, "max_points": 4, "max_choices": None}
RANKING = {"ballot_kind": "ordinal", "max_choices": 3}
BASKET = {"max_choices": None, "max_ballot_cost": Decimal(400_000)}


def opened(**fields):
    """A round whose vote is open, with four projects of 100, 200, 300, 400 thousand roubles."""
    round_ = RoundFactory(phase="vote", slug="yards", **fields)
    for cost in (100_000, 200_000, 300_000, 400_000):
        ProjectFactory(round=round_, state="contest", total_cost=cost)
    open_vote(round_)
    round_.refresh_from_db()
    return round_


@pytest.fixture
def resident(client):
    user = VerifiedUserFactory()
    client.force_login(user)
    return user


def address(name="vote") -> str:
    return reverse(f"budgeting:{name}", args=["yards"])


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()).replace("\xa0", " ")


def cast(client, *choices):
    return client.post(address("vote_confirm"), {"choices": choices, "confirm": "1"})


# --- A basket of money --------------------------------------------------------------------------
def test_the_basket_is_counted_again_by_the_server(client, resident):
    opened(**BASKET)
    answer = client.post(address(), {"choices": ["1", "2"], "recount": "1"}, follow=True)
    assert "Потрачено 300 000 ₽ из 400 000 ₽, осталось 100 000 ₽" in text(answer)
    assert re.search(r'<progress[^>]*max="400000.00" value="300000.00"', answer.content.decode())


def test_a_basket_that_costs_too_much_is_kept_and_refused(client, resident):
    opened(**BASKET)
    answer = client.post(address(), {"choices": ["1", "4"]})
    assert answer.status_code == 400
    assert "стоят 500 000 ₽, а можно не больше 400 000 ₽" in text(answer)
    assert len(re.findall(" checked", answer.content.decode())) == 2


# --- Points -------------------------------------------------------------------------------------
def test_a_resident_gives_out_points_in_two_steps(client, resident):
    opened(**POINTS)
    sent = client.post(address(), {"points-1": "4", "points-2": "", "points-3": "2"})
    assert sent.url == address("vote_confirm")
    asked = client.get(sent.url)
    assert "Баллов: 4" in text(asked)
    assert re.findall(r'name="choices" value="([^"]+)"', asked.content.decode()) in (
        ["1:4", "3:2"],
        ["3:2", "1:4"],
    )
    assert cast(client, "3:2", "1:4").url == address("receipt")
    assert Ballot.objects.get().choices == "1:4,3:2"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-1", "целое число баллов от 1 до 4"),
        ("2,5", "целое число баллов от 1 до 4"),
        ("2.5", "целое число баллов от 1 до 4"),
        ("5", "целое число баллов от 1 до 4"),
        ("1e3", "целое число баллов от 1 до 4"),
        ("9" * 4000, "целое число баллов от 1 до 4"),
        ("٣", "целое число баллов от 1 до 4"),
        ("<b>", "целое число баллов от 1 до 4"),
        ("", "хотя бы один проект"),
        ("0", "хотя бы один проект"),
    ],
)
def test_points_no_ballot_takes_get_a_sentence_at_the_field(client, resident, typed, said):
    opened(**POINTS)
    answer = client.post(address(), {"points-1": typed})
    assert (answer.status_code, Ballot.objects.count()) == (400, 0)
    assert said in text(answer)
    if typed not in ("", "0"):
        field = re.search(r'<input[^>]*name="points-1"[^>]*>', answer.content.decode())[0]
        assert 'aria-invalid="true"' in field


def test_a_wrong_number_stays_in_its_field(client, resident):
    opened(**POINTS)
    answer = client.post(address(), {"points-1": "2,5", "points-2": "3"}).content.decode()
    assert re.search(r'name="points-1"[^>]*value="2,5"', answer)
    assert re.search(r'name="points-2"[^>]*value="3"', answer)


def test_more_points_than_there_are_get_a_sentence(client, resident):
    opened(**POINTS)
    answer = client.post(address(), {"points-1": "4", "points-2": "4"})
    assert "Роздано баллов: 8, а у вас их 6" in text(answer)


def test_points_of_an_unknown_project_are_refused(client, resident):
    opened(**POINTS)
    answer = client.post(address(), {"points-99": "1", "points-x": "1"})
    assert (answer.status_code, Ballot.objects.count()) == (400, 0)


@pytest.mark.parametrize("sent", [["1:5"], ["1:-1"], ["1:2.5"], ["1"], ["1:1", "1:2"], ["1:"]])
def test_a_forged_confirmation_of_points_is_refused(client, resident, sent):
    opened(**POINTS)
    answer = cast(client, *sent)
    assert (answer.status_code, Ballot.objects.count()) == (400, 0)


def test_ten_thousand_fields_are_refused_without_a_fault(client, resident):
    opened(**POINTS)
    answer = client.post(address(), {f"points-{number}": "1" for number in range(10_000)})
    assert (answer.status_code, Ballot.objects.count()) == (400, 0)


def test_points_typed_before_signing_in_are_there_after_it(client):
    opened(**POINTS)
    client.post(address(), {"points-1": "4", "autosave": "1"})
    client.force_login(VerifiedUserFactory())
    assert re.search(r'name="points-1"[^>]*value="4"', client.get(address()).content.decode())


# --- A ranking ----------------------------------------------------------------------------------
def press(client, button, number, *order):
    answer = client.post(address(), {"choices": list(order), button: number})
    assert answer.url == f"{address()}?moved={number}&by={button}"
    return client.get(answer.url)


def ranked(answer) -> list[str]:
    return re.findall(r'type="hidden" name="choices" value="(\d+)"', answer.content.decode())


@pytest.mark.parametrize(
    ("pressed", "order", "after"),
    [
        (("add", "2"), [], ["2"]),
        (("add", "2"), ["1"], ["1", "2"]),
        (("add", "1"), ["1"], ["1"]),
        (("up", "3"), ["1", "2", "3"], ["1", "3", "2"]),
        (("up", "1"), ["1", "2"], ["1", "2"]),
        (("down", "1"), ["1", "2", "3"], ["2", "1", "3"]),
        (("down", "3"), ["1", "3"], ["1", "3"]),
        (("drop", "2"), ["1", "2", "3"], ["1", "3"]),
        (("up", "9"), ["1", "2"], ["1", "2"]),
        (("add", "9"), ["1"], ["1"]),
    ],
)
def test_a_button_of_the_ranking_moves_one_project(client, resident, pressed, order, after):
    opened(**RANKING)
    assert ranked(press(client, *pressed, *order)) == after


def test_the_focus_stays_on_the_project_that_moved(client, resident):
    opened(**RANKING)
    page = press(client, "up", "3", "1", "2", "3").content.decode()
    assert re.search(r'name="up" value="3" autofocus', page)
    assert "теперь на 2-м месте" in page


def test_a_resident_casts_the_order_as_it_stands(client, resident):
    opened(**RANKING)
    client.post(address(), {"choices": ["3", "1"]})
    asked = client.get(address("vote_confirm"))
    assert ranked(asked) == ["3", "1"]
    assert "Ваш порядок" in text(asked)
    cast(client, "3", "1")
    assert Ballot.objects.get().choices == "3,1"
    assert ranked(client.get(address())) == ["3", "1"]


def test_a_ranking_too_long_is_refused_and_kept(client, resident):
    opened(**RANKING)
    answer = client.post(address(), {"choices": ["1", "2", "3", "4"]})
    assert answer.status_code == 400
    assert ranked(answer) == ["1", "2", "3", "4"]


# --- Levels -------------------------------------------------------------------------------------
@pytest.fixture
def levels():
    """Project 1 of the whole city, 2 and 3 of two districts."""
    round_ = RoundFactory(
        phase="vote", slug="yards", district_rule="any-one", max_city=1, max_district=1
    )
    districts = [DistrictFactory(code=code, name=code.title()) for code in ("lenin", "october")]
    ProjectFactory(round=round_, state="contest", is_citywide=True, title="Набережная")
    for district in districts:
        title = f"Двор {district.name}"
        ProjectFactory(round=round_, state="contest", district=district, title=title)
    open_vote(round_)
    round_.refresh_from_db()
    return round_


def test_one_chooses_a_district_and_sees_its_list(client, resident, levels):
    before = text(client.get(address()))
    assert ("Набережная" in before, "Двор Lenin" in before) == (True, False)
    shown = client.post(
        address(), {"choices": ["1"], "district": "lenin", "show": "1"}, follow=True
    )
    said = text(shown)
    assert ("Двор Lenin" in said, "Двор October" in said) == (True, False)
    assert len(re.findall(" checked", shown.content.decode())) == 1


def test_another_district_puts_the_marks_of_the_former_aside(client, resident, levels):
    client.post(address(), {"choices": ["1", "2"], "shown": "lenin"})
    client.post(
        address(),
        {"choices": ["1", "2"], "shown": "lenin", "district": "october", "show": "1"},
    )
    asked = text(client.get(address("vote_confirm")))
    assert ("Набережная" in asked, "Двор Lenin" in asked) == (True, False)


def test_a_ballot_of_the_city_and_a_district_is_cast(client, resident, levels):
    cast(client, "1", "3")
    ballot = Ballot.objects.get()
    assert (ballot.choices, ballot.chosen_district) == ("1,3", "october")
    assert "Двор October" in text(client.get(address()))


def test_a_forged_ballot_of_two_districts_is_refused(client, resident, levels):
    answer = cast(client, "2", "3")
    assert (answer.status_code, Ballot.objects.count()) == (400, 0)
    assert "разных районов" in text(answer)


def test_by_residence_a_resident_sees_the_own_district_at_once(client, levels):
    Poll.objects.update(district_rule="residence")
    home = levels.projects.get(number=3).district
    client.force_login(VerifiedUserFactory(district=home))
    said = text(client.get(address()))
    assert ("Двор October" in said, "Двор Lenin" in said, "Ваш район" in said) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize("code", ["nonsense", "", "'"])
def test_a_district_nobody_knows_changes_nothing(client, resident, levels, code):
    answer = client.post(address(), {"choices": ["1"], "district": code, "show": "1"}, follow=True)
    assert answer.status_code == 200


# --- For every kind -----------------------------------------------------------------------------
@pytest.mark.parametrize("fields", [POINTS, RANKING, BASKET], ids=["points", "ranking", "basket"])
def test_marks_are_kept_by_themselves(client, resident, fields):
    opened(**fields)
    sent = {"points-2": "3"} if fields is POINTS else {"choices": ["2"]}
    assert client.post(address(), {**sent, "autosave": "1"}).status_code == 204
    assert "Проверьте" in text(client.get(address("vote_confirm")))
    assert Ballot.objects.count() == 0


@pytest.mark.parametrize("fields", [POINTS, RANKING, BASKET], ids=["points", "ranking", "basket"])
def test_a_ballot_refused_at_the_deadline_keeps_what_was_marked(client, resident, fields):
    opened(**fields)
    Poll.objects.update(closes_at=timezone.now())
    choice = "2:3" if fields is POINTS else "2"
    answer = cast(client, choice)
    assert (answer.status_code, Ballot.objects.count()) == (403, 0)
    assert "завершилось" in text(answer)
    assert f'name="choices" value="{choice}"' in answer.content.decode()
    assert (
        f'name="choices" value="{choice}"' in client.get(address("vote_confirm")).content.decode()
    )


@pytest.mark.parametrize("fields", [POINTS, RANKING, BASKET], ids=["points", "ranking", "basket"])
def test_the_page_costs_the_same_for_every_kind(
    client, resident, fields, django_assert_max_num_queries
):
    opened(**fields)
    with django_assert_max_num_queries(12):
        client.get(address())


@pytest.mark.parametrize("drafted", [False, True])
def test_casting_takes_twelve_trips_to_the_database_at_most(client, resident, drafted):
    """Session, account, round; eight of the vote itself; and the draft taken out of the session."""
    opened(**BASKET)
    if drafted:
        client.post(address(), {"choices": ["1", "2"]})
    ContentType.objects.get_for_model(Ballot)
    with CaptureQueriesContext(connection) as queries:
        assert cast(client, "1", "2").status_code == 302
    trips = [one for one in queries if "SAVEPOINT" not in one["sql"]]
    assert len(trips) == 11 + drafted
