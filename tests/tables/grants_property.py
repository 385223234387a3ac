"""Addresses, forms and lists of municipal property, its leases and the register of support."""

from django.utils import timezone

from grants.models import LeaseOffer, MunicipalProperty, SupportRecord
from portal.files.models import Attachment
from tests.factories.files import pdf
from tests.factories.organisations import OrganisationFactory
from tests.factories.property import (
    PropertyFactory,
    applied,
    at_hour,
    given,
    keeper,
    nko,
    offered,
    opened,
    prepared_offer,
    rented,
    to_decide,
)
from tests.tables.answers import ALL, OFFICIAL, OWNER_SIGNED_IN, SIGNED_IN, UNKNOWN

OFFICIAL_RIGHTS = ["grants.manage_property"]
AFTER_OPENING = (302, 404, 404, 200, 200)


def build(world) -> dict:
    """The owner's applications: sealed, opened, won; offers prepared and announced."""
    team = nko(world.owner)
    own = {"organisation": team, "head": world.owner}
    sealed = applied(files=[pdf()], **own)
    known = applied(files=[pdf()], **own)
    opened(known.offer)
    lease = given(**own)
    return {
        "property": sealed.offer.asset_id,
        "hiddenproperty": PropertyFactory(is_listed=False).pk,
        "leaseoffer": offered().pk,
        "draftoffer": prepared_offer().pk,
        "sealedlease": sealed.pk,
        "openedlease": known.pk,
        "sealedfile": Attachment.objects.of(sealed).get().pk,
        "openedfile": Attachment.objects.of(known).get().pk,
        "lease": lease.pk,
        "dueoffer": at_hour(offered()).pk,
    }


ACCESS = {
    ("grants:property_list", ""): ALL,
    ("grants:property_csv", ""): ALL,
    ("grants:property_points", "?bbox=49,58,50,59&zoom=12"): ALL,
    ("grants:property", "property"): ALL,
    ("grants:property", "hiddenproperty"): OFFICIAL,
    ("grants:support", ""): ALL,
    ("grants:support_csv", ""): ALL,
    ("grants:leases", ""): SIGNED_IN,
    ("grants:apply_for_lease", "leaseoffer"): SIGNED_IN,
    ("grants:apply_for_lease", "draftoffer"): UNKNOWN,
    ("grants:lease_application", "sealedlease"): OWNER_SIGNED_IN,
    ("grants:lease_application", "openedlease"): AFTER_OPENING,
    ("files:file", "sealedfile"): (404, 404, 404, 200, 404),
    ("files:file", "openedfile"): (404, 404, 404, 200, 200),
    ("pages:move", "grants.leaseapplication sealedlease withdraw"): OWNER_SIGNED_IN,
    ("pages:move", "grants.leaseapplication openedlease refuse"): (302, 404, 404, 403, 200),
    ("pages:move", "grants.leaseapplication openedlease win"): (302, 404, 404, 403, 403),
    ("pages:move", "grants.leaseoffer draftoffer announce"): (302, 404, 404, 404, 200),
    ("pages:move", "grants.leaseoffer leaseoffer open"): (302, 403, 403, 403, 403),
    ("pages:move", "grants.leaseoffer dueoffer open"): (302, 403, 403, 403, 200),
    ("pages:move", "grants.lease lease sign"): (302, 404, 404, 403, 200),
}
NOTE = {"note": "Да"}
FIELDS = {"purpose": "Чужое", "months": "1", "people": "1"}
WRITES = [
    ("official", "pages:move", "grants.leaseapplication sealedlease win", NOTE, 404),
    ("official", "pages:move", "grants.leaseapplication sealedlease withdraw", NOTE, 404),
    ("official", "pages:move", "grants.leaseapplication openedlease win", NOTE, 403),
    ("resident", "pages:move", "grants.leaseapplication sealedlease withdraw", NOTE, 404),
    ("owner", "pages:move", "grants.leaseapplication openedlease withdraw", NOTE, 403),
    ("owner", "pages:move", "grants.leaseapplication openedlease refuse", NOTE, 403),
    ("official", "pages:move", "grants.leaseoffer leaseoffer open", NOTE, 403),
    ("owner", "pages:move", "grants.leaseoffer dueoffer open", NOTE, 403),
    ("owner", "pages:move", "grants.lease lease sign", NOTE, 403),
    # Signing asks for the number and the days, which only the admin's form has.
    ("official", "pages:move", "grants.lease lease sign", NOTE, 422),
    ("resident", "grants:apply_for_lease", "leaseoffer", FIELDS, 403),
    ("official", "grants:apply_for_lease", "draftoffer", FIELDS, 404),
    ("owner", "grants:apply_for_lease", "leaseoffer", FIELDS, 422),
]
FORMS = {"grants:apply_for_lease": "organisation purpose months people shares files"}


