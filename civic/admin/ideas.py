"""Ideas to check, select and answer: read whole, moved by buttons."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from civic.forms.ideas import DeclineForm, SignedMoveForm
from civic.models import Idea, IdeaMerge, IdeaReview, IdeaStep
from portal.pages.admin import CaseAdmin, ReadOnlyInline

CONTENT = ("title", "text", "version", "district", "address")
HANDLING = (
    "challenge",
    "author",
    "handler",
    "submitted_at",
    "check_due",
    "published_at",
    "supporters",
    "votes",
    "threshold_at",
    "answer_due",
    "answered_at",
    "answered_by",
    "answer",
    "decline_ground",
    "merged_into",
)


class Reviews(ReadOnlyInline):
    model = IdeaReview
    fields = readonly_fields = ("expert", "post", "benefit", "feasibility", "cost", "text")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("expert")


class Steps(ReadOnlyInline):
    model = IdeaStep
    fields = readonly_fields = ("title", "due", "department", "done_at")


@admin.register(Idea)
class IdeaAdmin(CaseAdmin):
    """The author's text is read, never rewritten; what an official does is a move with a reason."""

    list_display = ("title", "state", "challenge", "supporters", "check_due", "answer_due")
    list_filter = ("state", "challenge", "district")
    list_select_related = ("challenge",)
    search_fields = ("title",)
    ordering = ("-id",)
    bulk_moves = ("publish", "return", "examine", "shortlist", "archive")
    move_forms = {"accept": SignedMoveForm, "decline": DeclineForm}
    export_fields = ("id", "title", "state", "challenge", "district", "supporters", "answer_due")
    inlines = (Reviews, Steps)
    fieldsets = (
        (None, {"fields": ("state", *HANDLING)}),
        (_("Содержание идеи"), {"fields": CONTENT}),
    )
    readonly_fields = (*HANDLING, *CONTENT)

    def get_queryset(self, request):
        return Idea.objects.visible_to(request.user)

    def has_add_permission(self, request) -> bool:
        return False


@admin.register(IdeaMerge)
class IdeaMergeAdmin(CaseAdmin):
    """To read only: authors and supporters decide, an official may propose on the idea's page."""

    list_display = ("source", "target", "state", "choose_until")
    list_filter = ("state",)
    list_select_related = ("source", "target")
    fields = readonly_fields = (
        "source",
        "target",
        "state",
        "reason",
        "source_agreed_at",
        "target_agreed_at",
        "choose_until",
    )

    def has_add_permission(self, request) -> bool:
        return False
