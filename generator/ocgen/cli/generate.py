"""`ocgen generate`."""

from __future__ import annotations

from pathlib import Path

import click

from ocgen.cli.comparison import SpecError, compare_all, mend_of, prepare
from ocgen.cli.options import as_given, keys_argument, output_options, print_errors, project


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
    given = as_given(specs=specs, out=out, targets=targets, templates=templates, languages=languages)
    chosen = project(keys, specs=specs, out=out, targets=targets, templates=templates, languages=languages)
    mend = mend_of(chosen, keys, given)
    prepared = prepare(chosen, mend)
    if prepared.nothing_to_do:
        click.echo(f"nothing to do: {len(prepared.manifest.files)} files are current", err=True)
        return 0
    try:
        compared = compare_all(prepared)
    except SpecError as error:
        print_errors(error.findings)
        click.echo("nothing was generated; `ocgen lint` tells more", err=True)
        return 1
    from ocgen.plan.record import manifest_after
    from ocgen.plan.report import out_name, stale
    from ocgen.plan.write import CannotWriteError, RefusedError, write

    manifest = manifest_after(compared.states, compared.disk, compared.scope, compared.connectors, prepared.inputs)
    try:
        done = write(compared.states, prepared.out, manifest, force=force)
    except RefusedError as refused:
        shown = out_name(prepared.out)
        print_errors(list(stale(refused.states, shown, prepared.manifest, prepared.inputs, mend)))
        click.echo("nothing was written", err=True)
        return 1
    except CannotWriteError as error:
        raise click.ClickException(f"{error}; nothing is half-written, mend this and run it again") from None
    for path in () if quiet else (*done.written, *done.removed):
        click.echo(f"{'written' if path in done.written else 'removed'} {out_name(prepared.out)}/{path}")
    unchanged = done.unchanged + len(compared.disk.kept)
    click.echo(f"{len(done.written)} written, {len(done.removed)} removed, {unchanged} unchanged", err=True)
    return 0
