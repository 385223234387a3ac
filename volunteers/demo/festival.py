"""A festival of the demo city."""

from datetime import timedelta

from django.utils import timezone

from portal.places.models import District
from volunteers.demo.texts import DEEDS, day_at
from volunteers.models import Festival, FestivalEvent, Shift

EVENTS = 60
HOUR = timedelta(hours=1)


def load() -> None:
    """A season that runs now: thirty days of events; some need the volunteers above."""
    start = timezone.localdate() - timedelta(days=5)
    season = Festival.objects.create(
        slug="marathon-demo",
        title="Марафон добра на Вятке (демо)",
        about="Дворовые праздники, уборки, встречи: тридцать дней добрых дел. (демо)",
        starts_on=start,
        ends_on=start + timedelta(days=29),
        is_published=True,
    )
    districts = list(District.objects.order_by("order", "pk"))
    for number in range(EVENTS):
        begins = day_at(number // 2 - 5, 10 + 4 * (number % 2))
        district = districts[number % len(districts)] if districts else None
        FestivalEvent.objects.create(
            festival=season,
            title=f"{DEEDS[number % len(DEEDS)]}, {number + 1} (демо)",
            starts_at=begins,
            ends_at=begins + 2 * HOUR,
            place="двор на Демонстрационной (демо)",
            district=district,
            latitude=district and district.latitude,
            longitude=district and district.longitude,
            host=f"ТОС «Демо-{number % 9 + 1}»",
            guests=20 + number if begins < timezone.now() else None,
        )
    coming = Shift.objects.to_come().order_by("starts_at", "pk")
    for event, shift in zip(
        season.events.filter(starts_at__gt=timezone.now()), coming, strict=False
    ):
        event.shift = shift
        event.save(update_fields=["shift"])
