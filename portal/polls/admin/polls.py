"""Polls in admin: what was announced and how far it got. Never a ballot, never a count.

Everything is read-only: a poll is set up by the app that owns it and moves by its actions.
"""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from portal.polls.models import Poll


@admin.register(Poll)
class PollAdmin(admin.ModelAdmin):
    list_display = ("title", "state", "opens_at", "closes_at")
    list_filter = ("state",)
    search_fields = ("title",)
    show_full_result_count = view_on_site = False
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

    def get_fields(self, request, obj=None):
        """The last field holds links to the moves this official may make."""

        @admin.display(description=_("Действия"))
        def moves(poll: Poll) -> str:
            links = [(_address(poll, move), move.label) for move in poll.moves_for(request.user)]
            return format_html_join(" ", '<a class="button" href="{}">{}</a>', links) or "—"

        return (*self.fields, moves)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


def _address(poll: Poll, move) -> str:
    """The page that asks for the reason and makes the move."""
    return reverse("pages:move", args=[poll._meta.label_lower, poll.pk, move.name])
