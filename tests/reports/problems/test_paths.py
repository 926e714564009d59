"""Paths as other tools read them."""

from __future__ import annotations

import pytest

from ddscore.reports.problems.paths import slashed, uri


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("cases/x.yaml", "cases/x.yaml"),
        ("./cases//x.yaml", "cases/x.yaml"),
        (".\\cases\\x.yaml", "cases/x.yaml"),
        ("../x.yaml", "../x.yaml"),
        ("/srv/x.yaml", "/srv/x.yaml"),
        ("<stdin>", "<stdin>"),
    ],
)
def test_a_path_has_forward_slashes_and_no_dot_before(path, expected):
    assert slashed(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("cases/x.yaml", "cases/x.yaml"),
        ("..\\cases\\x.yaml", "../cases/x.yaml"),
        ("50% of 鉱業?#.yaml", "50%25%20of%20%E9%89%B1%E6%A5%AD%3F%23.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),  # else `a` would be a scheme
        ("<stdin>", "%3Cstdin%3E"),
        ("/srv/my cases/x.yaml", "file:///srv/my%20cases/x.yaml"),
        ("C:\\my cases\\x.yaml", "file:///C:/my%20cases/x.yaml"),
        ("\\\\server\\share\\x.yaml", "file://server/share/x.yaml"),
        ("caf\udce9.yaml", "caf%E9.yaml"),  # a name in Latin-1
        ("half \ud83d.yaml", "half%20%ED%A0%BD.yaml"),
    ],
)
def test_a_path_is_a_uri_reference(path, expected):
    assert uri(path) == expected
