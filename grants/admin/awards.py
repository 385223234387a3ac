"""Awards and their seasons: prepared here, published whole, decided."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from grants.actions import fill_categories
from grants.admin.awards_pages import SeasonPages
from grants.models import Award, AwardCategory, AwardSeason, Juror
from portal.pages.admin import CaseAdmin

PREPARED = ("draft",)
BEFORE_JUDGING = ("draft", "collecting", "check")


class SeasonInline(admin.StackedInline):
    """Part of a season; changed only in the states of `while_in`."""

    extra = 0
    while_in: tuple[str, ...] = PREPARED

    def has_change_permission(self, request, obj=None) -> bool:
        is_open = obj is None or obj.state in self.while_in
        return is_open and request.user.has_perm("grants.run_award")

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None) -> bool:
        return True


class Categories(SeasonInline):
    model = AwardCategory


class Jurors(SeasonInline):
    model = Juror
    while_in = BEFORE_JUDGING
    autocomplete_fields = ("user",)


@admin.register(Award)
class AwardAdmin(admin.ModelAdmin):
    list_display = ("name", "code")
    search_fields = ("name",)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(AwardSeason)
class AwardSeasonAdmin(SeasonPages, CaseAdmin):
    """A season without categories of its own begins with those of its award."""

    list_display = ("__str__", "state", "opens_at", "closes_at", "quota", "awarded")
    list_filter = ("state", "award")
    list_select_related = ("award",)
    ordering = ("-year", "-id")
    readonly_fields = ("awarded", "rules_hash", "decided_at")
    inlines = (Categories, Jurors)
    bulk_moves = ()
    fieldsets = (
        (None, {"fields": ("state", "award", "year", "terms")}),
        (
            _("Сроки"),
            {"fields": ("opens_at", "closes_at", "check_until", "judge_until", "results_on")},
        ),
        (_("Оценка"), {"fields": ("criteria", "vote_points", "min_voter_age", "quota")}),
        (_("Объявлено"), {"fields": ("rules_hash", "awarded", "decided_at")}),
    )

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if self.has_view_permission(request) else rows

    def get_readonly_fields(self, request, obj=None):
        own = super().get_readonly_fields(request, obj)
        if obj is None or obj.state in PREPARED:
            return own
        return (*own, *(name for _label, part in self.fieldsets for name in part["fields"]))

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            fill_categories(form.instance)
