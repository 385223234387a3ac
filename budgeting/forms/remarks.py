"""A resident's remark, and the official's answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budgeting.models import Remark
from budgeting.models.remarks import ONE_PAGE


class RemarkForm(forms.Form):
    text = forms.CharField(
        label=_("Замечание или предложение"),
        help_text=_(
            "До одной страницы. Текст увидят все, изменить его нельзя; администрация ответит, "
            "учтено ли оно и почему."
        ),
        max_length=ONE_PAGE,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class AnswerForm(forms.ModelForm):
    """Both are needed: the verdict and why."""

    class Meta:
        model = Remark
        fields = ("verdict", "answer")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.fields[name].required = True
