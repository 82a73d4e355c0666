"""`ocgen show`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ocgen.cli.groups import Verb
from ocgen.cli.options import format_option, keys_argument, print_errors, run_config, specs_option
from ocgen.model import Connector, Method, Parameter, Resource
from ocgen.model.describe import condition_text, connector_json
from ocgen.text.characters import json_text, spelled, visible
from ocgen.text.paragraphs import paragraphs

_WIDTH = 80


@click.command("show", cls=Verb)
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
    from ocgen.runs.load import load

    if not keys and not all_:
        raise click.UsageError("name a connector, or give --all")
    loaded = load(() if all_ else keys, config=run_config(specs=specs))
    if loaded.findings:
        print_errors(loaded.findings)
    if format_ == "json":
        described = [connector_json(connector) for connector in loaded.connectors]
        one = len(keys) == 1 and keys[0] in loaded.selected
        if not one or described:
            click.echo(json_text(described[0] if one else described), nl=False)
    else:
        click.echo("\n".join(_text(connector) for connector in loaded.connectors), nl=False)
    return 1 if loaded.failed else 0


def _text(connector: Connector) -> str:
    return "".join(f"{visible(line.rstrip())}\n" for line in _lines(connector))


def _lines(connector: Connector) -> Iterator[str]:
    yield f"{connector.key}  {connector.name}"
    yield f"hub {connector.hub}, provider {connector.provider}"
    if connector.description:
        yield from _wrapped("", connector.description)
    if connector.deprecated:
        yield from _wrapped("deprecated: ", connector.deprecated)
    if connector.documentation:
        yield f"documentation: {connector.documentation}"
    for method in connector.methods:
        yield ""
        yield from _method_lines(method)
    if connector.events.methods:
        yield ""
        resources = ", ".join(connector.events.resources)
        kinds = f"events by {' and '.join(connector.events.methods)}"
        yield from _wrapped(f"{kinds}: ", resources, indent=2) if resources else [kinds]
    if connector.resources:
        yield ""
        yield "resources of the instance:"
        for resource in connector.resources:
            yield from _resource_lines(resource, 1)
    if connector.errata:
        yield ""
        count = len(connector.errata)
        yield f"{count} known {'mistake' if count == 1 else 'mistakes'} of the upstream page"


def _resource_lines(resource: Resource, depth: int) -> Iterator[str]:
    calls = ", ".join(call.name for call in resource.calls)
    named = f"{'  ' * depth}{resource.name}"
    yield from _wrapped(f"{named}  ", calls, indent=2 * depth + 2) if calls else [named]
    for below in resource.below:
        yield from _resource_lines(below, depth + 1)


def _method_lines(method: Method) -> Iterator[str]:
    yield f"{method.name}: {method.type}, flow {method.flow}"
    if method.description:
        yield from _wrapped("  ", method.description)
    if method.deprecated:
        yield from _wrapped(f"  {'deprecated':<13} ", method.deprecated)
    lists = {
        "oauth/token": method.oauth_token_query,
        "oauth/url": method.oauth_url_query,
        "callback": method.callback,
        "providerData": method.provider_data,
    }
    for title, parameters in lists.items():
        if parameters:
            yield from _wrapped(f"  {title:<13} ", ", ".join(_short(parameter) for parameter in parameters))
    if method.callback_signature:
        signature = method.callback_signature
        yield f"  {'signed':<13} {signature.parameter} over {', '.join(signature.over)}, by {signature.key}"
    yield from _field_lines("configuration", method.configuration)
    if method.own_tokens:
        known = {field.name: field for field in method.configuration}
        more = [f for f in method.own_tokens.configuration if known.get(f.name) != f]
        yield from _wrapped(f"  {'own tokens':<13} ", ", ".join(f"{n}: {v}" for n, v in method.own_tokens.request))
        yield from _field_lines("", more)


def _field_lines(title: str, fields: Sequence[Parameter]) -> Iterator[str]:
    width = max((len(field.name) for field in fields), default=0)
    for number, field in enumerate(fields):
        yield from _wrapped(f"  {title if number == 0 else '':<13} {field.name:<{width}}  ", _remarks(field))


def _wrapped(head: str, text: str, indent: int | None = None) -> list[str]:
    """Return the lines of a text behind its head; the same on a terminal of any width and in a pipe."""
    below = " " * (len(head) if indent is None else indent)
    width = max(_WIDTH, len(head) + 24)
    lines: list[str] = []
    for paragraph in paragraphs(text):
        first = below if lines else head
        lines += textwrap.wrap(
            paragraph, width, initial_indent=first, subsequent_indent=below,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
    return lines


def _short(parameter: Parameter) -> str:
    return parameter.name if parameter.required.always else f"[{parameter.name}]"


def _remarks(field: Parameter) -> str:
    need = "required" if field.required.always else "optional"
    if field.required.conditional:
        need = f"required {'' if field.required.methods else 'when '}{condition_text(field.required)}"
    remarks = [need, field.type]
    remarks += ["secret"] if field.secret else []
    remarks += [f'always "{field.const}"'] if field.const is not None else []
    remarks += [f"default {spelled(field.default)}"] if field.default is not None else []
    remarks += [f"one of {', '.join(spelled(choice.value) for choice in field.enum)}"] if field.enum else []
    return ", ".join(remarks)
