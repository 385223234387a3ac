"""Photographs for the press."""

from django.db import transaction

from portal.files.actions import attach_image
from volunteers.models import PressKit


@transaction.atomic
def add_press_photos(kit: PressKit, photos: list, *, actor, source: str) -> None:
    """Add photographs everybody may use; `source` is whom to name, and their caption."""
    for photo in photos:
        attach_image(kit, photo, actor=actor, caption=source)
