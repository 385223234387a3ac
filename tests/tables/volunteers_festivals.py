"""Addresses and lists of festivals."""

from tests.factories.volunteers import FestivalEventFactory, FestivalFactory, ShiftFactory
from tests.tables.answers import ALL, OFFICIAL


def build(_world) -> dict:
    FestivalEventFactory(festival=FestivalFactory(slug="marathon"), shift=ShiftFactory())
    FestivalEventFactory(festival=FestivalFactory(slug="comingfestival", is_published=False))
    return {}


PAGES = ("festival", "programme", "festival_calendar")
ACCESS = {
    ("volunteers:festivals", ""): ALL,
    **{(f"volunteers:{page}", "marathon"): ALL for page in PAGES},
    **{(f"volunteers:{page}", "comingfestival"): OFFICIAL for page in PAGES},
}


def shelve(shelf) -> None:
    shelf.festival = FestivalFactory(slug="shelvedfestival")


def _event(shelf):
    return FestivalEventFactory(
        festival=shelf.festival, shift=ShiftFactory(), district=shelf.district
    )


LISTS = {
    "/volunteers/festivals/": lambda shelf: FestivalFactory(),
    **{
        f"/volunteers/festivals/shelvedfestival/{page}": _event
        for page in ("", "print/", "calendar.ics")
    },
}
ADMIN_LISTS = {
    "/admin/volunteers/festival/": lambda shelf: FestivalFactory(),
    "/admin/volunteers/festivalevent/": _event,
}
EVERYTHING = (200,) * 4
ADMIN = {"volunteers.Festival": EVERYTHING, "volunteers.FestivalEvent": EVERYTHING}
