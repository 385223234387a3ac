"""The operator's pages: mark a person, enter the box, settle a mismatch, close; and who may not."""

import re

import pytest
from django.urls import reverse

from portal.polls.actions import cast_ballot, enter_sheet
from portal.polls.models import Ballot, PaperBox, PaperEntry, PaperMark
from tests.factories.paper import ANNA, box_of, operator_of, over, paper_poll
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.factories.places import CentreFactory

pytestmark = pytest.mark.django_db
PERSON = {
    "last_name": "Демьянова",
    "first_name": "Анна",
    "patronymic": "Петровна",
    "birth_date": "1950-03-01",
    "passport": "on",
}
PAGES = ("register", "sheets", "mismatches", "close", "change")


@pytest.fixture
def box():
    return box_of(paper_poll())


@pytest.fixture
def operator(box, client):
    user = operator_of(box.centre)
    client.force_login(user)
    return user


def address(box, page) -> str:
    return reverse(f"admin:polls_paperbox_{page}", args=[box.pk])


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_an_operator_opens_a_box_and_sees_what_to_do(client):
    centre, poll = CentreFactory(), paper_poll()
    client.force_login(operator_of(centre))
    sent = {"poll": poll.pk, "centre": centre.pk}
    answer = client.post(reverse("admin:polls_paperbox_add"), sent, follow=True)
    assert PaperBox.objects.get().centre == centre
    page = client.get(address(PaperBox.objects.get(), "change"))
    assert (answer.status_code, "Отметить голосующего" in text(page)) == (200, True)


def test_an_operator_cannot_open_a_box_elsewhere(client):
    client.force_login(operator_of(CentreFactory()))
    sent = {"poll": paper_poll().pk, "centre": CentreFactory().pk}
    client.post(reverse("admin:polls_paperbox_add"), sent)
    assert not PaperBox.objects.exists()


def test_a_marked_person_is_told_and_counted_for_the_operator(client, box, operator):
    answer = client.post(address(box, "register"), PERSON, follow=True)
    assert "Выдайте бюллетень" in text(answer)
    assert PaperMark.objects.get().operator == operator
    assert "списке вашего центра: 1" in text(client.get(address(box, "change")))


def test_the_operator_sees_that_the_person_voted_on_the_portal(client, box, operator):
    anna = VerifiedUserFactory(
        last_name=ANNA.last_name,
        first_name=ANNA.first_name,
        patronymic=ANNA.patronymic,
        birth_date=ANNA.birth_date,
    )
    cast_ballot(box.poll, voter=anna, choices=[1])
    answer = client.post(address(box, "register"), PERSON)
    assert answer.status_code == 422
    assert "уже проголосовал на портале" in text(answer)
    assert 'value="Демьянова"' in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"passport": ""},
        {"last_name": "<b>"},
        {"birth_date": "1850-01-01"},
        {"birth_date": "нет"},
        {"district": "9" * 30},
        {"last_name": "ж" * 10_000},
    ],
)
def test_a_person_badly_written_is_not_marked(client, box, operator, wrong):
    answer = client.post(address(box, "register"), PERSON | wrong)
    assert (answer.status_code, Ballot.register.count()) == (422, 0)


def test_two_people_enter_a_sheet(client, box, operator):
    over(box.poll)
    for person in (operator, operator_of(box.centre)):
        client.force_login(person)
        sent = client.post(address(box, "sheets"), {"serial": "1", "choices": "2, 1"}, follow=True)
        assert "№ 1 записан" in text(sent)
    assert Ballot.objects.get().choices == "1,2"


