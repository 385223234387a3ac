"""Base of the admin of every case: state is read, moves are buttons, history stays as it is."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.utils import label_for_field, lookup_field, unquote
from django.contrib.contenttypes.admin import GenericTabularInline
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.cases.models import CaseEvent
from portal.pages.exports import csv_response
from portal.pages.forms import MoveForm
from portal.pages.moves import allowed, attempt

COUNTED = 5000  # rows a list counts and pages through; beyond them one filters
AT_ONCE = 200  # cases of one bulk move


class BoundedPaginator(Paginator):
    """Counts no further than COUNTED: a million rows open as fast as a thousand."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: COUNTED + 1].count()


class ReadOnlyInline(admin.TabularInline):
    """Rows of a case to read; nothing is added, changed or taken away here."""

    template = "admin/readonly_inline.html"
    extra = max_num = 0
    can_delete = False

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_view_permission(self, request, obj=None) -> bool:
        return True


class History(ReadOnlyInline, GenericTabularInline):
    """What happened to the case."""

    model = CaseEvent
    verbose_name_plural = gettext_lazy("история")
    fields = readonly_fields = ("created_at", "what", "note", "actor", "is_public")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor", "content_type")

    @admin.display(description=gettext_lazy("событие"))
    def what(self, event) -> str:
        return event.label


class Queue(admin.SimpleListFilter):
    """«Ждут меня», «просрочено», «моё»: queryset methods of the model as a filter."""

    title = gettext_lazy("очередь")
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        return [(name, label) for name, (label, _rows) in model_admin.queues().items()]

    def queryset(self, request, queryset):
        chosen = self.value()
        if chosen is None:
            return queryset
        _label, rows = self.model_queues[chosen]
        return rows(queryset, request.user)

    def __init__(self, request, params, model, model_admin):
        self.model_queues = model_admin.queues()
        super().__init__(request, params, model, model_admin)

    def value(self):
        chosen = super().value()
        return chosen if chosen in self.model_queues else None


QUEUES = {
    "waiting": (gettext_lazy("ждут меня"), lambda rows, user: rows.waiting()),
    "overdue": (gettext_lazy("просрочено"), lambda rows, user: rows.overdue(timezone.localdate())),
    "mine": (gettext_lazy("моё"), lambda rows, user: rows.handled_by(user)),
}


class ListAdmin(admin.ModelAdmin):
    """A list that opens as fast with a million rows, with its table to download.

    `export_fields`: columns of the CSV, like list_display, which is the default.
    """

    export_fields: tuple[str, ...] = ()
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # a COUNT(*) for each value of each filter
    list_per_page = 50
    list_max_show_all = 0
    actions = ("export_csv",)

    @admin.action(description=gettext_lazy("Скачать таблицу (CSV)"))
    def export_csv(self, request, queryset):
        columns = self.export_fields or self.get_list_display(request)
        head = [label_for_field(name, self.model, self) for name in columns]
        rows = ([self._cell(case, name) for name in columns] for case in queryset.iterator(500))
        return csv_response(self.opts.model_name, head, rows)

    def _cell(self, case, name: str):
        if name == "__str__":
            return str(case)
        display = getattr(case, f"get_{name}_display", None)
        return display() if display else lookup_field(name, case, self)[2]


def _is_only_read(context) -> bool:
    """Whether the page has nothing to type: buttons that save would only puzzle."""
    inlines = context["inline_admin_formsets"]
    rights = ("has_add_permission", "has_change_permission", "has_delete_permission")
    return not context["adminform"].form.fields and not any(
        getattr(row, right) for row in inlines for right in rights
    )


