"""Where the rubrics and cases that travel with ddscore stand, and which rubric is the default."""

from __future__ import annotations

from pathlib import Path

from ddscore.errors import UsageError

_PACKAGE = Path(__file__).resolve().parent.parent
TEST_SUFFIX = ".test.yaml"
"""How the files of rubric tests end, which stand among rubrics and are none."""
_TESTS = (TEST_SUFFIX, ".test.yml")


def folder(name: str) -> Path:
    """`rubrics` or `cases`: inside an installed package, at the repository's root in an editable one."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent.parent / name


def rubrics() -> dict[str, Path]:
    """The shipped rubrics' files, by name."""
    return {path.stem: path for path in sorted(folder("rubrics").glob("*.yaml")) if not is_test(path)}


def is_test(path: Path) -> bool:
    """Whether a file is one of rubric tests, by its name."""
    return path.name.lower().endswith(_TESTS)


def tests_of(rubric: Path) -> Path:
    """Where the tests of a rubric stand: beside it, under its name."""
    return rubric.with_name(rubric.stem + TEST_SUFFIX)


def is_sealed(path: Path) -> bool:
    """Whether a rubric stands inside an installed package, as the code does: checked before it went in.

    Where people write rubrics, at the root of a clone, they are checked like any other.
    """
    return path.parent == _PACKAGE / "rubrics"


def rubric_path(name: Path | str) -> Path:
    """The file that a rubric's name or path means; UsageError for a name that no shipped rubric has."""
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or len(path.parts) > 1 or path.exists():
        return path
    known = rubrics()
    if str(name) not in known:
        from difflib import get_close_matches

        beside = (f"{name}.yaml", f"{name}.yml", f"rubrics/{name}.yaml")
        here = [file for file in beside if Path(file).is_file()]
        close = [*here, *get_close_matches(str(name), known, n=1)]
        ones = ", ".join(known) or "none"
        guess = f"did you mean {close[0]}?" if close else f"the shipped ones are {ones}."
        raise UsageError(f"no rubric is called {name}: {guess} Another rubric is given by its file's path.")
    return known[str(name)]


def default_rubric() -> str:
    """The rubric that is used where none is named, as shipped data says."""
    return (_PACKAGE / "schemas" / "default-rubric.txt").read_text(encoding="utf-8").strip()
