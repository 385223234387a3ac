"""Applications to check: read whole, moved by buttons, compared with earlier ones."""

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.admin.blind_copies import BlindCopyPage
from grants.models import Activity, Application, BudgetLine, TeamMember
from grants.similarity import similar_to
from grants.templatetags.grants import yesno_or_text
from portal.pages.admin import CaseAdmin, ReadOnlyInline
from portal.pages.templatetags.money import roubles


class Activities(ReadOnlyInline):
    model = Activity
    fields = readonly_fields = ("number", "title", "starts_on", "ends_on", "result")


class Lines(ReadOnlyInline):
    model = BudgetLine
    fields = readonly_fields = (
        *("section", "name", "activity", "quantity", "unit", "price", "own", "requested"),
        "evidence",
    )


class Team(ReadOnlyInline):
    model = TeamMember
    fields = readonly_fields = ("name", "role", "experience")


class Waiting(admin.SimpleListFilter):
    title = gettext_lazy("очередь")
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        return [
            ("waiting", _("ждут проверки")),
            ("overdue", _("срок проверки прошёл")),
            ("mine", _("мои")),
            ("copies", _("нет копий для экспертов")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "waiting":
            return queryset.waiting()
        if self.value() == "overdue":
            return queryset.waiting().filter(check_due__lt=timezone.localdate())
        if self.value() == "copies":
            return queryset.without_copies()
        return queryset.filter(handler=request.user) if self.value() == "mine" else queryset


TEXT = ("summary", "beneficiaries", "starts_on", "ends_on", "answered", "papers", "resembles")
HEAD = ("contest", "number", "organisation", "partner", "tier", "direction", "author", "handler")
CHECKED = ("submitted_at", "check_due", "return_until", "sums")


@admin.register(Application)
class ApplicationAdmin(BlindCopyPage, CaseAdmin):
    """The applicant's text is read, never rewritten; what an official does is a move."""

    list_display = ("__str__", "state", "contest", "organisation", "sum", "check_due", "handler")
    list_filter = (Waiting, "state", "contest")
    list_select_related = ("contest", "organisation", "handler")
    search_fields = ("title", "organisation__name", "=number")
    ordering = ("-id",)
    bulk_moves = ("check", "admit")
    export_fields = ("number", "title", "state", "organisation", "requested", "own")
    inlines = (Activities, Lines, Team)
    fieldsets = (
        (None, {"fields": ("state", "title", *HEAD, *CHECKED)}),
        (gettext_lazy("Содержание заявки"), {"fields": TEXT}),
    )
    readonly_fields = ("title", *HEAD, *CHECKED, *TEXT)

    def get_queryset(self, request):
        """Who may not look at all is refused by the page, and so needs no list of their own."""
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if self.has_view_permission(request) else rows

    def has_add_permission(self, request) -> bool:
        return False

    @admin.display(description=gettext_lazy("запрошено"), ordering="requested")
    def sum(self, row: Application) -> str:
        return roubles(row.requested)

    @admin.display(description=gettext_lazy("бюджет"))
    def sums(self, row: Application) -> str:
        return _("из гранта %(grant)s, своих %(own)s") % {
            "grant": roubles(row.requested),
            "own": roubles(row.own),
        }

    @admin.display(description=gettext_lazy("ответы"))
    def answered(self, row: Application) -> SafeString:
        told = {key: yesno_or_text(answer) for key, answer in row.answers.items() if answer != ""}
        pairs = [
            (question.label, told.get(str(question.pk), "—"))
            for question in row.contest.questions.all()
        ]
        return format_html_join("", "<p><strong>{}</strong><br>{}</p>", pairs)

    @admin.display(description=gettext_lazy("документы"))
    def papers(self, row: Application) -> SafeString:
        pairs = [
            (document.requirement or _("Другой документ"), document.attachment.get_absolute_url(),
             document.attachment.original_name, self.copy_link(document))
            for document in row.documents.select_related("requirement", "attachment", "blind_copy")
        ]  # fmt: skip
        return format_html_join("", '<p>{}: <a href="{}">{}</a>{}</p>', pairs)

    @admin.display(description=gettext_lazy("похожие прежние заявки"))
    def resembles(self, row: Application) -> SafeString:
        found = [
            (other.get_absolute_url(), other, other.contest, text, budget)
            for other, text, budget in similar_to(row)
        ]
        line = '<p><a href="{}">{}</a> ({}): ' + "{}</p>"
        told = [
            (*pair[:3], _("текст похож на %(text)d %%, бюджет на %(budget)d %%")
             % {"text": pair[3], "budget": pair[4]})
            for pair in found
        ]  # fmt: skip
        return format_html_join("", line, told) or format_html("{}", _("не найдено"))
