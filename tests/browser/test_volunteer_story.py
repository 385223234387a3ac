"""A volunteer signs up on a phone, comes by the code, leaves, sees the hours in the book; the
coordinator calls for people, reads the list, confirms. Only the calendar is moved by hand.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.visitors import Visitor
from tests.factories.people import VerifiedUserFactory
from tests.factories.places import CentreFactory
from tests.factories.volunteers import (
    FestivalEventFactory,
    FestivalFactory,
    GroupFactory,
    ShiftFactory,
    caretaker,
    hours,
    leader_of,
    minor,
)
from volunteers.models import Membership, Shift, Signup, VolunteerGroup

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_volunteer_and_a_coordinator_live_through_a_shift(arrives):
    group = GroupFactory(title="Добрый двор (демо)")
    coordinator = arrives(leader_of(group))
    coordinator_announces(coordinator, group)
    volunteer = arrives(VerifiedUserFactory(last_name="Демо-Помощник", first_name="Нина"))
    volunteer_signs_up(volunteer)
    shift = Shift.objects.get()
    Shift.objects.update(leave_until=hours(-3), starts_at=hours(-2), ends_at=hours(0.5))
    volunteer_comes_and_leaves(volunteer, shift)
    coordinator_confirms(coordinator, shift)
    volunteer.opens(reverse("volunteers:book"))
    volunteer.reads("Посадка сирени")
    volunteer.opens(reverse("portfolio:mine"))
    volunteer.reads("Посадка сирени")


def coordinator_announces(coordinator: Visitor, group) -> None:
    coordinator.opens(group.get_absolute_url())
    coordinator.clicks("Смены группы", role="link")
    coordinator.clicks("Новая смена", role="link")
    coordinator.fills(
        title="Посадка сирени",
        place="Сквер у пруда",
        starts_at=f"{hours(100):%Y-%m-%dT%H:%M}",
        ends_at=f"{hours(102):%Y-%m-%dT%H:%M}",
        capacity="2",
    )
    coordinator.clicks("Сохранить")
    coordinator.reads("Проверьте её и объявите")
    coordinator.clicks("Объявить смену", role="link")
    coordinator.clicks("Объявить смену")
    coordinator.reads("Объявлена")


def volunteer_signs_up(volunteer: Visitor) -> None:
    volunteer.opens("/volunteers/")
    volunteer.clicks("Посадка сирени", role="link")
    volunteer.clicks("Записаться", role="link")
    volunteer.clicks("Записаться")
    volunteer.reads("Вы записаны: место за вами.")


def volunteer_comes_and_leaves(volunteer: Visitor, shift: Shift) -> None:
    volunteer.opens(reverse("volunteers:here", args=[shift.code]))
    marks(volunteer, "Я на месте", "Приход отмечен")
    Signup.objects.update(came_at=hours(-2))
    marks(volunteer, "Я ухожу", "Уход отмечен")


def marks(volunteer: Visitor, name: str, text: str) -> None:
    """The page's script sends the mark and loads the page anew."""
    volunteer.page.get_by_role("button", name=name, exact=True).click()
    volunteer.reads(text)
    volunteer.looks()


def coordinator_confirms(coordinator: Visitor, shift: Shift) -> None:
    coordinator.opens(reverse("volunteers:attendance", args=[shift.pk]))
    coordinator.reads("Демо-Помощник")
    coordinator.clicks("Подтвердить часы всем")
    coordinator.reads("Подтверждено записей: 1")


def test_a_group_is_made_approved_and_joined_by_a_minor_with_a_paper(arrives):
    CentreFactory(name="ЦМА «Демо»")
    leader = arrives(VerifiedUserFactory())
    leader.opens(reverse("volunteers:create"))
    leader.fills(title="Добрые соседи", about="Сажаем деревья.")
    leader.page.get_by_label("Направление").select_option("yard")
    leader.page.get_by_label("Центр местной активности").select_option(label="ЦМА «Демо»")
    leader.clicks("Отправить на рассмотрение")
    leader.reads("Группа создана")
    group = VolunteerGroup.objects.get()
    official = arrives(caretaker())
    official.opens(reverse("pages:move", args=["volunteers.volunteergroup", group.pk, "approve"]))
    official.clicks("Одобрить")
    child = arrives(minor())
    child.opens(group.get_absolute_url())
    child.clicks("Вступить в группу", role="link")
    child.clicks("Отправить просьбу")
    child.reads("приложите согласие родителя")
    row = Membership.objects.get(state="requested")
    leader.opens(row.get_absolute_url())
    leader.page.get_by_label("бумага у меня").check()
    leader.clicks("Записать")
    leader.reads("бумага у координатора")
    leader.clicks("Принять в группу", role="link")
    leader.clicks("Принять в группу")
    leader.reads("В группе")


def test_a_visitor_of_the_festival_finds_where_help_is_needed_and_prints_the_programme(visitor):
    festival = FestivalFactory(title="Марафон добра (демо)")
    FestivalEventFactory(festival=festival, title="Концерт во дворе")
    helped = ShiftFactory(title="Встречать гостей", starts_at=hours(48))
    FestivalEventFactory(festival=festival, title="Ярмарка", shift=helped)
    guest = visitor()
    guest.page.set_default_timeout(40_000)
    guest.opens("/volunteers/festivals/")
    guest.clicks("Марафон добра", role="link")
    guest.page.get_by_label("Помощь").select_option("1")
    guest.clicks("Показать")
    guest.reads("Ярмарка")
    expect(guest.page.locator("main")).not_to_contain_text("Концерт")
    guest.clicks("Помочь провести", role="link")
    guest.reads("Встречать гостей")
    guest.opens(f"{festival.get_absolute_url()}print/")
    guest.reads("Концерт во дворе")
