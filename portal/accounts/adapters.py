"""How allauth talks to the portal."""

from datetime import date
from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from portal.accounts.actions import give_consent, verify_by_esia
from portal.accounts.identity import Person
from portal.accounts.models import ConsentKind, Level

ESIA = "esia"
OURS = ("patronymic", "birth_date", "district")


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix, email, context) -> None:
        """Links in letters stand on SITE_URL: a Host header is chosen by whoever asked."""
        ours = {
            name: _on_our_site(value) if name.endswith("_url") else value
            for name, value in context.items()
        }
        host = urlsplit(settings.SITE_URL).hostname
        site = SimpleNamespace(name=host, domain=host)
        super().send_mail(template_prefix, email, {"current_site": site, **ours})

    def save_user(self, request, user, form, commit=True):
        """Store the account together with the consent it rests on, or neither."""
        for name in OURS:
            setattr(user, name, form.cleaned_data[name])
        user.language = (get_language() or "ru")[:2]
        try:
            with transaction.atomic():
                super().save_user(request, user, form, commit)
                self._consent(request, user)
        except IntegrityError:
            # The same form came twice at once: the other request made the account.
            raise ImmediateHttpResponse(redirect("account_email_verification_sent")) from None
        return user

    def _consent(self, request, user) -> None:
        ip = self.get_client_ip(request)
        give_consent(user, ConsentKind.PROCESSING, actor=user, ip=ip)


def _on_our_site(url: str) -> str:
    return settings.SITE_URL.rstrip("/") + urlsplit(url)._replace(scheme="", netloc="").geturl()


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """ЕСИА proves a person: each sign-in through it brings the names and the birth date."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return sociallogin.account.provider == ESIA

    def populate_user(self, request, sociallogin, data):
        user = super().populate_user(request, sociallogin, data)
        if person := claimed_person(sociallogin.account):
            user.last_name, user.first_name = person.last_name, person.first_name
            user.patronymic, user.birth_date = person.patronymic, person.birth_date
        return user

    def get_signup_form_initial_data(self, sociallogin) -> dict:
        user = sociallogin.user
        ours = {"patronymic": user.patronymic, "birth_date": user.birth_date}
        return super().get_signup_form_initial_data(sociallogin) | ours

    def pre_social_login(self, request, sociallogin) -> None:
        if sociallogin.is_existing and sociallogin.account.pk:
            self._verify(request, sociallogin.account, sociallogin.user)

    def save_user(self, request, sociallogin, form=None):
        user = super().save_user(request, sociallogin, form)
        self._verify(request, sociallogin.account, user)
        return user

    def get_connect_redirect_url(self, request, socialaccount) -> str:
        """allauth's only hook after an account was tied to a signed-in person: prove them here."""
        if socialaccount.user_id == request.user.pk:
            self._verify(request, socialaccount, request.user)
        return reverse("accounts:verification")

    def _verify(self, request, account, user) -> None:
        person = claimed_person(account)
        if person is None or user.level >= Level.VERIFIED or not user.is_active:
            return
        try:
            verify_by_esia(user, person)
        except ValidationError as error:
            for message in error.messages:
                messages.warning(request, message)


def claimed_person(account) -> Person | None:
    """The identity in the claims of ЕСИА (standard OpenID names), or None when incomplete."""
    if account.provider != ESIA:
        return None
    data = account.extra_data
    claims = data.get("userinfo") or data.get("id_token") or data
    try:
        return Person(
            str(claims["family_name"])[:100],
            str(claims["given_name"])[:100],
            str(claims.get("middle_name", ""))[:100],
            date.fromisoformat(str(claims["birthdate"])),
        )
    except (KeyError, ValueError):
        return None
