"""Input of the discussion."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.discussion.models import MAX_LENGTH, Comment, FlagReason

KEY = {"min_value": 1, "max_value": 2**63 - 1, "required": False}


class CommentForm(forms.Form):
    """A new comment under `case`, or a reply to one of its comments that the user sees."""

    text = forms.CharField(
        label=_("Ваш комментарий"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("До 5000 знаков. Пишите по существу и без личных данных других людей."),
        error_messages={"required": _("Напишите комментарий.")},
    )
    follow = forms.BooleanField(
        label=_("Сообщать мне о новых комментариях и решениях"), required=False
    )
    parent = forms.IntegerField(widget=forms.HiddenInput, **KEY)

    def __init__(self, *args, case, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.user = case, user

    def clean_parent(self) -> Comment | None:
        pk = self.cleaned_data["parent"]
        if pk is None:
            return None
        found = Comment.objects.of(self.case).shown_to(self.user).filter(pk=pk)
        if parent := found.select_related("parent", "author").first():
            return parent
        raise ValidationError(_("Комментария, на который вы отвечаете, здесь нет."))


class PlaceForm(forms.Form):
    """Where a page of comments begins: behind the comment `pk` of the thread."""

    thread = forms.IntegerField(**KEY)
    behind = forms.IntegerField(**{**KEY, "min_value": 0})
    reply = forms.IntegerField(**KEY)


class FlagForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Что не так с комментарием"), choices=FlagReason.choices, widget=forms.RadioSelect
    )


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Почему вы не согласны"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
