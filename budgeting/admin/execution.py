"""The workplace of the official who carries projects out: acts, money, bank rows, refunds."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting import actions, rules
from budgeting.admin.acts import ACTS, BY_SLUG
from budgeting.admin.columns import grouped
from budgeting.admin.statements import StatementPages
from budgeting.models import (
    EXECUTION_STATES,
    Acceptance,
    Balance,
    Contract,
    Execution,
    LedgerEntry,
    Milestone,
    Operation,
    Project,
)
from portal.pages.admin import BoundedPaginator, CaseAdmin, ReadOnlyInline
from portal.pages.forms import told

FACTS = (
    "title",
    "state",
    "round",
    "number",
    "district",
    "address",
    grouped(Project, "total_cost"),
    "handler",
)


class OfExecution:
    """Money bears names: only for officials who carry projects out. Nothing is deleted."""

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("budgeting.execute_project")

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)


class Balances(ReadOnlyInline):
    model = Balance
    fields = readonly_fields = (
        "source",
        *(grouped(Balance, name) for name in ("pledged", "agreed", "paid", "used", "refunded")),
    )


class Contracts(ReadOnlyInline):
    model = Contract
    fields = readonly_fields = (
        "number",
        "contractor",
        "signed_on",
        grouped(Contract, "amount"),
        "terminated_on",
    )


class Milestones(ReadOnlyInline):
    model = Milestone
    fields = readonly_fields = ("title", "planned_on", "progress", "actual_on", "days_late")

    @admin.display(description=gettext_lazy("опоздание, дней"))
    def days_late(self, step: Milestone) -> int:
        return step.days_late


class Acceptances(ReadOnlyInline):
    model = Acceptance
    fields = readonly_fields = ("held_on", "outcome", "attended", "act_number", "defects")


class Operations(ReadOnlyInline):
    model = Operation
    fk_name = "project"
    show_change_link = True
    fields = readonly_fields = ("kind", "source", grouped(Operation, "amount"), "state")


@admin.register(Execution)
class ExecutionAdmin(OfExecution, StatementPages, CaseAdmin):
    """Projects from the winner's podium on; every act is a button with a form of its own."""

    list_display = ("title", "state", "round", "district", "handler")
    list_filter = ("state", "round", "district")
    list_select_related = ("round", "district", "handler")
    search_fields = ("title", "address")
    ordering = ("-id",)
    bulk_moves = ()
    export_fields = ("id", "title", "state", "round", "district", "total_cost")
    inlines = (Balances, Contracts, Milestones, Acceptances, Operations)
    fields = readonly_fields = FACTS
    change_form_template = "admin/execution_change_form.html"
    change_list_template = "admin/execution_change_list.html"

    def get_queryset(self, request):
        return Execution.objects.visible_to(request.user).filter(state__in=EXECUTION_STATES)

    def queues(self) -> dict:
        """Those of the admin of projects count what waits for a decision."""
        queues = super().queues()
        return {name: queues[name] for name in queues if name == "mine"}

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path("<int:pk>/act/<slug:slug>/", wrap(self.act), name="budgeting_execution_act"),
            path("<int:pk>/refunds/", wrap(self.refunds), name="budgeting_execution_refunds"),
        ]
        return [*own, *self.statement_urls(wrap), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["acts"] = [
            (act.label, reverse("admin:budgeting_execution_act", args=[obj.pk, act.slug]))
            for act in ACTS
            if act.right(request.user, obj)
        ]
        context["lacks"] = [
            (move.label, missing)
            for move in obj.LIFECYCLE.moves_from(obj.state)
            if move.name != "redo" and (missing := rules.lacks(obj, move.name))
        ]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # --- One act --------------------------------------------------------------------------------
    def act(self, request, pk, slug):
        """The form of an act; a refusal stands at its field and nothing typed is lost."""
        project, act = self._project(request, pk), BY_SLUG.get(slug)
        if act is None:
            raise Http404
        if not (verdict := act.right(request.user, project)):
            self.message_user(request, verdict.reason, messages.ERROR)
            return self._back(project)
        is_post = request.method == "POST"
        data = (request.POST, request.FILES) if is_post else ()
        form = act.form(*data, project=project)
        if is_post and form.is_valid() and self._done(request, project, act, form):
            return self._back(project)
        context = {
            **self._context(request, act.label, project),
            "form": form,
            "act": act,
            "available": actions.available(project) if slug == "contract" else None,
        }
        status = 400 if is_post else 200
        return TemplateResponse(request, "admin/execution_act.html", context, status=status)

    def _done(self, request, project, act, form) -> bool:
        try:
            with transaction.atomic():
                act.action(project, actor=request.user, **form.values())
        except ValidationError as refusal:
            told(form, refusal)
            return False
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
            return False
        self.message_user(request, act.done, messages.SUCCESS)
        return True

    def refunds(self, request, pk):
        """The refund list with payers, to print; a POST prepares what it still owes."""
        project = self._project(request, pk)
        may = rules.may_enter(request.user, project, "refunded")
        if request.method == "POST":
            if not may:
                raise PermissionDenied(may.reason)
            made = actions.prepare_refunds(project, actor=request.user)
            text = _("Подготовлено возвратов: %(n)d. Их утвердит другой сотрудник.")
            self.message_user(request, text % {"n": len(made)}, messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        lines = list(project.refund_lines.select_related("entry"))
        context = {
            **self._context(request, _("Список возврата инициативных платежей"), project),
            "lines": lines,
            "total": sum(line.amount for line in lines),
            "back": sum(line.paid_back for line in lines),
            "may": may,
        }
        return TemplateResponse(request, "admin/execution_refunds.html", context)

    def _project(self, request, pk: int) -> Execution:
        if not self.has_view_permission(request):
            raise PermissionDenied
        project = self.get_queryset(request).select_related("round").filter(pk=pk).first()
        if project is None:
            raise Http404
        return project

    def _context(self, request, title: str, project) -> dict:
        context = self.admin_site.each_context(request)
        return {**context, "title": title, "opts": self.opts, "project": project}

    def _back(self, project):
        return HttpResponseRedirect(reverse("admin:budgeting_execution_change", args=[project.pk]))


@admin.register(Operation)
class OperationAdmin(OfExecution, CaseAdmin):
    """Money that waits for a second official."""

    list_display = ("id", "project", "kind", "source", grouped(Operation, "amount"), "state")
    list_filter = ("state", "kind", "source")
    list_select_related = ("project",)
    ordering = ("-id",)
    bulk_moves = ("approve", "decline")
    fields = readonly_fields = (
        "project",
        "kind",
        "source",
        grouped(Operation, "amount"),
        "payer",
        "document_number",
        "document_date",
        "purpose",
        "target",
        "reason",
        "prepared_by",
        "entry",
    )

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("project__round", "prepared_by", "target", "entry")


@admin.register(LedgerEntry)
class LedgerEntryAdmin(OfExecution, admin.ModelAdmin):
    """Every rouble of every project, to read and to search."""

    paginator = BoundedPaginator
    show_full_result_count = False
    list_max_show_all = 0
    list_display = ("id", "project", "kind", "source", grouped(LedgerEntry, "amount"), "payer")
    list_filter = ("kind", "source")
    list_select_related = ("project",)
    search_fields = ("payer", "document_number", "purpose")
    ordering = ("-id",)
    fields = (
        "project",
        "kind",
        "source",
        grouped(LedgerEntry, "amount"),
        "payer",
        "payer_kind",
        "payer_agrees",
        "document_number",
        "document_date",
        "purpose",
        "reverses",
        "refund_of",
        "reason",
        "prepared_by",
        "approved_by",
        "created_at",
    )
    readonly_fields = fields
