"""Delivery of one-time codes by SMS; a city plugs in its operator here."""


class ConsoleBackend:
    def send(self, phone: str, text: str) -> None:
        print(f"SMS {phone}: {text}")
