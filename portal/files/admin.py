from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.files.models import Attachment


@admin.register(Attachment)
class AttachmentAdmin(admin.ModelAdmin):
    """Read-only: a file is added with its case and removed by the action, which writes history."""

    list_display = ["original_name", "kind", "is_private", "size", "link", "created_at"]
    list_filter = ["kind", "is_private"]
    search_fields = ["=id", "original_name", "=sha256"]
    show_full_result_count = False
    exclude = ["file", "thumb"]

    def get_queryset(self, request):
        """Files of confidential cases are opened from the case alone: a name may tell a secret."""
        secret = [model for model in apps.get_models() if getattr(model, "CONFIDENTIAL", False)]
        kinds = ContentType.objects.get_for_models(*secret).values()
        return super().get_queryset(request).exclude(content_type__in=kinds)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description=_("открыть"))
    def link(self, row: Attachment) -> str:
        if row.removed_at:
            return "—"
        return format_html('<a href="{}">{}</a>', row.get_absolute_url(), _("открыть"))
