"""Moderation of comments: the queue, one or many at once, each hiding with a reason."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.discussion.models import Comment, Flag, HideReason
from portal.pages.admin import CaseAdmin
from portal.pages.forms import MoveForm


class HideForm(MoveForm):
    """Why a comment is hidden: from the list, in words only where the list does not say it."""

    reason = forms.ChoiceField(label=_("Причина"), choices=HideReason.choices)
    field_order = ("reason", "note")

    def __init__(self, *args, needs_note: bool, **kwargs) -> None:
        super().__init__(*args, needs_note=False, **kwargs)


class FlagInline(admin.TabularInline):
    model = Flag
    fields = readonly_fields = ("reason", "created_at")
    extra = max_num = 0
    can_delete = False

    def has_view_permission(self, request, obj=None) -> bool:
        return True


@admin.register(Comment)
class CommentAdmin(CaseAdmin):
    """A comment is never edited: its words are the author's. It is published or hidden."""

    move_forms = {"hide": HideForm}
    bulk_moves = ("publish", "hide")
    inlines = (FlagInline,)
    list_display = ("short_text", "author", "state", "flag_count", "appealed_at", "created_at")
    list_filter = ("state", "hide_reason")
    list_select_related = ("author",)
    search_fields = ("text",)
    fields = (
        "text", "author", "state", "hide_reason", "flag_count", "published_at", "appealed_at"
    )  # fmt: skip
    readonly_fields = ("text", "author", "hide_reason", "flag_count", "published_at", "appealed_at")

    @admin.display(description=_("комментарий"))
    def short_text(self, comment: Comment) -> str:
        return str(comment)

    def has_add_permission(self, request) -> bool:
        return False
