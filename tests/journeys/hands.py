"""Three ways to use a page: with a mouse, with the keyboard alone, and the same mouse where scripts are switched off."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page

MOST_TABS = 400


class Mouse:
    """Clicks and fills in, as most people do."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, selector: str) -> None:
        self._one(selector).click()

    def follow(self, href: str) -> None:
        """Follows the first link on the page that leads to an address."""
        self.press(f'main a[href="{href}"], header a[href="{href}"], nav a[href="{href}"]')

    def unfold(self, selector: str) -> None:
        """Opens what is folded under a summary."""
        self._one(selector).click()

    def write(self, name: str, text: str, *, within: str = "main") -> None:
        self._one(f'{within} [name="{name}"]').fill(text)

    def choose(self, name: str, value: str, *, within: str = "main") -> None:
        field = self._one(f'{within} [name="{name}"]')
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            self._one(f'{within} [name="{name}"][value="{value}"]').check()

    def tick(self, name: str, value: str = "", *, within: str = "main") -> None:
        """Sets a cross in a box that has none."""
        box = f'{within} [name="{name}"][value="{value}"]' if value else f'{within} [name="{name}"]'
        if not self._one(box).is_checked():
            self._set(box)

    def _set(self, selector: str) -> None:
        self._one(selector).check()

    def fill_in(self, values: Mapping[str, str]) -> None:
        """Every field in the order of the page; what is chosen and what is written is told apart by the field itself."""
        for name, value in values.items():
            chosen = self._one(f'main [name="{name}"]').evaluate("field => field.tagName == 'SELECT' || field.type == 'radio'")
            (self.choose if chosen else self.write)(name, value)

    def _one(self, selector: str) -> Locator:
        return self.page.locator(selector).first


class Keyboard(Mouse):
    """Only the keyboard: Tab to the place, then the keys that belong there. Nothing is clicked, nothing is set from outside."""

    def press(self, selector: str) -> None:
        self._reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def unfold(self, selector: str) -> None:
        self._reach(selector)
        self.page.keyboard.press("Enter")

    def write(self, name: str, text: str, *, within: str = "main") -> None:
        field = self._reach(f'{within} [name="{name}"]')
        if (kind := field.get_attribute("type")) in ("date", "time"):
            self._write_parts(field, text, self._days(text) if kind == "date" else self._times(text))
            return
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, name: str, value: str, *, within: str = "main") -> None:
        field = self._reach(f'{within} [name="{name}"]', group=True)
        if field.evaluate("field => field.tagName") == "SELECT":
            self.page.keyboard.press("Home")
            for _ in range(field.locator("option").count()):
                if field.input_value() == value:
                    return
                self.page.keyboard.press("ArrowDown")
        else:
            self.page.keyboard.press("Space")
            for _ in range(12):
                if self.page.evaluate("document.activeElement.value") == value:
                    return
                self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} cannot be set to {value} with the keyboard.")

    def _set(self, selector: str) -> None:
        self._reach(selector)
        self.page.keyboard.press("Space")

    @staticmethod
    def _days(text: str) -> tuple[str, ...]:
        year, month, date = text.split("-")
        return (year + month + date, month + date + year, date + month + year)

    @staticmethod
    def _times(text: str) -> tuple[str, ...]:
        hour, minute = text.split(":")
        return (hour + minute, f"{(int(hour) + 11) % 12 + 1:02}{minute}{'PM' if int(hour) > 11 else 'AM'}")

    def _write_parts(self, field: Locator, wanted: str, orders: tuple[str, ...]) -> None:
        """A field for a day or a time takes its parts in the browser's own order."""
        for order in orders:
            self.page.keyboard.press("Control+A")
            for _ in range(3):
                self.page.keyboard.press("Backspace")
                self.page.keyboard.press("ArrowLeft")
                self.page.keyboard.press("ArrowLeft")
            self.page.keyboard.type(order)
            if field.input_value() == wanted:
                return
        raise AssertionError(f"{wanted} cannot be written with the keyboard.")

    def _reach(self, selector: str, *, group: bool = False) -> Locator:
        """Tabs on until the place has focus; in a group of radio buttons whichever of them takes it."""
        self._one(selector).wait_for(state="attached")
        match = "(places, focus) => places.includes(focus)" if group else "(places, focus) => places[0] === focus"
        script = f"places => ({match})(places, document.activeElement)"
        for _ in range(MOST_TABS):
            if self.page.locator(selector).evaluate_all(script):
                return self.page.locator("*:focus")
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached with Tab.")
