"""Addresses, forms and lists of agreements about grants and of their money."""

from tests.factories.agreements import active, drafted, prepared, signed, supported, treasurer
from tests.factories.grants import ContestFactory
from tests.factories.organisations import OrganisationFactory

OFFICIAL_RIGHTS = ["grants.manage_agreement"]
TEAM = (302, 404, 404, 200, 200)  # those who receive the money and those who pay it


def build(world) -> dict:
    """Agreements of the owner's organisation: one being prepared, one signed."""
    contest = ContestFactory(slug="given", state="decided")
    team = OrganisationFactory(kind="nko", head=world.owner)
    own = {"contest": contest, "organisation": team, "head": world.owner}
    return {
        "draftagreement": drafted(supported(1000, **own)).pk,
        "signedagreement": signed(supported(1000, **own)).pk,
    }


ACCESS = {
    ("grants:agreement", "draftagreement"): TEAM,
    ("grants:agreement", "signedagreement"): TEAM,
    ("pages:move", "grants.agreement draftagreement sign"): (302, 404, 404, 403, 200),
    ("pages:move", "grants.agreement signedagreement enact"): (302, 404, 404, 403, 200),
}
WRITES = [
    ("owner", "pages:move", "grants.agreement draftagreement sign", {}, 403),
    ("resident", "pages:move", "grants.agreement signedagreement enact", {}, 404),
    ("owner", "pages:move", "grants.agreement signedagreement terminate", {"note": "Да"}, 403),
    # Signing asks for the day and the paper, which only the admin's form has.
    ("official", "pages:move", "grants.agreement draftagreement sign", {}, 200),
]


def shelve(shelf) -> None:
    shelf.granted = ContestFactory(slug="granted", state="decided", fund=10**9)


def _agreement(shelf):
    return active(supported(1000, contest=shelf.granted))


ADMIN_LISTS = {
    "/admin/grants/agreement/": _agreement,
    "/admin/grants/agreement/winners/": lambda shelf: supported(1000, contest=shelf.granted),
    "/admin/grants/payment/": lambda shelf: prepared(_agreement(shelf), "payment", amount=10),
    "/admin/queue/?money": lambda shelf: (
        supported(1000, contest=shelf.granted),
        prepared(_agreement(shelf), "payment", amount=10),
    ),
}
READ = (200, 403, 200, 200)
ADMIN = {"grants.Agreement": READ, "grants.Payment": READ}
ADMIN_ROWS = {
    "grants.Agreement": drafted,
    "grants.Payment": lambda: prepared(active(), "payment", amount=10),
}
OFFICIALS = {"treasurer of grants": (treasurer, dict(ADMIN))}
