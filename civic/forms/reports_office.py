"""What officials type about a report: the forms of moves and of the acts that are no moves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.forms.reports import OUTSIDE
from civic.models import Category, Department, RejectReason, ReplyTemplate, Report
from portal.files.forms import ImagesField
from portal.files.models import Attachment
from portal.pages.forms import MoveForm
from portal.places.forms import PointField

PERCENT = {"min_value": 0, "max_value": 100, "max_digits": 6, "decimal_places": 3}


class AssignForm(MoveForm):
    department = forms.ModelChoiceField(
        Department.objects.all(),
        label=_("Исполнитель"),
        required=False,
        empty_label=_("по маршруту категории и района"),
    )
    field_order = ("department", "note")


class RejectForm(MoveForm):
    reason = forms.ModelChoiceField(
        RejectReason.objects.filter(is_active=True),
        label=_("Причина"),
        empty_label=_("выберите"),
        error_messages={"required": _("Выберите причину из списка.")},
    )
    field_order = ("reason", "note")


class RedirectForm(MoveForm):
    department = forms.ModelChoiceField(
        Department.objects.all(),
        label=_("Кому"),
        required=False,
        empty_label=_("не знаю: пусть решит модератор"),
    )
    field_order = ("department", "note")


class TemplateField(forms.ModelChoiceField):
    """A template of one category says so: many reports may be answered at once."""

    def label_from_instance(self, template) -> str:
        return f"{template.category}: {template}" if template.category_id else str(template)


class AnswerForm(MoveForm):
    """A template stands in for an empty text; its marks are filled in for each report."""

    template = TemplateField(
        ReplyTemplate.objects.select_related("category"),
        label=_("Шаблон"),
        required=False,
        empty_label=_("без шаблона"),
        help_text=_("Если текст ниже пуст, уйдёт текст шаблона."),
    )
    photos = ImagesField(
        label=_("Фото результата"),
        help_text=_("С фотографией решение можно засчитать, даже если автор промолчит."),
        required=False,
        limit=3,
    )
    field_order = ("template", "note", "photos")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = False
        self.fields["note"].label = _("Ответ")

    def clean(self):
        clean = super().clean()
        template = clean.pop("template", None)
        if not clean.get("note", "").strip() and "note" not in self.errors:
            clean["note"] = template.text if template else ""
            if not clean["note"]:
                self.add_error("note", _("Напишите ответ или выберите шаблон."))
        return clean


class MergeForm(MoveForm):
    target = forms.ModelChoiceField(
        Report.objects.open(),
        label=_("Номер сообщения, к которому присоединить"),
        widget=forms.NumberInput(attrs={"min": 1}),
        error_messages={"invalid_choice": _("Открытого сообщения с таким номером нет.")},
    )
    field_order = ("target", "note")


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Заметка"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class DelayForm(forms.Form):
    until = forms.DateField(
        label=_("Новый срок"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=_("Причина"),
        help_text=_("Её увидят все, когда перенос утвердят."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class EditForm(forms.Form):
    """A moderator's correction; the original stays in the history."""

    category = forms.ModelChoiceField(Category.objects.all(), label=_("Категория"))
    text = forms.CharField(
        label=_("Текст"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6})
    )
    address = forms.CharField(
        label=_("Адрес"), help_text=_("Хватит адреса или точки."), max_length=300, required=False
    )
    point = PointField(label=_("Место"), required=False, error_messages={"outside": OUTSIDE})
    is_private = forms.BooleanField(label=_("Не публиковать"), required=False)
    note = forms.CharField(
        label=_("Причина исправления"),
        help_text=_("Её увидят автор и читатели."),
        max_length=1000,
    )

    def fields_of_report(self) -> dict:
        """The columns, with the point as two of them."""
        clean = dict(self.cleaned_data)
        clean["latitude"], clean["longitude"] = clean.pop("point") or (None, None)
        return clean


class EnterForm(EditForm):
    """A report on a resident's behalf."""

    note = None
    photos = ImagesField(label=_("Фотографии"), required=False, limit=5)
    email = forms.EmailField(
        label=_("Почта жителя на портале"),
        help_text=_("Если у жителя есть учётная запись, сообщение появится в его кабинете."),
        required=False,
    )
    contact = forms.CharField(
        label=_("Как с ним связаться"),
        help_text=_("Видят только сотрудники."),
        max_length=200,
        required=False,
    )


class BlurForm(forms.Form):
    """A rectangle of a photo, in percent of its sides from the upper left corner."""

    photo = forms.ModelChoiceField(Attachment.objects.none(), label=_("Фотография"))
    left = forms.DecimalField(label=_("Слева, %"), **PERCENT)
    top = forms.DecimalField(label=_("Сверху, %"), **PERCENT)
    right = forms.DecimalField(label=_("До, % ширины"), **PERCENT)
    bottom = forms.DecimalField(label=_("До, % высоты"), **PERCENT)
    note = forms.CharField(label=_("Причина"), max_length=500)

    def __init__(self, *args, photos, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photo"].queryset = photos

    def clean(self):
        clean = super().clean()
        edges = [clean.get(name) for name in ("left", "top", "right", "bottom")]
        if None not in edges and not (edges[0] < edges[2] and edges[1] < edges[3]):
            self.add_error("right", _("Правый нижний угол должен быть правее и ниже левого."))
        return clean

    @property
    def box(self) -> tuple:
        return tuple(
            float(self.cleaned_data[name]) / 100 for name in ("left", "top", "right", "bottom")
        )


class DeskForm(forms.Form):
    """One decision at the desk."""

    report = forms.ModelChoiceField(Report.objects.all(), widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[("assign", ""), ("reject", "")])
    reason = forms.ModelChoiceField(
        RejectReason.objects.filter(is_active=True),
        label=_("Причина отказа"),
        required=False,
        empty_label=_("выберите"),
    )
    note = forms.CharField(label=_("Пояснение"), max_length=1000, required=False)
