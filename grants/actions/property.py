"""Objects of the register, kept by officials."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from grants import rules
from grants.models import MunicipalProperty
from grants.models.lease_offers import OFFERED
from portal.cases.actions import record
from portal.cases.clock import require
from portal.files.actions import attach_image, remove_file

# What applicants rely upon: not changed under them.
TERMS = (
    *("name", "kind", "address", "area", "rent_month", "rate", "buyout_option", "buyout_note"),
    *("cadastral_number", "encumbrances", "is_listed"),
)


def frozen(row: MunicipalProperty) -> str:
    """Why the terms of the object may not be changed now, or an empty string."""
    if row.pk and row.offers.filter(state__in=OFFERED).exists():
        return _("Объект предложен в аренду: условия не меняют, пока не решено. "
                 "Фото добавить можно.")  # fmt: skip
    return ""


@transaction.atomic
def save_property(row: MunicipalProperty, *, actor, photos=(), drop=()) -> MunicipalProperty:
    """Keep an object as typed, with further photos and without those of `drop`.

    What changed stands in its history. Raises ValidationError when terms change while the object
    is offered.
    """
    require(rules.may_keep_property(actor))
    before = MunicipalProperty.objects.select_for_update().filter(pk=row.pk).first()
    changed = [name for name in TERMS if before and getattr(before, name) != getattr(row, name)]
    if changed and (reason := frozen(row)):
        raise ValidationError(reason)
    row.full_clean()
    row.save()
    for photo in drop:
        remove_file(photo, actor=actor, note=_("Фото объекта заменили."))
    for photo in photos:
        attach_image(row, photo, actor=actor, alt=row.name)
    kind = "changed" if before else "entered"
    record(row, kind, actor=actor, public=False, data={"fields": changed})
    return row
