"""The catalogue of skills: one's own mark them, shifts ask for them, coordinators see who can."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tests.factories.people import UserFactory, VerifiedUserFactory
from tests.factories.volunteers import (
    MembershipFactory,
    ShiftFactory,
    SignupFactory,
    SkillFactory,
    attended,
    caretaker,
    leader_of,
    trained,
)
from volunteers.actions import (
    approve,
    forget_person,
    mark_skills,
    repeat_shift,
    sign_up,
    sign_up_member,
)
from volunteers.models import OwnSkill, Shift, Skill
from volunteers.personal_data import collect
from volunteers.reference import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def driving():
    return SkillFactory(title="Водитель категории B")


@pytest.fixture
def shift(driving):
    """It takes nobody who does not drive, and can do with photographs."""
    row = ShiftFactory()
    row.must_skills.add(driving)
    row.skills.add(SkillFactory(title="Фотосъёмка"))
    return row


@pytest.fixture
def driver(driving):
    return OwnSkill.objects.create(user=VerifiedUserFactory(), skill=driving).user


def skills_of(person) -> set:
    return {row.skill.title for row in person.volunteer_skills.select_related("skill")}


def test_the_catalogue_is_loaded_and_an_official_may_change_it():
    load()
    Skill.objects.filter(code="driving-b").update(title="Водитель (B)")
    load()
    assert Skill.objects.get(code="driving-b").title == "Водитель (B)"
    assert Skill.objects.count() > 24


def test_a_volunteer_marks_skills_on_the_page_and_takes_one_back(client, driver, driving):
    sign = SkillFactory(title="Русский жестовый язык")
    client.force_login(driver)
    client.post(reverse("volunteers:skills"), {"skills": [sign.pk, driving.pk]})
    assert skills_of(driver) == {driving.title, sign.title}
    page = client.post(reverse("volunteers:skills"), {"skills": [sign.pk]}, follow=True)
    assert "Сохранено" in page.content.decode()
    assert skills_of(driver) == {sign.title}


def test_a_skill_no_longer_offered_is_not_marked_and_stays_where_it_was(client, driver, driving):
    Skill.objects.update(is_offered=False)
    mark_skills(actor=driver, skills=[])
    assert skills_of(driver) == {driving.title}
    client.force_login(other := VerifiedUserFactory())
    answer = client.post(reverse("volunteers:skills"), {"skills": [driving.pk]})
    assert (answer.status_code, skills_of(other)) == (400, set())


def test_who_lacks_a_skill_that_is_a_must_is_refused_on_every_path(shift, driver):
    stranger = MembershipFactory(group=shift.group).user
    with pytest.raises(PermissionDenied, match="обязательно: Водитель категории B"):
        sign_up(shift, actor=stranger)
    with pytest.raises(ValidationError, match="Водитель"):
        sign_up_member(shift, actor=leader_of(shift.group), person=stranger)
    asked = SignupFactory(shift=shift, user=stranger, state="requested")
    with pytest.raises(ValidationError, match="Водитель"):
        approve(asked, actor=leader_of(shift.group))
    assert sign_up(shift, actor=driver).state == "confirmed"


def test_who_lacks_a_useful_skill_is_told_and_may_sign_up(client, shift, driver):
    client.force_login(driver)
    url = reverse("volunteers:sign_up", args=[shift.pk])
    assert "Записаться можно и без этого" in client.get(url).content.decode()
    assert "место за вами" in client.post(url, {"text": ""}, follow=True).content.decode()


def test_the_filter_leaves_what_fits_the_person(client, shift, driver):
    shift.title = "За рулём"
    shift.save()
    ShiftFactory(title="Для старших", min_age=99)
    ShiftFactory(title="С обучением", training="Курс спасателя")
    ShiftFactory(title="Для всех")
    full = SignupFactory(shift__title="Занято", shift__capacity=1)
    seen = {}
    for viewer in (driver, UserFactory(), trained(VerifiedUserFactory(), "курс спасателя").user):
        client.force_login(viewer)
        page = client.get("/volunteers/?fit=1").content.decode()
        seen[viewer] = {row.title for row in Shift.objects.all() if row.title in page}
    assert list(seen.values()) == [
        {"За рулём", "Для всех"},
        {"Для всех"},
        {"С обучением", "Для всех"},
    ]
    assert full.shift.title in client.get("/volunteers/").content.decode()


def test_a_stranger_has_no_such_filter_and_meets_no_fault(client, shift):
    page = client.get("/volunteers/?fit=1").content.decode()
    assert (shift.title in page, "подходит мне" in page) == (True, False)


def test_skills_are_seen_by_coordinators_of_shifts_one_has_signed_up_to(client, shift, driver):
    own, left = SignupFactory(shift=shift, user=driver), SignupFactory(user=driver)
    left.state = "withdrawn"
    left.save()
    for viewer, row, seen in (
        (driver, own, True),
        (leader_of(shift.group), own, True),
        (caretaker(), own, False),
        (leader_of(left.shift.group), left, False),
    ):
        client.force_login(viewer)
        page = client.get(row.get_absolute_url()).content.decode()
        assert ("Что умеет" in page) is seen


def test_the_list_of_people_names_who_can_do_what_is_needed(client, shift, driver):
    OwnSkill.objects.create(user=driver, skill=SkillFactory(title="Вязание"))
    SignupFactory(shift=shift, user=driver)
    url = reverse("volunteers:people", args=[shift.pk])
    client.force_login(leader_of(shift.group))
    page = client.get(url).content.decode()
    assert ("Умеет из нужного" in page, "Вязание" in page) == (True, False)
    shift.signups.update(state="withdrawn")
    assert "Умеет из нужного" not in client.get(url).content.decode()


def test_a_shift_made_after_another_asks_for_the_same_skills(client, shift):
    (copy,) = repeat_shift(shift, actor=leader_of(shift.group), weeks=1)
    assert list(copy.must_skills.all()) == list(shift.must_skills.all())
    client.force_login(leader_of(shift.group))
    page = client.get(reverse("volunteers:new_shift", args=[shift.group_id]) + f"?like={shift.pk}")
    assert page.content.decode().count(" checked") == 2


def test_an_announced_shift_keeps_its_musts_and_changes_what_is_useful(client, shift, driving):
    client.force_login(leader_of(shift.group))
    form = {"place": "Сквер", "must_skills": [], "skills": [driving.pk]}
    client.post(reverse("volunteers:edit_shift", args=[shift.pk]), form)
    assert list(shift.must_skills.all()) == list(shift.skills.all()) == [driving]


def test_own_skills_stand_in_my_data_and_go_with_the_account(driver):
    attended(driver)
    assert collect(driver)["volunteer_skills"][0]["skill__title"] == "Водитель категории B"
    forget_person(driver)
    assert skills_of(driver) == set()
