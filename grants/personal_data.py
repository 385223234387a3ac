"""Part of «my data»: applications a person began, and those they were invited to write."""

from django.db.models import Q

from grants.models import Application, CoEditor, Consultation


def collect(user) -> dict:
    """What the portal keeps about the person in grants."""
    written = Application.objects.filter(author=user)
    invited = CoEditor.objects.filter(Q(user=user) | Q(email__iexact=user.email))
    return {
        "grant_applications": list(written.values("title", "state", "created_at")),
        "grant_invitations": list(
            invited.values("application__title", "email", "role", "accepted_at")
        ),
        "consultations": list(
            Consultation.objects.filter(author=user).values("subject__name", "question", "state")
        ),
    }
