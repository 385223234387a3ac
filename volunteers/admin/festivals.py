"""Festivals and their events: prepared here."""

from django.contrib import admin

from portal.pages.admin import BoundedPaginator
from volunteers.admin.seasons import DonorsDayInline
from volunteers.models import Festival, FestivalEvent


@admin.register(Festival)
class FestivalAdmin(admin.ModelAdmin):
    list_display = ("title", "starts_on", "ends_on", "is_published")
    list_filter = ("is_published",)
    search_fields = ("title",)
    prepopulated_fields = {"slug": ("title",)}
    inlines = (DonorsDayInline,)
    show_full_result_count = False


@admin.register(FestivalEvent)
class FestivalEventAdmin(admin.ModelAdmin):
    list_display = ("title", "festival", "starts_at", "district", "host", "guests", "is_cancelled")
    list_filter = ("festival", "district", "is_cancelled")
    list_select_related = ("festival", "district")
    search_fields = ("title", "place", "host")
    autocomplete_fields = ("festival", "shift")
    ordering = ("-id",)
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
