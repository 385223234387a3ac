"""Templates of the whole city; those of a group are kept by the group."""

from django.contrib import admin

from volunteers.forms.templates import CityTemplateForm
from volunteers.models import ShiftTemplate


@admin.register(ShiftTemplate)
class ShiftTemplateAdmin(admin.ModelAdmin):
    form = CityTemplateForm
    list_display = ("name", "title", "hours", "capacity", "is_offered")
    list_filter = ("is_offered",)
    search_fields = ("name", "title")
    filter_horizontal = ("must_skills", "skills")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    fields = (
        *("name", "is_offered", "title", "text", "briefing", "needs", "must_skills", "skills"),
        *("training", "place", "hours", "leave_hours", "capacity", "min_age", "offer_hours"),
        *("needs_approval", "members_only"),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).of_city()

    def has_delete_permission(self, request, obj=None) -> bool:
        """The reference data would bring it back: it is taken out of the offer instead."""
        return False
