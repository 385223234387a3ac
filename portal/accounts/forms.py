"""All input of the app. Names are letters of one alphabet; dates are real and not in the future."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.identity import Person, normalise_phone
from portal.accounts.models import User
from portal.accounts.rights import age_on
from portal.accounts.rules import MIN_AGE, locked_fields
from portal.places.models import District

CENSUS_MAX_MB = 64
NAME = RegexValidator(
    r"^(?:[А-ЯЁа-яё]+|[A-Za-z]+)(?:[ '’\-–](?:[А-ЯЁа-яё]+|[A-Za-z]+))*\Z",
    _("Только буквы, пробел и дефис, как в паспорте."),
)


class NameField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(max_length=100, validators=[NAME], **kwargs)


class AccountField(forms.EmailField):
    """The address of an account in use, for officials; the clean value is its person."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Почта учётной записи"))
        super().__init__(max_length=254, **kwargs)

    def clean(self, value) -> User:
        user = User.objects.filter(email__iexact=super().clean(value), is_active=True).first()
        if user is None:
            raise ValidationError(_("На портале нет учётной записи с такой почтой."))
        return user


class BirthDateField(forms.DateField):
    """A day between 1900 and today on which the person is at least `MIN_AGE` years old."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Дата рождения"))
        # The browser's own calendar sends ISO whatever the language of the page.
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"})
        formats = ["%Y-%m-%d", "%d.%m.%Y"]
        super().__init__(widget=widget, input_formats=formats, **kwargs)

    def clean(self, value) -> date | None:
        day = super().clean(value)
        if day is None:
            return None
        today = timezone.localdate()
        if not date(1900, 1, 1) <= day <= today:
            raise ValidationError(_("Проверьте дату рождения: такой год невозможен."))
        if age_on(day, today) < MIN_AGE:
            raise ValidationError(_("Портал открыт для жителей с 14 лет."))
        return day


class PersonForm(forms.Form):
    """An identity as in the passport."""

    last_name = NameField(
        label=_("Фамилия"), widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    first_name = NameField(
        label=_("Имя"), widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    patronymic = NameField(
        label=_("Отчество"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "additional-name"}),
    )
    birth_date = BirthDateField()

    def person(self, mark: str = "") -> Person:
        data = self.cleaned_data
        return Person(
            data["last_name"], data["first_name"], data["patronymic"], data["birth_date"], mark
        )


class ProfileForm(forms.ModelForm):
    """One's own profile; what a proof has fixed is shown and cannot be changed."""

    last_name = NameField(label=_("Фамилия"))
    first_name = NameField(label=_("Имя"))
    patronymic = NameField(label=_("Отчество"), required=False)
    birth_date = BirthDateField()

    class Meta:
        model = User
        fields = ("last_name", "first_name", "patronymic", "birth_date", "district", "language")
        widgets = {"language": forms.RadioSelect(choices=[("ru", "Русский"), ("en", "English")])}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["district"].empty_label = _("Не указан")
        self.fields["language"] = forms.ChoiceField(
            label=_("Язык писем"),
            choices=[("ru", "Русский"), ("en", "English")],
            widget=forms.RadioSelect,
        )
        for name in locked_fields(self.instance):
            self.fields[name].disabled = True
            # Proved elsewhere: a rule for typing must not stop the rest of the form.
            self.fields[name].required, self.fields[name].validators = False, []
            self.fields[name].help_text = _(
                "Подтверждено. Чтобы изменить, обратитесь в центр местной активности."
            )


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Мобильный телефон"),
        max_length=30,
        help_text=_("Например: +7 912 345-67-89. Мы отправим код по SMS, это бесплатно."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> str:
        try:
            return normalise_phone(self.cleaned_data["phone"])
        except ValueError:
            raise ValidationError(
                _("Нужен номер российского мобильного телефона: +7 и ещё 10 цифр.")
            ) from None


class CodeForm(forms.Form):
    code = forms.RegexField(
        r"^[0-9]{6}\Z",
        label=_("Код из SMS"),
        error_messages={"invalid": _("В коде шесть цифр.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class EraseForm(forms.Form):
    """Deleting is confirmed by the password; who signs in without one types the e-mail instead."""

    password = forms.CharField(
        label=_("Ваш пароль"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
        max_length=200,
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        if not user.has_usable_password():
            self.fields["password"] = forms.CharField(
                label=_("Ваша электронная почта"), max_length=254
            )

    def clean_password(self) -> str:
        given = self.cleaned_data["password"]
        if not self.user.has_usable_password():
            if given.strip().lower() != self.user.email:
                raise ValidationError(_("Это не адрес вашей учётной записи."))
        elif not self.user.check_password(given):
            raise ValidationError(_("Пароль не подошёл. Проверьте раскладку клавиатуры."))
        return given


class InPersonForm(PersonForm):
    """What an official writes down having seen the passport: no number of any document."""

    mark = forms.CharField(
        label=_("Отличие тёзки"),
        max_length=50,
        required=False,
        help_text=_("Только если в городе есть полный тёзка, родившийся в тот же день."),
    )
    district = forms.ModelChoiceField(
        District.objects.all(), label=_("Район проживания"), required=False
    )
    office = forms.CharField(
        label=_("Где проверен паспорт"), max_length=200, help_text=_("Например: ЦМА «Октябрьский».")
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Причина"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class CensusForm(forms.Form):
    file = forms.FileField(
        label=_("Файл CSV"),
        validators=[FileExtensionValidator(["csv", "txt"])],
        help_text=_(
            "Столбцы: фамилия, имя, отчество, дата рождения, район. Кодировка UTF-8 или "
            "windows-1251, разделитель «;» или «,». Фамилии не сохраняются."
        ),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > CENSUS_MAX_MB * 1024 * 1024:
            raise ValidationError(
                _("Файл больше %(size)d МБ. Разделите его на части.") % {"size": CENSUS_MAX_MB}
            )
        return upload
