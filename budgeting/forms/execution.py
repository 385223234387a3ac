"""What the official who carries a project out fills in, one form an act."""

import uuid

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgeting.bankfile import MAX_BYTES
from budgeting.models import (
    Acceptance,
    Contract,
    EntryKind,
    LedgerEntry,
    Milestone,
    OperationKind,
    PayerKind,
    Project,
    Report,
    Round,
    Source,
    Stage,
    Viewpoint,
)
from portal.files.forms import DocumentsField, ImagesField
from portal.pages.rows import money_field

MAX_TEXT = 600_000  # letters of a statement that comes back from its preview
DIRECT = [pair for pair in EntryKind.choices if pair[0] in ("pledged", "agreed", "paid")]
OUTGOING = [pair for pair in OperationKind.choices if pair[0] != "reversal"]


def day_field(label, *, required: bool = True, **options) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, **options)


def text_field(label, length: int, *, rows: int = 0, **options) -> forms.CharField:
    widget = {"widget": forms.Textarea(attrs={"rows": rows})} if rows else {}
    return forms.CharField(label=label, max_length=length, **widget, **options)


class ActForm(forms.Form):
    """A form about one project; `values()` are the keywords of its action."""

    def __init__(self, *args, project: Project, **kwargs):
        self.project = project
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Set what depends on the project."""

    def values(self) -> dict:
        return self.cleaned_data


class KeyedForm(ActForm):
    """Carries a key of its own, so that a second click writes nothing twice."""

    key = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def prepare(self) -> None:
        self.fields["key"].initial = f"form:{uuid.uuid4()}"


class PaymentForm(KeyedForm):
    source = forms.ChoiceField(label=_("Источник"), choices=Source.choices)
    amount = money_field(_("Сумма, ₽"), digits=14)
    payer_kind = forms.ChoiceField(label=_("Кто платит или получает"), choices=PayerKind.choices)
    payer = text_field(
        _("Плательщик или получатель"),
        200,
        required=False,
        help_text=_("Видят только сотрудники."),
    )
    document_number = text_field(_("Номер документа"), 60)
    document_date = day_field(_("Дата документа"))
    purpose = text_field(_("Назначение"), 300, required=False)

    def clean_document_date(self):
        day = self.cleaned_data["document_date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Эта дата ещё не наступила."))
        return day


class EntryForm(PaymentForm):
    """Money pledged, agreed or come in."""

    kind = forms.ChoiceField(label=_("Что произошло"), choices=DIRECT, initial="paid")
    payer_agrees = forms.BooleanField(
        label=_("Организация согласна, чтобы её назвали на портале"), required=False
    )
    field_order = ("kind", "source", "amount", "payer_kind", "payer", "payer_agrees")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("payer_agrees") and cleaned.get("payer_kind") != PayerKind.ORGANISATION:
            self.add_error("payer_agrees", _("Имена граждан на портале не показываются."))
        return cleaned


class EntryChoice(forms.ModelChoiceField):
    def label_from_instance(self, entry: LedgerEntry) -> str:
        day = f", {entry.document_date:%d.%m.%Y}" if entry.document_date else ""
        return f"{entry.pk}: {entry}{day} {entry.payer}".strip()


class OutgoingForm(PaymentForm):
    """A payment to the contractor or a refund, for another official to approve."""

    kind = forms.ChoiceField(label=_("Операция"), choices=OUTGOING)
    target = EntryChoice(
        label=_("Какое поступление возвращается"),
        queryset=LedgerEntry.objects.none(),
        required=False,
        help_text=_("Только для возврата жителям и организациям."),
    )
    field_order = ("kind", "source", "amount", "target", "payer_kind", "payer")

    def prepare(self) -> None:
        super().prepare()
        rows = self.project.ledger.filter(kind=EntryKind.PAID, reverses=None, reversal=None)
        self.fields["target"].queryset = rows

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == OperationKind.USED:
            cleaned["target"] = None
        return cleaned


class ReversalForm(KeyedForm):
    """A wrong entry, reversed whole."""

    target = EntryChoice(label=_("Какая запись ошибочна"), queryset=LedgerEntry.objects.none())
    reason = text_field(_("Почему"), 300, rows=2)

    def prepare(self) -> None:
        super().prepare()
        self.fields["target"].queryset = self.project.ledger.filter(reverses=None, reversal=None)

    def values(self) -> dict:
        return {**self.cleaned_data, "kind": OperationKind.REVERSAL}


class ContractForm(ActForm):
    contractor = text_field(_("Подрядчик"), 200)
    number = text_field(_("Номер контракта"), 60)
    signed_on = day_field(_("Дата контракта"))
    amount = money_field(_("Сумма, ₽"), digits=14)
    procurement_url = forms.URLField(
        label=_("Ссылка на закупку"), max_length=500, assume_scheme="https"
    )


class TerminationForm(ActForm):
    contract = forms.ModelChoiceField(label=_("Контракт"), queryset=Contract.objects.none())
    day = day_field(_("Дата расторжения"))
    reason = text_field(_("Почему (увидят все)"), 300, rows=2)

    def prepare(self) -> None:
        self.fields["contract"].queryset = self.project.contracts.filter(terminated_on=None)


class MilestoneForm(ActForm):
    title = text_field(_("Что делаем"), 200)
    planned_on = day_field(_("Срок"))


class OfMilestoneForm(ActForm):
    milestone = forms.ModelChoiceField(label=_("Этап"), queryset=Milestone.objects.none())

    def prepare(self) -> None:
        self.fields["milestone"].queryset = self.project.milestones.filter(actual_on=None)


class MarkForm(OfMilestoneForm):
    progress = forms.IntegerField(label=_("Готовность, %"), min_value=0, max_value=100)
    actual_on = day_field(
        _("Когда сделано"), required=False, help_text=_("Заполните, если этап закончен.")
    )


class PostponeForm(OfMilestoneForm):
    planned_on = day_field(_("Новый срок"))
    reason = text_field(
        _("Почему"), 300, rows=2, help_text=_("Увидят все, прежний срок тоже останется.")
    )


class PhotoForm(ActForm):
    viewpoint = text_field(
        _("Откуда снято"),
        120,
        help_text=_("Одно название для всех снимков с этого места: их покажут рядом."),
        widget=forms.TextInput(attrs={"list": "viewpoints"}),
    )
    stage = forms.ChoiceField(label=_("Когда"), choices=Stage.choices)
    taken_on = day_field(_("Дата съёмки"))
    image = ImagesField(label=_("Фото"), limit=1)

    def prepare(self) -> None:
        titles = Viewpoint.objects.filter(project=self.project).values_list("title", flat=True)
        self.viewpoints = list(titles)

    def values(self) -> dict:
        return {**self.cleaned_data, "image": self.cleaned_data["image"][0]}


class AcceptanceForm(ActForm):
    held_on = day_field(_("Дата приёмки"))
    invited = forms.IntegerField(label=_("Приглашено жителей"), min_value=0, max_value=1_000_000)
    attended = forms.IntegerField(label=_("Пришло жителей"), min_value=0, max_value=1_000_000)
    names = text_field(
        _("Кого назвать на портале"),
        2000,
        rows=3,
        required=False,
        help_text=_("Только тех, кто дал письменное согласие на показ имени; по одному в строке."),
    )
    consents = forms.BooleanField(
        label=_("Письменные согласия названных людей получены"), required=False
    )
    act_number = text_field(_("Номер акта"), 60)
    act = DocumentsField(
        label=_("Акт приёмки"), limit=1, help_text=_("Видят только сотрудники: в акте имена.")
    )
    outcome = forms.ChoiceField(
        label=_("Итог"),
        choices=Acceptance._meta.get_field("outcome").choices,
        widget=forms.RadioSelect,
    )
    defects = text_field(_("Недостатки"), 4000, rows=3, required=False)
    fix_by = day_field(_("Исправить до"), required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("names") and not cleaned.get("consents"):
            self.add_error("consents", _("Без согласия имена показывать нельзя."))
        return cleaned

    def values(self) -> dict:
        values = {name: value for name, value in self.cleaned_data.items() if name != "consents"}
        return {**values, "act": values["act"][0]}


class ReportForm(forms.ModelForm):
    """The report so far; what is missing is named at publication."""

    warranty_until = day_field(_("Гарантия до"), required=False)
    labour_hours = forms.DecimalField(
        label=_("Часов труда жителей"),
        min_value=0,
        max_digits=9,
        decimal_places=1,
        required=False,
        localize=True,
    )

    class Meta:
        model = Report
        fields = (
            "works",
            "beneficiaries",
            "labour_people",
            "labour_hours",
            "maintainer",
            "warranty_until",
            "problems",
            "links",
        )
        help_texts = {
            "works": _("Список работ с объёмами, по одной в строке."),
            "problems": _("Если трудностей не было, так и напишите."),
            "links": _("Адреса страниц, по одному в строке."),
        }

    def __init__(self, *args, project: Project, **kwargs):
        super().__init__(*args, instance=getattr(project, "report", None), **kwargs)
        self.fields["labour_people"].required = False
        self.fields["links"].widget.attrs["rows"] = 3

    def clean_links(self):
        links = self.cleaned_data["links"].split()
        check = URLValidator(schemes=["http", "https"])
        for link in links:
            try:
                check(link)
            except forms.ValidationError:
                raise forms.ValidationError(
                    _("«%(link)s» — не адрес страницы."), params={"link": link[:80]}
                ) from None
        return "\n".join(links)

    def clean_labour_hours(self):
        return self.cleaned_data["labour_hours"] or 0

    def clean_labour_people(self):
        return self.cleaned_data["labour_people"] or 0

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class StatementForm(forms.Form):
    """A file of bank rows of one round; the text of a file comes back from its preview."""

    round = forms.ModelChoiceField(
        label=_("Раунд"), queryset=Round.objects.filter(is_published=True)
    )
    file = forms.FileField(
        label=_("Файл CSV из банка"),
        required=False,
        help_text=_(
            "Столбцы: номер, дата, плательщик, сумма, назначение; если нужно — проект, источник. "
            "В назначении — «ИП-15» или «проект № 3»."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    text = forms.CharField(
        required=False, max_length=MAX_TEXT, strip=False, widget=forms.HiddenInput
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload and upload.size > MAX_BYTES:
            raise forms.ValidationError(_("Файл больше 512 КБ. Разделите его на части."))
        return upload

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("file") and not cleaned.get("text"):
            self.add_error("file", _("Выберите файл."))
        return cleaned


class RatingForm(forms.Form):
    """A resident's mark of the result and, if she likes, a word for the discussion."""

    score = forms.TypedChoiceField(
        label=_("Как вам результат?"),
        coerce=int,
        choices=[
            (5, _("5 — отлично")),
            (4, _("4 — хорошо")),
            (3, _("3 — терпимо")),
            (2, _("2 — плохо")),
            (1, _("1 — очень плохо")),
        ],
        widget=forms.RadioSelect,
    )
    comment = text_field(
        _("Комментарий"),
        5000,
        rows=3,
        required=False,
        help_text=_("Появится в обсуждении проекта; сама оценка видна только вместе с другими."),
    )
