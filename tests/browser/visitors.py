"""A person at a browser, for every story: what she does, and what is checked on each page."""

from playwright.sync_api import expect

from tests.factories.people import PASSWORD


class Visitor:
    """Every page she passes is checked for accessibility, language, width and faults of scripts."""

    exact = False  # whether names of buttons and links are given whole
    hears_console = True

    def __init__(self, page, axe) -> None:
        self.page, self.axe = page, axe
        page.set_default_timeout(10_000)
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        if self.hears_console:
            page.on("console", self._listen)

    def _listen(self, message) -> None:
        # What axe evaluates in the page has no address; what the page itself does, has one.
        if message.type == "error" and message.location["url"]:
            self.faults.append(message.text)

    def opens(self, path: str) -> None:
        assert self.page.goto(path).ok
        self.looks()

    def looks(self) -> None:
        """Nothing hides from a screen reader, nothing sticks out of a phone."""
        self.page.wait_for_load_state("load")
        assert self.faults == [], self.page.url
        self.axe(self.page)
        assert self.page.locator("html").get_attribute("lang") == "ru"
        if "/admin/" not in self.page.url:
            assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def clicks(self, name: str, role: str = "button") -> None:
        self.page.get_by_role(role, name=name, exact=self.exact).first.click()
        self.looks()

    def field(self, name: str):
        return self.page.locator(f"[name='{name}']:not([type=hidden])")

    def fills(self, **fields) -> None:
        """Type, choose in a list, or give a file (a dict)."""
        for name, value in fields.items():
            field = self.field(name)
            if isinstance(value, dict):
                field.set_input_files(value)
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def reads(self, text: str) -> None:
        expect(self.page.locator("main, #content").first).to_contain_text(text)

    def signs_in(self, user) -> None:
        self.opens("/accounts/login/")
        self.fills(login=user.email, password=PASSWORD)
        self.clicks("Войти")
