from django.contrib import admin

from portal.portfolio.models import Certificate, Participation


class ReadOnly(admin.ModelAdmin):
    """Rows come from actions of the apps where people took part."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Participation)
class ParticipationAdmin(ReadOnly):
    list_display = ["title", "kind", "user", "hours", "day", "confirmed_by", "revoked_at"]
    list_filter = ["kind"]
    list_select_related = ["user", "confirmed_by"]
    search_fields = ["title", "user__last_name", "=user__email"]


@admin.register(Certificate)
class CertificateAdmin(ReadOnly):
    list_display = ["title", "printed_code", "user", "issued_at", "revoked_at"]
    list_select_related = ["user"]
    search_fields = ["=code", "title", "user__last_name"]
