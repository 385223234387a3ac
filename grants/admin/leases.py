"""Contracts of objects given: signed here, which enters them into the register of support."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from grants.admin.money_pages import money
from grants.admin.property import OfProperty
from grants.forms.property import SignLeaseForm
from grants.models import Lease, SupportRecord
from portal.pages.admin import CaseAdmin


@admin.register(Lease)
class LeaseAdmin(OfProperty, CaseAdmin):
    list_display = ("asset", "organisation", "state", "number", "paid", "starts_on", "ends_on")
    list_filter = ("state",)
    list_select_related = ("asset", "application__organisation")
    search_fields = ("asset__name", "number", "application__organisation__name")
    ordering = ("-id",)
    bulk_moves = ()
    move_forms = {"sign": SignLeaseForm}
    paid = money("paid_month", gettext_lazy("платит в месяц"))
    market = money("rent_month", gettext_lazy("рыночная аренда в месяц"))
    fields = readonly_fields = (
        *("state", "asset", "organisation", "months", "market", "paid"),
        *("number", "signed_on", "starts_on", "ends_on", "ended_on"),
    )

    @admin.display(description=gettext_lazy("арендатор"))
    def organisation(self, row: Lease) -> str:
        return str(row.application.organisation)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


@admin.register(SupportRecord)
class SupportRecordAdmin(OfProperty, admin.ModelAdmin):
    """Rows are written by the acts that give the support."""

    list_display = ("given_on", "organisation", "form", "what", "value", "ended_on")
    list_filter = ("form",)
    list_select_related = ("organisation",)
    search_fields = ("what", "organisation__name", "number")
    show_full_result_count = False

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False
