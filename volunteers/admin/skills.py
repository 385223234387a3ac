"""The catalogue of skills: a line added or no longer offered."""

from django.contrib import admin

from volunteers.models import Skill


@admin.register(Skill)
class SkillAdmin(admin.ModelAdmin):
    list_display = ("title", "area", "is_offered")
    list_filter = ("area", "is_offered")
    search_fields = ("title",)
    prepopulated_fields = {"code": ("title",)}
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def has_delete_permission(self, request, obj=None) -> bool:
        """People have marked it, shifts ask for it: it is taken out of the offer instead."""
        return False
