"""Contests: prepared here, published whole, read-only afterwards; questions answered."""

from django.contrib import admin
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from grants.actions import answer_clarification
from grants.admin.contest_pages import ContestPages
from grants.forms.contests import ContestForm, QuestionForm, RequiredDocumentForm
from grants.models import (
    Clarification,
    Contest,
    ContestState,
    Direction,
    Question,
    RequiredDocument,
    Tier,
)
from grants.models.contests import names_of
from portal.pages.admin import CaseAdmin

# Columns that hold lists, and what tells them in words where they are only read.
IN_WORDS = {"applicant_kinds": "applicants", "choices": "options"}


class FrozenInline(admin.StackedInline):
    """Part of the rules: changed only while the contest is being prepared."""

    extra = 0

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return fields
        return [IN_WORDS.get(name, name) for name in fields]

    def has_change_permission(self, request, obj=None) -> bool:
        is_open = obj is None or obj.state == ContestState.DRAFT
        return is_open and request.user.has_perm("grants.run_contest")

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None) -> bool:
        return True


class Tiers(FrozenInline):
    model = Tier


class Questions(FrozenInline):
    model = Question
    form = QuestionForm
    fields = QuestionForm.Meta.fields
    readonly_fields = ("options",)

    @admin.display(description=_("варианты"))
    def options(self, row: Question) -> str:
        return "; ".join(row.choices)


class RequiredDocuments(FrozenInline):
    model = RequiredDocument
    form = RequiredDocumentForm
    fields = RequiredDocumentForm.Meta.fields
    readonly_fields = ("applicants",)

    @admin.display(description=_("для кого"))
    def applicants(self, row: RequiredDocument) -> str:
        return ", ".join(names_of(row.applicant_kinds))


@admin.register(Contest)
class ContestAdmin(ContestPages, CaseAdmin):
    form = ContestForm
    list_display = ("title", "state", "fund", "opens_at", "closes_at", "application_count")
    list_filter = ("state",)
    search_fields = ("title",)
    ordering = ("-id",)
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("rules_hash", "published_at", "application_count", "applicants")
    inlines = (Tiers, Questions, RequiredDocuments)
    bulk_moves = ()
    filter_horizontal = ("directions",)
    fieldsets = (
        (None, {"fields": ("state", "title", "slug", "summary", "terms")}),
        (
            _("Сроки"),
            {"fields": ("opens_at", "closes_at", "check_until", "results_on", "project_from",
                        "project_until")},
        ),
        (
            _("Деньги и заявители"),
            {"fields": ("fund", "applicant_kinds", "partner_rule", "max_applications",
                        "directions")},
        ),
        (
            _("Оценка"),
            {"fields": ("criteria", "experts_per_application", "divergence", "appeal_days")},
        ),
        (_("Объявлено"), {"fields": ("published_at", "rules_hash", "application_count")}),
    )  # fmt: skip

    def has_change_permission(self, request, obj=None) -> bool:
        """Moves stay; the rules of an announced contest are read."""
        is_open = obj is None or obj.state == ContestState.DRAFT
        return is_open and super().has_change_permission(request, obj)

    def get_fieldsets(self, request, obj=None):
        """What is only read is told in words."""
        if self.has_change_permission(request, obj):
            return self.fieldsets
        return [
            (title, {"fields": tuple(IN_WORDS.get(name, name) for name in part["fields"])})
            for title, part in self.fieldsets
        ]

    @admin.display(description=_("кто может подать"))
    def applicants(self, row: Contest) -> str:
        return ", ".join(names_of(row.applicant_kinds))

    def get_prepopulated_fields(self, request, obj=None):
        return self.prepopulated_fields if self.has_change_permission(request, obj) else {}


class Unanswered(admin.SimpleListFilter):
    title = _("ответ")
    parameter_name = "answered"

    def lookups(self, request, model_admin):
        return [("no", _("ждут ответа")), ("yes", _("отвечены"))]

    def queryset(self, request, queryset):
        wanted = {"no": {"answered_at": None}, "yes": {"answered_at__isnull": False}}
        return queryset.filter(**wanted.get(self.value(), {}))


@admin.register(Clarification)
class ClarificationAdmin(admin.ModelAdmin):
    """The answer is typed in the form; saving it publishes it and sends the letter."""

    list_display = ("text", "contest", "asked_at", "answered_at")
    list_filter = (Unanswered, "contest")
    list_select_related = ("contest",)
    search_fields = ("text",)
    fields = ("contest", "text", "asked_at", "answer", "answered_by", "answered_at")
    readonly_fields = ("contest", "text", "asked_at", "answered_by", "answered_at")
    show_full_result_count = False
    ordering = (F("answered_at").asc(nulls_first=True), "-id")

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        answer_clarification(obj, actor=request.user, text=form.cleaned_data["answer"])


@admin.register(Direction)
class DirectionAdmin(admin.ModelAdmin):
    list_display = ("name", "order")
    search_fields = ("name",)
