"""`ddscore schema`: the file formats, as JSON Schema 2020-12."""

from __future__ import annotations

import click

from ddscore.cli.output import write_stdout
from ddscore.documents.kinds import KINDS, OUTPUTS
from ddscore.documents.schema import schema_text


@click.command()
@click.argument("kind", type=click.Choice((*KINDS, *OUTPUTS)))
def schema(kind: str) -> None:
    """Print the JSON Schema of a file format: of what ddscore reads, or of what a command prints as JSON."""
    write_stdout(schema_text(kind))
