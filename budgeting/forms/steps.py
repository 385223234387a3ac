"""What the steps of the proposal wizard share."""

from django import forms

from portal.pages.steps import StepForm

LONG_TEXT = 5000


def date_field(label):
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def text_field(label, hint):
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ProjectStep(StepForm):
    """A step about a project."""

    @property
    def project(self):
        return self.subject

    def parts(self) -> dict:
        """What save_draft takes beside the columns, of it what is valid."""
        return {}
