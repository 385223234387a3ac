"""Questions to partners: where an official writes down a letter brought on paper."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy

from grants.models import PartnerConsent
from portal.pages.admin import CaseAdmin
from portal.pages.forms import MoveForm


class LetterForm(MoveForm):
    """The letter itself stays in the file of the contest."""

    note = forms.CharField(
        label=gettext_lazy("Номер и дата письма, кто подписал"),
        help_text=gettext_lazy("Проверьте подпись и печать. Запись увидят обе стороны."),
        max_length=1000,
    )

    def __init__(self, *args, needs_note: bool, **kwargs):
        super().__init__(*args, needs_note=needs_note, **kwargs)
        self.fields["note"].label = type(self).base_fields["note"].label


@admin.register(PartnerConsent)
class PartnerConsentAdmin(CaseAdmin):
    list_display = ("application", "partner", "state", "amount", "created_at")
    list_filter = ("state", "application__contest")
    list_select_related = ("application", "partner")
    search_fields = ("application__title", "partner__name")
    ordering = ("-id",)
    bulk_moves = ()
    move_forms = {"record_letter": LetterForm}
    fields = readonly_fields = ("application", "partner", "state", "amount")

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("grants.process_application")

    has_module_permission = has_view_permission

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
