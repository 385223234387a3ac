"""The official's desk in the admin: every button calls the action, what is refused is told."""

import pytest
from django.urls import reverse

from budgeting.actions import rank_projects
from budgeting.models import (
    Commission,
    CommissionApplication,
    CommissionMeeting,
    Departure,
    Exclusion,
    Project,
    ProjectFact,
    Seat,
    Servant,
)
from budgeting.queues import commissions
from tests.factories.commission import (
    RIGHTS,
    ApplicationFactory,
    CommissionFactory,
    assessing,
    chair,
    days,
    drawn,
    formed,
    listed,
)
from tests.factories.people import StaffFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
VIEWS = ("budgeting.view_commission", "budgeting.view_commissionapplication")


@pytest.fixture
def official(client):
    person = chair(rights=[*RIGHTS, *VIEWS])
    client.force_login(person)
    return person


def do(client, commission, act: str, **typed):
    return client.post(reverse("admin:budgeting_commission_act", args=[commission.pk, act]), typed)


def move(client, case, name: str, **typed):
    address = f"admin:budgeting_{case._meta.model_name}_move"
    return client.post(reverse(address, args=[case.pk, name]), {"note": "", **typed})


def local(number: float) -> str:
    return f"{days(number):%Y-%m-%dT%H:%M}"


def test_a_commission_goes_its_way_by_buttons(client, official):
    commission = CommissionFactory(state="draft", places=3)
    move(client, commission, "announce")
    for number in range(1, 7):
        ApplicationFactory(commission=commission, number=number, state="submitted")
    for application in CommissionApplication.objects.all():
        move(client, application, "admit")
    Commission.objects.update(closes_at=days(-0.01))
    move(client, commission, "list")
    move(client, commission, "draw", seed="шары 3, 17, 25")
    commission.refresh_from_db()
    assert (commission.state, commission.seats.members().count()) == ("formed", 3)


def test_the_buttons_are_those_of_the_moment(client, official):
    page = client.get(reverse("admin:budgeting_commission_change", args=[drawn().pk])).text
    assert "Назначить заседание" in page
    assert "Открыть оценку" in page
    assert "Продлить приём" not in page
    assert "Отступить от рейтинга" not in page


def test_a_meeting_is_called_and_its_minutes_kept(client, official):
    commission = drawn()
    do(client, commission, "meeting", starts_at=local(2), place="Зал", agenda="Проекты")
    meeting = CommissionMeeting.objects.get()
    CommissionMeeting.objects.update(starts_at=days(-1))
    present = [seat.pk for seat in commission.seats.members()[:2]]
    do(client, commission, "minutes", meeting=meeting.pk, present=present, minutes="Решили")
    meeting.refresh_from_db()
    assert (meeting.present, meeting.has_quorum) == (2, True)


def test_what_is_refused_is_told_in_the_form_and_nothing_is_written(client, official):
    commission = drawn()
    page = do(client, commission, "meeting", starts_at=local(-2), place="Зал", agenda="Поздно")
    assert "заранее" in page.text
    seat = commission.seats.first()
    page = do(client, commission, "replace", seat=seat.pk, ground="absent")
    assert "подряд нет" in page.text
    assert (CommissionMeeting.objects.count(), Seat.objects.filter(status="left").count()) == (0, 0)


def test_a_member_is_replaced_and_the_window_extended(client, official):
    commission = drawn()
    seat = commission.seats.first()
    do(client, commission, "replace", seat=seat.pk, ground="ineligible", note="Стал служащим")
    seat.refresh_from_db()
    assert seat.status == "left"
    other = CommissionFactory()
    do(client, other, "extend", until=local(9), reason="Мало заявлений")
    before = other.closes_at
    other.refresh_from_db()
    assert other.closes_at > before


def test_another_commissions_people_and_projects_cannot_be_chosen(client, official):
    mine, other = drawn(), drawn()
    do(client, mine, "replace", seat=other.seats.first().pk, ground="resigned")
    foreign = assessing(method="criteria", projects=1)
    do(client, mine, "exclude", project=foreign.contest[0], ground="private", reason="Чужой")
    do(client, mine, "facts", project=foreign.contest[0], source="Чужой")
    assert not Seat.objects.filter(status="left").exists()
    assert not Exclusion.objects.exists()
    assert not ProjectFact.objects.exists()


