"""The code of ethics, answers about conduct, the register of decisions."""

from django.contrib import admin
from django.urls import reverse

from portal.pages.admin import CaseAdmin, ListAdmin
from training import rules
from training.actions import edit_code
from training.forms.ethics import CodeForm
from training.models import CodeArticle, CodeVersion, ConductDecision, ConductFeedback


class Articles(admin.StackedInline):
    """Written until the version takes effect."""

    model = CodeArticle
    extra = 0

    def has_change_permission(self, request, obj=None) -> bool:
        if obj is None:
            return bool(rules.may_manage_ethics(request.user))
        return bool(rules.may_edit_code(request.user, obj))

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None) -> bool:
        return True


@admin.register(CodeVersion)
class CodeVersionAdmin(CaseAdmin):
    form = CodeForm
    list_display = ("title", "number", "state", "effective_on")
    search_fields = ("title",)
    ordering = ("-id",)
    bulk_moves = ()
    inlines = (Articles,)
    readonly_fields = ("digest",)
    fields = ("state", "number", "title", "preface", "principles", "effective_on", "digest")

    def has_change_permission(self, request, obj=None) -> bool:
        """A version in effect is read; a new one is prepared instead."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or bool(rules.may_edit_code(request.user, obj)))

    def save_model(self, request, obj, form, change) -> None:
        if not change:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change) -> None:
        """The version and its articles are one text: written together under one lock."""

        def write() -> None:
            if change:
                CaseAdmin.save_model(self, request, form.instance, form, change)
            super(CodeVersionAdmin, self).save_related(request, form, formsets, change)

        edit_code(form.instance, actor=request.user, change=write)


@admin.register(ConductFeedback)
class ConductFeedbackAdmin(CaseAdmin):
    """What residents say is read and counted or not; never rewritten."""

    list_display = ("__str__", "state", "contact", "polite", "clear", "timely")
    list_filter = ("state", "contact")
    list_select_related = ("department",)
    search_fields = ("department__name", "text")
    ordering = ("-id",)
    bulk_moves = ("accept",)
    export_fields = ("department", "contact", "contact_on", "polite", "clear", "timely", "state")
    fields = readonly_fields = (
        *("state", "department", "contact", "contact_on", "polite", "clear", "timely", "text"),
    )

    def has_add_permission(self, request) -> bool:
        return False

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if self.has_view_permission(request) else rows


@admin.register(ConductDecision)
class ConductDecisionAdmin(ListAdmin):
    list_display = ("number", "decided_on", "question", "measure", "is_published")
    list_filter = ("is_published",)
    search_fields = ("number", "question")
    export_fields = ("number", "decided_on", "question", "decision", "measure", "is_published")

    def view_on_site(self, decision) -> str:
        return reverse("training:decisions")
