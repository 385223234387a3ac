"""Objects of the register: typed and photographed here, offered from their page."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import actions
from grants.forms.property import PropertyForm
from grants.models import MunicipalProperty
from grants.models.property import MANAGE_PROPERTY
from portal.files.models import Attachment
from portal.pages.admin import History


class OfProperty:
    """For officials who keep property, or have the right `manage`; nothing is deleted."""

    manage = MANAGE_PROPERTY

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm(self.manage)

    has_module_permission = has_view_permission

    def has_change_permission(self, request, obj=None) -> bool:
        return self.has_view_permission(request)

    has_add_permission = has_view_permission

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(MunicipalProperty)
class PropertyAdmin(OfProperty, admin.ModelAdmin):
    form = PropertyForm
    list_display = ("name", "kind", "address", "area", "rent_month", "rate", "is_listed")
    list_filter = ("kind", "is_listed", "buyout_option", "district")
    search_fields = ("name", "address", "cadastral_number")
    list_select_related = ("district",)
    show_full_result_count = False
    list_per_page = 50
    inlines = (History,)
    readonly_fields = ("offer", "images")

    def get_fields(self, request, obj=None):
        own = [*PropertyForm.Meta.fields, "photos"]
        return ["offer", *own, "drop", "images"] if obj else own

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    @admin.display(description=gettext_lazy("предложить в аренду"))
    def offer(self, row: MunicipalProperty) -> str:
        url = reverse("admin:grants_leaseoffer_add")
        text = _("Новое предложение этого объекта")
        return format_html('<a href="{}?asset={}">{}</a>', url, row.pk, text)

    @admin.display(description=gettext_lazy("фото"))
    def images(self, row: MunicipalProperty) -> str:
        photos = Attachment.objects.of(row).kept().images()
        lines = [(one.get_absolute_url(), one.get_thumb_url(), one.original_name) for one in photos]
        shown = '<a href="{}"><img src="{}" alt="{}" height="96"></a> '
        return format_html_join("", shown, lines) or "—"

    def save_model(self, request, obj, form, change) -> None:
        given = {name: form.cleaned_data.get(name) or () for name in ("photos", "drop")}
        try:
            actions.save_property(obj, actor=request.user, **given)
        except ValidationError as refusal:
            raise PermissionDenied(" ".join(refusal.messages)) from refusal
