"""What a shell offers at the Tab key where a name may be meant as well as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddscore.documents import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click import Context, Parameter
    from click.shell_completion import CompletionItem


def rubrics(_context: Context, _parameter: Parameter, incomplete: str) -> list[CompletionItem]:
    """The shipped rubrics by name, and files."""
    return _names_and_files(shipped.rubrics(), incomplete)


def cases(_context: Context, _parameter: Parameter, incomplete: str) -> list[CompletionItem]:
    """The shipped cases by name, and files."""
    return _names_and_files((path.stem for path in shipped.folder("cases").glob("*.yaml")), incomplete)


def files(_context: Context, _parameter: Parameter, incomplete: str) -> list[CompletionItem]:
    """Files alone."""
    return _names_and_files((), incomplete)


def _names_and_files(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    fitting = [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]
    # The shell lists the files by itself; in bash that word forgets what stands before it.
    return [CompletionItem(incomplete, type="file"), *fitting]
