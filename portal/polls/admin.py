"""Polls in admin: what was announced and how far it got. Never a ballot, never a count.

Everything is read-only: a poll is set up by the app that owns it and moves by its actions.
"""

from django.contrib import admin

from portal.polls.models import Poll


@admin.register(Poll)
class PollAdmin(admin.ModelAdmin):
    list_display = ("title", "state", "opens_at", "closes_at")
    list_filter = ("state",)
    search_fields = ("title",)
    show_full_result_count = False
    fields = (
        "title",
        "uuid",
        "state",
        "ballot_kind",
        ("opens_at", "closes_at", "closed_at"),
        ("min_choices", "max_choices", "max_cost"),
        ("min_age", "min_level"),
        "districts",
        ("rule_hash", "lot_seed"),
    )

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
