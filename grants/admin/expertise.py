"""Reviews and appeals for the officials who run contests."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import actions, rules
from grants.admin.money_pages import PageThatAsks
from grants.forms.expertise import AnswerForm, ChangeForm
from grants.models import Objection, Review
from portal.pages.admin import CaseAdmin
from portal.pages.templatetags.money import roubles


class Unfinished(admin.SimpleListFilter):
    title = gettext_lazy("очередь")
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        return [("waiting", _("не окончены")), ("overdue", _("срок прошёл"))]

    def queryset(self, request, queryset):
        asked = {"waiting": "waiting", "overdue": "overdue"}.get(self.value())
        return getattr(queryset, asked)() if asked else queryset


@admin.register(Review)
class ReviewAdmin(CaseAdmin):
    """Who has scored and who has not. Marks are shown to nobody before they are final."""

    list_display = ("__str__", "state", "contest", "expert", "due", "total", "is_extra")
    list_filter = (Unfinished, "state", "application__contest")
    list_select_related = ("application__contest", "expert__user")
    ordering = ("-id",)
    bulk_moves = ()
    fields = readonly_fields = ("application", "expert", "due", "is_extra", "total", "final_at")

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if self.has_view_permission(request) else rows

    def has_add_permission(self, request) -> bool:
        return False

    @admin.display(description=gettext_lazy("конкурс"))
    def contest(self, row: Review) -> str:
        return row.application.contest.title


@admin.register(Objection)
class ObjectionAdmin(PageThatAsks, admin.ModelAdmin):
    """Appeals; the answer is typed in the form, saving it sends the letter. An upheld one leads to
    the page where the decision is changed.
    """

    change_form_template = "admin/objection_change_form.html"

    list_display = ("application", "filed_at", "is_upheld", "answered_at")
    list_select_related = ("application",)
    list_filter = ("is_upheld",)
    form = AnswerForm
    fields = ("application", "text", "filed_at", "is_upheld", "answer", "answered_at")
    readonly_fields = ("application", "text", "filed_at", "answered_at")
    show_full_result_count = False

    def has_change_permission(self, request, obj=None) -> bool:
        is_open = obj is None or obj.answered_at is None
        return is_open and super().has_change_permission(request, obj)

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        given = form.cleaned_data
        actions.answer_objection(
            obj, actor=request.user, text=given["answer"], is_upheld=given["is_upheld"]
        )

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["may_reconsider"] = obj and rules.may_reconsider(request.user, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_urls(self):
        view = self.admin_site.admin_view(self.decision_view)
        own = path("<int:pk>/decision/", view, name="grants_objection_decision")
        return [own, *super().get_urls()]

    def decision_view(self, request, pk: int):
        """What the commission decided after it upheld the appeal."""
        row = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        if not (verdict := rules.may_reconsider(request.user, row)):
            raise PermissionDenied(verdict.reason)
        application = row.application
        form = ChangeForm(request.POST or None, initial={"amount": application.requested})

        def act(given):
            return actions.change_decision(row, actor=request.user, **given)

        explain = _(
            "%(project)s. Запрошено %(asked)s, решено %(given)s, в фонде осталось %(left)s."
        )
        page = reverse("admin:grants_objection_change", args=[pk])
        told = {
            "project": application,
            "asked": roubles(application.requested),
            "given": roubles(application.decision.amount),
            "left": roubles(actions.left_for(application.contest, application)),
        }
        return self.asked(
            request, form, act, explain=explain % told, back=page, done=page,
            title=_("Изменить решение по апелляции"),
        )  # fmt: skip
