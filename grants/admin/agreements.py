"""Agreements: begun for a winner, changed while a draft, then moved and paid by two officials."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import actions, rules
from grants.admin.agreement_inlines import Demands, Entries, Instalments, Payments, Reports
from grants.admin.amendments import AmendPage
from grants.admin.money_pages import OfAgreements, money
from grants.forms.agreements import (
    TERMS,
    AgreementForm,
    PaymentForm,
    SignForm,
)
from grants.forms.reports import DemandForm, ReasonForm
from grants.models import (
    Agreement,
    AgreementState,
    Application,
)
from grants.models.agreements import MANAGE
from portal.pages.admin import CaseAdmin
from portal.pages.templatetags.money import roubles


@admin.register(Agreement)
class AgreementAdmin(AmendPage, OfAgreements, CaseAdmin):
    form = AgreementForm
    list_display = ("__str__", "state", "contest", "recipient", "sum", "given", "back", "signed_on")
    list_filter = ("state", "contest")
    list_select_related = ("contest", "application__organisation", "application__partner")
    search_fields = ("number", "application__title", "application__organisation__name")
    ordering = ("-id",)
    bulk_moves = ()
    move_forms = {"sign": SignForm}
    export_fields = (
        *("number", "contest", "recipient", "project", "state", "amount", "paid", "returned"),
        "signed_on",
    )
    inlines = (Instalments, Reports, Demands, Payments, Entries)
    change_form_template = "admin/agreement_change_form.html"
    change_list_template = "admin/agreement_change_list.html"
    readonly_fields = (
        *("project", "contest", "recipient", "decided", "given", "waiting", "back", "explained"),
        *("signed_on", "ended_on", "prepared_by"),
    )
    fieldsets = (
        (None, {"fields": ("state", "project", "contest", "recipient", "decided")}),
        (gettext_lazy("Условия"), {"fields": ("number", "amount", "starts_on", "ends_on")}),
        (
            gettext_lazy("Деньги"),
            {
                "fields": (
                    "given",
                    "waiting",
                    "back",
                    "explained",
                    "signed_on",
                    "ended_on",
                    "prepared_by",
                )
            },
        ),
    )
    sum = money("amount", gettext_lazy("сумма"))
    given = money("paid", gettext_lazy("перечислено"))
    waiting = money("pending", gettext_lazy("ждёт утверждения"))
    back = money("returned", gettext_lazy("возвращено"))
    explained = money("spent", gettext_lazy("принято расходов"))

    def has_change_permission(self, request, obj=None) -> bool:
        is_open = obj is None or obj.state == AgreementState.DRAFT
        return is_open and request.user.has_perm(MANAGE)

    @admin.display(description=gettext_lazy("получатель"))
    def recipient(self, row: Agreement) -> str:
        return str(row.recipient)

    @admin.display(description=gettext_lazy("проект"))
    def project(self, row: Agreement) -> str:
        return str(row.application)

    @admin.display(description=gettext_lazy("решила комиссия"))
    def decided(self, row: Agreement) -> str:
        return roubles(row.application.decision.amount)

    def save_model(self, request, obj, form, change) -> None:
        """Under its lock: whoever signs at this moment waits for the rows below, or stops them."""
        terms = {name: form.cleaned_data[name] for name in TERMS}
        try:
            actions.revise_agreement(obj, actor=request.user, **terms)
        except ValidationError as refusal:
            raise PermissionDenied(" ".join(refusal.messages)) from refusal

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["lacks"] = [
            (move.label, missing)
            for move in obj.LIFECYCLE.moves_from(obj.state)
            if (missing := rules.lacks(obj, move.name))
        ]
        kinds = ("payment", "return")
        context["moves_money"] = any(rules.may_move_money(request.user, obj, one) for one in kinds)
        context["may_amend"] = rules.may_amend(request.user, obj)
        context["amendments"] = obj.amendments.all()
        context["may_demand"] = rules.may_demand(request.user, obj)
        context["open_demands"] = obj.demands.open()
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # --- Pages of its own -----------------------------------------------------------------------
    def get_urls(self):
        def page(route: str, view, name: str):
            return path(route, self.admin_site.admin_view(view), name=f"grants_agreement_{name}")

        return [
            page("winners/", self.winners_view, "winners"),
            page("draft/<int:application>/", self.draft_view, "draft"),
            page("<int:pk>/money/", self.money_view, "money"),
            page("<int:pk>/demand/", self.demand_view, "demand"),
            page("<int:pk>/demand/<int:demand>/withdraw/", self.withdraw_view, "withdraw"),
            *super().get_urls(),
        ]

    def _winners(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        wanted = ("contest", "organisation", "partner", "decision")
        rows = Application.objects.filter(state="winner", agreement=None)
        return rows.select_related(*wanted).order_by("contest", "number")

    def winners_view(self, request):
        """Winners whose agreement nobody has begun."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Победители без соглашения"),
            "rows": self._winners(request)[:200],
        }
        return TemplateResponse(request, "admin/agreement_winners.html", context)

    def draft_view(self, request, application: int):
        row = self._winners(request).filter(pk=application).first()
        if row is None:
            raise Http404
        initial = {
            "number": row.number, "amount": row.decision.amount,
            "starts_on": row.starts_on, "ends_on": row.ends_on,
        }  # fmt: skip
        form = AgreementForm(request.POST or None, application=row, initial=initial)

        def act(terms):
            return actions.draft_agreement(row, actor=request.user, **terms)

        explain = _("%(project)s. Комиссия решила дать %(amount)s.") % {
            "project": row, "amount": roubles(row.decision.amount)
        }  # fmt: skip
        back = reverse("admin:grants_agreement_winners")
        done = reverse("admin:grants_agreement_change", args=[0]).replace("/0/", "/{}/")
        title = _("Оформить соглашение")
        return self.asked(request, form, act, explain=explain, back=back, done=done, title=title)

    def money_view(self, request, pk: int):
        """Prepare a payment, a return or a correction for another official to approve."""
        agreement = self._managed(request, pk)
        form = PaymentForm(request.POST or None, agreement=agreement)

        def act(given):
            return actions.prepare_payment(agreement, actor=request.user, **given)

        explain = _("Сумма %(amount)s, перечислено %(paid)s, ждёт утверждения %(pending)s, "
                    "возвращено %(returned)s. Утвердит другой сотрудник.") % {
            name: roubles(getattr(agreement, name))
            for name in ("amount", "paid", "pending", "returned")
        }  # fmt: skip
        return self._about(request, agreement, form, act, explain, _("Деньги по соглашению"))

    def demand_view(self, request, pk: int):
        """Ask back what was received and nobody explained."""
        agreement = self._managed(request, pk)
        if not (verdict := rules.may_demand(request.user, agreement)):
            raise PermissionDenied(verdict.reason)
        left = actions.demandable(agreement)
        form = DemandForm(request.POST or None, initial={"amount": left})

        def act(given):
            return actions.demand_return(agreement, actor=request.user, **given)

        explain = _("Не объяснено отчётами: %(left)s.") % {"left": roubles(left)}
        return self._about(request, agreement, form, act, explain, _("Потребовать возврат"))

    def withdraw_view(self, request, pk: int, demand: int):
        agreement = self._managed(request, pk)
        row = get_object_or_404(agreement.demands.open(), pk=demand)
        form = ReasonForm(request.POST or None)

        def act(given):
            return actions.withdraw_demand(row, actor=request.user, **given)

        return self._about(request, agreement, form, act, str(row), _("Отозвать требование"))

    def _managed(self, request, pk: int) -> Agreement:
        agreement = self.get_object(request, str(pk))
        if agreement is None or not self.has_view_permission(request, agreement):
            raise Http404
        if not (verdict := rules.may_manage(request.user, agreement.application)):
            raise PermissionDenied(verdict.reason)
        return agreement

    def _about(self, request, agreement: Agreement, form, act, *told: str):
        """A page that asks, between two visits of the agreement's own."""
        explain, title = told
        page = reverse("admin:grants_agreement_change", args=[agreement.pk])
        return self.asked(request, form, act, explain=explain, back=page, done=page, title=title)
