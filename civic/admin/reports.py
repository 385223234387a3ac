"""Reports to handle: read whole, moved by buttons."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.admin.reports_pages import ReportPages
from civic.forms.reports_office import AnswerForm, AssignForm, MergeForm, RedirectForm, RejectForm
from civic.models import Handover, Postponement, Report
from civic.rules import reports as rights
from civic.similar import similar_to
from civic.views.reports import answered_questions
from portal.cases.models import CaseEvent
from portal.files.models import Attachment
from portal.pages.admin import ReadOnlyInline

CONTENT = (
    "title",
    "category",
    "text",
    "said",
    "photos",
    "address",
    "district",
    "latitude",
    "longitude",
    "is_private",
    "original",
)
HANDLING = (
    "department",
    "handler",
    "reporter",
    "source",
    "entered_by",
    "contact",
    "submitted_at",
    "published_at",
    "react_due",
    "fix_due",
    "due_at",
    "postponed_until",
    "answered_at",
    "judge_until",
    "closed_at",
    "escalation",
    "rating",
    "dispute_count",
    "me_too_count",
    "proof",
    "reject_reason",
    "merged_into",
    "similar",
)


class Postponements(ReadOnlyInline):
    model = Postponement
    fields = readonly_fields = (
        "until",
        "reason",
        "asked_by",
        "asked_at",
        "decided_by",
        "is_approved",
    )


class Handovers(ReadOnlyInline):
    model = Handover
    fields = readonly_fields = (
        "department",
        "channel",
        "state",
        "attempts",
        "last_error",
        "external_id",
        "sent_at",
    )


@admin.register(Report)
class ReportAdmin(ReportPages):
    """The resident's text is corrected on a page of its own, with a reason; moves are buttons."""

    change_list_template = "admin/report_list.html"
    list_display = ("title", "state", "district", "department", "submitted_at", "due_at", "handler")
    list_filter = ("state", "department", "district", "source", "category")
    list_select_related = ("district", "department", "handler")
    search_fields = ("=id", "title", "address")
    ordering = ("-id",)
    bulk_moves = ("assign", "reject", "take", "answer")
    move_forms = {
        "assign": AssignForm,
        "reject": RejectForm,
        "redirect": RedirectForm,
        "answer": AnswerForm,
        "merge": MergeForm,
    }
    export_fields = (
        "id",
        "title",
        "state",
        "category",
        "district",
        "department",
        "submitted_at",
        "due_at",
        "answered_at",
        "rating",
    )
    inlines = (Postponements, Handovers)
    fieldsets = (
        (None, {"fields": ("state", *CONTENT)}),
        (gettext_lazy("Как идёт дело"), {"fields": HANDLING}),
    )
    readonly_fields = (*HANDLING, *CONTENT)

    def get_queryset(self, request):
        rows = Report.objects.visible_to(request.user)
        return rows.select_related("category", "district", "department", "handler", "reporter")

    def has_add_permission(self, request) -> bool:
        return bool(rights.may_enter(request.user)) and super().has_add_permission(request)

    @admin.display(description=gettext_lazy("ответы на вопросы"))
    def said(self, report):
        return "; ".join(f"{ask} {told}" for ask, told in answered_questions(report)) or "—"

    @admin.display(description=gettext_lazy("фотографии"))
    def photos(self, report) -> str:
        rows = Attachment.objects.of(report).kept().images()
        return format_html_join(
            " ",
            '<a href="{}"><img src="{}" alt="{}" height="120"></a>',
            ((row.get_absolute_url(), row.get_thumb_url(), row.caption or row) for row in rows),
        ) or _("нет")

    @admin.display(description=gettext_lazy("похожие рядом"))
    def similar(self, report) -> str:
        if report.state != "moderation":
            return "—"
        return (
            format_html_join(
                "",
                "<p><a href='{}'>№ {} {}</a></p>",
                (
                    (
                        reverse("admin:civic_report_change", args=[row.report.pk]),
                        str(row.report.pk),
                        row.report,
                    )
                    for row in similar_to(report)
                ),
            )
            or "—"
        )

    @admin.display(description=gettext_lazy("что было до исправлений"))
    def original(self, report) -> str:
        edits = CaseEvent.objects.of(report).filter(kind="edited").order_by("id")
        before = (
            (name, value) for event in edits for name, value in event.data.get("before", {}).items()
        )
        names = {field.name: field.verbose_name for field in Report._meta.fields}
        return format_html_join(
            "", "<p>{}: {}</p>", ((names.get(name, name), value) for name, value in before)
        ) or format_html("{}", "—")
