"""A shift at risk: the coordinator sees it, a volunteer finds cover, the list marks who came."""

import pytest
from django.urls import reverse

from tests.browser.visitors import Visitor
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import (
    GroupFactory,
    MembershipFactory,
    ShiftFactory,
    hours,
    leader_of,
)
from volunteers.models import Shift, Signup

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_coordinator_sees_risk_a_cover_is_found_and_the_list_is_kept(arrives):
    group = GroupFactory(title="Добрый двор (демо)")
    shift = ShiftFactory(group=group, title="Посадка сирени", starts_at=hours(40), capacity=9)
    first = arrives(MembershipFactory(group=group).user)
    first.opens(shift.get_absolute_url())
    first.clicks("Записаться", role="link")
    first.clicks("Записаться")
    coordinator = arrives(leader_of(group))
    coordinator.opens(reverse("volunteers:group_shifts", args=[group.pk]))
    coordinator.reads("Людей мало, а смена скоро")
    coordinator.reads("1 из 9")
    first.clicks("Попросить замену")
    first.reads("Вы ищете замену")
    second = arrives(VerifiedUserFactory(last_name="Демо-Замена", first_name="Анна"))
    second.opens(shift.get_absolute_url())
    second.clicks("Приду вместо него")
    second.reads("место за вами")
    Shift.objects.update(leave_until=hours(-3), starts_at=hours(-2), ends_at=hours(0.5))
    the_list_is_kept(coordinator, shift)
    states = Signup.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["withdrawn", "no_show"]


def the_list_is_kept(coordinator: Visitor, shift: Shift) -> None:
    coordinator.opens(reverse("volunteers:people", args=[shift.pk]))
    coordinator.clicks("Кто пришёл", role="link")
    coordinator.reads("Демо-Замена")
    coordinator.clicks("Не пришёл")
    coordinator.reads("Не пришёл")
    coordinator.clicks("Пришёл человек без учётной записи", role="link")
    coordinator.fills(name="Гость Демо", phone="+7 912 000-00-00")
    coordinator.page.get_by_label("Человеку есть 18 лет").check()
    coordinator.page.get_by_label("Человек прочёл согласие").check()
    coordinator.clicks("Записать: пришёл")
    coordinator.reads("Гость Демо")
    coordinator.clicks("Удалить имя и контакт", role="link")
    coordinator.clicks("Удалить имя и контакт")
    coordinator.reads("Данные удалены")
