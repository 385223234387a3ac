"""Municipal property and its leases, at any step, by the actions people use.

keeper()                     an official who keeps property
PropertyFactory()            an object of the register
offered()                    an announced offer that takes applications now
applied(offer)               a sealed application of an NKO; its head is `.head`
opened(offer)                the offer after its hour, opened
checked(application)         every check of the applicant has a good result
given(); rented()            the lease of a winner, prepared; signed
"""

import itertools
from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from grants import actions
from grants.models import CheckKind, Lease, LeaseApplication, LeaseOffer, MunicipalProperty
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import StaffFactory, VerifiedUserFactory

NUMBER = itertools.count(1)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def keeper(**fields):
    return StaffFactory(permissions=["grants.manage_property"], **fields)


class PropertyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MunicipalProperty

    name = factory.Sequence(lambda n: f"Подвал {n} (демо)")
    kind = "room"
    address = "ул. Ленина, 1 (демо)"
    latitude, longitude = Decimal("58.600000"), Decimal("49.650000")
    area = Decimal("64.5")
    rent_month, rate = Decimal(10_000), Decimal(20)


def prepared_offer(asset=None, **fields) -> LeaseOffer:
    now = timezone.now()
    given = {
        "accepts_from": now - DAY, "accepts_until": now + DAY, "opens_at": now + 2 * DAY,
        "decide_by": timezone.localdate() + 9 * DAY, **fields,
    }  # fmt: skip
    return LeaseOffer.objects.create(asset=asset or PropertyFactory(), **given)


def offered(asset=None, **fields) -> LeaseOffer:
    offer = prepared_offer(asset, **fields)
    actions.announce_offer(offer, actor=keeper())
    return offer


def nko(head=None, **fields):
    given = {"kind": "nko", "inn": f"43{next(NUMBER):08}", **fields}
    return OrganisationFactory(head=head or VerifiedUserFactory(), **given)


def applied(offer=None, *, organisation=None, head=None, files=(), **told) -> LeaseApplication:
    head = head or VerifiedUserFactory()
    organisation = organisation or nko(head)
    given = {"purpose": "Кружок для детей двора", "months": 12, "people": 40, "shares": True}
    row = actions.apply_for_lease(
        offer or offered(), actor=head, organisation=organisation, files=files, **given | told
    )
    row.head = head
    return row


def at_hour(offer: LeaseOffer) -> LeaseOffer:
    """The hour of the opening has come."""
    now = timezone.now()
    LeaseOffer.objects.filter(pk=offer.pk).update(
        accepts_from=now - 3 * DAY, accepts_until=now - 2 * HOUR, opens_at=now - HOUR
    )
    offer.refresh_from_db()
    return offer


def opened(offer: LeaseOffer) -> LeaseOffer:
    actions.open_offer(at_hour(offer), actor=keeper())
    return offer


def checked(application: LeaseApplication, *, kinds=CheckKind.values, **found):
    for kind in kinds:
        given = {"is_passed": True, "source": "Выписка", "checked_on": timezone.localdate()}
        actions.record_check(application, actor=keeper(), kind=kind, **given | found)
    return LeaseApplication.objects.get(pk=application.pk)


def to_decide(offer=None, **told) -> LeaseApplication:
    """An opened application of a checked applicant."""
    row = applied(offer, **told)
    opened(row.offer)
    return checked(row)


def given(**told) -> Lease:
    row = to_decide(**told)
    actions.win_lease(row, actor=keeper(), note="Нужнее всех")
    return row.lease


def rented(**told) -> Lease:
    lease, today = given(**told), timezone.localdate()
    actions.sign_lease(lease, actor=keeper(), number="А-1", signed_on=today, starts_on=today)
    return lease
