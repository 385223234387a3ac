"""Addresses and lists of festivals."""

from tests.factories.miniprojects import PledgeFactory, PressKitFactory
from tests.factories.volunteers import FestivalEventFactory, FestivalFactory, ShiftFactory
from tests.tables.answers import ALL, OFFICIAL


def build(_world) -> dict:
    FestivalEventFactory(festival=FestivalFactory(slug="marathon"), shift=ShiftFactory())
    FestivalEventFactory(festival=FestivalFactory(slug="comingfestival", is_published=False))
    return {}


PAGES = (
    *("festival", "programme", "festival_calendar"),
    *("season", "season_table", "press", "donors"),
)
ACCESS = {
    ("volunteers:festivals", ""): ALL,
    **{(f"volunteers:{page}", "marathon"): ALL for page in PAGES},
    **{(f"volunteers:{page}", "comingfestival"): OFFICIAL for page in PAGES},
    ("volunteers:festival_points", "marathon ?bbox=49,58,50,59&zoom=12"): ALL,
    ("volunteers:festival_points", "comingfestival ?bbox=49,58,50,59&zoom=12"): OFFICIAL,
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
        for page in ("", "print/", "calendar.ics", "numbers/", "numbers.csv", "press/")
    },
    "/volunteers/festivals/shelvedfestival/donors/": lambda shelf: PledgeFactory(
        need__project__festival=shelf.festival,
        user__name_is_public=True,
        state="received",
        shows_name=True,
    ),
}
ADMIN_LISTS = {
    "/admin/volunteers/festival/": lambda shelf: FestivalFactory(),
    "/admin/volunteers/festivalevent/": _event,
    "/admin/volunteers/presskit/": lambda shelf: PressKitFactory(),
}
EVERYTHING = (200,) * 4
ADMIN = {
    "volunteers.PressKit": EVERYTHING,
    "volunteers.Festival": EVERYTHING,
    "volunteers.FestivalEvent": EVERYTHING,
}
