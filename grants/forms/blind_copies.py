"""What an official types to prepare a document for experts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.files.forms import DocumentsField

DRAWN = ("pdf", "jpg", "jpeg", "png", "webp")
PERCENT = {"min_value": 0, "max_value": 100, "max_digits": 6, "decimal_places": 3}


class PagesField(DocumentsField):
    """A file pages can be drawn of."""

    accept = ".pdf,.jpg,.jpeg,.png"

    def _prepared(self, uploads: list) -> list:
        ready = super()._prepared(uploads)
        if any(document.extension not in DRAWN for document in ready):
            raise forms.ValidationError(
                _("Нужен PDF или картинка: сохраните документ как PDF и выберите его.")
            )
        return ready


class CopyForm(forms.Form):
    """Of an office document no page can be drawn here: then the file is needed."""

    files = PagesField(label=_("Ваш PDF или картинка"), limit=1)

    def __init__(self, *args, extension: str, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["files"]
        field.required = extension not in DRAWN
        if field.required:
            field.help_text = _(
                "Документ заявителя — офисный файл (%(kind)s), портал не рисует его страницы. "
                "Откройте его, сохраните как PDF и выберите здесь: до 20 МБ и 30 страниц."
            ) % {"kind": extension}
        else:
            field.help_text = _(
                "Не обязательно: без него копия делается с документа заявителя. Нужен, если имена "
                "закрыты в своём файле: PDF до 20 МБ и 30 страниц."
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
