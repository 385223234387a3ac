import pytest

from portal.accounts import demo as people
from portal.organisations import demo
from portal.organisations.models import CentreHead, Organisation
from portal.organisations.registry_numbers import is_inn, is_ogrn
from portal.places import reference as places

pytestmark = pytest.mark.django_db


def test_loading_the_demo_twice_doubles_nothing():
    places.load()
    people.load()
    demo.load()
    demo.load()
    assert Organisation.objects.count() == 13
    assert CentreHead.objects.get().user.email == "servant@example.org"
    nko = Organisation.objects.get(name=demo.NKO)
    assert nko.members.get().user.email == "nko@example.org"
    assert is_inn(nko.inn)
    assert is_ogrn(nko.ogrn)
