import pytest

from portal.places.models import District


@pytest.fixture
def district(db):
    return District.objects.get_or_create(
        code="oktyabrsky",
        defaults={
            "name": "Октябрьский район",
            "name_genitive": "Октябрьского района",
            "latitude": "58.63",
            "longitude": "49.62",
        },
    )[0]
