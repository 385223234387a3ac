"""Mini-projects and their reports for the officials: read whole, moved by buttons."""

from django.contrib import admin
from django.template.defaultfilters import floatformat
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from portal.files.models import Attachment
from portal.pages.admin import CaseAdmin, ReadOnlyInline
from volunteers.models import MiniProject, Need, PhotoReport


class Needs(ReadOnlyInline):
    model = Need
    fields = readonly_fields = ("kind", "title", "needed", "given_word", "brought")

    @admin.display(description=_("сколько нужно"))
    def needed(self, row) -> str:
        return f"{floatformat(row.amount, '-2g')} {row.measure}"

    @admin.display(description=_("обещано"))
    def given_word(self, row) -> str:
        return floatformat(row.promised, "-2g")

    @admin.display(description=_("получено"))
    def brought(self, row) -> str:
        return floatformat(row.received, "-2g")


class PicturedAdmin(CaseAdmin):
    """A case whose photographs an official looks at before letting it out."""

    def has_add_permission(self, request) -> bool:
        return False

    @admin.display(description=_("фотографии"))
    def pictures(self, row) -> str:
        files = Attachment.objects.of(row).kept()
        line = '<a href="{}">{}</a>'
        return format_html_join(
            ", ", line, ((file.get_absolute_url(), file.original_name) for file in files)
        ) or _("нет")


@admin.register(MiniProject)
class MiniProjectAdmin(PicturedAdmin):
    list_display = ("title", "state", "author", "organisation", "district", "happens_on")
    list_filter = ("state", "district", "festival")
    list_select_related = ("district", "author", "organisation")
    search_fields = ("title",)
    ordering = ("-id",)
    bulk_moves = ("publish",)
    inlines = (Needs,)
    fields = readonly_fields = (
        *("state", "title", "about", "author", "organisation", "festival"),
        *("district", "address", "pledges_until", "happens_on", "contact", "pictures"),
    )


@admin.register(PhotoReport)
class PhotoReportAdmin(PicturedAdmin):
    list_display = ("project", "state", "participants", "beneficiaries")
    list_filter = ("state",)
    list_select_related = ("project",)
    search_fields = ("project__title",)
    ordering = ("-id",)
    bulk_moves = ()
    fields = readonly_fields = (
        *("state", "project", "author", "text", "participants", "beneficiaries", "pictures"),
    )
