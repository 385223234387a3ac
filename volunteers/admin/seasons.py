"""The day of donors within its festival; pages for the press."""

from django.contrib import admin

from volunteers.actions.press import add_press_photos
from volunteers.forms.press import PressKitForm
from volunteers.models import DonorsDay, PressKit


class DonorsDayInline(admin.StackedInline):
    model = DonorsDay
    extra = 0


@admin.register(PressKit)
class PressKitAdmin(admin.ModelAdmin):
    form = PressKitForm
    list_display = ("festival",)
    list_select_related = ("festival",)
    fields = ("festival", "facts", "contacts", "photos", "source")
    show_full_result_count = False

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        photos, source = form.cleaned_data["photos"], form.cleaned_data["source"]
        add_press_photos(obj, photos, actor=request.user, source=source)

    def has_delete_permission(self, request, obj=None) -> bool:
        """Its photographs stay with it; an empty page is made by emptying the text."""
        return False
