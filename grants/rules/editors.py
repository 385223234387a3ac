"""Who reads and writes an application: its organisation, and whoever the owner invited."""

from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.organisations.rules import role_in

WRITING = ("owner", "editor")
SHARED_IN = ("draft", "returned")


def role_of(user, application) -> str:
    """owner, editor, reader, or an empty string: the greater of what organisation and invitation
    give. Owners are the head of the applicant, and the author while still its editor.
    """
    if not user.is_authenticated:
        return ""
    own = role_in(user, application.organisation)
    if own == "head" or (own == "editor" and user.pk == application.author_id):
        return "owner"
    invited = _invited_as(user, application) if application.pk else ""
    if "editor" in (own, invited):
        return "editor"
    return "reader" if own or invited else ""


def _invited_as(user, application) -> str:
    return application.coeditors.joined().filter(user=user).values_list("role", flat=True).first()


def may_share(user, application) -> Verdict:
    """To invite, to give another role, to take it away: the owner, while it is being written."""
    if role_of(user, application) != "owner":
        return refuse(_("Соредакторов приглашает руководитель организации или автор заявки."))
    if application.state not in SHARED_IN:
        return refuse(_("Соредакторов приглашают, пока заявка не подана."))
    return ALLOWED


def may_join(user, invitation) -> Verdict:
    """To answer an invitation: whoever owns the invited address, once."""
    if not (user.is_authenticated and user.is_active):
        return refuse(_("Войдите на портал или зарегистрируйтесь."))
    if user.email.lower() != invitation.email.lower():
        return refuse(_("Это приглашение не вам."))
    if invitation.accepted_at:
        return refuse(_("Вы уже ответили на это приглашение."))
    return ALLOWED


def may_remove(user, coeditor) -> Verdict:
    """To end it: the owner, also after the submission, and the person."""
    if role_of(user, coeditor.application) == "owner" or user.pk == coeditor.user_id:
        return ALLOWED
    return refuse(_("Убрать соредактора может только владелец заявки."))
