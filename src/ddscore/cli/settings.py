"""What a file of settings may say, and what it makes of each command's parameters."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, assert_never

from ddscore.documents import shipped, toml
from ddscore.documents.findings import guess
from ddscore.errors import InputError
from ddscore.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

TABLE = ("tool", "ddscore")
RUBRIC = "rubric"


class Kind(Enum):
    """What a setting may be, in the words of an error."""

    FLAG = "true or false"
    PERCENT = "a number from 0 to 100"
    NAMES = "a name, or a list of names"
    RUBRICS = "a rubric's name or path, or a list of them"
    PATHS = "a path, or a list of paths"


class Setting(NamedTuple):
    """A default for one parameter."""

    parameter: str
    """As the command's function calls it."""
    kind: Kind


SETTINGS: Mapping[str, Mapping[str, Setting]] = {
    "assess": {"fail-on": Setting("gates", Kind.NAMES)},
    "check": {
        "paths": Setting("paths", Kind.PATHS),
        "strict": Setting("strict", Kind.FLAG),
        "notes": Setting("notes", Kind.FLAG),
    },
    "diff": {"fail-on": Setting("gates", Kind.NAMES)},
    "portfolio": {
        "cases": Setting("cases", Kind.PATHS),
        "fail-on": Setting("gates", Kind.NAMES),
    },
    "test": {
        "paths": Setting("paths", Kind.PATHS),
        "require-coverage": Setting("required", Kind.PERCENT),
    },
}
"""What each command's table may hold, by the names of its options."""

RUBRIC_PARAMETERS: Mapping[str, str] = {
    "assess": "rubrics",
    "explain": "rubric",
    "check": "rubrics",
    "history": "rubrics",
    "log": "rubric",
    "diff": "rubrics",
    "portfolio": "rubrics",
    "robustness": "rubric",
    "engage": "rubric",
}
"""The commands that take `rubric`, which stands above all tables, with what they call it."""
_ONE_RUBRIC = "rubric"
"""The parameter of a command that takes one rubric: of several, the first."""

_FOR_THE_COMMAND_LINE = {
    "as-of": "a score's date is each case's own `as_of`, or what --as-of says",
    "format": "how a result is shown is for whoever runs the command: give -f",
    "output": "where a result goes is for whoever runs the command: give -o",
}
"""Options that no file decides, and why."""


class Settings(NamedTuple):
    """A file of settings that is TOML, and no more is known of it."""

    path: Path
    content: bytes
    table: object
    above: tuple[str, ...]
    """The keys that lead to the table."""


def settings_in(content: bytes, path: Path, is_project: bool) -> Settings | None:
    """The settings in a file; None where a project's has none for ddscore."""
    table: object = toml.load(content, str(path))
    if not is_project:
        return Settings(path, content, table, ())
    for key in TABLE:
        if not isinstance(table, dict) or key not in table:
            return None
        table = table[key]
    return Settings(path, content, table, TABLE)


def by_command(settings: Settings) -> dict[str, dict[str, object]]:
    """Parameters by command, as `settings` have them; InputError with every problem in them."""
    problems = sorted(_problems(settings), key=lambda problem: problem.location[1:])
    if problems:
        raise InputError(problems)
    table = settings.table
    assert isinstance(table, dict)  # noqa: S101 - what has no problem is a table
    commands = {
        command: {
            known[name].parameter: _value(known[name].kind, value, settings.path.parent)
            for name, value in table.get(command, {}).items()
        }
        for command, known in SETTINGS.items()
    }
    if RUBRIC in table:
        rubrics = [_rubric(name, settings.path.parent) for name in _list(table[RUBRIC])]
        for command, parameter in RUBRIC_PARAMETERS.items():
            commands.setdefault(command, {})[parameter] = rubrics[0] if parameter == _ONE_RUBRIC else rubrics
    return commands


