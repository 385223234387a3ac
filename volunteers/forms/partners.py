"""All input about the partner exchange and its agreements."""

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.forms.miniprojects import day_input
from volunteers.forms.pledges import spoken_for
from volunteers.models import PartnerAgreement, PartnerCard, PartnerReply

TERMS = ("community_duty", "partner_duty", "city_duty")


class _OfOrganisation(forms.ModelForm):
    """The organisations are those the person speaks for."""

    def __init__(self, *args, actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = spoken_for(actor)
        self.fields["organisation"].empty_label = _("от себя")


class PartnerCardForm(_OfOrganisation):
    class Meta:
        model = PartnerCard
        fields = ("side", "category", "title", "text", "organisation", "district", "until")
        widgets = {
            "side": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 5}),
            "until": day_input(),
        }
        help_texts = {"organisation": _("О помощи просят ТОС и НКО, предложить может каждый.")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = PartnerCard._meta.get_field("side").choices
        self.fields["district"].empty_label = _("весь город")


class PartnerReplyForm(_OfOrganisation):
    class Meta:
        model = PartnerReply
        fields = ("text", "organisation", "contact")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}


class TermsForm(forms.ModelForm):
    class Meta:
        model = PartnerAgreement
        fields = ("subject", *TERMS, "starts_on", "ends_on")
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 4}) for name in TERMS},
            "starts_on": day_input(),
            "ends_on": day_input(),
        }


class AgreeForm(forms.Form):
    version = forms.IntegerField(min_value=1, max_value=1_000_000, widget=forms.HiddenInput)
