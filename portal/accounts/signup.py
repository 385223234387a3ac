"""The sign-up form: what the portal asks beyond the address and the password."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.actions import current_text
from portal.accounts.forms import PersonForm
from portal.accounts.models import ConsentKind
from portal.places.models import District

BIRTH_DATE_HELP = gettext_lazy(
    "Портал открыт с 14 лет. С 14 до 18 лет регистрируйтесь с ведома родителей. "
    "Дату видят только вы и сотрудники, она нужна для возрастного порога."
)


class SignupForm(PersonForm):
    """allauth mixes these fields into its own form; the account adapter stores them."""

    district = forms.ModelChoiceField(
        District.objects.all(),
        label=gettext_lazy("Район, где вы живёте"),
        required=False,
        empty_label=gettext_lazy("Не указывать"),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("Я согласен на обработку моих персональных данных"),
        error_messages={"required": gettext_lazy("Без согласия зарегистрировать вас нельзя.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["birth_date"].help_text = BIRTH_DATE_HELP
        text = current_text(ConsentKind.PROCESSING)
        self.fields["consent"].help_text = format_html(
            '<a href="{}" target="_blank" rel="noopener">{}</a>',
            text.get_absolute_url(),
            _("Прочитать текст согласия (откроется в новой вкладке)"),
        )
        self.order_fields([*PersonForm.base_fields, "district", "email", "password1", "password2"])

    def signup(self, request, user):
        """Stored together with the account, in one transaction: see AccountAdapter.save_user."""
