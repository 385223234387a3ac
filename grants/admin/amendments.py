"""Supplementary agreements that wait for a second official, and what became of them."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import actions, rules
from grants.admin.money_pages import OfAgreements
from grants.forms.amendments import AmendmentForm
from grants.models import Amendment
from portal.pages.admin import CaseAdmin


@admin.register(Amendment)
class AmendmentAdmin(OfAgreements, CaseAdmin):
    list_display = ("__str__", "agreement", "state", "prepared_by", "created_at")
    list_filter = ("state",)
    search_fields = ("number", "agreement__number")
    ordering = ("-id",)
    bulk_moves = ()
    fields = readonly_fields = (
        *("agreement", "number", "signed_on", "reason", "changes", "prepared_by"),
    )

    def get_queryset(self, request):
        of = "agreement__application"
        wanted = (f"{of}__organisation", f"{of}__partner", "prepared_by")
        return super().get_queryset(request).select_related(*wanted)

    @admin.display(description=gettext_lazy("что меняется"))
    def changes(self, row: Amendment) -> SafeString:
        return format_html_join("", "<p>{}: {} → {}</p>", row.changes())


class AmendPage:
    """For the admin of agreements: the page where one is prepared."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.amend_view)
        return [path("<int:pk>/amend/", view, name="grants_agreement_amend"), *super().get_urls()]

    def amend_view(self, request, pk: int):
        agreement = self._managed(request, pk)
        if not (verdict := rules.may_amend(request.user, agreement)):
            raise PermissionDenied(verdict.reason)
        form = AmendmentForm(request.POST or None, agreement=agreement)

        def act(given):
            paper = {name: given[name] for name in ("number", "signed_on", "reason")}
            return actions.prepare_amendment(
                agreement, actor=request.user, terms=form.terms(), **paper
            )

        explain = _("Сумма соглашения не меняется. Утвердит другой сотрудник.")
        return self._about(request, agreement, form, act, explain, _("Дополнительное соглашение"))
