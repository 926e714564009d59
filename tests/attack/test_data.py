"""Formats for programs: read back they have the shape of the harmless twin, and nothing in them is hidden."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.attack.arming import ARMS
from tests.attack.attacking import attacks, on, unseen
from tests.attack.specimens import printers


def skeleton(value: Any) -> Any:
    """A document without its texts, and without its keys, some of which a case chooses."""
    if isinstance(value, dict):
        return [skeleton(member) for member in value.values()]
    if isinstance(value, list):
        return [skeleton(member) for member in value]
    return "" if isinstance(value, str) else value


def elements(xml: str) -> list[tuple[str, list[str]]]:
    return [(one.tag, sorted(one.attrib)) for one in ElementTree.fromstring(xml).iter()]


def assert_same_json(form: str, printer: str, arms: str) -> None:
    for attack in attacks(form, printer, arms):
        assert skeleton(json.loads(attack.text)) == skeleton(json.loads(attack.twin)), attack.family
        assert unseen(attack.text.encode().decode()) == set(), attack.family


@on("json")
def test_json_keeps_its_shape(printer: str, arms: str) -> None:
    assert_same_json("json", printer, arms)


@pytest.mark.parametrize("form", ["gitlab", "sarif"])
@pytest.mark.parametrize("arms", ARMS)
def test_json_of_problems_keeps_its_shape(form: str, arms: str) -> None:
    for printer in printers(form):
        assert_same_json(form, printer, arms)


@on("junit")
def test_junit_keeps_its_shape(printer: str, arms: str) -> None:
    for attack in attacks("junit", printer, arms):
        assert elements(attack.text) == elements(attack.twin), attack.family
        assert unseen(attack.text) == set(), attack.family


@on("github")
def test_annotations_keep_their_commands(printer: str, arms: str) -> None:
    def commands(text: str) -> list[str]:
        return [line.partition(" ")[0] for line in text.split("\n")]

    for attack in attacks("github", printer, arms):
        assert commands(attack.text) == commands(attack.twin), attack.family
        assert unseen(attack.text) == set(), attack.family
