"""The person's own pages under /profile/."""

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import actions, personal_data
from portal.accounts.forms import CodeForm, EraseForm, PersonForm, PhoneForm, ProfileForm
from portal.accounts.models import ConsentKind, ConsentText, Level, Method
from portal.accounts.rights import first_refusal
from portal.accounts.rules import may_erase, may_try, require_age, require_level

INVALID = 422
# What a person of which level and age can do (BRIEF §8.2, §8.3).
ABILITIES = (
    (gettext_lazy("Сообщать о проблемах и комментировать"), Level.EMAIL, 14),
    (gettext_lazy("Предлагать инициативные проекты"), Level.EMAIL, 16),
    (
        gettext_lazy("Поддерживать идеи, участвовать в опросах, где достаточно телефона"),
        Level.DECLARED,
        14,
    ),
    (gettext_lazy("Голосовать за инициативные проекты"), Level.VERIFIED, 16),
    (gettext_lazy("Входить в комиссии, участвовать в слушаниях"), Level.VERIFIED, 18),
)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    abilities = [
        (label, first_refusal(require_age(user, years, today), require_level(user, level)))
        for label, level, years in ABILITIES
    ]
    context = {"abilities": abilities, "next_step": require_level(user, Level.VERIFIED)}
    return render(request, "accounts/overview.html", context)


def edit(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        actions.edit_profile(request.user, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Профиль сохранён."))
        return redirect("accounts:overview")
    return render(request, "accounts/edit.html", {"form": form}, status=_status(form))


@require_safe
def verification(request: HttpRequest) -> HttpResponse:
    return _verification(request)


@require_POST
def verify_by_census(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST)
    if form.is_valid():
        try:
            actions.confirm_by_census(request.user, form.person(), actor=request.user)
        except ValidationError as error:
            form.add_error(None, error)
    return _outcome(request, form, _("Личность подтверждена."), census_form=form)


@require_POST
def send_code(request: HttpRequest) -> HttpResponse:
    form = PhoneForm(request.POST)
    if form.is_valid():
        try:
            actions.send_sms_code(request.user, form.cleaned_data["phone"], actor=request.user)
        except ValidationError as error:
            form.add_error("phone", error)
    return _outcome(request, form, _("Код отправлен. Он действует 10 минут."), phone_form=form)


@require_POST
def confirm_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            code = form.cleaned_data["code"]
            actions.confirm_sms_code(request.user, code, actor=request.user)
        except ValidationError as error:
            form.add_error("code", error)
    return _outcome(request, form, _("Телефон подтверждён."), code_form=form)


def _outcome(request, form, success: str, **forms) -> HttpResponse:
    if not form.is_valid():
        return _verification(request, INVALID, **forms)
    messages.success(request, success)
    return redirect("accounts:verification")


def _verification(request, status=200, **forms) -> HttpResponse:
    user = request.user
    context = {
        "verification": user.active_verification,
        "history": user.verifications.select_related("verified_by"),
        "census": may_try(user, Method.CENSUS),
        "code_sent": user.sms_codes.filter(used_at=None, expires_at__gt=timezone.now()).exists(),
        "esia": bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]),
        "census_form": PersonForm(initial=vars(user)),
        "phone_form": PhoneForm(),
        "code_form": CodeForm(),
        "conflict": user.verification_claims.filter(resolved_at=None).exists(),
    }
    return render(request, "accounts/verification.html", context | forms, status=status)


@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    context = {
        "history": request.user.consents.select_related("text"),
        "dissemination": actions.current_text(ConsentKind.DISSEMINATION),
        "public_name": request.user.public_name(),
    }
    return render(request, "accounts/consents.html", context)


@require_POST
def publish_name(request: HttpRequest) -> HttpResponse:
    """Give (`give` = 1) or withdraw the consent to show one's name."""
    kind, user = ConsentKind.DISSEMINATION, request.user
    if request.POST.get("give") == "1":
        ip = get_adapter(request).get_client_ip(request)
        actions.give_consent(user, kind, actor=user, ip=ip)
        messages.success(request, _("Теперь рядом с вашими проектами видно ваше имя."))
    else:
        actions.withdraw_consent(user, kind, actor=user)
        messages.success(request, _("Согласие отозвано, имя больше не показывается."))
    return redirect("accounts:consents")


@login_not_required
@require_safe
def consent_text(request: HttpRequest, kind: str, version: int) -> HttpResponse:
    text = get_object_or_404(ConsentText, kind=kind, version=version)
    return render(request, "accounts/consent_text.html", {"text": text})


@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything the portal knows about the person, as a file."""
    response = JsonResponse(
        personal_data.everything(request.user),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@sensitive_post_parameters()
def delete(request: HttpRequest) -> HttpResponse:
    user, verdict = request.user, may_erase(request.user)
    form = EraseForm(request.POST or None, user=user)
    if request.method == "POST" and not verdict:
        raise PermissionDenied(verdict.reason)
    if form.is_valid():
        actions.erase(user, actor=user)
        logout(request)
        messages.success(request, _("Учётная запись удалена."))
        return redirect("/")
    context = {"form": form, "verdict": verdict}
    return render(request, "accounts/delete.html", context, status=_status(form))


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why the officials' workplace asks for a second factor, and the way to it."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = reverse("admin:index")
    context = {"enabled": is_mfa_enabled(request.user), "target": target}
    return render(request, "accounts/second_factor.html", context)


def _status(form) -> int:
    return INVALID if form.is_bound else 200
