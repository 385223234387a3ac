"""The outbox as staff see it: what waits and what failed, never the text of a letter."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from portal.notifications.actions import retry
from portal.notifications.models import DeliveryState, Letter, Notification


class OutboxAdmin(admin.ModelAdmin):
    """Read-only; only undelivered rows, which have an index, so the list stays quick."""

    actions = ("try_again",)
    show_full_result_count = False
    list_per_page = 50
    ordering = ("-id",)

    def get_queryset(self, request):
        return super().get_queryset(request).undelivered()

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @admin.action(description=_("Повторить отправку недоставленных"), permissions=["view"])
    def try_again(self, request, queryset) -> None:
        revived = retry(queryset.filter(state=DeliveryState.DEAD))
        messages.success(request, _("Поставлено в очередь писем: %(n)s") % {"n": revived})


@admin.register(Letter)
class LetterAdmin(OutboxAdmin):
    """Fields are listed one by one: text, html and headers may hold a secret link."""

    list_display = ("id", "subject", "state", "attempts", "last_error", "next_at", "created_at")
    list_filter = ("state",)
    fields = ("to", "subject", "state", "attempts", "last_error", "next_at", "created_at")
    readonly_fields = fields


# A letter about a vote says that its reader has voted, and a list of them how many have; one about
# an appeal (59-ФЗ) that its reader has filed one; one about property who has applied while all is
# still sealed.
SECRET_TOPICS = ("vote", "appeal", "property", "support")


@admin.register(Notification)
class NotificationAdmin(OutboxAdmin):
    """Without `id`: two numbers would tell how many messages, and so ballots, came between."""

    list_display = (
        "subject", "recipient", "state", "attempts", "last_error", "next_at", "created_at"
    )  # fmt: skip
    list_filter = ("state", "topic")
    list_select_related = ("recipient",)
    fields = (
        "recipient", "topic", "subject", "state", "attempts", "last_error", "next_at", "created_at"
    )  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(topic__in=SECRET_TOPICS)
