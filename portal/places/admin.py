from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.places.geo import read_outline
from portal.places.models import Centre, City, District


class DistrictForm(forms.ModelForm):
    def clean_outline(self):
        outline = self.cleaned_data["outline"]
        try:
            _shape = read_outline(outline) if outline else None
        except ValueError:
            raise forms.ValidationError(
                _("Нужна граница в GeoJSON: Polygon или MultiPolygon без самопересечений.")
            ) from None
        return outline


@admin.register(City)
class CityAdmin(admin.ModelAdmin):
    list_display = ["name", "population", "okrugs"]

    def has_add_permission(self, request) -> bool:
        return super().has_add_permission(request) and not City.objects.exists()

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)


@admin.register(District)
class DistrictAdmin(admin.ModelAdmin):
    form = DistrictForm
    list_display = ["name", "code", "population", "order", "outline_note"]
    search_fields = ["name", "code"]


@admin.register(Centre)
class CentreAdmin(admin.ModelAdmin):
    list_display = ["name", "address", "district", "phone", "is_demo"]
    list_filter = ["district", "is_demo"]
    list_select_related = ["district"]
    search_fields = ["name", "address"]
