"""What a nominator and a nominee send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.models import AwardSeason, Nomination
from portal.files.forms import DocumentsField, ImagesField


class NominationForm(forms.ModelForm):
    """The dossier. Whom and where is asked at once; files may come later."""

    images = ImagesField(
        label=_("Фотографии"),
        required=False,
        limit=5,
        help_text=_("Их увидят все, когда номинант согласится. До пяти, JPEG, PNG или WEBP."),
    )
    alt = forms.CharField(
        label=_("Что на фотографиях"),
        required=False,
        max_length=200,
        help_text=_("Одной фразой для тех, кто не видит изображения."),
    )
    documents = DocumentsField(
        label=_("Документы"),
        required=False,
        limit=5,
        help_text=_("Письма, грамоты, отзывы. Увидят только номинант, сотрудник и жюри."),
    )

    class Meta:
        model = Nomination
        fields = ("category", "nominee_kind", "nominee_name", "nominee_email", "text")
        widgets = {
            "nominee_kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 10}),
        }
        help_texts = {
            "nominee_name": _("Пока номинант не согласился, имя видите только вы и он."),
            "nominee_email": _(
                "Сюда придёт письмо с вашим рассказом и вопросом, согласен ли номинант. "
                "Нет почты у человека — спросите почту его близких."
            ),
            "text": _("Что сделано, для кого, с какого времени, что изменилось."),
        }

    def __init__(self, *args, season: AwardSeason, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = season.categories.all()
        self.fields["category"].empty_label = _("выберите")
        for name in ("nominee_name", "nominee_email", "text"):
            self.fields[name].required = True
        if self.instance.pk:
            del self.fields["category"]


class AnswerForm(forms.Form):
    """The nominee's answer: the button says which; «yes» needs the tick."""

    agreed = forms.BooleanField(label=_("Согласие"), required=False)
    answer = forms.ChoiceField(
        choices=[("yes", _("Согласиться")), ("no", _("Отказаться"))], widget=forms.HiddenInput
    )
