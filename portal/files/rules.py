"""Who may see a file and who may take it away. A file opens wherever its case does, and no wider.

A case may say more with methods of its own: `private_files_may_be_seen_by(user)` (the file is not
for all), `files_may_be_changed_by(user)` (the phase lets the author change them) and
`files_are_kept_by(user)` (an official answers for them, whoever uploaded).
"""

import rules
from django.contrib.auth.models import AnonymousUser

NOBODY = AnonymousUser()


def may_see(user, attachment) -> bool:
    """Whether the file opens for the user; a removed file opens for nobody."""
    case = attachment.case
    return (
        attachment.removed_at is None
        and may_see_case(user, case)
        and (not attachment.is_private or may_see_private(user, attachment, case))
    )


def may_see_case(user, case) -> bool:
    seen_by = getattr(case, "may_be_seen_by", None)
    return bool(seen_by and seen_by(user))


def may_see_private(user, attachment, case) -> bool:
    """The uploader, those the case names, and staff with the right `files.view_private`."""
    if not user.is_authenticated:
        return False
    named = getattr(case, "private_files_may_be_seen_by", None)
    return (
        attachment.uploaded_by_id == user.pk
        or bool(named and named(user))
        or (user.is_staff and user.has_perm("files.view_private"))
    )


def is_public(attachment) -> bool:
    """Whether everybody may keep a copy: then shared caches may as well."""
    return may_see(NOBODY, attachment)


@rules.predicate
def may_remove(user, attachment) -> bool:
    """Staff who moderate files or keep these; the uploader while the case lets its files change."""
    if attachment is None or attachment.removed_at is not None:
        return False
    if user.is_staff and user.has_perm("files.moderate"):
        return True
    keeps = getattr(attachment.case, "files_are_kept_by", None)
    if keeps and keeps(user):
        return True
    changes = getattr(attachment.case, "files_may_be_changed_by", None)
    return attachment.uploaded_by_id == user.pk and bool(changes and changes(user))


rules.add_perm("files.remove_attachment", may_remove)
