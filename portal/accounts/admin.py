"""People for officials: looking up, proving, deciding; never a password or a document number."""

from allauth.account import admin as _addresses  # noqa: F401 - registers what we take away
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _factors  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as _social  # noqa: F401
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts import actions
from portal.accounts.admin_pages import PeopleAdmin
from portal.accounts.forms import CensusForm, InPersonForm, ReasonForm
from portal.accounts.models import (
    CensusImport,
    Consent,
    ConsentText,
    User,
    Verification,
    VerificationConflict,
)


@admin.register(User)
class UserAdmin(PeopleAdmin):
    """Found by a piece of the address or the name. Only a superuser gives out rights."""

    list_display = ("email", "name", "level", "is_staff", "is_active", "joined_at")
    list_filter = ("level", "is_staff", "is_active")
    list_display_links = ("email", "name")
    search_fields = ("email", "last_name", "first_name")
    search_help_text = gettext_lazy("Часть адреса, фамилии или имени.")
    ordering = ("-id",)
    filter_horizontal = ("groups",)
    fields = (
        "email",
        ("last_name", "first_name", "patronymic"),
        "birth_date",
        "district",
        "level",
        "phone",
        "name_is_public",
        "joined_at",
        "last_login",
        "erased_at",
        "is_active",
        "is_staff",
        "is_superuser",
        "groups",
    )
    rights = ("is_active", "is_staff", "is_superuser", "groups")

    def get_readonly_fields(self, request, obj=None):
        names = [name for entry in self.fields for name in _names(entry)]
        return [name for name in names if not request.user.is_superuser or name not in self.rights]

    def has_change_permission(self, request, obj=None) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None) -> bool:
        rights = ["accounts.view_user", "accounts.verify_in_person"]
        if request.path == reverse("admin:autocomplete"):
            rights.append("accounts.choose_user")
        return any(request.user.has_perm(right) for right in rights)

    def save_model(self, request, obj, form, change) -> None:
        """Only the rights that were ticked: the level is decided elsewhere, maybe this moment."""
        obj.save(update_fields=[name for name in form.changed_data if name != "groups"])

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("district")

    def tools(self, request, user):
        if request.user.has_perm("accounts.verify_in_person") and user.level < 2:
            yield _("Подтвердить по паспорту"), self.address("verify", user)
        row = user.active_verification
        if row and request.user.has_perm("accounts.revoke_verification"):
            yield (
                _("Отозвать подтверждение"),
                reverse("admin:accounts_verification_revoke", args=[row.pk]),
            )

    def get_urls(self):
        return [self.page("verify", self.verify), *super().get_urls()]

    @admin.display(description=gettext_lazy("имя"), ordering="last_name")
    def name(self, user) -> str:
        return user.get_full_name() or "—"

    def verify(self, request, pk):
        """The official compares the passport by eye and writes the fact, the day, the office."""
        if not request.user.has_perm("accounts.verify_in_person"):
            raise PermissionDenied
        user = self.found(pk)
        form = InPersonForm(request.POST or None, initial=vars(user) | {"district": user.district})
        return self.ask(
            request,
            user,
            form,
            title=_("Подтвердить личность: %(email)s") % {"email": user.email},
            explain=_("Сверьте паспорт глазами. Номер и серию никуда не записывайте."),
            act=lambda data: actions.verify_in_person(
                user,
                form.person(data["mark"]),
                actor=request.user,
                office=data["office"],
                district=data["district"],
            ),
        )


def _names(entry) -> tuple:
    return entry if isinstance(entry, tuple) else (entry,)


@admin.register(Verification)
class VerificationAdmin(PeopleAdmin):
    list_display = ("user", "method", "level", "office", "verified_at", "revoked_at")
    list_filter = ("method", ("revoked_at", admin.EmptyFieldListFilter))
    search_fields = ("user__email", "user__last_name")
    list_select_related = ("user",)
    fields = (
        "user",
        "method",
        "level",
        "mark",
        "birth_date",
        "district",
        "office",
        "verified_at",
        "verified_by",
        "revoked_at",
        "revoked_by",
        "revoke_reason",
    )
    readonly_fields = fields

    def tools(self, request, row):
        if row.revoked_at is None and request.user.has_perm("accounts.revoke_verification"):
            yield _("Отозвать"), self.address("revoke", row)

    def get_urls(self):
        return [self.page("revoke", self.revoke), *super().get_urls()]

    def revoke(self, request, pk):
        if not request.user.has_perm("accounts.revoke_verification"):
            raise PermissionDenied
        row = self.found(pk)
        return self.ask(
            request,
            row,
            ReasonForm(request.POST or None),
            title=_("Отозвать подтверждение: %(user)s") % {"user": row.user},
            explain=_("Человек сразу потеряет право голоса. Причину он увидит."),
            act=lambda data: actions.revoke(row, actor=request.user, reason=data["reason"]),
        )


