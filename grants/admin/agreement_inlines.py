"""Tables of an agreement's page: terms changed in a draft; money, demands and reports to read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from grants.admin.money_pages import money
from grants.forms.agreements import InstalmentForm
from grants.models import AgreementState, Demand, Entry, Instalment, Payment, Report
from grants.models.agreements import MANAGE
from portal.pages.admin import ReadOnlyInline


class DraftInline(admin.TabularInline):
    """Terms that are changed only while the agreement is being prepared."""

    extra = 0

    def has_change_permission(self, request, obj=None) -> bool:
        is_open = obj is not None and obj.state == AgreementState.DRAFT
        return is_open and request.user.has_perm(MANAGE)

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None) -> bool:
        return True


class Instalments(DraftInline):
    model = Instalment
    form = InstalmentForm


class Reports(DraftInline):
    model = Report
    fields = ("number", "kind", "due")
    show_change_link = True


class Demands(ReadOnlyInline):
    model = Demand
    fields = readonly_fields = ("kind", "sum", "due", "back", "note", "withdrawn_at")
    sum = money("amount", gettext_lazy("вернуть"))
    back = money("paid_back", gettext_lazy("возвращено"))


class Entries(ReadOnlyInline):
    model = Entry
    fields = readonly_fields = (
        *("kind", "sum", "document_number", "document_date", "reason"),
        *("prepared_by", "approved_by"),
    )
    sum = money("amount", gettext_lazy("сумма"))

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("prepared_by", "approved_by")


class Payments(ReadOnlyInline):
    model = Payment
    show_change_link = True
    fields = readonly_fields = ("kind", "sum", "state", "prepared_by")
    sum = money("amount", gettext_lazy("сумма"))

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("prepared_by")
