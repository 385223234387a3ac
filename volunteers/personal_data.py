"""«Мои данные»: groups of volunteers."""


def collect(user) -> dict:
    return {
        "volunteer_groups": [
            *user.volunteer_memberships.values(
                *("group__title", "state", "role", "text", "consent", "consent_at", "created_at")
            )
        ]
    }
