"""«Мои данные»: groups of volunteers, shifts."""


def collect(user) -> dict:
    return {
        "volunteer_groups": [
            *user.volunteer_memberships.values(
                *("group__title", "state", "role", "text", "consent", "consent_at", "created_at")
            )
        ],
        "volunteer_shifts": [
            *user.volunteer_signups.values("shift__title", "shift__starts_at", "state", "text")
        ],
    }
