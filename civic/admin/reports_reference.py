"""Tables officials keep: categories with terms, departments with their delivery, routes, posts."""

import hashlib
import secrets

from django.contrib import admin, messages
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.actions.reports_delivery import retry
from civic.models import (
    ApiKey,
    Category,
    CategoryQuestion,
    Department,
    EscalationPost,
    Handover,
    RejectReason,
    ReplyTemplate,
    Route,
)
from portal.pages.admin import BoundedPaginator


class Questions(admin.TabularInline):
    model = CategoryQuestion
    extra = 1


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = (
        "name",
        "group",
        "department",
        "react_length",
        "react_unit",
        "fix_length",
        "fix_unit",
        "needs_photo",
        "is_urgent",
        "is_active",
    )
    list_filter = ("group", "department", "is_active")
    list_select_related = ("department",)
    search_fields = ("name", "code")
    inlines = (Questions,)


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin):
    list_display = ("name", "channel", "email", "endpoint")
    list_filter = ("channel",)
    search_fields = ("name", "code")
    autocomplete_fields = ("officials",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Route)
class RouteAdmin(admin.ModelAdmin):
    list_display = ("category", "district", "department", "person")
    list_display_links = ("department",)
    list_select_related = ("category", "district", "department", "person")
    autocomplete_fields = ("person", "category", "department")


@admin.register(EscalationPost)
class EscalationPostAdmin(admin.ModelAdmin):
    list_display = ("level", "post", "department", "person")
    list_display_links = ("post",)
    list_select_related = ("department", "person")
    autocomplete_fields = ("person", "department")


@admin.register(RejectReason)
class RejectReasonAdmin(admin.ModelAdmin):
    list_display = ("text", "order", "is_active")


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(admin.ModelAdmin):
    list_display = ("title", "category", "order")
    list_select_related = ("category",)
    search_fields = ("title", "text")


@admin.register(Handover)
class HandoverAdmin(admin.ModelAdmin):
    """How far each delivery got; failures are sent again by the action."""

    list_display = ("report", "department", "channel", "state", "attempts", "last_error", "sent_at")
    list_filter = ("state", "channel")
    list_select_related = ("report", "department")
    readonly_fields = (*list_display, "external_id", "created_at", "next_at")
    fields = readonly_fields
    paginator = BoundedPaginator
    show_full_result_count = False
    actions = ("send_again",)

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Отправить снова"), permissions=["change"])
    def send_again(self, request, queryset):
        text = _("Снова в очереди: %(number)d.") % {"number": retry(queryset)}
        self.message_user(request, text, messages.SUCCESS)


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):
    """A key is shown once, when it is made: only its digest is kept."""

    list_display = ("name", "is_active", "daily_limit", "created_at", "last_used_at")
    readonly_fields = ("created_at", "last_used_at")

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        if not change:
            key = secrets.token_urlsafe(32)
            obj.digest = hashlib.sha256(key.encode()).hexdigest()
            text = _("Ключ: %(key)s. Запишите его сейчас: больше он не покажется.")
            self.message_user(request, text % {"key": key}, messages.WARNING)
        super().save_model(request, obj, form, change)
