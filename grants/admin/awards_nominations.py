"""Nominations for the officials who check them: after the nominee's consent, never before."""

from django.contrib import admin

from grants.forms.awards_jury import CheckForm
from grants.models import Nomination
from portal.pages.admin import CaseAdmin

SHOWN = (
    *("season", "category", "number", "nominee_kind", "nominee_name", "text", "nominator"),
    *("sent_at", "consented_at"),
)


@admin.register(Nomination)
class NominationAdmin(CaseAdmin):
    """The dossier is read; files are on its page on the site."""

    list_display = ("__str__", "nominee_name", "state", "season", "category", "consented_at")
    list_filter = ("state", "season")
    list_select_related = ("season__award", "category")
    search_fields = ("nominee_name",)
    ordering = ("-id",)
    fields = readonly_fields = SHOWN
    bulk_moves = ("admit",)
    move_forms = {"return": CheckForm, "not_admit": CheckForm}
    export_fields = ("number", "nominee_name", "state", "category", "consented_at")

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if self.has_view_permission(request) else rows

    def has_add_permission(self, request) -> bool:
        return False
