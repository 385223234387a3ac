"""Projects to handle: read whole, moved by buttons."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.actions import missing, papers_of, set_level
from budgeting.admin.columns import grouped
from budgeting.forms.rounds import RefusalForm
from budgeting.models import (
    CostItem,
    GroupMember,
    Participation,
    Project,
    ResidentsMeeting,
)
from portal.pages.admin import AT_ONCE, CaseAdmin, ReadOnlyInline

CONTENT = (
    "title",
    "type",
    "problem",
    "solution",
    "expected_result",
    "beneficiaries",
    "planned_start",
    "planned_end",
    "district",
    "address",
    "latitude",
    "longitude",
    "proposer",
    "organisation",
    "partner",
    "group_size",
    grouped(Project, "total_cost"),
)
HANDLING = (
    "round",
    "number",
    "is_citywide",
    "author",
    "handler",
    "submitted_at",
    "publish_due",
    "published_at",
    "remarks_until",
    "remark_count",
    "remarks_open",
    "review_due",
    "rework_due",
    "refusal_ground",
    "supporters",
    "votes",
)


class CostItems(ReadOnlyInline):
    model = CostItem
    fields = readonly_fields = ("name", "unit", "quantity", grouped(CostItem, "price"), "total")

    @admin.display(description=gettext_lazy("сумма"))
    def total(self, row: CostItem) -> str:
        return number_format(row.amount, use_l10n=True, force_grouping=True)


class Participants(ReadOnlyInline):
    model = Participation
    amount = grouped(Participation, "amount")
    fields = readonly_fields = ("source", "kind", amount, "note")


def _private(row) -> str:
    return f" ({_('не для всех')})" if row.is_private else ""


class Meetings(ReadOnlyInline):
    """The files of the meeting stand on the project's page, private ones for officials too."""

    model = ResidentsMeeting
    amount = grouped(ResidentsMeeting, "contribution")
    fields = readonly_fields = (
        "form",
        "held_on",
        "place",
        "territory",
        "residents",
        "present",
        "votes_for",
        "votes_against",
        "votes_abstained",
        "chair",
        "secretary",
        amount,
    )


class Members(ReadOnlyInline):
    model = GroupMember
    fields = readonly_fields = ("name", "contact")


@admin.register(Project)
class ProjectAdmin(CaseAdmin):
    """The author's text is read, never rewritten; what an official does is a move with a reason."""

    list_display = ("title", "state", "round", "district", "submitted_at", "review_due", "handler")
    list_filter = ("state", "round", "district", "type")
    list_select_related = ("round", "district", "handler")
    search_fields = ("title", "address")
    ordering = ("-id",)
    bulk_moves = ("publish", "return", "review", "support", "admit")
    actions = ("export_csv", "make_citywide", "make_local")
    move_forms = {"refuse": RefusalForm}
    export_fields = ("id", "title", "state", "round", "district", "address", "total_cost")
    inlines = (CostItems, Participants, Meetings, Members)
    fieldsets = (
        (None, {"fields": ("state", "lacks", "papers", *HANDLING)}),
        (gettext_lazy("Содержание проекта"), {"fields": CONTENT}),
    )
    readonly_fields = ("lacks", "papers", *HANDLING, *CONTENT)

    def get_queryset(self, request):
        return Project.objects.visible_to(request.user)

    @admin.display(description=gettext_lazy("чего не хватает по правилам раунда"))
    def lacks(self, project: Project) -> str:
        found = [row.text for row in missing(project)]
        return "; ".join(found) or _("всё есть")

    @admin.display(description=gettext_lazy("файлы"))
    def papers(self, project: Project) -> str:
        """Links; the address itself asks who may open a private one."""
        rows = ((row.get_absolute_url(), row, _private(row)) for row in papers_of(project))
        return format_html_join("; ", '<a href="{}">{}</a>{}', rows) or "—"

    def has_add_permission(self, request) -> bool:
        return False

    @admin.action(description=gettext_lazy("Уровень: весь город"))
    def make_citywide(self, request, queryset):
        self._set_level(request, queryset, citywide=True)

    @admin.action(description=gettext_lazy("Уровень: район"))
    def make_local(self, request, queryset):
        self._set_level(request, queryset, citywide=False)

    def _set_level(self, request, queryset, *, citywide: bool) -> None:
        """Each on its own; a refusal says why and of what."""
        for project in queryset.select_related("round")[:AT_ONCE]:
            try:
                set_level(project, actor=request.user, citywide=citywide)
            except PermissionDenied as refusal:
                self.message_user(request, f"{project}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, f"{project}: {_level(citywide)}", messages.SUCCESS)


def _level(citywide: bool) -> str:
    return _("голосует весь город") if citywide else _("голосует район")
