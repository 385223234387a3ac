"""The registry of appeals: each official sees what is on the own desk, superusers included."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.admin.appeals_card import registration_card
from civic.forms.appeals import AnswerMoveForm, ForwardForm, RegisterForm
from civic.models import Appeal, AppealDesk, AppealResult
from portal.pages.admin import CaseAdmin
from portal.pages.papers import paper_response

CONTENT = (
    "kind",
    "last_name",
    "first_name",
    "patronymic",
    "reply_email",
    "reply_address",
    "addressee",
    "complained_about",
    "subject",
    "text",
    "is_collective",
    "co_applicants",
    "allows_publication",
)
HANDLING = (
    "number",
    "sent_at",
    "register_due",
    "registered_at",
    "forward_due",
    "forwarded_to",
    "department",
    "executor",
    "answer_due",
    "extended_at",
    "clarify_due",
    "result",
    "answer",
    "answered_by",
    "answered_at",
)


@admin.register(Appeal)
class AppealAdmin(CaseAdmin):
    list_display = (
        "__str__",
        "kind",
        "state",
        "subject",
        "department",
        "register_due",
        "answer_due",
    )
    list_filter = ("state", "kind", "department", "is_collective", "result")
    list_select_related = ("department",)
    search_fields = ("number", "subject", "last_name")
    ordering = ("-id",)
    bulk_moves = ()
    move_forms = {"register": RegisterForm, "forward": ForwardForm, "answer": AnswerMoveForm}
    export_fields = (
        "number",
        "kind",
        "state",
        "registered_at",
        "department",
        "answer_due",
        "answered_at",
        "result",
    )
    fieldsets = (
        (None, {"fields": ("state", "files_and_card", *HANDLING)}),
        (gettext_lazy("Обращение"), {"fields": CONTENT}),
    )
    readonly_fields = ("files_and_card", *HANDLING, *CONTENT)

    def get_queryset(self, request):
        rows = Appeal.objects.visible_to(request.user)
        # An own appeal is read on the page of its applicant, not among those of the desk.
        return rows.exclude(author=request.user).select_related("department", "result")

    def has_add_permission(self, request) -> bool:
        return False

    def history_view(self, request, object_id, extra_context=None):
        """Django looks for the row before it asks for the right."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def get_urls(self):
        card = self.admin_site.admin_view(self.card)
        return [path("<int:pk>/card/", card, name="civic_appeal_card"), *super().get_urls()]

    @admin.display(description=gettext_lazy("документы и карточка"))
    def files_and_card(self, appeal: Appeal) -> str:
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            appeal.get_absolute_url(),
            _("обращение с документами, передача, ответ с приложением"),
            reverse("admin:civic_appeal_card", args=[appeal.pk]),
            _("карточка для печати (PDF)"),
        )

    def card(self, request, pk: int):
        """The registration card to print."""
        appeal = self.get_object(request, str(pk))
        if appeal is None or not self.has_view_permission(request, appeal):
            raise Http404
        return paper_response(registration_card(appeal), f"appeal-{appeal.number or appeal.pk}")


@admin.register(AppealDesk)
class AppealDeskAdmin(admin.ModelAdmin):
    """Who may read appeals; every change stays in the log of the admin."""

    list_display = ("user", "department")
    list_filter = ("department",)
    list_select_related = ("user", "department")
    raw_id_fields = ("user",)


@admin.register(AppealResult)
class AppealResultAdmin(admin.ModelAdmin):
    list_display = ("name", "code")
