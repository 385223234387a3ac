"""Addresses, forms and lists of target capital."""

from django.utils import timezone

from tests.factories.endowment import PERMISSIONS, FundFactory, keeper, ready, written
from tests.factories.people import UserFactory
from tests.tables.answers import ALL, OFFICIAL, SIGNED_IN

OFFICIAL_RIGHTS = list(PERMISSIONS)
YEAR = timezone.localdate().year


def build(world) -> dict:
    """A fund with an entry, and one in preparation."""
    written(FundFactory(slug="capital"), "capital", 10)
    return {"hiddenfund": FundFactory(slug="hidden-fund", is_published=False).slug}


ACCESS = {
    ("grants:endowments", ""): ALL,
    ("grants:endowment", "capital"): ALL,
    ("grants:endowment", "hiddenfund"): OFFICIAL,
    ("grants:endowment_report", f"capital {YEAR}"): ALL,
    ("grants:endowment_report", f"hiddenfund {YEAR}"): OFFICIAL,
    ("grants:endowment_csv", f"capital {YEAR}"): ALL,
    ("grants:endowment_csv", f"hiddenfund {YEAR}"): OFFICIAL,
    ("grants:pledge", "capital"): SIGNED_IN,
}
WRITES = [
    ("resident", "grants:pledge", "hiddenfund", {"amount": "5"}, 404),
    ("official", "grants:pledge", "hiddenfund", {"amount": "5"}, 422),
    ("resident", "grants:pledge", "capital", {"back": "1"}, 404),
]
FORMS = {"grants:pledge": "amount public_name"}


def shelve(shelf) -> None:
    shelf.fund = FundFactory(slug="shelved")


def _pledge(shelf):
    return shelf.fund.pledges.create(user=UserFactory(), amount=5, public_name="Демо")


LISTS = {
    "/grants/endowment/": lambda shelf: FundFactory(),
    "/grants/endowment/shelved/": _pledge,
    f"/grants/endowment/shelved/{YEAR}/": lambda shelf: written(shelf.fund, "capital", 5),
    f"/grants/endowment/shelved/{YEAR}.csv": lambda shelf: written(shelf.fund, "capital", 5),
}
ADMIN_LISTS = {
    "/admin/grants/endowmentfund/": lambda shelf: FundFactory(),
    "/admin/grants/endowmentoperation/": lambda shelf: ready(shelf.fund, "capital", 5),
    "/admin/grants/endowmentpledge/": _pledge,
}
EVERYTHING, NO_ADD = (200,) * 4, (200, 403, 200, 200)
ADMIN = {
    "grants.EndowmentFund": EVERYTHING,
    "grants.EndowmentOperation": NO_ADD,
    "grants.EndowmentPledge": NO_ADD,
}
OFFICIALS = {"keeper of target capital": (keeper, dict(ADMIN))}
