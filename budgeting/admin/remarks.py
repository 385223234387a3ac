"""Remarks to answer, and offers to merge to look at."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.actions import answer_remark
from budgeting.forms.remarks import AnswerForm
from budgeting.models import MergeOffer, Remark
from budgeting.rules import may_answer_remark
from portal.pages.admin import BoundedPaginator, CaseAdmin

RIGHT = "budgeting.moderate_project"


class Unanswered(admin.SimpleListFilter):
    title = gettext_lazy("ответ")
    parameter_name = "answered"

    def lookups(self, request, model_admin):
        return [("no", _("ждут ответа")), ("yes", _("с ответом"))]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.unanswered()
        return queryset.exclude(verdict="") if self.value() == "yes" else queryset


@admin.register(Remark)
class RemarkAdmin(admin.ModelAdmin):
    """The text is a resident's and is read; the answer is written once and shown to everybody."""

    form = AnswerForm
    list_display = ("__str__", "project", "excerpt", "created_at", "verdict")
    list_filter = (Unanswered, "verdict")
    list_select_related = ("project",)
    search_fields = ("text",)
    fields = ("project", "text", "created_at", "verdict", "answer", "answered_by", "answered_at")
    readonly_fields = ("project", "text", "created_at", "answered_by", "answered_at")
    paginator = BoundedPaginator
    show_full_result_count = False
    list_max_show_all = 0

    @admin.display(description=gettext_lazy("текст"))
    def excerpt(self, remark: Remark) -> str:
        return Truncator(remark.text).chars(80)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("project__round", "answered_by").order_by("-id")

    def has_module_permission(self, request) -> bool:
        return request.user.has_perm(RIGHT)

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm(RIGHT)

    def has_change_permission(self, request, obj=None) -> bool:
        if obj is None:
            return request.user.has_perm(RIGHT)
        return not obj.verdict and bool(may_answer_remark(request.user, obj.project))

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def view_on_site(self, remark) -> str:
        return remark.get_absolute_url()

    def save_model(self, request, obj, form, change) -> None:
        given = form.cleaned_data
        answer_remark(obj, actor=request.user, verdict=given["verdict"], answer=given["answer"])

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Another official may have answered a second ago: that is said, not a fault."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:budgeting_remark_change", args=[object_id]))


@admin.register(MergeOffer)
class MergeOfferAdmin(CaseAdmin):
    """Authors and supporters decide; officials see how it stands."""

    list_display = ("__str__", "state", "created_at", "choose_until")
    list_filter = ("state",)
    list_select_related = ("project", "target")
    fields = readonly_fields = ("project", "target", "state", "note", "choose_until")

    def has_module_permission(self, request) -> bool:
        return request.user.has_perm(RIGHT)

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm(RIGHT)

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_add_permission(self, request) -> bool:
        return False
