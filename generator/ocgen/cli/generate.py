"""`ocgen generate`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.comparison import SpecError, begin, compare_all
from ocgen.cli.options import keys_argument, output_options, print_errors
from ocgen.location import display


@click.command("generate")
@keys_argument
@output_options
@click.option("--force", is_flag=True, help="Overwrite or remove what was edited by hand or is not ours.")
@click.option("--quiet", "-q", is_flag=True, help="Name no files.")
def command(
    keys: tuple[str, ...],
    specs: Path | None,
    out: Path | None,
    targets: tuple[str, ...],
    templates: Path | None,
    languages: tuple[str, ...],
    force: bool,
    quiet: bool,
) -> int:
    """Generate everything that the specs say: validators, clients and docs.

    Only what changed is written, and nothing at all when any spec has an error. A file that was edited by hand or is
    not ours is left alone, unless --force is given.

    \b
    Example:
      ocgen generate infusionsoftmarketing --out generated
    """
    prepared, mend = begin(keys, specs=specs, out=out, targets=targets, templates=templates, languages=languages)
    if prepared.nothing_to_do:
        click.echo(f"nothing to do: {len(prepared.manifest.files)} files are current", err=True)
        return 0
    try:
        compared = compare_all(prepared)
    except SpecError as error:
        print_errors(error.findings)
        click.echo("nothing was generated; `ocgen lint` tells more", err=True)
        return 1
    from ocgen.plan.manifest import ManifestError
    from ocgen.plan.record import manifest_after
    from ocgen.plan.report import stale
    from ocgen.plan.write import CannotWriteError, RefusedError, write

    shown = display(prepared.out)
    manifest = manifest_after(compared.states, compared.disk, compared.scope, compared.connectors, prepared.inputs)
    try:
        done = write(compared.states, prepared.out, manifest, force=force)
    except RefusedError as refused:
        print_errors(list(stale(refused.states, shown, prepared.manifest, prepared.inputs, mend)))
        click.echo("nothing was written", err=True)
        return 1
    except ManifestError as error:  # a journal that came there since
        raise click.ClickException(str(error)) from None
    except CannotWriteError as error:
        raise click.ClickException(f"{error}; nothing is half-written, mend this and run it again") from None
    if not quiet:
        for what, paths in (("written", done.written), ("removed", done.removed)):
            for path in paths:
                click.echo(f"{what} {shown}/{path}")
    unchanged = done.unchanged + len(compared.disk.kept)
    click.echo(f"{len(done.written)} written, {len(done.removed)} removed, {unchanged} unchanged", err=True)
    return 0
