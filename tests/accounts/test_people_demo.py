import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from portal.accounts import demo
from portal.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(district):
    demo.load()


def test_loading_the_demo_twice_doubles_nobody(loaded, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        demo.load()
    assert User.objects.count() == len(demo.PEOPLE)


@pytest.mark.parametrize("login", demo.LOGINS, ids=[login["email"] for login in demo.LOGINS])
def test_every_demo_login_opens_its_first_page(client, loaded, login):
    call_command("load_reference", verbosity=0)
    form = {"login": login["email"], "password": login["password"]}
    assert client.post("/accounts/login/", form).status_code == 302
    assert client.get(login["url"]).status_code == 200


def test_the_demo_resident_is_verified_and_of_age(loaded, district):
    user = User.objects.get(email="resident@example.org")
    assert (user.level, user.birth_date.year, user.district) == (2, 1955, district)
    assert user.person_key == user.active_verification.person_key


def test_officials_hold_the_rights_of_their_groups_only(loaded):
    official = User.objects.get(email="official@example.org")
    moderator = User.objects.get(email="moderator@example.org")
    assert official.has_perm("accounts.verify_in_person")
    assert not moderator.has_perm("accounts.verify_in_person")
    assert not official.is_superuser


def test_every_permission_of_the_demo_groups_exists(loaded):
    for name, permissions in demo.GROUPS.items():
        assert Group.objects.get(name=name).permissions.count() == len(permissions), name


def test_demo_people_are_marked_as_such(loaded):
    assert all("Демо" in user.last_name for user in User.objects.all())
