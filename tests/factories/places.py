"""Places: districts far from each other, without outlines unless a test draws them."""

from decimal import Decimal

import factory

from portal.places.models import Centre, City, District


class CityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = City
        django_get_or_create = ("id",)

    id = 1
    name = "Киров"
    name_genitive = "Кирова"
    latitude, longitude = Decimal("58.603500"), Decimal("49.668000")
    south, north = Decimal("58.460000"), Decimal("58.720000")
    west, east = Decimal("49.380000"), Decimal("49.860000")


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District

    code = factory.Sequence(lambda n: f"district-{n}")
    name = factory.Sequence(lambda n: f"Район {n}")
    name_genitive = factory.LazyAttribute(lambda row: row.name.replace("Район", "района"))
    latitude, longitude = Decimal("58.600000"), Decimal("49.650000")
    order = factory.Sequence(lambda n: n)


class CentreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Centre

    name = factory.Sequence(lambda n: f"ЦМА {n} (демо)")
    address = factory.Sequence(lambda n: f"ул. Демонстрационная, {n}")
    district = factory.SubFactory(DistrictFactory)
    latitude, longitude = Decimal("58.600000"), Decimal("49.650000")
    is_demo = True


def square(west: float, south: float, size: float = 0.1) -> dict:
    """A GeoJSON square with its south-western corner at the point."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}
