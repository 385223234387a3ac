"""Consultations at any step, by the actions people use.

keeper()                    an official who consults
asked()                     a request of an NKO; its head is `.head`
appointed()                 the same with a time an hour from now
begun(row)                  its time has come and gone
held()                      with advice
"""

from datetime import timedelta

import factory
from django.utils import timezone

from grants import actions
from grants.models import Consultation, ConsultationSubject
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.property import nko

HOUR = timedelta(hours=1)


def keeper(**fields):
    return StaffFactory(permissions=["grants.manage_consultation"], **fields)


class SubjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConsultationSubject

    name = factory.Sequence(lambda n: f"Тема {n:04} (демо)")


def asked(*, organisation=None, head=None, **told) -> Consultation:
    head = head or VerifiedUserFactory()
    given = {
        "subject": told.pop("subject", None) or SubjectFactory(), "question": "Как быть с уставом",
        "wished_way": "phone", "wished_on": timezone.localdate(), **told,
    }  # fmt: skip
    row = actions.ask_consultation(organisation or nko(head), actor=head, **given)
    row.head = head
    return row


def appoint(row, *, actor=None, official=None, **told) -> Consultation:
    actor = actor or keeper()
    given = {
        "official": official or actor, "starts_at": timezone.now() + HOUR, "way": "phone",
        "place": "+7 8332 000000", **told,
    }  # fmt: skip
    actions.appoint_consultation(row, actor=actor, **given)
    return row


def appointed(**told) -> Consultation:
    official = told.pop("official", None)
    return appoint(asked(**told), official=official)


def begun(row) -> Consultation:
    now = timezone.now()
    Consultation.objects.filter(pk=row.pk).update(starts_at=now - 2 * HOUR, ends_at=now - HOUR)
    row.refresh_from_db()
    return row


def held(advice="Примите новый устав", private="Слабый юрист", **told) -> Consultation:
    row = begun(appointed(**told))
    actions.hold_consultation(row, actor=keeper(), note=advice, private_note=private)
    return row
