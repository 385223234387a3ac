"""Templates of shifts: kept by a group, offered by the city, made into one shift or a series."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import (
    GroupFactory,
    MembershipFactory,
    ShiftFactory,
    SkillFactory,
    TemplateFactory,
    caretaker,
    hours,
    leader_of,
)
from volunteers.actions import (
    keep_shift_as_template,
    keep_template,
    remove_template,
    shifts_from_template,
)
from volunteers.models import Shift, ShiftTemplate
from volunteers.reference import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def template(group):
    return TemplateFactory(group=group, hours=Decimal("2.5"), leave_hours=12, capacity=7)


def make(template, actor, **fields) -> list[Shift]:
    given = {"starts_at": hours(48), "place": "Сквер"} | fields
    group = template.group or GroupFactory(leader=actor)
    return shifts_from_template(template, group, actor=actor, **given)


def typed(**fields) -> dict:
    given = {"name": "Уборка", "title": "Убираем", "hours": "2,5", "leave_hours": "24"}
    return given | {"capacity": "5", "min_age": "14", "offer_hours": "24"} | fields


def test_a_shift_from_a_template_is_like_it_at_the_moment_given(template, leader):
    template.must_skills.add(skill := SkillFactory())
    (shift,) = make(template, leader)
    assert (shift.state, shift.capacity, shift.place) == ("draft", 7, "Сквер")
    assert (shift.ends_at - shift.starts_at).total_seconds() == 2.5 * 3600
    assert (shift.starts_at - shift.leave_until).total_seconds() == 12 * 3600
    assert list(shift.must_skills.all()) == [skill]


def test_a_series_is_weekly_announced_and_made_once(template, leader):
    start = hours(48)
    made = make(template, leader, starts_at=start, weeks=3, announce=True)
    assert [row.state for row in made] == ["published"] * 3
    assert (made[2].starts_at - made[0].starts_at).days == 14
    assert len(make(template, leader, starts_at=start, weeks=4)) == 1


def test_a_shift_of_the_past_is_not_made(template, leader):
    with pytest.raises(ValidationError, match="в будущем"):
        make(template, leader, starts_at=hours(-1))


def test_a_template_is_used_and_kept_by_its_own_coordinators_alone(template, group):
    for stranger in (MembershipFactory(group=group).user, leader_of(GroupFactory())):
        for act in (
            lambda who: make(template, who),
            lambda who: keep_template(group, actor=who, template=template, name="Моё"),
            lambda who: remove_template(template, actor=who),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)
    other = GroupFactory()
    with pytest.raises(PermissionDenied, match="другой группы"):
        shifts_from_template(
            template, other, actor=leader_of(other), starts_at=hours(48), place="Сквер"
        )


def test_a_template_of_the_city_is_used_by_every_group_and_changed_by_none(group, leader):
    city = TemplateFactory(group=None)
    assert shifts_from_template(city, group, actor=leader, starts_at=hours(9), place="Сквер")
    with pytest.raises(PermissionDenied, match="ведёт администрация"):
        remove_template(city, actor=leader)
    ShiftTemplate.objects.update(is_offered=False)
    city.refresh_from_db()
    with pytest.raises(PermissionDenied):
        shifts_from_template(city, group, actor=leader, starts_at=hours(9), place="Сквер")


def test_a_shift_is_kept_as_a_template_and_its_name_once(client, group, leader):
    shift = ShiftFactory(group=group, briefing="Каска", capacity=9)
    row = keep_shift_as_template(shift, actor=leader, name="Сирень")
    assert (row.hours, row.leave_hours, row.briefing, row.capacity) == (2, 24, "Каска", 9)
    client.force_login(leader)
    url = reverse("volunteers:keep_template", args=[shift.pk])
    assert client.post(url, {"name": "Сирень"}).status_code == 400
    assert client.post(url, {"name": "Сирень-2"}).status_code == 302


def test_the_library_is_written_changed_used_and_cleared_on_its_pages(client, group, leader):
    client.force_login(leader)
    args = [group.pk]
    client.post(reverse("volunteers:new_template", args=args), typed())
    row = group.shift_templates.get()
    again = client.post(reverse("volunteers:new_template", args=args), typed())
    assert (again.status_code, str(row.hours)) == (400, "2.50")
    client.post(reverse("volunteers:edit_template", args=[*args, row.pk]), typed(capacity="8"))
    moment = f"{timezone.localtime(hours(48)):%Y-%m-%dT%H:%M}"
    answer = client.post(
        reverse("volunteers:use_template", args=[*args, row.pk]),
        {"starts_at": moment, "place": "Двор", "weeks": "2"},
        follow=True,
    )
    assert "Новых смен: 2" in answer.content.decode()
    assert set(group.shifts.values_list("capacity", flat=True)) == {8}
    client.post(reverse("volunteers:remove_template", args=[*args, row.pk]))
    assert (group.shift_templates.count(), group.shifts.count()) == (0, 2)


def test_the_list_shows_one_s_own_and_the_city_s_not_another_group_s(client, group, leader):
    TemplateFactory(group=group, name="Наш")
    TemplateFactory(group=GroupFactory(), name="Чужой")
    TemplateFactory(group=None, name="Городской")
    TemplateFactory(group=None, name="Снятый", is_offered=False)
    client.force_login(leader)
    page = client.get(reverse("volunteers:templates", args=[group.pk])).content.decode()
    seen = [name in page for name in ("Наш", "Чужой", "Городской", "Снятый")]
    assert seen == [True, False, True, False]
    for name in ("use_template", "edit_template"):
        other = ShiftTemplate.objects.get(name="Чужой")
        url = reverse(f"volunteers:{name}", args=[group.pk, other.pk])
        assert client.get(url).status_code == 404


def test_the_reference_data_bring_templates_once_and_keep_changes(client):
    load()
    ShiftTemplate.objects.filter(name="Субботник").update(capacity=33)
    load()
    row = ShiftTemplate.objects.get(name="Субботник")
    assert (row.group, row.capacity, row.skills.count()) == (None, 33, 3)


def test_an_official_keeps_the_city_s_templates_and_sees_no_group_s(client):
    client.force_login(caretaker())
    TemplateFactory(group=GroupFactory(leader=VerifiedUserFactory()), name="Личный группы")
    url = reverse("admin:volunteers_shifttemplate_add")
    assert client.post(url, typed(hours="2.5")).status_code == 302
    assert client.post(url, typed(hours="2.5")).status_code == 200
    page = client.get(reverse("admin:volunteers_shifttemplate_changelist")).content.decode()
    assert ("Уборка" in page, "Личный группы" in page) == (True, False)
