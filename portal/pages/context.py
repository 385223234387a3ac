"""What every template of the portal knows."""


def portal(request):
    return {}
