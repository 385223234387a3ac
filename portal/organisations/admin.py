"""Officials confirm organisations; the card itself belongs to its people."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from portal.accounts.admin_pages import PeopleAdmin
from portal.accounts.forms import ReasonForm
from portal.organisations import actions
from portal.organisations.models import Member, Organisation, Status


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
