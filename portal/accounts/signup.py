"""The sign-up form: what the portal asks beyond the address and the password."""

from django import forms


class SignupForm(forms.Form):
    def signup(self, request, user):
        """Nothing more is stored yet."""
