from django.contrib import admin
from django.db import models

from portal.law.models import DeadlineRule, LegalReference, WorkCalendarDay, WorkSchedule


@admin.register(WorkCalendarDay)
class WorkCalendarDayAdmin(admin.ModelAdmin):
    list_display = ["day", "is_working", "note"]
    list_filter = ["is_working"]
    search_fields = ["note"]
    date_hierarchy = "day"


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "starts_from", "length", "unit", "extension", "source"]
    list_filter = ["unit", "day_off"]
    search_fields = ["code", "name"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []  # the code is what programs ask for

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(WorkSchedule)
class WorkScheduleAdmin(admin.ModelAdmin):
    list_display = ["starts", "ends"]
    list_display_links = ["starts"]

    def has_add_permission(self, request) -> bool:
        return super().has_add_permission(request) and not WorkSchedule.objects.exists()

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)


@admin.register(LegalReference)
class LegalReferenceAdmin(admin.ModelAdmin):
    list_display = ["act", "article", "title", "valid_from", "valid_to"]
    list_filter = ["act"]
    search_fields = ["act", "article", "title", "code"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
