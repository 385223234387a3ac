"""Who keeps templates of shifts and makes shifts from them."""

from django.utils.translation import gettext as _

from portal.accounts.rights import Verdict, refuse
from volunteers.rules.groups import may_run_active


def may_use_template(user, group, template) -> Verdict:
    """The group's own or an offered one of the city, by who runs the group."""
    if template.group_id not in (None, group.pk) or not (template.group_id or template.is_offered):
        return refuse(_("Это шаблон другой группы."))
    return may_run_active(user, group)


def may_keep_template(user, template) -> Verdict:
    """To change or to remove: who runs its group; those of the city are kept in admin."""
    if template.group is None:
        return refuse(_("Городские шаблоны ведёт администрация."))
    return may_run_active(user, template.group)
