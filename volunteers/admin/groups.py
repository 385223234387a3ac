"""Groups for the officials: the queue of those that wait, moves as buttons."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.pages.admin import CaseAdmin, ReadOnlyInline
from volunteers.models import Membership, VolunteerGroup


class Team(ReadOnlyInline):
    """Who runs the group: the people an official writes to."""

    model = Membership
    verbose_name_plural = _("руководители и координаторы")
    fields = readonly_fields = ("user", "role", "state")

    def get_queryset(self, request):
        return super().get_queryset(request).running().select_related("user", "group")


@admin.register(VolunteerGroup)
class VolunteerGroupAdmin(CaseAdmin):
    """Made on the pages; here an official reads, approves and refuses."""

    list_display = ("title", "state", "direction", "district", "centre", "organisation")
    list_filter = ("state", "direction", "district")
    list_select_related = ("district", "centre", "organisation")
    search_fields = ("title",)
    ordering = ("-id",)
    bulk_moves = ("approve",)
    inlines = (Team,)
    fields = readonly_fields = (
        *("state", "title", "direction", "district", "centre", "organisation"),
        *("about", "safety", "contact"),
    )

    def has_add_permission(self, request) -> bool:
        return False
