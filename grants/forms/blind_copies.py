"""What an official types to prepare a document for experts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.files.forms import DocumentsField

PERCENT = {"min_value": 0, "max_value": 100, "max_digits": 6, "decimal_places": 3}


class CopyForm(forms.Form):
    files = DocumentsField(
        label=_("Свой файл с закрытыми именами"),
        help_text=_("Не обязателен: без него копия делается с документа заявителя."),
        required=False,
        limit=1,
    )


class BlotForm(forms.Form):
    """A rectangle of a page, in per cent of its sides from the upper left corner."""

    page = forms.ModelChoiceField(None, label=_("Страница"))
    top = forms.DecimalField(label=_("Сверху, %"), **PERCENT)
    bottom = forms.DecimalField(label=_("До, % высоты"), **PERCENT)
    left = forms.DecimalField(label=_("Слева, %"), initial=0, **PERCENT)
    right = forms.DecimalField(label=_("До, % ширины"), initial=100, **PERCENT)

    def __init__(self, *args, pages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["page"].queryset = pages

    def clean(self):
        given = super().clean()
        edges = [given.get(name) for name in ("left", "top", "right", "bottom")]
        if None not in edges and not (edges[0] < edges[2] and edges[1] < edges[3]):
            self.add_error("bottom", _("Правый нижний угол должен быть правее и ниже левого."))
        return given

    def box(self) -> tuple:
        names = ("left", "top", "right", "bottom")
        return tuple(float(self.cleaned_data[name]) / 100 for name in names)


class CheckForm(forms.Form):
    """`seen` is the fingerprint of the copy the page has shown."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    is_clean = forms.BooleanField(
        label=_("Проверено, без имён"),
        help_text=_("На страницах нет названий, имён, печатей, подписей, адресов и логотипов."),
    )
