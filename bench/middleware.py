"""Puts the number of queries of a request into a header."""

from contextlib import ExitStack

from django.db import connections


class CountQueries:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        count = 0

        def counted(execute, *arguments):
            nonlocal count
            count += 1
            return execute(*arguments)

        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(counted))
            response = self.get_response(request)
        response["X-Queries"] = str(count)
        return response
