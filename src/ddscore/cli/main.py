"""The `ddscore` command: finds its subcommands without importing them, and turns errors into exit codes."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from ddscore import __version__
from ddscore.errors import DdscoreError, InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

UNREADABLE = 3
BUG = 4
INTERRUPTED = 130

COMMANDS = {
    "assess": ("ddscore.cli.assess", "Score cases and report the gap between policy and practice."),
    "new": (
        "ddscore.cli.new",
        "Write a case or a rubric to start from, with comments that teach the format.",
    ),
    "check": ("ddscore.cli.check", "Check cases, rubrics, rubric tests and saved assessments."),
    "import": ("ddscore.cli.import_", "Turn a sheet of coded answers into case files, one a company."),
    "test": ("ddscore.cli.test", "Run the tests of rubrics, and say what of a rubric they do not reach."),
    "explain": ("ddscore.cli.explain", "Say why a node of a rubric has its score in a case."),
    "history": (
        "ddscore.cli.history",
        "Show how the figures of a case moved over time, and what did it.",
    ),
    "log": ("ddscore.cli.log", "Show the score at each commit that touched a case."),
    "render": ("ddscore.cli.render", "Print a saved assessment in any format, without scoring again."),
    "verify": ("ddscore.cli.verify", "Score a saved assessment's inputs again, and report any difference."),
    "diff": ("ddscore.cli.diff", "Say what changed between two states of a case, and which facts did it."),
    "portfolio": ("ddscore.cli.portfolio", "Set a list of holdings against the records: shares by value."),
    "robustness": ("ddscore.cli.robustness", "Say whether results survive other weights."),
    "engage": (
        "ddscore.cli.engage",
        "List what to ask the company and what to research, or put points to it.",
    ),
    "rubrics": ("ddscore.cli.rubrics", "List the shipped rubrics, or show one."),
    "schema": ("ddscore.cli.schema", "Print the JSON Schema of a file format."),
}
"""Each command's module and its line in the help, so that the help imports no command."""


class LazyGroup(click.Group):
    """A group that imports a command when it is called, and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command, in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = COMMANDS[cmd_name][0]
        # A module is called as its command is, but for an underscore where Python keeps the word.
        command = getattr(import_module(module), module.rpartition(".")[2])
        assert isinstance(command, click.Command)  # noqa: S101 - the table above is ours
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first; a name that is close to one is suggested."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, n=1)
            guess = f"Did you mean {close[0]!r}?" if close else f"The commands are {', '.join(COMMANDS)}."
            raise click.UsageError(f"No such command {args[0]!r}. {guess}", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, or the options, with a line each."""
        from click.shell_completion import CompletionItem

        fitting = [name for name in COMMANDS if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(CompletionItem(name, help=COMMANDS[name][1]) for name in fitting), *options]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The commands with a line each."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ddscore", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the trace-back of an error.")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Take defaults from this file. Default: the nearest ddscore.toml, or pyproject.toml with a table "
    "[tool.ddscore], up to the repository's root.",
)
@click.option("--no-config", is_flag=True, help="Take no defaults from a file.")
@click.pass_context
def ddscore(
    context: click.Context,
    debug: bool,  # noqa: ARG001 - read before click reads anything
    config: Path | None,
    no_config: bool,
) -> None:
    """Score corporate human-rights due diligence: what a company says, set against what the record shows.

    Exit codes: 0 done; 1 a gate failed (--fail-on); 2 wrong usage; 3 an input cannot be read or is
    invalid; 4 a bug in ddscore.
    """
    if no_config and config is not None:
        raise UsageError("--config and --no-config exclude each other")
    if no_config:
        return
    from ddscore.cli.config import defaults

    context.default_map = defaults(config)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with its code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(run(given))


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the exit code."""
    debug = "--debug" in arguments[: next((i for i, word in enumerate(arguments) if word in COMMANDS), None)]
    try:
        _refuse_empty(arguments)
        return int(ddscore.main(list(arguments), prog_name="ddscore", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("ddscore: interrupted; nothing was written", err=True)
        return INTERRUPTED
    except DdscoreError as error:
        if debug:
            raise
        _report(error)
        return error.exit_code
    except OSError as error:
        # What no command expected of the system: a name that is too long, a disk that is full.
        if debug:
            raise
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"ddscore: {where}{error.strerror}; try another place or name", err=True)
        return UNREADABLE
    except Exception as error:
        if debug:
            raise
        click.echo(
            f"ddscore: this is a bug in ddscore ({type(error).__name__}: {error}). Run the same command as "
            "`ddscore --debug …` and report what it prints.",
            err=True,
        )
        return BUG


def _refuse_empty(arguments: Sequence[str]) -> None:
    """An empty word, as an unset variable gives it, would be taken for the current folder."""
    for before, word in zip(("", *arguments), arguments, strict=False):
        # Options say for themselves what they take, and `new` what a name is.
        if not word and "new" not in arguments[:1] and (before == "--cases" or not before.startswith("-")):
            where = f" after {before}" if before else ""
            raise UsageError(
                f"an empty word stands{where}, as an unset variable gives it: name what is meant"
            )


def _report(error: DdscoreError) -> None:
    """Say on stderr what is wrong, where, and what to do."""
    from ddscore.cli.output import terminal_columns
    from ddscore.reports.problems.text import fitted, plain

    text = plain(error.problems) if isinstance(error, InputError) else f"ddscore: {error}\n"
    wide = terminal_columns(sys.stderr)
    click.echo(fitted(text, wide) if wide else text, err=True, nl=False)
