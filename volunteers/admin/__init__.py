from volunteers.admin import festivals, groups, hours, miniprojects, seasons, shifts  # noqa: F401
