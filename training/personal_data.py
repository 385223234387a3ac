"""«Мои данные»: places, tests and works, applications to the reserve, the code, answers."""


def collect(user) -> dict:
    """The survey about a course is not here: no account stands beside its answers."""
    return {
        "training_places": [
            *user.enrolments.values(
                "session__programme__title", "state", "text", "rank", "created_at"
            )
        ],
        "training_tests": [
            {"test": row["quiz__title"], **row}
            for place in user.enrolments.all()
            for row in place.attempts.values("quiz__title", "answers", "right", "is_passed")
        ],
        "training_works": [
            row
            for place in user.enrolments.all()
            for row in place.works.values("assignment__title", "text", "state", "points")
        ],
        "reserve_applications": [
            *user.reserve_applications.values(
                *("campaign__title", "state", "education", "experience", "motivation"),
                *("list_consent", "term_until", "ground"),
            )
        ],
        "code_acknowledged": [*user.acknowledgements.values("version__number", "created_at")],
        "conduct_feedback": [
            *user.conduct_feedback.values(
                *("department__name", "contact", "contact_on", "polite", "clear", "timely"),
                *("text", "state"),
            )
        ],
    }
