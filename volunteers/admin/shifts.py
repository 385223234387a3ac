"""Shifts for the officials, to read: they are run by the groups."""

from django.contrib import admin

from portal.pages.admin import CaseAdmin
from volunteers.models import Shift


@admin.register(Shift)
class ShiftAdmin(CaseAdmin):
    list_display = ("title", "state", "group", "starts_at", "places_taken", "capacity")
    list_filter = ("state", "group__direction", "district")
    list_select_related = ("group", "district")
    search_fields = ("title", "group__title")
    ordering = ("-id",)
    bulk_moves = ()
    fields = readonly_fields = (
        *("state", "group", "title", "text", "briefing", "needs", "training", "district", "place"),
        *(
            "latitude",
            "longitude",
            "leave_until",
            "starts_at",
            "ends_at",
            "capacity",
            "places_taken",
            "min_age",
            "offer_hours",
        ),
        *("needs_approval", "members_only"),
    )

    def has_add_permission(self, request) -> bool:
        return False
