"""A case of any installed model in any of its states, for tests that hold for every lifecycle."""

import itertools
from datetime import timedelta

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from portal.cases.models import Case

NUMBER = itertools.count(1)
# What cannot be guessed from the fields, by "app.Model": a callable that returns fields.
GIVEN: dict[str, callable] = {
    # The points come with the move that makes a review final; the database asks for both.
    "grants.Review": lambda: {"total": 50, "final_at": timezone.now()},
    # A promise that came says how much of it.
    "volunteers.Pledge": lambda: {"amount": 5, "received": 3},
    # Both sides have agreed: most states of an agreement ask for it.
    "volunteers.PartnerAgreement": lambda: dict.fromkeys(
        ("community_agreed_at", "partner_agreed_at"), timezone.now()
    ),
    # A partner that confirmed knows the sum.
    "grants.PartnerConsent": lambda: {"amount": 1},
    # A nomination everybody sees was agreed to; a refused one keeps nothing of the nominee.
    "grants.Nomination": lambda: {
        "number": next(NUMBER),
        "consented_at": timezone.now(),
        "nominee_name": "",
        "nominee_email": "",
        "nominee_key": "",
        "text": "",
    },
    # A time is asked for by most states.
    "grants.Consultation": lambda: {
        "starts_at": timezone.now(),
        "ends_at": timezone.now() + timedelta(hours=1),
    },
    "grants.JuryReview": lambda: {"total": 50},
    "training.ConductFeedback": lambda: {"polite": 5, "clear": 5, "timely": 5},
}


def case_models() -> list[type[Case]]:
    """Every installed model with a lifecycle."""
    return sorted(
        (m for m in apps.get_models() if issubclass(m, Case) and not m._meta.proxy),
        key=lambda model: model._meta.label,
    )


def a_case(model: type[Case], state: str, **fields) -> Case:
    return a_row(model, state=state, **fields)


def a_row(model: type[models.Model], **fields):
    """The least row of a model: values for the fields that must have one, made by their type.

    Dates ascend in the order of the fields, so that «ends after it starts» holds.
    """
    given = {**GIVEN.get(model._meta.label, dict)(), **fields}
    for field in model._meta.concrete_fields:
        if _must_be_given(field) and field.name not in given:
            given[field.name] = _value(field)
    return model.objects.create(**given)


def _must_be_given(field: models.Field) -> bool:
    automatic = field.primary_key or field.generated or getattr(field, "auto_now_add", False)
    return not (automatic or field.null or field.has_default())


def _value(field: models.Field):
    number = next(NUMBER)
    if field.remote_field and field.related_model is ContentType:
        return ContentType.objects.get_for_model(ContentType)
    if field.remote_field:
        return a_row(field.related_model)
    if field.choices:
        return field.choices[0][0]
    return _plain_value(field, number)


def _plain_value(field: models.Field, number: int):
    moment = timezone.now() + timedelta(hours=number)
    by_type = {
        "EmailField": f"person{number}@example.org",
        "BooleanField": False,
        "DateTimeField": moment,
        "DateField": moment.date(),
        "JSONField": {},
        "ArrayField": [],
    }
    if field.get_internal_type() in by_type:
        return by_type[field.get_internal_type()]
    if isinstance(field, models.CharField | models.TextField):
        return str(number)[: field.max_length]
    return number % 99 + 1  # never zero: some columns must be positive