@admin.register(VerificationConflict)
class VerificationConflictAdmin(PeopleAdmin):
    """The queue of disputed identities: open ones first."""

    list_display = ("id", "claimant", "holder", "method", "created_at", "outcome", "resolved_by")
    list_filter = (("resolved_at", admin.EmptyFieldListFilter), "method")
    list_select_related = ("claimant", "holder", "resolved_by")
    fields = (
        "claimant",
        "holder",
        "method",
        "created_at",
        "outcome",
        "reason",
        "resolved_at",
        "resolved_by",
    )
    readonly_fields = fields

    def tools(self, request, row):
        if row.resolved_at is None and request.user.has_perm("accounts.resolve_conflict"):
            yield _("Оставить прежней записи"), self.address("keep", row)
            yield _("Перенести на новую запись"), self.address("move", row)

    def get_urls(self):
        return [
            self.page("keep", self.keep),
            self.page("move", self.move),
            *super().get_urls(),
        ]

    def keep(self, request, pk):
        return self._decide(request, pk, move=False, title=_("Оставить личность прежней записи"))

    def move(self, request, pk):
        return self._decide(request, pk, move=True, title=_("Перенести личность на новую запись"))

    def _decide(self, request, pk, *, move: bool, title: str):
        if not request.user.has_perm("accounts.resolve_conflict"):
            raise PermissionDenied
        row = self.found(pk)
        return self.ask(
            request,
            row,
            ReasonForm(request.POST or None),
            title=title,
            explain=_("Убедитесь, кто владелец: позвоните или пригласите человека с паспортом."),
            act=lambda data: actions.resolve_conflict(
                row, actor=request.user, move=move, reason=data["reason"]
            ),
        )


@admin.register(Consent)
class ConsentAdmin(PeopleAdmin):
    list_display = ("user", "kind", "text", "given_at", "withdrawn_at")
    list_filter = ("kind", ("withdrawn_at", admin.EmptyFieldListFilter))
    search_fields = ("user__email",)
    list_select_related = ("user", "text")
    fields = ("user", "kind", "text", "digest", "given_at", "ip", "withdrawn_at")
    readonly_fields = fields


@admin.register(ConsentText)
class ConsentTextAdmin(PeopleAdmin):
    """A new version is added; what people agreed to is never changed."""

    list_display = ("kind", "version", "created_at")
    fields = ("kind", "version", "text", "digest", "created_at")
    readonly_fields = ("digest", "created_at")

    def has_add_permission(self, request) -> bool:
        return request.user.has_perm("accounts.add_consenttext")


@admin.register(CensusImport)
class CensusImportAdmin(PeopleAdmin):
    list_display = ("file_name", "rows", "added", "created_at", "created_by")
    list_select_related = ("created_by",)
    fields = ("file_name", "digest", "rows", "added", "created_at", "created_by")
    readonly_fields = fields

    def has_add_permission(self, request) -> bool:
        return request.user.has_perm("accounts.import_census")

    def add_view(self, request, form_url="", extra_context=None):
        """A file instead of fields: the whole list is loaded or nothing."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = CensusForm(request.POST or None, request.FILES or None)
        return self.ask(
            request,
            None,
            form,
            title=_("Загрузить список жителей"),
            explain=_("Если хоть в одной строке ошибка, не загрузится ничего."),
            act=lambda data: actions.import_census(
                data["file"].read(), file_name=data["file"].name, actor=request.user
            ),
        )


# An address confirmed by hand, somebody's token or the claims of ЕСИА are doors into an account.
admin.site.unregister([EmailAddress, SocialAccount, SocialApp, SocialToken, Authenticator])


@admin.register(Authenticator)
class AuthenticatorAdmin(PeopleAdmin):
    """A lost telephone: a superuser takes the second factor away. Its secret is shown to nobody."""

    list_display = ("user", "type", "created_at", "last_used_at")
    search_fields = ("user__email",)
    list_select_related = ("user",)
    fields = readonly_fields = list_display

    def has_delete_permission(self, request, obj=None) -> bool:
        return request.user.is_superuser
