"""Campaigns of the reserve: prepared and announced here. Applications are the commission's alone
and stand in no admin.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.pages.admin import CaseAdmin
from training.models import Campaign, CampaignState, ReserveDocumentKind


class DocumentKinds(admin.TabularInline):
    model = ReserveDocumentKind
    extra = 0

    def has_change_permission(self, request, obj=None) -> bool:
        is_open = obj is None or obj.state == CampaignState.DRAFT
        return is_open and request.user.has_perm("training.manage_reserve")

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None) -> bool:
        return True


@admin.register(Campaign)
class CampaignAdmin(CaseAdmin):
    list_display = ("title", "state", "track", "opens_at", "closes_at", "application_count")
    list_filter = ("state", "track")
    search_fields = ("title",)
    ordering = ("-id",)
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("application_count",)
    autocomplete_fields = ("chair", "commission")
    bulk_moves = ()
    inlines = (DocumentKinds,)
    fieldsets = (
        (None, {"fields": ("state", "title", "slug", "track", "posts", "requirements")}),
        (_("Сроки и места"), {"fields": ("opens_at", "closes_at", "min_age", "max_age", "places",
                                         "pass_score", "term_months")}),
        (_("Оценка"), {"fields": ("criteria", "chair", "commission", "application_count")}),
    )  # fmt: skip

    def has_change_permission(self, request, obj=None) -> bool:
        """Moves stay; what was announced is read."""
        is_open = obj is None or obj.state == CampaignState.DRAFT
        return is_open and super().has_change_permission(request, obj)

    def get_prepopulated_fields(self, request, obj=None):
        return self.prepopulated_fields if self.has_change_permission(request, obj) else {}
