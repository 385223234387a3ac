"""Challenges: prepared here, announced, decided, reported on; and the departments that ask."""

from django.contrib import admin

from civic.forms.ideas import SignedMoveForm
from civic.models import Challenge, ChallengeStage
from portal.pages.admin import CaseAdmin

WORDS = (
    "title",
    "slug",
    "department",
    "context",
    "promise",
    "vote_kind",
    "max_choices",
    "min_voter_age",
    "support_threshold",
)
KEPT = ("state", "decision_due", "decision", "decided_by", "decided_at", "report", "idea_count")


class Stages(admin.StackedInline):
    """Dates of a challenge in preparation; what is announced stands."""

    model = ChallengeStage
    extra = 0

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.is_public)

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None) -> bool:
        return True


@admin.register(Challenge)
class ChallengeAdmin(CaseAdmin):
    list_display = ("title", "state", "department", "idea_count", "decision_due")
    list_filter = ("state", "department")
    list_select_related = ("department",)
    search_fields = ("title",)
    ordering = ("-id",)
    fields = (*WORDS, *KEPT)
    readonly_fields = KEPT
    bulk_moves = ()
    move_forms = {"conclude": SignedMoveForm}
    inlines = (Stages,)

    def get_queryset(self, request):
        return Challenge.objects.visible_to(request.user)

    def get_readonly_fields(self, request, obj=None):
        own = super().get_readonly_fields(request, obj)
        return (*own, *WORDS) if obj and obj.is_public else own

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj and obj.is_public else {"slug": ("title",)}
