"""Sessions and places: prepared here, moved by buttons; people are met on the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.pages.admin import CaseAdmin
from portal.scoring.models import CriteriaSet
from training.models import DepartmentQuota, Enrolment, Meeting, Session, SessionState, Stage


class Draft(admin.TabularInline):
    """Part of what is announced: changed here only while the session is being prepared."""

    extra = 0

    def has_change_permission(self, request, obj=None) -> bool:
        is_open = obj is None or obj.state == SessionState.DRAFT
        return is_open and request.user.has_perm("training.run_session")

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None) -> bool:
        return True


class Meetings(Draft):
    """Later the desk changes them: who has a place is told."""

    model = Meeting
    fields = ("title", "starts_at", "ends_at", "place")


class Quotas(Draft):
    model = DepartmentQuota
    autocomplete_fields = ("department",)


class ByStage(admin.SimpleListFilter):
    """Where sessions are by their dates."""

    title = _("этап по датам")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return [(stage.value, stage.label) for stage in Stage]

    def queryset(self, request, queryset):
        return queryset.at_stage(self.value()) if self.value() in Stage.values else queryset


# What people rely on once a session is announced.
ANNOUNCED = (
    *("programme", "enrol_from", "enrol_until", "confirm_until", "starts_at", "ends_at"),
    *("quota_until", "quota", "is_competitive", "is_blind", "criteria", "cancel_hours", "experts"),
)


@admin.register(Session)
class SessionAdmin(CaseAdmin):
    change_form_template = "admin/training_session_form.html"
    list_display = (
        *("__str__", "state", "stage_label", "starts_at", "places_taken", "quota"),
        "application_count",
    )
    list_filter = (ByStage, "state", "is_competitive", "programme__form", "programme")
    list_select_related = ("programme", "organiser")
    search_fields = ("programme__title", "place")
    ordering = ("-id",)
    bulk_moves = ()
    export_fields = (
        *("programme", "state", "stage_label", "starts_at", "ends_at", "place", "organiser"),
        *("quota", "places_taken", "application_count", "cost"),
    )
    autocomplete_fields = ("organiser", "experts", "mentors")
    filter_horizontal = ("lecturers",)
    inlines = (Meetings, Quotas)
    readonly_fields = ("places_taken", "application_count")
    fieldsets = (
        (None, {"fields": ("state", "programme", "organiser", "place", "cost")}),
        (_("Сроки"), {"fields": ("enrol_from", "enrol_until", "confirm_until", "starts_at",
                                 "ends_at", "cancel_hours", "quota_until")}),
        (_("Места"), {"fields": ("quota", "is_competitive", "is_blind", "criteria", "places_taken",
                                 "application_count")}),
        (_("Люди"), {"fields": ("lecturers", "experts", "mentors")}),
    )  # fmt: skip

    def get_changeform_initial_data(self, request) -> dict:
        return {"organiser": request.user.pk, **super().get_changeform_initial_data(request)}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Frozen criteria belong to one selection each; a new one takes a set experts judge by."""
        if db_field.name == "criteria":
            kwargs["queryset"] = CriteriaSet.objects.for_experts().filter(frozen_at=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        fixed = ANNOUNCED if obj and obj.state != SessionState.DRAFT else ()
        return (*super().get_readonly_fields(request, obj), *fixed)


@admin.register(Enrolment)
class EnrolmentAdmin(CaseAdmin):
    """Places are taken on the pages; what an official does is a move."""

    list_display = ("__str__", "state", "user", "department", "rank", "confirm_by")
    list_filter = ("state", "session__programme")
    list_select_related = ("session__programme", "user", "department")
    search_fields = (
        *("user__last_name", "user__email", "session__programme__title", "department__name"),
    )
    ordering = ("-id",)
    bulk_moves = ("refuse", "complete")
    export_fields = (
        *("session", "number", "user", "department", "state", "rank", "confirm_by", "created_at"),
    )
    fields = readonly_fields = (
        *("session", "number", "user", "department", "enrolled_by", "text", "rank"),
        *("queued_at", "confirm_by", "state"),
    )

    def get_queryset(self, request):
        """Who may not look at all is refused by the page, and so needs no list of their own."""
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if self.has_view_permission(request) else rows

    def has_add_permission(self, request) -> bool:
        return False
