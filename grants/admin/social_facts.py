"""Facts of the social order that one official entered and another confirms."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from grants.admin.money_pages import money
from grants.admin.property import OfProperty
from grants.models import SocialFact
from grants.models.social_orders import MANAGE_ORDERS
from portal.pages.admin import CaseAdmin


@admin.register(SocialFact)
class SocialFactAdmin(OfProperty, CaseAdmin):
    manage = MANAGE_ORDERS
    list_display = ("order", "kind", "executor", "state", "volume", "sum", "made_on", "prepared_by")
    list_filter = ("state", "kind")
    list_select_related = ("order", "executor__organisation", "prepared_by")
    search_fields = ("order__service", "document", "executor__organisation__name")
    ordering = ("-id",)
    bulk_moves = ()
    sum = money("amount", gettext_lazy("сумма"))
    fields = readonly_fields = (
        *("state", "order", "kind", "executor", "volume", "sum", "document", "made_on"),
        *("starts_on", "ends_on", "target", "prepared_by"),
    )

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False
