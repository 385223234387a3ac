"""The partner exchange for the officials: cards to let out, agreements to sign for the city."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.pages.admin import CaseAdmin, ReadOnlyInline
from volunteers.models import PartnerAgreement, PartnerCard, PartnerReply


def named(side) -> str:
    """In whose name: an official reads the real one."""
    return str(side.organisation or side.author)


class ReadCaseAdmin(CaseAdmin):
    """Made on the pages; here it is read and moved."""

    ordering = ("-id",)

    def has_add_permission(self, request) -> bool:
        return False


class Replies(ReadOnlyInline):
    """Who answered the card, and whether they were taken."""

    model = PartnerReply
    fields = readonly_fields = ("state", "author", "organisation", "text", "contact", "created_at")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author", "organisation", "card")


@admin.register(PartnerCard)
class PartnerCardAdmin(ReadCaseAdmin):
    list_display = ("title", "state", "side", "host", "category", "district", "until")
    list_filter = ("state", "side", "category", "district")
    list_select_related = ("district", "organisation", "author")
    inlines = (Replies,)
    search_fields = ("title",)
    bulk_moves = ("publish",)
    fields = readonly_fields = (
        *("state", "side", "category", "title", "text", "author", "organisation"),
        *("district", "until"),
    )

    @admin.display(description=_("кто"))
    def host(self, row) -> str:
        return named(row)


@admin.register(PartnerAgreement)
class PartnerAgreementAdmin(ReadCaseAdmin):
    list_display = ("subject", "state", "community", "partner", "starts_on", "ends_on", "signed_at")
    list_filter = ("state",)
    search_fields = ("subject",)
    bulk_moves = ()
    fields = readonly_fields = (
        *(
            "state",
            "subject",
            "community",
            "partner",
            "community_duty",
            "partner_duty",
            "city_duty",
        ),
        *("starts_on", "ends_on", "version", "community_agreed_at", "partner_agreed_at"),
        *("signed_at", "signed_by"),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_parties()

    @admin.display(description=_("ТОС или НКО"))
    def community(self, row) -> str:
        return named(row.sides[0])

    @admin.display(description=_("партнёр"))
    def partner(self, row) -> str:
        return named(row.sides[1])
