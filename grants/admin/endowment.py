"""Funds of target capital: kept here; money is prepared on a page and approved by another."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.actions import mark_kept, prepare_operation
from grants.forms.endowment import OperationForm
from grants.models import EndowmentFund, EndowmentOperation, EndowmentPledge
from grants.rules.endowment import may_keep_fund
from portal.pages.admin import CaseAdmin
from portal.pages.forms import carried_out
from portal.pages.templatetags.money import roubles

SUMS = ("capital", "income", "distributed", "pending")
FACTS = ("fund", "kind", "amount", "party", "shows_party", "purpose", "document", "made_on")


@admin.register(EndowmentFund)
class EndowmentFundAdmin(admin.ModelAdmin):
    list_display = ("name", *SUMS)
    search_fields = ("name",)
    readonly_fields = SUMS
    change_form_template = "admin/endowmentfund_change_form.html"

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ("name",)}

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        """Only what was typed: the whole row would undo a sum of this very moment."""
        if not change:
            return super().save_model(request, obj, form, change)
        typed = form.changed_data
        return obj.save(update_fields=typed) if typed else None

    def get_urls(self):
        view = self.admin_site.admin_view(self.operation_view)
        own = path("<int:pk>/operation/", view, name="grants_endowmentfund_operation")
        return [own, *super().get_urls()]

    def operation_view(self, request, pk: int):
        """Prepare money for another official to approve."""
        fund = EndowmentFund.objects.filter(pk=pk).first()
        if fund is None or not self.has_view_permission(request, fund):
            raise Http404
        if not (verdict := may_keep_fund(request.user, fund)):
            raise PermissionDenied(verdict.reason)
        form = OperationForm(request.POST or None, fund=fund)
        page = reverse("admin:grants_endowmentfund_change", args=[pk])

        def act(given):
            return prepare_operation(fund, actor=request.user, **given)

        if request.method == "POST" and carried_out(form, act):
            words = _("Операция ждёт утверждения другим сотрудником.")
            self.message_user(request, words, messages.SUCCESS)
            return HttpResponseRedirect(page)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Подготовить операцию"), "opts": self.opts, "form": form, "back": page,
            "explain": _("Доход, который можно распределить: %(left)s.")
            % {"left": roubles(fund.available)},
        }  # fmt: skip
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/ask.html", context, status=status)


@admin.register(EndowmentOperation)
class EndowmentOperationAdmin(CaseAdmin):
    list_display = ("__str__", "state", "fund", "party", "made_on", "prepared_by")
    list_filter = ("state", "kind", "fund")
    list_select_related = ("fund", "prepared_by")
    ordering = ("-id",)
    bulk_moves = ()
    fields = readonly_fields = (*FACTS, "target", "prepared_by")

    def has_add_permission(self, request) -> bool:
        return False


@admin.register(EndowmentPledge)
class EndowmentPledgeAdmin(admin.ModelAdmin):
    """Promises; «исполнено» is marked for the chosen ones."""

    list_display = ("__str__", "fund", "user", "promised_at", "kept_at", "withdrawn_at")
    list_filter = ("fund",)
    list_select_related = ("fund", "user")
    show_full_result_count = False
    fields = readonly_fields = (
        *("fund", "user", "amount", "public_name"),
        *("promised_at", "kept_at", "withdrawn_at"),
    )
    actions = ("keep_chosen",)

    def has_add_permission(self, request) -> bool:
        return False

    has_delete_permission = EndowmentFundAdmin.has_delete_permission

    @admin.action(description=gettext_lazy("Деньги поступили: обещание исполнено"))
    def keep_chosen(self, request, queryset) -> None:
        for pledge in queryset.standing().select_related("fund"):
            mark_kept(pledge, actor=request.user)
        self.message_user(request, _("Отмечено."), messages.SUCCESS)
