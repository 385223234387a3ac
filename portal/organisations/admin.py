"""Officials confirm organisations, whose card belongs to its people, and enter heads of centres."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from portal.accounts.admin_pages import PeopleAdmin
from portal.accounts.forms import ReasonForm
from portal.organisations import actions
from portal.organisations.forms import HeadForm, ReleaseForm
from portal.organisations.models import CentreHead, Member, Organisation, Status
from portal.organisations.rules import may_assign_heads


class MemberInline(admin.TabularInline):
    model = Member
    fields = readonly_fields = ("user", "role", "joined_at")
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user")


@admin.register(Organisation)
class OrganisationAdmin(PeopleAdmin):
    list_display = ("name", "kind", "status", "inn", "district", "created_at", "decided_by")
    list_filter = ("status", "kind", "district")
    search_fields = ("name", "inn", "ogrn")
    list_select_related = ("district", "decided_by")
    inlines = (MemberInline,)
    fields = (
        "kind",
        "name",
        "inn",
        "ogrn",
        "district",
        "centre",
        "description",
        "contact_email",
        "contact_phone",
        "site",
        "status",
        "created_at",
        "decided_at",
        "decided_by",
        "decision_note",
    )
    readonly_fields = fields

    def has_view_permission(self, request, obj=None) -> bool:
        rights = ("view", "change")
        return any(request.user.has_perm(f"organisations.{word}_organisation") for word in rights)

    def tools(self, request, row):
        if not request.user.has_perm("organisations.decide", row):
            return
        if row.status != Status.CONFIRMED:
            yield _("Подтвердить"), self.address("confirm", row)
        if row.status != Status.REFUSED:
            yield _("Отказать"), self.address("refuse", row)

    def get_urls(self):
        return [
            self.page("confirm", self.confirm),
            self.page("refuse", self.refuse),
            *super().get_urls(),
        ]

    def confirm(self, request, pk):
        return self._decide(request, pk, confirmed=True, title=_("Подтвердить организацию"))

    def refuse(self, request, pk):
        return self._decide(request, pk, confirmed=False, title=_("Отказать организации"))

    def _decide(self, request, pk, *, confirmed: bool, title: str):
        row = self.found(pk)
        if not request.user.has_perm("organisations.decide", row):
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
        form.fields["reason"].required = not confirmed
        return self.ask(
            request,
            row,
            form,
            title=f"{title}: {row}",
            explain=_("Причину увидят участники организации."),
            act=lambda data: actions.decide(
                row, actor=request.user, confirmed=confirmed, note=data["reason"]
            ),
        )


@admin.register(CentreHead)
class CentreHeadAdmin(PeopleAdmin):
    """Who heads a centre and who did; a new head is entered, no entry is rewritten."""

    list_display = ("centre", "user", "since", "until", "assigned_by")
    list_filter = ("centre__district", ("until", admin.EmptyFieldListFilter))
    search_fields = ("centre__name", "centre__address", "user__email", "user__last_name")
    list_select_related = ("centre", "user", "assigned_by")
    fields = readonly_fields = ("centre", "user", "since", "until", "assigned_by", "created_at")

    def has_add_permission(self, request) -> bool:
        return bool(may_assign_heads(request.user))

    def has_view_permission(self, request, obj=None) -> bool:
        rights = ("view", "change")
        return any(request.user.has_perm(f"organisations.{word}_centrehead") for word in rights)

    def tools(self, request, row):
        if row.until is None and may_assign_heads(request.user, row.user):
            yield _("Больше не руководит"), self.address("release", row)

    def get_urls(self):
        return [self.page("release", self.release), *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self.ask(
            request,
            None,
            HeadForm(request.POST or None),
            title=_("Назначить руководителя центра"),
            explain=_("Прежний руководитель останется в списке: его последний день — накануне."),
            act=lambda data: actions.assign_head(
                data["centre"], actor=request.user, person=data["email"], since=data["since"]
            ),
        )

    def release(self, request, pk):
        row = self.found(pk)
        if not may_assign_heads(request.user, row.user):
            raise PermissionDenied
        return self.ask(
            request,
            row,
            ReleaseForm(request.POST or None),
            title=_("Больше не руководит: %(who)s") % {"who": row},
            explain=_("Если назначен новый руководитель, просто внесите его."),
            act=lambda data: actions.release_head(row, actor=request.user, until=data["until"]),
        )
