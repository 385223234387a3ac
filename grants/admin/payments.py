"""Money of grants that waits for a second official."""

from django.contrib import admin

from grants.admin.money_pages import OfAgreements
from grants.models import Payment
from portal.pages.admin import CaseAdmin


@admin.register(Payment)
class PaymentAdmin(OfAgreements, CaseAdmin):
    """Money that waits for a second official, and what became of it."""

    list_display = ("__str__", "agreement", "state", "prepared_by", "created_at")
    list_filter = ("state", "kind")
    search_fields = ("agreement__number", "document_number")
    ordering = ("-id",)
    bulk_moves = ()
    fields = readonly_fields = (
        *("agreement", "kind", "amount", "instalment", "target", "reason"),
        *("document_number", "document_date", "prepared_by", "entry"),
    )

    def get_queryset(self, request):
        of = "agreement__application"
        wanted = (f"{of}__organisation", f"{of}__partner", "prepared_by")
        return super().get_queryset(request).select_related(*wanted)
