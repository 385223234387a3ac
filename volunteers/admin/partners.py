"""The partner exchange for the officials: cards to let out, agreements to sign for the city."""

from django.contrib import admin

from portal.pages.admin import CaseAdmin
from volunteers.models import PartnerAgreement, PartnerCard


class ReadCaseAdmin(CaseAdmin):
    """Made on the pages; here it is read and moved."""

    ordering = ("-id",)

    def has_add_permission(self, request) -> bool:
        return False


@admin.register(PartnerCard)
class PartnerCardAdmin(ReadCaseAdmin):
    list_display = ("title", "state", "side", "category", "district", "until")
    list_filter = ("state", "side", "category", "district")
    list_select_related = ("district",)
    search_fields = ("title",)
    bulk_moves = ("publish",)
    fields = readonly_fields = (
        *("state", "side", "category", "title", "text", "author", "organisation"),
        *("district", "until"),
    )


@admin.register(PartnerAgreement)
class PartnerAgreementAdmin(ReadCaseAdmin):
    list_display = ("subject", "state", "starts_on", "ends_on", "signed_at")
    list_filter = ("state",)
    search_fields = ("subject",)
    bulk_moves = ()
    fields = readonly_fields = (
        *("state", "subject", "reply", "community_duty", "partner_duty", "city_duty"),
        *("starts_on", "ends_on", "version", "community_agreed_at", "partner_agreed_at"),
        *("signed_at", "signed_by"),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("reply__card")