def refuse_both(own: Settings, project: Settings) -> NoReturn:
    """Say that two files of one folder have settings: neither is silently the weaker."""
    line, column = toml.place(project.content, project.above)
    message = f"{own.path.name} beside this file has settings too"
    problem = Problem(
        "settings/two-files",
        Severity.ERROR,
        message,
        "keep one of the two",
        Location(str(project.path), line, column),
    )
    raise InputError([problem])


def _problems(settings: Settings) -> Iterator[Problem]:
    table = settings.table
    if not isinstance(table, dict):
        yield _problem(settings, "wrong-value", (), "this is a table", f"write [{'.'.join(TABLE)}]")
        return
    for name, value in table.items():
        if name == RUBRIC:
            yield from _wrong(settings, (name,), Kind.RUBRICS, value)
        elif name not in SETTINGS:
            yield _unknown(settings, (name,), [RUBRIC, *SETTINGS])
        elif not isinstance(value, dict):
            hint = f"write {_header(settings, name)} above its settings"
            yield _problem(settings, "wrong-value", (name,), f"`{name}` is a table of settings", hint)
        else:
            for key, given in value.items():
                if key in SETTINGS[name]:
                    yield from _wrong(settings, (name, key), SETTINGS[name][key].kind, given)
                else:
                    yield _unknown(settings, (name, key), list(SETTINGS[name]))


def _wrong(settings: Settings, keys: Sequence[str], kind: Kind, value: object) -> Iterator[Problem]:
    if not _fits(kind, value):
        yield _problem(settings, "wrong-value", keys, f"`{keys[-1]}` takes {kind.value}", "")
    elif kind is Kind.RUBRICS:
        known = shipped.rubrics()
        for name in _list(value):
            if not _is_path(name) and name not in known:
                hint = guess(
                    name, known, f"the shipped ones are {', '.join(known)}; another is given by its path"
                )
                yield _problem(settings, "unknown-rubric", keys, f"no shipped rubric is called {name}", hint)


def _fits(kind: Kind, value: object) -> bool:
    match kind:
        case Kind.FLAG:
            return isinstance(value, bool)
        case Kind.PERCENT:
            return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100
        case Kind.NAMES | Kind.RUBRICS | Kind.PATHS:
            return bool(_list(value)) and all(isinstance(each, str) and each for each in _list(value))
        case _:
            assert_never(kind)


def _unknown(settings: Settings, keys: Sequence[str], known: Sequence[str]) -> Problem:
    name = keys[-1]
    plain = name.replace("_", "-")
    homes = [command for command, names in SETTINGS.items() if plain in names]
    if plain in _FOR_THE_COMMAND_LINE:
        hint = _FOR_THE_COMMAND_LINE[plain]
    elif plain == RUBRIC:
        hint = "it stands above all tables, and holds for every command"
    elif homes and plain not in known:
        hint = f"write it under {' or '.join(_header(settings, home) for home in homes)}"
    else:
        hint = guess(plain, known, f"there are {', '.join(known)}")
    return _problem(settings, "unknown-key", keys, f'"{name}" is no setting here', hint)


def _problem(settings: Settings, check: str, keys: Sequence[str], message: str, hint: str) -> Problem:
    place = toml.place(settings.content, (*settings.above, *keys))
    return Problem(f"settings/{check}", Severity.ERROR, message, hint, Location(str(settings.path), *place))


def _header(settings: Settings, command: str) -> str:
    return f"[{'.'.join((*settings.above, command))}]"


def _value(kind: Kind, value: object, folder: Path) -> object:
    """What a setting makes of its parameter; paths count from the folder that its file stands in."""
    match kind:
        case Kind.PATHS:
            return [str(folder / path) for path in _list(value)]
        case Kind.NAMES | Kind.RUBRICS:
            return _list(value)
        case _:
            return value


def _rubric(name: str, folder: Path) -> str:
    return str(folder / name) if _is_path(name) else name


def _is_path(rubric: str) -> bool:
    return rubric.endswith((".yaml", ".yml")) or "/" in rubric or "\\" in rubric


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
