"""`ocgen show`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from ocgen.cli.options import format_option, keys_argument, print_errors, project, specs_option
from ocgen.describe import condition_text, connector_json
from ocgen.model import Connector, Method, Parameter


@click.command("show")
@keys_argument
@click.option("--all", "all_", is_flag=True, help="Show every connector.")
@specs_option
@format_option
def command(keys: tuple[str, ...], all_: bool, specs: Path | None, format_: str) -> int:
    """Show a connector as it is after platform, family and its own file are put together.

    With --format json, one key gives an object; several keys, a glob or --all give a list.

    \b
    Example:
      ocgen show infusionsoftmarketing --format json
    """
    from ocgen.spec.loader import load

    if not keys and not all_:
        raise click.UsageError("name a connector, or give --all")
    chosen = project(() if all_ else keys, specs=specs, catalogue=True)
    loaded = load(chosen.directories, chosen.selected)
    if loaded.findings:
        print_errors(loaded.findings)
    if format_ == "json":
        described = [connector_json(connector) for connector in loaded.connectors]
        one = len(keys) == 1 and keys[0] in chosen.selected
        if not one or described:
            click.echo(json.dumps(described[0] if one else described, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_text(connector) for connector in loaded.connectors), nl=False)
    return 1 if loaded.failed else 0


def _text(connector: Connector) -> str:
    return "".join(f"{line.rstrip()}\n" for line in _lines(connector))


def _lines(connector: Connector) -> Iterator[str]:
    yield f"{connector.key}  {connector.name}"
    yield f"hub {connector.hub}, provider {connector.provider}"
    if connector.description:
        yield connector.description
    if connector.deprecated:
        yield f"deprecated: {connector.deprecated}"
    for method in connector.methods:
        yield ""
        yield from _method_lines(method)
    if connector.events.methods:
        yield ""
        resources = ", ".join(connector.events.resources)
        yield f"events by {' and '.join(connector.events.methods)}" + (f": {resources}" if resources else "")
    if connector.errata:
        yield ""
        count = len(connector.errata)
        yield f"{count} known {'mistake' if count == 1 else 'mistakes'} of the upstream page"


def _method_lines(method: Method) -> Iterator[str]:
    yield f"{method.name}: {method.type}, flow {method.flow}"
    if method.deprecated:
        yield f"  {'deprecated':<13} {method.deprecated}"
    lists = {
        "oauth/token": method.oauth_token_query,
        "oauth/url": method.oauth_url_query,
        "callback": method.callback,
        "providerData": method.provider_data,
    }
    for title, parameters in lists.items():
        if parameters:
            yield f"  {title:<13} {', '.join(_short(parameter) for parameter in parameters)}"
    if method.callback_signature:
        signature = method.callback_signature
        yield f"  {'signed':<13} {signature.parameter} over {', '.join(signature.over)}, by {signature.key}"
    width = max((len(field.name) for field in method.configuration), default=0)
    for number, field in enumerate(method.configuration):
        title = "configuration" if number == 0 else ""
        yield f"  {title:<13} {field.name:<{width}}  {_remarks(field)}"


def _short(parameter: Parameter) -> str:
    return parameter.name if parameter.required.always else f"[{parameter.name}]"


def _remarks(field: Parameter) -> str:
    need = "required" if field.required.always else "optional"
    if field.required.conditional:
        need = f"required when {condition_text(field.required)}"
    remarks = [need, field.type]
    remarks += ["secret"] if field.secret else []
    remarks += [f'always "{field.const}"'] if field.const is not None else []
    remarks += [f"default {field.default}"] if field.default is not None else []
    remarks += [f"one of {', '.join(choice.value for choice in field.enum)}"] if field.enum else []
    return ", ".join(remarks)