class CaseAdmin(ListAdmin):
    """`move_forms`: forms (of MoveForm) of moves that ask for more than a reason; their further
    fields reach the action as keywords. `bulk_moves`: moves offered for many cases at once, None
    for all.
    """

    move_forms: dict[str, type[MoveForm]] = {}
    bulk_moves: tuple[str, ...] | None = None
    change_form_template = "admin/case_change_form.html"

    # --- What is shown --------------------------------------------------------------------------
    def get_readonly_fields(self, request, obj=None):
        own = super().get_readonly_fields(request, obj)
        return tuple(dict.fromkeys([*own, "state", "created_at", "updated_at"]))

    def get_inlines(self, request, obj):
        return [*super().get_inlines(request, obj), *([History] if obj else [])]

    def get_list_filter(self, request):
        return [*([Queue] if self.queues() else []), *super().get_list_filter(request)]

    def queues(self) -> dict:
        """The queues whose method the model's queryset has."""
        rows = self.model._default_manager.all()
        needs = {"waiting": "waiting", "overdue": "overdue", "mine": "handled_by"}
        return {name: queue for name, queue in QUEUES.items() if hasattr(rows, needs[name])}

    def view_on_site(self, case) -> str:
        return case.get_absolute_url()

    def save_model(self, request, obj, form, change) -> None:
        """Only what was typed: the whole row would undo a move or a counter of this very moment."""
        if not change:
            return super().save_model(request, obj, form, change)
        typed = {field.name for field in obj._meta.concrete_fields} & set(form.changed_data)
        return obj.save(update_fields=[*typed, "updated_at"]) if typed else None

    def has_delete_permission(self, request, obj=None) -> bool:
        """A case is withdrawn or refused; it does not vanish from the record."""
        return False

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["moves"] = [] if obj is None else self._links(request, obj)
        if _is_only_read(context):
            context |= dict.fromkeys(
                ("show_save", "show_save_and_add_another", "show_save_and_continue"), False
            )
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _links(self, request, case) -> list[tuple]:
        return [
            (move, reverse(self._name("move"), args=[case.pk, move.name]))
            for move in case.moves_for(request.user)
        ]

    def _name(self, page: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"

    # --- One move -------------------------------------------------------------------------------
    def get_urls(self):
        view = self.admin_site.admin_view(self.move_view)
        name = self._name("move").removeprefix("admin:")
        return [path("<path:object_id>/move/<slug:move>/", view, name=name), *super().get_urls()]

    def move_view(self, request, object_id, move):
        """Ask for the reason, make the move, say what happened."""
        case = self.get_object(request, unquote(object_id))
        if case is None or not self.has_view_permission(request, case):
            raise Http404
        page = HttpResponseRedirect(reverse(self._name("change"), args=[case.pk]))
        try:
            transition = allowed(case, move, request.user)
        except PermissionDenied as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return page
        form = self._form(transition, request, posted=request.method == "POST")
        if form.is_valid():
            refusals = attempt(case, move, actor=request.user, **form.cleaned_data)
            if not refusals:
                done = _("Готово: %(move)s.") % {"move": transition.label}
                self.message_user(request, done, messages.SUCCESS)
                return page
            form.add_error(None, refusals)
        return self._ask(request, transition, form, [case])

    def _form(self, transition, request, *, posted: bool) -> MoveForm:
        form = self.move_forms.get(transition.name, MoveForm)
        given = (request.POST, request.FILES) if posted else ()
        return form(*given, needs_note=transition.needs_note)

    def _ask(self, request, transition, form, cases, action=""):
        context = {
            **self.admin_site.each_context(request),
            "title": transition.label,
            "opts": self.opts,
            "cases": cases,
            "form": form,
            "media": self.media + form.media,
            "transition": transition,
            "action": action,
        }
        return TemplateResponse(request, "admin/case_move.html", context)

    # --- Many cases -----------------------------------------------------------------------------
    def get_actions(self, request):
        found = super().get_actions(request)
        for transition in self.model.LIFECYCLE:
            if transition.permission and self._is_bulk(transition.name):
                name = f"move_{transition.name}"
                found[name] = (partial(_move_many, move=transition.name), name, transition.label)
        return found

    def _is_bulk(self, move: str) -> bool:
        return self.bulk_moves is None or move in self.bulk_moves

    def move_many(self, request, queryset, move):
        """One reason for all the chosen cases; each moves or is refused on its own."""
        transition = self.model.LIFECYCLE[move]
        cases = list(queryset[: AT_ONCE + 1])
        if len(cases) > AT_ONCE:
            text = _("За один раз — не больше %(number)s. Выберите меньше.") % {"number": AT_ONCE}
            self.message_user(request, text, messages.ERROR)
            return None
        form = self._form(transition, request, posted="confirmed" in request.POST)
        if not form.is_valid():
            return self._ask(request, transition, form, cases, action=f"move_{move}")
        moved = sum(self._moved(request, case, move, form.cleaned_data) for case in cases)
        text = _("%(move)s: сделано %(moved)s из %(all)s.")
        values = {"move": transition.label, "moved": moved, "all": len(cases)}
        level = messages.SUCCESS if moved == len(cases) else messages.WARNING
        self.message_user(request, text % values, level)
        return None

    def _moved(self, request, case, move: str, given: dict) -> bool:
        refusals = attempt(case, move, actor=request.user, **given)
        for sentence in refusals:
            self.message_user(request, f"{case}: {sentence}", messages.ERROR)
        return not refusals


def _move_many(model_admin, request, queryset, move):
    return model_admin.move_many(request, queryset, move)
