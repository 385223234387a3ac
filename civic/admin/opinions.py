"""Polls and opinion boards: prepared, opened, stopped; statements checked. Never whose answers."""

from django.contrib import admin

from civic.models import OpinionBoard, Statement, Survey, SurveyQuestion
from portal.pages.admin import CaseAdmin


class Questions(admin.StackedInline):
    """Questions of a poll in preparation; what is open stands."""

    model = SurveyQuestion
    extra = 0

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.state != "draft")

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None) -> bool:
        return True


class OpenAdmin(CaseAdmin):
    """What is open is no longer edited."""

    list_filter = ("state",)
    search_fields = ("title",)
    ordering = ("-id",)
    bulk_moves = ()
    words: tuple[str, ...] = ()

    def get_queryset(self, request):
        return self.model.objects.visible_to(request.user)

    def get_readonly_fields(self, request, obj=None):
        own = super().get_readonly_fields(request, obj)
        return (*own, *self.words) if obj and obj.state != "draft" else own


@admin.register(Survey)
class SurveyAdmin(OpenAdmin):
    list_display = ("title", "state", "ends_at", "answer_count")
    words = ("title", "intro", "method", "min_level", "min_age", "ends_at", "results_from")
    fields = (*words, "state", "answer_count")
    readonly_fields = ("answer_count",)
    inlines = (Questions,)


@admin.register(OpinionBoard)
class OpinionBoardAdmin(OpenAdmin):
    list_display = ("title", "state", "ends_at", "participants")
    words = ("title", "intro", "ends_at", "min_participants", "min_group")
    fields = (*words, "state", "participants", "grouped_at")
    readonly_fields = ("participants", "grouped_at")


@admin.register(Statement)
class StatementAdmin(CaseAdmin):
    list_display = ("text", "state", "board", "agreed", "disagreed", "passed")
    list_filter = ("state", "board")
    list_select_related = ("board",)
    search_fields = ("text",)
    bulk_moves = ("show", "decline")
    fields = readonly_fields = ("text", "board", "state", "agreed", "disagreed", "passed")

    def get_queryset(self, request):
        return Statement.objects.visible_to(request.user)

    def has_add_permission(self, request) -> bool:
        return False
