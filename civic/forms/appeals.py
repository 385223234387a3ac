"""What applicants and officials fill in about appeals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.models import Appeal, AppealResult, Department
from portal.files.forms import DocumentsField
from portal.pages.forms import MoveForm

TEXT = 10_000 - 1  # letters; ten thousand are refused


class AppealForm(forms.ModelForm):
    """An appeal as the law describes it; the name comes from the verified profile."""

    text = forms.CharField(
        label=_("Суть обращения"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Что случилось или что вы предлагаете, о чём просите."),
    )
    co_applicants = forms.CharField(
        label=_("Остальные заявители"),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Если обращение коллективное: фамилия, имя, отчество — каждый с новой строки."),
    )
    documents = DocumentsField(label=_("Документы"), required=False, limit=5)

    class Meta:
        model = Appeal
        fields = (
            "kind",
            "addressee",
            "complained_about",
            "subject",
            "text",
            "reply_email",
            "reply_address",
            "is_collective",
            "co_applicants",
            "allows_publication",
        )
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "kind": _(
                "Предложение — как сделать лучше. Заявление — просьба помочь или сообщить о "
                "нарушении. Жалоба — ваши права нарушены чьим-то решением или действием."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Appeal.Kind.choices
        self.fields["addressee"].empty_label = _("определит служба регистрации")
        self.fields["allows_publication"].label = _(
            "Разрешаю опубликовать ответ без моих личных данных"
        )
        self.fields["complained_about"].empty_label = _("это не жалоба на подразделение")

    def clean(self):
        given = super().clean()
        answerable = given.get("reply_email") or given.get("reply_address")
        if not answerable and "reply_email" not in self.errors:
            text = _("Укажите почту или адрес для ответа: без них закон не позволяет ответить.")
            self.add_error("reply_email", text)
        if given.get("is_collective") and not given.get("co_applicants"):
            self.add_error("co_applicants", _("Перечислите остальных заявителей."))
        return given


class RegisterForm(MoveForm):
    """Registration names who considers the appeal."""

    department = forms.ModelChoiceField(
        label=_("Кто рассматривает"), queryset=Department.objects.all()
    )


class AssignForm(forms.Form):
    department = forms.ModelChoiceField(
        label=_("Передать подразделению"), queryset=Department.objects.all()
    )


class ForwardForm(MoveForm):
    """To which body outside the administration."""

    forwarded_to = forms.CharField(label=_("Куда направлено"), max_length=300)


class AnswerMoveForm(MoveForm):
    """The answer with its signature and result; the note is the text of the answer."""

    post = forms.CharField(label=_("Должность"), max_length=200)
    result = forms.ModelChoiceField(
        label=_("Результат рассмотрения"), queryset=AppealResult.objects.all()
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Текст ответа")
        self.fields["note"].help_text = _("Его прочитает только заявитель.")


class AppealAnswerForm(forms.Form):
    """The same on the page of the appeal, with documents."""

    post = forms.CharField(label=_("Ваша должность"), max_length=200)
    result = forms.ModelChoiceField(
        label=_("Результат рассмотрения"),
        queryset=AppealResult.objects.all(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    note = forms.CharField(
        label=_("Текст ответа"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Его прочитает только заявитель."),
    )
    documents = DocumentsField(label=_("Документы к ответу"), required=False, limit=5)


class PublicationForm(forms.Form):
    """The wording everybody will read; without personal data."""

    subject = forms.CharField(label=_("Тема"), max_length=200)
    question = forms.CharField(
        label=_("Вопрос без личных данных"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    answer = forms.CharField(
        label=_("Ответ без личных данных"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
