"""What experts and the officials of the commission type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.forms.marks import MarksForm
from grants.models import (
    Application,
    CommissionMember,
    Contest,
    Decision,
    Expert,
    Meeting,
    Objection,
)
from portal.accounts.forms import AccountField


class ReviewForm(MarksForm):
    """A mark and its reason by every criterion, and the conclusion; a draft may lack any of it."""

    comment = forms.CharField(
        label=_("Заключение о заявке"),
        max_length=5000,
        error_messages={"required": _("Напишите заключение о заявке.")},
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Сильные и слабые стороны. Заявитель прочтёт это без вашего имени."),
    )

    def values(self) -> dict:
        """The arguments of `save_review`."""
        return super().values() | {"comment": self.cleaned_data.get("comment", "")}


class RecuseForm(forms.Form):
    note = forms.CharField(
        label=_("Почему вы не можете оценивать"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Причину увидит только сотрудник, который ведёт конкурс."),
    )


class ObjectionForm(forms.ModelForm):
    class Meta:
        model = Objection
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}


# --- Officials ----------------------------------------------------------------------------------
class ExpertForm(forms.Form):
    """By the e-mail of the account."""

    email = AccountField()
    employer = Expert._meta.get_field("employer").formfield()
    most = Expert._meta.get_field("most").formfield(initial=20, min_value=1, max_value=200)


def active_experts(contest: Contest):
    return contest.experts.filter(is_active=True).select_related("user")


class AssignForm(forms.Form):
    """One application to one expert, by hand."""

    number = forms.IntegerField(label=_("Номер заявки"), min_value=1, max_value=10**6)
    expert = forms.ModelChoiceField(label=_("Эксперт"), queryset=Expert.objects.none())

    def __init__(self, *args, contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.contest = contest
        self.fields["expert"].queryset = active_experts(contest)

    def clean_number(self) -> Application:
        rows = self.contest.applications.select_related("contest")
        row = rows.filter(number=self.cleaned_data["number"]).first()
        if row is None:
            raise forms.ValidationError(_("В этом конкурсе нет заявки с таким номером."))
        return row


class RetireForm(forms.Form):
    """An expert who takes part no longer, and why."""

    retired = forms.ModelChoiceField(label=_("Эксперт"), queryset=Expert.objects.none())
    note = forms.CharField(label=_("Причина"), max_length=1000)

    def __init__(self, *args, contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["retired"].queryset = active_experts(contest)


class MemberForm(forms.ModelForm):
    class Meta:
        model = CommissionMember
        fields = ("name", "post")


class MeetingForm(forms.ModelForm):
    present = forms.ModelMultipleChoiceField(
        label=_("Кто был"), queryset=CommissionMember.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = Meeting
        fields = ("held_on", "place", "chair", "note")
        widgets = {"held_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = contest.commission.all()


class DecisionForm(forms.ModelForm):
    class Meta:
        model = Decision
        fields = ("is_awarded", "amount", "votes_for", "votes_against", "abstained", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def _post_clean(self) -> None:
        """The action checks the whole; its refusals come back to the fields."""


class ChangeForm(DecisionForm):
    """The decision after an upheld appeal: support, or more money."""

    class Meta(DecisionForm.Meta):
        fields = ("amount", "votes_for", "votes_against", "abstained", "reason")


class AnswerForm(forms.ModelForm):
    """An answer to an appeal is whole: the decision and its reasons."""

    is_upheld = forms.TypedChoiceField(
        label=_("Решение по апелляции"),
        choices=[("", "—"), ("1", _("удовлетворена")), ("0", _("отклонена"))],
        coerce=lambda value: value == "1",
    )
    answer = forms.CharField(
        label=_("Ответ"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )

    class Meta:
        model = Objection
        fields = ("is_upheld", "answer")
