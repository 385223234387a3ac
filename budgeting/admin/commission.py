"""The desk of the official who runs a commission: moves, meetings, replacements, facts."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting import actions
from budgeting.forms import commission_desk as forms
from budgeting.models import Commission, CommissionApplication, CommissionMeeting, Seat, Servant
from budgeting.rules import commission as rights
from portal.pages.admin import CaseAdmin, ReadOnlyInline
from portal.pages.forms import told

# Free while the commission is prepared, and how it selects until the assessment opens.
FORMING = (
    "round",
    "formed_by",
    "places",
    "reserve_places",
    "by_district",
    "min_age",
    "opens_at",
    "closes_at",
    "seed_source",
)
WORKING = (
    "members_propose",
    "max_initiatives",
    "meetings_planned",
    "method",
    "criteria",
    "min_experts",
    "pass_points",
    "ballot",
    "votes_each",
    "is_secret",
)
OUTCOME = ("draw", "assess_until", "ranking")


class Act(NamedTuple):
    """A thing to do that is no move of the lifecycle. `run(commission, actor, **typed)`."""

    label: str
    form: type
    right: Callable
    run: Callable
    states: tuple[str, ...]


BEFORE_RANKING = ("formed", "assessing")
ACTS = {
    "extend": Act(
        gettext_lazy("Продлить приём"),
        forms.ExtendForm,
        rights.may_run,
        actions.extend_window,
        ("accepting",),
    ),
    "seat": Act(
        gettext_lazy("Включить в состав"),
        forms.SeatForm,
        rights.may_appoint,
        actions.seat_member,
        ("draft",),
    ),
    "servants": Act(
        gettext_lazy("Список служащих и депутатов"),
        forms.ServantsForm,
        rights.may_run,
        lambda commission, actor, lines: actions.list_servants(lines, actor=actor),
        ("draft", "accepting"),
    ),
    "meeting": Act(
        gettext_lazy("Назначить заседание"),
        forms.MeetingForm,
        rights.may_meet,
        actions.plan_meeting,
        rights.SEATED,
    ),
    "minutes": Act(
        gettext_lazy("Внести протокол"),
        forms.MinutesForm,
        rights.may_meet,
        lambda commission, actor, meeting, present, minutes: actions.record_meeting(
            meeting, actor=actor, present=[seat.pk for seat in present], minutes=minutes
        ),
        rights.SEATED,
    ),
    "cancel": Act(
        gettext_lazy("Отменить заседание"),
        forms.CancelForm,
        rights.may_meet,
        lambda commission, actor, meeting, reason: actions.cancel_meeting(
            meeting, actor=actor, reason=reason
        ),
        rights.SEATED,
    ),
    "replace": Act(
        gettext_lazy("Заменить из резерва"),
        forms.ReplaceForm,
        rights.may_meet,
        lambda commission, actor, seat, ground, note: actions.vacate_seat(
            seat, actor=actor, ground=ground, note=note
        ),
        rights.SEATED,
    ),
    "facts": Act(
        gettext_lazy("Сведения для баллов"),
        forms.FactsForm,
        rights.may_prepare_assessment,
        actions.enter_facts,
        BEFORE_RANKING,
    ),
    "exclude": Act(
        gettext_lazy("Исключить проект"),
        forms.ExcludeForm,
        rights.may_prepare_assessment,
        actions.exclude_project,
        BEFORE_RANKING,
    ),
    "depart": Act(
        gettext_lazy("Отступить от рейтинга"),
        forms.DepartForm,
        rights.may_depart,
        actions.depart,
        ("ranked",),
    ),
}


class Seats(ReadOnlyInline):
    model = Seat
    fields = readonly_fields = ("place", "who", "status", "since", "left_at")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "application")

    @admin.display(description=gettext_lazy("человек"))
    def who(self, seat: Seat) -> str:
        return f"№ {seat.number}, {seat.user.get_full_name()}"


class Meetings(ReadOnlyInline):
    model = CommissionMeeting
    fields = readonly_fields = ("number", "starts_at", "place", "present", "members", "held_at")


@admin.register(Commission)
class CommissionAdmin(CaseAdmin):
    """Marks and ballots are nowhere here: they are nobody's business before the ranking."""

    list_display = ("round", "state", "formed_by", "method", "closes_at", "assess_until")
    list_filter = ("state", "formed_by", "method")
    list_select_related = ("round",)
    search_fields = ("round__title",)
    change_form_template = "admin/commission_change_form.html"
    bulk_moves = ()
    move_forms = {"draw": forms.SeedForm, "assess": forms.AssessForm}
    inlines = (Seats, Meetings)
    readonly_fields = OUTCOME
    autocomplete_fields = ("round",)
    fieldsets = (
        (None, {"fields": ("state", *FORMING)}),
        (gettext_lazy("Как работает и отбирает"), {"fields": (*WORKING, *OUTCOME)}),
    )

    def get_queryset(self, request):
        return Commission.objects.visible_to(request.user).select_related("round")

    def get_object(self, request, object_id, from_field=None):
        """A POST holds the row: what is saved here must not undo a move of this moment."""
        if request.method == "POST" and str(object_id).isdecimal() and connection.in_atomic_block:
            Commission.objects.select_for_update().filter(pk=object_id).first()
        return super().get_object(request, object_id, from_field)

    def get_readonly_fields(self, request, obj=None):
        own = super().get_readonly_fields(request, obj)
        if obj is None or obj.state == "draft":
            return own
        fixed = FORMING if obj.state in ("accepting", "listed", "formed") else FORMING + WORKING
        return (*own, *fixed)

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else []

    def get_urls(self):
        view = self.admin_site.admin_view(self.act_view)
        name = "budgeting_commission_act"
        return [path("<int:pk>/do/<slug:act>/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["acts"] = [] if obj is None else self.acts_for(request.user, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def acts_for(self, user, commission: Commission) -> list[tuple]:
        return [
            (act.label, reverse("admin:budgeting_commission_act", args=[commission.pk, name]))
            for name, act in ACTS.items()
            if commission.state in act.states and act.right(user, commission)
        ]

    def act_view(self, request, pk: int, act: str):
        """Ask, do, say what happened; what is refused is told at its field."""
        commission = self.get_queryset(request).filter(pk=pk).first()
        if commission is None or act not in ACTS:
            raise Http404
        chosen = ACTS[act]
        if not (verdict := chosen.right(request.user, commission)):
            raise PermissionDenied(verdict.reason)
        data = request.POST if request.method == "POST" else None
        form = chosen.form(data, commission=commission)
        if form.is_valid() and self._done(request, commission, chosen, form):
            return HttpResponseRedirect(
                reverse("admin:budgeting_commission_change", args=[commission.pk])
            )
        context = {
            **self.admin_site.each_context(request),
            "title": chosen.label,
            "opts": self.opts,
            "commission": commission,
            "form": form,
        }
        return TemplateResponse(request, "admin/commission_act.html", context)

    def _done(self, request, commission: Commission, act: Act, form) -> bool:
        try:
            act.run(commission, actor=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            told(form, refusal)
            return False
        done = _("Готово: %(move)s.") % {"move": act.label}
        self.message_user(request, done, messages.SUCCESS)
        return True


@admin.register(CommissionApplication)
class CommissionApplicationAdmin(CaseAdmin):
    """Applications to check; the applicant's name is for the official's eyes alone."""

    list_display = ("__str__", "commission", "state", "user", "district", "is_listed")
    list_filter = ("state", ("commission__round", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("commission__round", "user", "district")
    search_fields = ("user__last_name", "user__email")
    bulk_moves = ("admit", "refuse")
    export_fields = ("number", "state", "district")
    fields = readonly_fields = (
        "commission",
        "number",
        "user",
        "district",
        "declared_at",
        "is_listed",
    )

    def get_queryset(self, request):
        servants = Servant.objects.filter(person_key=OuterRef("person_key"))
        return CommissionApplication.objects.annotate(listed=Exists(servants))

    def has_view_permission(self, request, obj=None) -> bool:
        return super().has_view_permission(request, obj) and request.user.has_perm(rights.RUN)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description=gettext_lazy("в списке служащих"), boolean=True)
    def is_listed(self, application) -> bool:
        return application.listed


@admin.register(Servant)
class ServantAdmin(admin.ModelAdmin):
    """Keys without names: one is added through the commission's desk and deleted here."""

    list_display = ("post", "added_at")
    fields = readonly_fields = ("post", "added_at")

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False
