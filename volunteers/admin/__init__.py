from volunteers.admin import festivals, groups, hours, miniprojects, shifts  # noqa: F401
