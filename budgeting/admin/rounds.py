"""Rounds: prepared, published, revised in public; and the catalogues they use."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from kombu.exceptions import OperationalError

from budgeting import presets
from budgeting.actions import (
    problems_of,
    publish_round,
    revise_round,
    set_incompatible,
    set_pots,
)
from budgeting.admin.columns import grouped
from budgeting.admin.pots import Incompatible, Pots
from budgeting.forms.rounds import EDITABLE, NewRoundForm, RevisionForm, RoundForm
from budgeting.models import (
    Incompatibility,
    PhaseKind,
    Programme,
    ProjectType,
    RefusalGround,
    Round,
    RoundPhase,
    RoundPot,
)
from budgeting.rules import may_publish_round, may_recount
from budgeting.tasks import count_again
from portal.pages.admin import History

AMOUNT = {name: grouped(Round, name) for name in (*Round.AMOUNTS,)}
ABOUT = ("programme", "title", "slug", "summary", "budget")
CHOICE = ("selection", "reserve_may_win")
# The rest of the rules is the vote's, whatever kinds of ballots add to it.
VOTE = tuple(
    name
    for name in Round.RULE_FIELDS
    if name
    not in {
        *ABOUT, *CHOICE, *Round.PROPOSER_FIELDS, *Round.COST_FIELDS, *Round.TERM_FIELDS,
    }
)  # fmt: skip
KEPT = ("is_published", "project_count", "rules_hash")
PARTS = (
    (_lazy("О раунде"), ABOUT, ""),
    (
        _lazy("Кто предлагает"),
        Round.PROPOSER_FIELDS,
        _lazy("Эти же правила проверяет заявка жителя и ваша кнопка «Опубликовать»."),
    ),
    (
        _lazy("Сколько стоит проект и кто платит"),
        Round.COST_FIELDS,
        _lazy("Деньги — в рублях, доли — в процентах от стоимости. Ноль — требования нет."),
    ),
    (
        _lazy("Как выбирают"),
        CHOICE,
        _lazy("От выбора зависят этапы: голосование жителей или оценка комиссии."),
    ),
    (
        _lazy("Голосование жителей"),
        VOTE,
        _lazy("Заполняйте, только если победителей выбирают голосованием."),
    ),
    (
        _lazy("Сроки"),
        tuple(zip(Round.TERM_FIELDS[::2], Round.TERM_FIELDS[1::2], strict=True)),
        _lazy("Число дней по порядку раунда; рабочие дни считает календарь портала."),
    ),
)


def lacking(round_: Round | None) -> list[str]:
    """Kinds of phases without dates yet: a row waits for each, so that none is forgotten."""
    known = round_.schedule() if round_ else {}
    vote = {"vote"} if round_ and not round_.has_vote else set()
    return [kind for kind in PhaseKind.values if kind not in known and kind not in vote]


class Phases(admin.TabularInline):
    """Dates of a round that is being prepared; a published one is revised with a reason."""

    model = RoundPhase

    def get_extra(self, request, obj=None, **kwargs) -> int:
        return len(lacking(obj))

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.is_published)

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None) -> bool:
        return True


@admin.register(Round)
class RoundAdmin(admin.ModelAdmin):
    list_display = ("title", "programme", "is_published", AMOUNT["budget"], "project_count")
    list_filter = ("is_published", "programme")
    list_select_related = ("programme",)
    search_fields = ("title",)
    prepopulated_fields = {"slug": ("title",)}
    form = RoundForm
    readonly_fields = KEPT
    change_form_template = "admin/round_change_form.html"

    def get_object(self, request, object_id, from_field=None):
        """A POST holds the row: what is saved here must not undo a publication of this moment."""
        if request.method == "POST" and str(object_id).isdecimal() and connection.in_atomic_block:
            Round.objects.select_for_update().filter(pk=object_id).first()
        return super().get_object(request, object_id, from_field)

    def get_inlines(self, request, obj):

        return [Phases, Pots, Incompatible, History] if obj else []

    def save_formset(self, request, form, formset, change):
        """Parts of the budget and incompatible groups are written by their actions."""
        if formset.model not in (RoundPot, Incompatibility):
            return super().save_formset(request, form, formset, change)
        formset.save(commit=False)
        rows = [*formset.new_objects, *(row for row, _names in formset.changed_objects)]
        write = set_pots
        if formset.model is Incompatibility:
            pairs = [(one.instance, one.cleaned_data.get("projects")) for one in formset]
            rows, write = [pair for pair in pairs if pair[0] in rows], set_incompatible
        if rows or formset.deleted_objects:
            write(form.instance, actor=request.user, kept=rows, removed=formset.deleted_objects)
        return None

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = NewRoundForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """A new round asks little; of a published one the amounts are read, not edited."""
        if obj is None:
            return [(None, {"fields": (*ABOUT, "preset")})]
        names = AMOUNT if obj.is_published else {}
        parts = [
            (title, {"fields": [names.get(name, name) for name in fields], "description": text})
            for title, fields, text in PARTS
        ]
        return [*parts, (_("Публикация"), {"fields": KEPT})]

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, Phases):
            kwargs["initial"] = [{"kind": kind} for kind in lacking(obj)]
        return kwargs

    def save_model(self, request, obj, form, change) -> None:
        if not change:
            presets.apply(presets.ready()[form.cleaned_data["preset"]], obj)
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        """On to the dates and rules: a round is not ready with its name alone."""
        text = _("Раунд создан по выбранному порядку. Проверьте правила и поставьте даты этапов.")
        self.message_user(request, text, messages.SUCCESS)
        return self._back(obj)

    def get_readonly_fields(self, request, obj=None):
        own = super().get_readonly_fields(request, obj)
        if not (obj and obj.is_published):
            return own
        return (*own, "programme", "slug", *(AMOUNT.get(name, name) for name in EDITABLE))

    def get_exclude(self, request, obj=None):
        """Of a published round the amounts are read, so their fields must not be in the form."""
        return tuple(AMOUNT) if obj and obj.is_published else None

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj and obj.is_published else self.prepopulated_fields

    def view_on_site(self, round_) -> str:
        return round_.get_absolute_url()

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_published)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/publish/", wrap(self.publish), name="budgeting_round_publish"),
            path("<int:pk>/revise/", wrap(self.revise), name="budgeting_round_revise"),
            path("<int:pk>/recount/", wrap(self.recount), name="budgeting_round_recount"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        may = obj is not None and bool(may_publish_round(request.user, obj))
        context["may_publish"] = may and not obj.is_published
        context["problems"] = problems_of(obj) if context["may_publish"] else []
        context["may_revise"] = may and obj.is_published
        context["may_recount"] = obj is not None and bool(may_recount(request.user, obj))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _round(self, request, pk: int) -> Round:
        round_ = get_object_or_404(Round, pk=pk)
        if not (verdict := may_publish_round(request.user, round_)):
            raise PermissionDenied(verdict.reason)
        return round_

    def publish(self, request, pk):
        """Publish, or say everything the calendar and the budget still lack."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        round_ = self._round(request, pk)
        try:
            publish_round(round_, actor=request.user)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                self.message_user(request, sentence, messages.ERROR)
        else:
            self.message_user(request, _("Раунд опубликован."), messages.SUCCESS)
        return self._back(round_)

    def revise(self, request, pk):
        """Change a published round in public, with the reason."""
        round_ = self._round(request, pk)
        form = RevisionForm(request.POST or None, instance=round_)
        if request.method == "POST" and form.is_valid() and self._revised(request, pk, form):
            return self._back(round_)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Изменить правила или сроки"),
            "opts": self.opts,
            "round": round_,
            "form": form,
        }
        return TemplateResponse(request, "admin/round_revision.html", context)

    def _revised(self, request, pk: int, form: RevisionForm) -> bool:
        try:
            revise_round(
                Round.objects.get(pk=pk),  # the form's instance already bears the new values
                actor=request.user,
                reason=form.cleaned_data["reason"],
                values=form.values(),
                phases=form.phases(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return False
        self.message_user(request, _("Изменения видны на странице раунда."), messages.SUCCESS)
        return True

    def recount(self, request, pk):
        """Ask a worker to count once more; what came out stands in the history of the round."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        round_ = get_object_or_404(Round, pk=pk)
        if not (verdict := may_recount(request.user, round_)):
            raise PermissionDenied(verdict.reason)
        try:
            count_again.apply_async((round_.pk, request.user.pk), retry=False)
        except (OSError, OperationalError):
            words = _("Очередь задач не отвечает. Попробуйте через несколько минут.")
            self.message_user(request, words, messages.ERROR)
        else:
            words = _("Подсчёт начат. Чем он кончился, будет видно в истории раунда.")
            self.message_user(request, words, messages.SUCCESS)
        return self._back(round_)

    def _back(self, round_: Round):
        return HttpResponseRedirect(reverse("admin:budgeting_round_change", args=[round_.pk]))


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):
    list_display = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(ProjectType, RefusalGround)
class CatalogueAdmin(admin.ModelAdmin):
    list_display = ("name", "code")
    search_fields = ("name", "code")
