"""Programmes, sessions and places: prepared here, moved by buttons."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.files.actions import attach_document
from portal.pages.admin import CaseAdmin
from training.forms.materials import MaterialForm
from training.forms.sessions import ProgrammeForm
from training.models import (
    DepartmentQuota,
    Enrolment,
    Lecturer,
    Material,
    Meeting,
    Programme,
    Session,
    SessionState,
)


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):
    form = ProgrammeForm
    list_display = ("title", "form", "hours", "level", "is_mandatory", "is_published")
    list_filter = ("form", "level", "is_mandatory", "is_published")
    search_fields = ("title",)
    prepopulated_fields = {"slug": ("title",)}
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": ("title", "slug", "is_published", "form", "level", "hours", "audience",
                           "is_mandatory")}),
        (_("Содержание"), {"fields": ("summary", "content")}),
        (_("Чем заканчивается"), {"fields": ("min_attendance",)}),
    )  # fmt: skip


@admin.register(Lecturer)
class LecturerAdmin(admin.ModelAdmin):
    list_display = ("name", "about")
    search_fields = ("name",)


@admin.register(Material)
class MaterialAdmin(admin.ModelAdmin):
    """Files are added here; each opens for whom its material opens."""

    form = MaterialForm
    list_display = ("title", "programme", "is_open", "order")
    list_filter = ("is_open",)
    list_select_related = ("programme",)
    search_fields = ("title", "programme__title")
    show_full_result_count = False
    fields = ("programme", "title", "text", "link", "files", "is_open", "order")

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        for document in form.cleaned_data.get("files", ()):
            attach_document(form.instance, document, actor=request.user)


class Meetings(admin.TabularInline):
    model = Meeting
    extra = 0


class Quotas(admin.TabularInline):
    """Part of what was announced: changed only while the session is being prepared."""

    model = DepartmentQuota
    extra = 0
    autocomplete_fields = ("department",)

    def has_change_permission(self, request, obj=None) -> bool:
        is_open = obj is None or obj.state == SessionState.DRAFT
        return is_open and request.user.has_perm("training.run_session")

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None) -> bool:
        return True


# What people rely on once a session is announced.
ANNOUNCED = (
    *("programme", "enrol_from", "enrol_until", "confirm_until", "starts_at", "ends_at"),
    *("quota", "is_competitive", "is_blind", "criteria", "cancel_hours", "experts"),
)


@admin.register(Session)
class SessionAdmin(CaseAdmin):
    list_display = ("__str__", "state", "starts_at", "places_taken", "quota", "application_count")
    list_filter = ("state", "is_competitive")
    list_select_related = ("programme",)
    search_fields = ("programme__title",)
    ordering = ("-id",)
    bulk_moves = ()
    export_fields = ("programme", "state", "starts_at", "ends_at", "quota", "places_taken", "cost")
    autocomplete_fields = ("organiser", "experts", "mentors")
    filter_horizontal = ("lecturers",)
    inlines = (Meetings, Quotas)
    readonly_fields = ("places_taken", "application_count")
    fieldsets = (
        (None, {"fields": ("state", "programme", "organiser", "place", "cost")}),
        (_("Сроки"), {"fields": ("enrol_from", "enrol_until", "confirm_until", "starts_at",
                                 "ends_at", "cancel_hours")}),
        (_("Места"), {"fields": ("quota", "is_competitive", "is_blind", "criteria", "places_taken",
                                 "application_count")}),
        (_("Люди"), {"fields": ("lecturers", "experts", "mentors")}),
    )  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        fixed = ANNOUNCED if obj and obj.state != SessionState.DRAFT else ()
        return (*super().get_readonly_fields(request, obj), *fixed)


@admin.register(Enrolment)
class EnrolmentAdmin(CaseAdmin):
    """Places are taken on the pages; what an official does is a move."""

    list_display = ("__str__", "state", "user", "department", "rank", "confirm_by")
    list_filter = ("state",)
    list_select_related = ("session__programme", "user", "department")
    search_fields = ("user__last_name", "user__email", "session__programme__title")
    ordering = ("-id",)
    bulk_moves = ("refuse",)
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