def test_facts_and_exclusions_are_entered_and_departures_after_the_ranking(client, official):
    commission = assessing(method="criteria", projects=2)
    first, second = Project.objects.order_by("pk")
    known = {"publications": "2", "is_accessible": "true", "by_tos": "unknown"}
    people = {"meeting_present": "5", "meeting_residents": "100"}
    do(client, commission, "facts", project=first.pk, source="Протокол", **known, **people)
    facts = ProjectFact.objects.get()
    assert (facts.is_accessible, facts.by_tos, facts.publications) == (True, None, 2)
    do(client, commission, "exclude", project=second.pk, ground="private", reason="Платно")
    assert Exclusion.objects.get().project == second
    assert do(client, commission, "depart", project=first.pk, outcome="win").status_code == 403
    rating = assessing(projects=1)
    for seat in rating.seats.all():
        client.force_login(seat.user)
        slug, key = rating.round.slug, rating.contest[0]
        address = reverse("budgeting:commission_rate", args=[slug])
        client.post(address, {f"project_{key}": "2", "confirm": "on"})
    rank_projects(rating, actor=official)
    client.force_login(official)
    typed = {"project": rating.contest[0], "outcome": "reserve", "reason": "Спор о земле"}
    do(client, rating, "depart", **typed)
    assert Departure.objects.get().outcome == "reserve"


def test_servants_are_listed_by_lines_and_flagged_without_a_name(client, official):
    commission = CommissionFactory()
    wish = ApplicationFactory(commission=commission, state="submitted")
    user = wish.user
    line = f"{user.last_name}; {user.first_name}; ; {user.birth_date:%d.%m.%Y}; депутат (демо)"
    assert "Строка 2" in do(client, commission, "servants", lines=f"{line}\nпросто слова").text
    do(client, commission, "servants", lines=line)
    assert Servant.objects.get().post == "депутат (демо)"
    page = client.get(reverse("admin:budgeting_commissionapplication_changelist")).text
    assert 'alt="True"' in page
    assert "Допустить его нельзя" in move(client, wish, "admit").text


@pytest.mark.parametrize("act", ["meeting", "replace", "facts", "extend", "servants"])
def test_staff_without_the_right_find_no_desk(client, act):
    client.force_login(StaffFactory(permissions=VIEWS))
    assert do(client, drawn(), act).status_code == 403


def test_an_unknown_act_or_commission_is_not_found(client, official):
    assert do(client, drawn(), "nonsense").status_code == 404
    assert client.get("/admin/budgeting/commission/999999/do/meeting/").status_code == 404


def test_the_assessment_is_opened_with_its_term(client, official):
    commission = formed()
    assert "будущем" in move(client, commission, "assess", until=local(-1)).text
    move(client, commission, "assess", until=local(3))
    commission.refresh_from_db()
    assert commission.state == "assessing"


def test_rules_of_the_selection_are_read_only_once_the_assessment_is_open(client, official):
    client.force_login(chair(rights=[*RIGHTS, *VIEWS, "budgeting.change_commission"]))
    for commission, is_open in ((formed(), True), (assessing(), False)):
        page = client.get(reverse("admin:budgeting_commission_change", args=[commission.pk])).text
        assert ('name="votes_each"' in page) is is_open
        assert 'name="places"' not in page


# --- The queue ----------------------------------------------------------------------------------
def test_the_queue_names_what_is_due_and_nothing_that_waits_for_a_date(official):
    ApplicationFactory(commission=CommissionFactory(), state="submitted")
    CommissionFactory(closes_at=days(-0.01))
    listed()
    drawn()
    assessing()
    kinds = sorted(item.kind for item in commissions(official))
    assert kinds == [
        "Заявление в комиссию",
        "Комиссия: опубликовать список заявлений",
        "Комиссия: провести жеребьёвку",
    ]


def test_the_queue_is_empty_for_other_people():
    ApplicationFactory(commission=CommissionFactory(), state="submitted")
    for person in (StaffFactory(), VerifiedUserFactory()):
        assert commissions(person) == []
