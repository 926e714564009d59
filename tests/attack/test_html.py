"""The page as any parser sees it; tests/browser proves the same in a browser, where nothing must run."""

from __future__ import annotations

from tests.attack.attacking import attacks, on, unseen
from tests.reports.test_html_report import Page

SAFE = ("https://", "http://", "#")


@on("html")
def test_elements_and_attributes_are_those_of_the_harmless_twin(printer: str, arms: str) -> None:
    for attack in attacks("html", printer, arms):
        page, expected = Page(attack.text), Page(attack.twin)
        shape, expected_shape = (
            [(tag, list(attributes)) for tag, attributes in one.elements] for one in (page, expected)
        )
        assert shape == expected_shape, attack.family
        for address in page.all("href"):
            assert address.startswith(SAFE) or ":" not in address, attack.family
        assert unseen(attack.text) == set(), attack.family
