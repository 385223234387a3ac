"""Offers: prepared here, announced, opened at their hour; the protocol is read, never written."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.admin.property import OfProperty
from grants.forms.property import OfferForm
from grants.models import LeaseOffer
from portal.pages.admin import CaseAdmin


@admin.register(LeaseOffer)
class LeaseOfferAdmin(OfProperty, CaseAdmin):
    form = OfferForm
    list_display = ("asset", "state", "accepts_until", "opens_at", "decide_by")
    list_filter = ("state",)
    list_select_related = ("asset",)
    search_fields = ("asset__name", "asset__address")
    ordering = ("-id",)
    bulk_moves = ()
    readonly_fields = ("rent_month", "rate", "opened_at", "decided_at", "ground", "opened")
    export_fields = ("asset", "state", "accepts_from", "accepts_until", "opens_at", "opened_at")

    def get_fields(self, request, obj=None):
        own = OfferForm.Meta.fields
        return ("state", *own, *self.readonly_fields) if obj else own

    def has_change_permission(self, request, obj=None) -> bool:
        """What is announced is not changed: it is cancelled and offered anew."""
        is_open = obj is None or obj.state == "draft"
        return is_open and super().has_change_permission(request, obj)

    @admin.display(description=gettext_lazy("вскрытые заявки"))
    def opened(self, row: LeaseOffer) -> str:
        if row.opened_at is None:
            return _("Запечатаны до вскрытия: сколько их и чьи они, не видно никому.")
        rows = row.applications.unsealed().select_related("organisation")
        lines = [
            (reverse("admin:grants_leaseapplication_change", args=[one.pk]), one.organisation,
             one.get_state_display())
            for one in rows
        ]  # fmt: skip
        told = format_html_join("", '<p><a href="{}">{}</a> — {}</p>', lines)
        return format_html("{}", told) if lines else _("Заявок не было.")
