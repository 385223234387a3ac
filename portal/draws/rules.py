"""Who may announce and hold draws: staff with the right, superusers included only by it."""

import rules


@rules.predicate
def may_conduct(user, draw) -> bool:
    """The right, and while the draw is still to be held."""
    return bool(
        user.is_staff and user.has_perm("draws.conduct") and (draw is None or draw.held_at is None)
    )


rules.add_perm("draws.hold_draw", may_conduct)
