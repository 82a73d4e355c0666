"""Connectors -> the Python client: one runtime, and a module and a validator a connector."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from ocgen.model import Connector, Platform
from ocgen.output.artifact import Artifact
from ocgen.output.header import notice
from ocgen.targets.python.connectors import (
    Module,
    common_attributes,
    common_values,
    module,
    proxy_attributes,
    proxy_members,
    proxy_values,
    uses,
)
from ocgen.targets.python.folding import folded
from ocgen.targets.python.instance_clients import instance_client
from ocgen.targets.python.literal import comment, docstring, literal, literals, sequence
from ocgen.targets.python.options import OPTIONS, PythonOptions, python_options
from ocgen.targets.python.resource_validators import resource_validators
from ocgen.targets.python.sample import python_sample
from ocgen.targets.python.shared import shared_validators
from ocgen.targets.python.source import import_lines
from ocgen.targets.python.validators import validators
from ocgen.templates import Templates

SOURCES = "python/src/"
GENERATED = "python/generated/"
RUNTIME = "python/src/openconnectors/"  # which a project may name otherwise

_FILTERS: Mapping[str, Callable[..., object]] = {
    "comment": comment,
    "docstring": docstring,
    "literal": literal,
    "literals": literals,
    "sequence": sequence,
    "toml": json.dumps,  # its strings are TOML's
}


class PythonTarget:
    """An installable package: the runtime of ``templates/python``, and a module a connector."""

    name = "python"
    description = "a typed Python client with validators of its own"
    options = OPTIONS

    def connector_artifacts(self, connector: Connector, templates: Templates) -> Iterable[Artifact]:
        """Return the connector's module and those of its validators."""
        package = _package(python_options(templates.settings))
        prepared = module(connector)
        context = {"notice": notice(connector.file), "module": prepared, "imports": _imports(prepared)}
        source = folded(templates.render(f"{GENERATED}connector.py.j2", _FILTERS, context))
        yield Artifact(f"{package}/connectors/{prepared.name}.py", source, self.name, connector.key)
        yield Artifact(f"{package}/validators/{prepared.name}.py", validators(connector), self.name, connector.key)
        if of_resources := resource_validators(connector):
            path = f"{package}/resource_validators/{prepared.name}.py"
            yield Artifact(path, of_resources, self.name, connector.key)
        if connector.resources:
            source = instance_client(connector)
            yield Artifact(f"{package}/instance_clients/{prepared.name}.py", source, self.name, connector.key)

    def shared_artifacts(
        self, platform: Platform, connectors: Sequence[Connector], templates: Templates
    ) -> Iterable[Artifact]:
        """Return the runtime, and what it has to know of the platform."""
        options = python_options(templates.settings)
        package = _package(options)
        yield from self._runtime(templates, package)
        for name, path in (("pyproject.toml", "python/pyproject.toml"), ("_version.py", f"{package}/_version.py")):
            project = {"notice": notice(f"templates/{GENERATED}{name}.j2"), "options": options}
            yield Artifact(path, templates.render(f"{GENERATED}{name}.j2", _FILTERS, project), self.name)
        yield self._readme(platform, connectors, templates, options)
        context = {
            "notice": notice("specs/platform.yaml"),
            "platform": platform,
            "values": common_values(platform),
            "fields": common_attributes(platform),
            "proxy_values": proxy_values(platform),
            "proxy_fields": proxy_attributes(platform),
            "proxy_members": proxy_members(platform),
        }
        for name in ("_platform.py", "_common.py"):
            source = folded(templates.render(f"{GENERATED}{name}.j2", _FILTERS, context))
            yield Artifact(f"{package}/{name}", source, self.name)
        yield Artifact(f"{package}/validators/_platform.py", shared_validators(platform), self.name)

    def _readme(
        self, platform: Platform, connectors: Sequence[Connector], templates: Templates, options: PythonOptions
    ) -> Artifact:
        """Return the package's front page; its example is a connector that it really has, one with a consent if any."""
        samples = (
            python_sample(connector, method, options.package)
            for connector in connectors
            for method in connector.methods
        )
        first = next(samples)
        shown = next((s for s in chain((first,), samples) if s.flow == "redirect" and not s.query), first)
        context = {
            "notice": notice("specs/platform.yaml"),
            "options": options,
            "sample": shown,
            "region": platform.regions[0].name,
        }
        text = templates.render(f"{GENERATED}README.md.j2", _FILTERS, context)
        return Artifact("python/README.md", text, self.name)

    def _runtime(self, templates: Templates, package: str) -> Iterator[Artifact]:
        """Copy what stands in ``templates/python``; a notice tells where to change it."""
        for name in templates.names("python"):
            if not name.startswith(GENERATED):
                text = _noticed(name, templates.text(name))
                below = name.removeprefix(RUNTIME)
                yield Artifact(name if below == name else f"{package}/{below}", text, self.name)


def _package(options: PythonOptions) -> str:
    """Return the package's folder in the output directory."""
    return f"{SOURCES}{options.folder}"


def _noticed(name: str, text: str) -> str:
    lines = notice(f"templates/{name}")
    if name.endswith(".py"):
        return "".join(f"# {line}\n" for line in lines) + text
    return text or "\n"


def _imports(module: Module) -> str:
    """Return the imports that a connector's module needs, and no others."""
    annotations = set(re.findall(r"\w+", uses(module)))
    queries = [c.query for c in module.all_classes if c.query]
    names: dict[str, list[str]] = {
        "collections.abc": [n for n in ("Mapping", "Sequence") if n in annotations],
        "dataclasses": ["dataclass", *(["field"] if any(q.optional for q in queries) else [])],
        "typing": [
            "TYPE_CHECKING",
            "ClassVar",
            *(["Literal"] if "Literal" in annotations else []),
            "TypeAlias",
        ],
        ".._common": ["CommonConfiguration"],
        "..configuration": ["OAuthUrlQuery"] if queries else [],
        "..members": ["JsonValue"] if "JsonValue" in annotations else [],
        "..secret": ["Secret"] if "Secret" in annotations else [],
        "..shapes": [
            *(["CallbackSignature"] if any(c.callback_signature for c in module.all_classes) else []),
            "Method",
            *(["Value"] if any(any(c.values.values()) for c in module.all_classes) else []),
        ],
        "..ways": ["any_configuration"],
    }
    return import_lines(names)