def shelve(shelf) -> None:
    shelf.tenant = nko(shelf.user)
    shelf.asset = PropertyFactory()
    offer = prepared_offer(shelf.asset)
    today = timezone.now()
    LeaseOffer.objects.filter(pk=offer.pk).update(
        state="opened", published_at=today, opened_at=today, protocol={"rows": []}
    )
    shelf.offer = LeaseOffer.objects.get(pk=offer.pk)


def _record(shelf, **fields) -> SupportRecord:
    of = fields.get("organisation") or OrganisationFactory(kind="nko")
    return SupportRecord.objects.create(
        organisation=of, form="property", given_on=timezone.localdate(), what="Зал", value=1
    )


def _protocol_row(shelf) -> None:
    """One more applicant of the same object, opened."""
    team = nko()
    shelf.offer.applications.create(
        organisation=team, author=shelf.user, purpose="Зал", months=1, people=1, state="opened",
        submitted_at=shelf.offer.opened_at,
    )  # fmt: skip
    shelf.offer.protocol["rows"].append(
        {"organisation": team.pk, "name": team.name, "months": 1, "digest": "0"}
    )
    shelf.offer.save()


def _waits(shelf) -> None:
    _protocol_row(shelf)
    at_hour(offered())
    given()


LISTS = {
    "/grants/property/": lambda shelf: offered(),
    "/grants/property.csv": lambda shelf: offered(),
    "/grants/property/{asset.pk}/": _protocol_row,
    "/grants/support/": _record,
    "/grants/support.csv": _record,
    "/grants/passport/{tenant.pk}/": lambda shelf: _record(shelf, organisation=shelf.tenant),
}
OWN_LISTS = {
    "/grants/leases/": lambda shelf: applied(organisation=shelf.tenant, head=shelf.user),
}
ADMIN_LISTS = {
    "/admin/grants/municipalproperty/": lambda shelf: PropertyFactory(),
    "/admin/grants/leaseoffer/": lambda shelf: offered(),
    "/admin/grants/leaseoffer/{offer.pk}/change/": _protocol_row,
    "/admin/grants/leaseapplication/": _protocol_row,
    "/admin/grants/lease/": lambda shelf: given(),
    "/admin/grants/supportrecord/": _record,
    "/admin/queue/?property": _waits,
}
EVERYTHING, READ = (200,) * 4, (200, 403, 200, 200)
ADMIN = {
    "grants.MunicipalProperty": EVERYTHING,
    "grants.LeaseOffer": EVERYTHING,
    "grants.LeaseApplication": READ,
    "grants.Lease": READ,
    "grants.SupportRecord": READ,
}
ADMIN_ROWS = {
    "grants.MunicipalProperty": lambda: MunicipalProperty.objects.get(pk=PropertyFactory().pk),
    "grants.LeaseOffer": prepared_offer,
    "grants.LeaseApplication": to_decide,
    "grants.Lease": rented,
}
OFFICIALS = {"keeper of property": (keeper, dict(ADMIN))}
