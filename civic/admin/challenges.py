"""Challenges: prepared here, announced, decided, reported on; and the departments that ask."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from civic.actions.challenges import reschedule
from civic.forms.challenges import ScheduleForm
from civic.forms.ideas import SignedMoveForm
from civic.models import Challenge, ChallengeStage
from civic.rules.challenges import may_reschedule
from portal.pages.admin import CaseAdmin

WORDS = (
    "title",
    "slug",
    "department",
    "context",
    "promise",
    "vote_kind",
    "max_choices",
    "min_voter_age",
    "support_threshold",
)
KEPT = ("state", "decision_due", "decision", "decided_by", "decided_at", "report", "idea_count")


class Stages(admin.StackedInline):
    """Dates of a challenge in preparation; announced ones are changed with a public reason."""

    model = ChallengeStage
    extra = 0

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.is_public)

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None) -> bool:
        return True


@admin.register(Challenge)
class ChallengeAdmin(CaseAdmin):
    list_display = ("title", "state", "department", "idea_count", "decision_due")
    list_filter = ("state", "department")
    list_select_related = ("department",)
    search_fields = ("title",)
    ordering = ("-id",)
    fields = (*WORDS, *KEPT)
    readonly_fields = KEPT
    bulk_moves = ()
    move_forms = {"conclude": SignedMoveForm}
    inlines = (Stages,)
    change_form_template = "admin/challenge_change_form.html"

    def get_queryset(self, request):
        return Challenge.objects.visible_to(request.user)

    def get_readonly_fields(self, request, obj=None):
        own = super().get_readonly_fields(request, obj)
        return (*own, *WORDS) if obj and obj.is_public else own

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj and obj.is_public else {"slug": ("title",)}

    def get_urls(self):
        view = self.admin_site.admin_view(self.schedule_view)
        own = path("<int:pk>/schedule/", view, name="civic_challenge_schedule")
        return [own, *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["may_reschedule"] = obj is not None and bool(may_reschedule(request.user, obj))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def schedule_view(self, request, pk):
        """Change the dates of an announced challenge; everybody reads why."""
        challenge = self.get_queryset(request).filter(pk=pk).first()
        if challenge is None:
            raise Http404
        if not (verdict := may_reschedule(request.user, challenge)):
            raise PermissionDenied(verdict.reason)
        form = ScheduleForm(request.POST or None, stages=challenge.stages.all())
        page = reverse("admin:civic_challenge_change", args=[pk])
        if request.method == "POST" and form.is_valid() and self._moved(request, challenge, form):
            return HttpResponseRedirect(page)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Изменить сроки"),
            "opts": self.opts,
            "form": form,
            "explain": str(challenge),
            "back": page,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/ask.html", context, status=status)

    def _moved(self, request, challenge: Challenge, form: ScheduleForm) -> bool:
        note = form.cleaned_data["note"]
        try:
            reschedule(challenge, actor=request.user, note=note, dates=form.dates())
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return False
        words = _("Сроки изменены. Причину увидят все, подписчики получат письмо.")
        self.message_user(request, words, messages.SUCCESS)
        return True