def test_the_second_person_does_not_see_the_first_reading(client, box, operator):
    over(box.poll)
    enter_sheet(box, actor=operator_of(box.centre), serial=5, choices=[3])
    page = client.get(address(box, "sheets"))
    assert "Ждут второго ввода: № 5" in text(page)
    assert re.search(r'name="serial"[^>]*value="5"', page.content.decode())
    field = re.search(r'<input[^>]*name="choices"[^>]*>', page.content.decode())[0]
    assert "value" not in field


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"serial": "1", "choices": "нет"}, "не похоже на номер"),
        ({"serial": "1", "choices": "1, 99"}, "нет в бюллетене"),
        ({"serial": "1", "choices": "1, 1"}, "отмечен дважды"),
        ({"serial": "1", "choices": ""}, "хотя бы один"),
        ({"serial": "1", "choices": "1:5"}, "баллов нет"),
        ({"serial": "1", "choices": "1", "spoiled": "on"}, "испорченного"),
        ({"serial": "0", "choices": "1"}, "больше либо равно 1"),
        ({"serial": "9" * 40, "choices": "1"}, "меньше либо равно"),
        ({"serial": "", "choices": "1"}, "Обязательное поле"),
        ({"serial": "1", "choices": "1," * 5000}, "не более 2000"),
    ],
)
def test_a_sheet_badly_typed_gets_a_sentence(client, box, operator, sent, said):
    over(box.poll)
    answer = client.post(address(box, "sheets"), sent)
    assert (answer.status_code, PaperEntry.objects.count()) == (422, 0)
    assert said in text(answer)


def test_a_third_person_settles_a_mismatch(client, box, operator):
    over(box.poll)
    for person, choices in ((operator, [1]), (operator_of(box.centre), [2])):
        enter_sheet(box, actor=person, serial=3, choices=choices)
    own = text(client.get(address(box, "mismatches")))
    assert ("Бюллетень № 3" in own, "третий человек" in own) == (True, True)
    client.force_login(operator_of(box.centre))
    sent = {"serial": "3", "choices": "2", "reason": "Первый раз описка"}
    answer = client.post(address(box, "mismatches"), sent, follow=True)
    assert "Расхождений нет" in text(answer)
    assert Ballot.objects.get().choices == "2"


def test_who_read_the_sheet_does_not_settle_it_by_posting(client, box, operator):
    over(box.poll)
    for person, choices in ((operator, [1]), (operator_of(box.centre), [2])):
        enter_sheet(box, actor=person, serial=3, choices=choices)
    sent = {"serial": "3", "choices": "1", "reason": "Мне виднее"}
    assert client.post(address(box, "mismatches"), sent).status_code == 422
    assert not Ballot.objects.exists()


def test_closing_asks_for_the_reason_of_a_difference(client, box, operator):
    client.post(address(box, "register"), PERSON)
    over(box.poll)
    answer = client.post(address(box, "close"), {"note": ""})
    assert (answer.status_code, "Отмечено в списке: 1" in text(answer)) == (422, True)
    done = client.post(address(box, "close"), {"note": "Бюллетень унесён"}, follow=True)
    assert "Ящик сверен и закрыт" in text(done)
    assert PaperBox.objects.get().state == "closed"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "who",
    [SuperuserFactory, lambda: StaffFactory(permissions=["polls.receive_paper"])],
    ids=["superuser", "operator of nowhere"],
)
def test_a_box_opens_for_nobody_but_its_operators(client, box, page, who):
    client.force_login(who())
    answer = client.get(address(box, page))
    assert answer.status_code == (302 if page == "change" else 404)


@pytest.mark.parametrize("page", ["register", "sheets", "mismatches", "close"])
def test_a_superuser_posts_nothing_to_a_box(client, box, page):
    client.force_login(SuperuserFactory())
    sent = PERSON | {"serial": "1", "choices": "1", "note": "Закрываю"}
    assert client.post(address(box, page), sent).status_code == 404
    assert (Ballot.register.count(), PaperBox.objects.get().state) == (0, "open")


def test_the_list_of_boxes_shows_no_number(client, box, operator):
    client.post(address(box, "register"), PERSON)
    page = client.get(reverse("admin:polls_paperbox_changelist"))
    cells = re.findall(r'class="field-(\w+)', page.content.decode())
    assert set(cells) == {"centre", "poll", "state"}


def test_out_of_time_pages_say_why_and_take_nothing(client, box, operator):
    assert "после окончания голосования" in text(client.get(address(box, "sheets")))
    sent = {"serial": "1", "choices": "1"}
    assert client.post(address(box, "sheets"), sent).status_code in (403, 422)
    assert not PaperEntry.objects.exists()
