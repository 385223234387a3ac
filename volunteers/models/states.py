"""States of a group and of somebody's place in it, with every move."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition


class GroupState(models.TextChoices):
    SUBMITTED = "submitted", _("На рассмотрении")
    ACTIVE = "active", _("Действует")
    REFUSED = "refused", _("Отказано")
    CLOSED = "closed", _("Закрыта")


G = GroupState
GROUP_LIFECYCLE = Lifecycle(
    G,
    G.SUBMITTED,
    Transition("approve", (G.SUBMITTED,), G.ACTIVE, _("Одобрить"), "volunteers.decide_group"),
    Transition(
        "refuse",
        (G.SUBMITTED,),
        G.REFUSED,
        _("Отказать"),
        "volunteers.decide_group",
        needs_note=True,
    ),
    Transition(
        "resubmit", (G.REFUSED,), G.SUBMITTED, _("Отправить снова"), "volunteers.lead_group"
    ),
    Transition(
        "close",
        (G.ACTIVE,),
        G.CLOSED,
        _("Закрыть группу"),
        "volunteers.close_group",
        needs_note=True,
    ),
    Transition(
        "reopen",
        (G.CLOSED,),
        G.ACTIVE,
        _("Открыть снова"),
        "volunteers.decide_group",
        needs_note=True,
    ),
)


class MembershipState(models.TextChoices):
    REQUESTED = "requested", _("Просится в группу")
    ACTIVE = "active", _("В группе")
    REFUSED = "refused", _("Отказано")
    LEFT = "left", _("Вышел из группы")


M = MembershipState
LIVE = (M.REQUESTED, M.ACTIVE)
MEMBERSHIP_LIFECYCLE = Lifecycle(
    M,
    M.REQUESTED,
    Transition(
        "accept",
        (M.REQUESTED,),
        M.ACTIVE,
        _("Принять в группу"),
        "volunteers.accept_member",
        public=False,
    ),
    Transition(
        "refuse",
        (M.REQUESTED,),
        M.REFUSED,
        _("Отказать"),
        "volunteers.manage_member",
        needs_note=True,
        public=False,
    ),
    Transition("leave", LIVE, M.LEFT, _("Выйти из группы"), "volunteers.leave_group", public=False),
    Transition(
        "exclude",
        (M.ACTIVE,),
        M.LEFT,
        _("Исключить из группы"),
        "volunteers.manage_member",
        needs_note=True,
        public=False,
    ),
)
