"""JUnit XML, whatever was tested."""

from __future__ import annotations

from xml.etree import ElementTree

from ddscore.reports import junit  # by its module: pytest would collect a `Tested`


def test_a_document_is_as_ci_servers_read_it():
    text = junit.document(
        "an example",
        [
            junit.Tested("first", "group", "a.yaml"),
            junit.Tested(
                "second", "group", "b.yaml", failure="1 error", details="what\nelse", output="aside"
            ),
        ],
    )
    assert text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="an example" tests="2" failures="1" errors="0" skipped="0">\n'
        '  <testsuite name="an example" tests="2" failures="1" errors="0" skipped="0">\n'
        '    <testcase classname="group" name="first" file="a.yaml" />\n'
        '    <testcase classname="group" name="second" file="b.yaml">\n'
        '      <failure message="1 error">what\nelse</failure>\n'
        "      <system-out>aside</system-out>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_line_breaks_stay_and_other_control_characters_are_shown():
    text = junit.document(
        "s", [junit.Tested("a\nb\x1b", "g", "f", failure="x\ty", details="1\r\n2\x00\n\ufffe<&>]]>")]
    )
    (case,) = ElementTree.fromstring(text)[0]
    assert case.get("name") == "a b\\x1b"
    assert case[0].get("message") == "x y"
    assert case[0].text == "1 \n2\\x00\n\\ufffe<&>]]>"


def test_no_case_is_a_suite_of_none():
    assert 'tests="0"' in junit.document("s", [])
