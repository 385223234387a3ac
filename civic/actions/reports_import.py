"""Storing imported reports in batches: each is whole or absent, a second run adds nothing."""

from django.db import transaction
from shapely import prepare
from shapely.geometry import Point

from civic.importing import Row
from civic.models import Category, Department, Report
from portal.places.geo import read_outline
from portal.places.models import District

BATCH = 1000
OTHER = "import_other"


class Catalogue:
    """Categories by code and by name, read once; unknown words share one hidden category."""

    def __init__(self) -> None:
        self.by_word = {}
        for category in Category.objects.select_related("department"):
            self.by_word[category.code.lower()] = self.by_word[category.name.lower()] = category
        drawn = District.objects.exclude(outline=None)
        self.districts = [(row, read_outline(row.outline)) for row in drawn]
        for _row, outline in self.districts:
            prepare(outline)

    def district(self, latitude, longitude) -> District | None:
        """Asked of memory: two queries a row would make a million rows a night's work."""
        if latitude is None:
            return None
        point = Point(float(longitude), float(latitude))
        return next((row for row, outline in self.districts if outline.covers(point)), None)

    def find(self, word: str) -> Category:
        return self.by_word.get(word.strip().lower()) or self._other()

    def _other(self) -> Category:
        if OTHER not in self.by_word:
            self.by_word[OTHER] = Category.objects.create(
                code=OTHER,
                group="Прочее",
                name="Загружено без категории",
                department=Department.objects.get_or_create(
                    code=OTHER, defaults={"name": "Не назначен"}
                )[0],
                react_length=2,
                react_unit="working",
                fix_length=20,
                fix_unit="working",
                is_active=False,
            )
        return self.by_word[OTHER]


@transaction.atomic
def store(rows: list[Row], catalogue: Catalogue) -> int:
    """Insert what is not there yet; how many were new. No letters, no clock: it is the past."""
    known = set(
        Report.objects.filter(
            source=Report.Source.IMPORT, external_id__in=[row.external_id for row in rows]
        ).values_list("external_id", flat=True)
    )
    fresh = {row.external_id: row for row in rows if row.external_id not in known}
    reports = [_report(row, catalogue) for row in fresh.values()]
    Report.objects.bulk_create(reports, ignore_conflicts=True)
    return len(reports)


def _report(row: Row, catalogue: Catalogue) -> Report:
    category = catalogue.find(row.category)
    words = row.category if category.code == OTHER else category.name
    return Report(
        **row.fields,
        external_id=row.external_id,
        source=Report.Source.IMPORT,
        category=category,
        department=category.department,
        district=catalogue.district(row.fields["latitude"], row.fields["longitude"]),
        title=": ".join(filter(None, (words, row.fields["address"])))[:200],
    )
