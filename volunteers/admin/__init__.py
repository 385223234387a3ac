from volunteers.admin import festivals, groups, hours, miniprojects, partners, seasons, shifts  # noqa: F401
