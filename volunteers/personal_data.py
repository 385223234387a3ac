"""«Мои данные»: groups of volunteers, skills, shifts, hours, mini-projects and promises to them."""

from volunteers.models import WalkIn


def collect(user) -> dict:
    return {
        "volunteer_groups": [
            *user.volunteer_memberships.values(
                *("group__title", "state", "role", "text", "consent", "consent_at", "created_at")
            )
        ],
        "volunteer_shifts": [
            *user.volunteer_signups.values(
                *("shift__title", "shift__starts_at", "state", "text", "came_at", "left_at")
            )
        ],
        "volunteer_skills": [*user.volunteer_skills.values("skill__title", "created_at")],
        "volunteer_walk_ins": [
            *WalkIn.objects.of_person(user).values(
                *("shift__title", "name", "email", "phone", "came_at", "left_at", "created_at")
            )
        ],
        "volunteer_hours": [
            {"shift": title, "kind": kind, "hours": str(hours), "note": note}
            for title, kind, hours, note in user.volunteer_hours.values_list(
                "signup__shift__title", "kind", "hours", "note"
            )
        ],
        "mini_projects": [*user.mini_projects.values("title", "about", "state", "created_at")],
        "pledges": [
            {"for": title, "amount": str(amount), "state": state, "contact": contact, "text": text}
            for title, amount, state, contact, text in user.pledges.values_list(
                "need__project__title", "amount", "state", "contact", "text"
            )
        ],
        "partner_cards": [*user.partner_cards.values("side", "title", "text", "state")],
        "partner_replies": [
            *user.partner_replies.values("card__title", "text", "contact", "state", "created_at")
        ],
    }
