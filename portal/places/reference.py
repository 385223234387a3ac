"""Loads the city profile, districts and centres; edits made in admin are kept on a second load."""

import json
from pathlib import Path

from django.db import transaction

from portal.places.models import Centre, City, District

FIXTURES = Path(__file__).parent / "fixtures"


@transaction.atomic
def load() -> None:
    """Create what is missing from demo_territory.json and demo_cma.json."""
    territory = _read("demo_territory")
    _load_city(territory)
    for order, row in enumerate(territory["districts"]):
        _load_district(row, order, territory["outline_note"])
    districts = District.objects.in_bulk(field_name="code")
    for row in _read("demo_cma"):
        _load_centre(row, districts[row["district"]])


def _read(name: str):
    return json.loads((FIXTURES / f"{name}.json").read_text())


def _load_city(row: dict) -> None:
    fields = {name: row[name] for name in ("population", "okrugs", "latitude", "longitude")}
    City.objects.get_or_create(
        pk=1,
        defaults={
            "name": row["city"],
            "name_genitive": row["genitive"],
            **fields,
            **row["bbox"],
        },
    )


def _load_district(row: dict, order: int, outline_note: str) -> None:
    District.objects.get_or_create(
        code=row["code"],
        defaults={
            "name": row["ru"],
            "name_genitive": row["genitive"],
            "population": row["population"],
            "latitude": row["lat"],
            "longitude": row["lon"],
            "outline": row["outline"],
            "outline_note": outline_note,
            "order": order,
        },
    )


def _load_centre(row: dict, district: District) -> None:
    Centre.objects.get_or_create(
        name=row["name"],
        address=row["address"],
        defaults={
            "district": district,
            "latitude": row["lat"],
            "longitude": row["lon"],
            "is_demo": not row["real_address"],
            "note": row.get("note", ""),
        },
    )
