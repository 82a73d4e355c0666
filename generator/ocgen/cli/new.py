"""`ocgen new`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import project_config, specs_option
from ocgen.files.writing import write_new
from ocgen.model import SIGN_INS, AuthType

_NO_TEXT = frozenset({"true", "false", "null"})  # what YAML takes for something else when it stands without quotes
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")


@click.command("new", cls=Verb)
@click.argument("key")
@click.option("--type", "type_", type=click.Choice(list(SIGN_INS)), default="oauth2", show_default=True,
              help="How one signs in.")  # fmt: skip
@click.option("--name", help="The connector's name.")
@click.option("--hub", help="The hub it belongs to.")
@click.option("--provider", help="Who runs the service.")
@click.option("--family", help="The family it starts from; the skeleton then holds only what differs.")
@specs_option
def command(
    key: str,
    type_: AuthType,
    name: str | None,
    hub: str | None,
    provider: str | None,
    family: str | None,
    specs: Path | None,
) -> int:
    """Write the commented skeleton of a new connector's spec. Fill in each TODO, then run `ocgen lint KEY`.

    \b
    Example:
      ocgen new acme --type apiKey --name "Acme CRM" --hub crm --provider Acme
    """
    from ocgen.spec.files import PLATFORM_FILE
    from ocgen.spec.schema import KINDS, schema_text
    from ocgen.templates import Templates

    if not _KEY.match(key):
        raise click.UsageError(f'"{key}" is no connector key: letters, digits, dots, dashes and underscores')
    if f"{key}.yaml" == PLATFORM_FILE:
        raise click.UsageError(f"{PLATFORM_FILE} describes the platform; a connector needs another key")
    directory = specs or project_config().specs
    if family is not None:
        _check_family(family, directory)
    path = directory / f"{key}.yaml"
    if path.exists():
        raise click.UsageError(f"{path} exists; `ocgen new` overwrites nothing")
    context = {
        "key": key,
        "type": type_,
        "kind": SIGN_INS[type_],
        "name": name,
        "hub": hub,
        "provider": provider,
        "family": family,
    }
    text = Templates().render("new/connector.yaml.j2", {"quoted": _quoted}, context)
    (directory / "schema").mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        schema = directory / "schema" / f"{kind}.schema.json"
        if not schema.exists():  # the modeline of the spec points there
            write_new(schema, schema_text(kind))
    write_new(path, text)
    click.echo(path.as_posix())
    click.echo(f"Fill in each TODO, then run: ocgen lint {key}", err=True)
    return 0


def _check_family(name: str, specs: Path) -> None:
    """End the run with a usage error when no such family is there or bundled."""
    from ocgen.files.resources import specs_directory
    from ocgen.spec.files import family_names
    from ocgen.text.suggest import did_you_mean

    known = family_names([specs, specs_directory()])
    if name not in known:
        hint = did_you_mean(name, known) or f"known: {', '.join(known)}; a family is a file families/{name}.yaml"
        raise click.UsageError(f'no family is named "{name}"; {hint}')


def _quoted(text: str | None) -> str:
    """A text as a YAML scalar: plain where that is safe, in double quotes (a subset of JSON's) elsewhere."""
    import json

    if text is None:
        return "TODO"
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9 ._/-]*[A-Za-z0-9.]", text) and text.lower() not in _NO_TEXT
    return text if plain else json.dumps(text, ensure_ascii=False)
