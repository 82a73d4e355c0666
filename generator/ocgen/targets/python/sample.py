"""The steps of a method in Python, by the generated client, with the values of the other examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial

from ocgen.model import Connector, Method, Parameter, examples
from ocgen.model.attributes import asked_parameters, attribute, given_fields
from ocgen.model.call import secret_variable
from ocgen.model.classes import configuration_class, query_class
from ocgen.model.names import module_name
from ocgen.pages.samples import PythonSample, SampleMaker
from ocgen.targets.python.literal import literal, literals
from ocgen.targets.python.options import python_options
from ocgen.templates import Setting

_INTEGER = re.compile("0|-?[1-9][0-9]{0,17}")


def python_samples(settings: Mapping[str, Setting]) -> SampleMaker:
    """Return what makes samples of the client as a project's settings name it."""
    return partial(python_sample, package=python_options(settings).package)


def python_sample(connector: Connector, method: Method, package: str) -> PythonSample:
    """Return the sample of a method; ``package`` is what the client is imported by."""
    queries = {**examples.oauth_token_query(connector, method), **examples.oauth_url_query(connector, method)}
    asked = asked_parameters(method)
    query = _arguments((p for p in asked if p.name in queries), queries)
    values = examples.configuration(connector, method)
    body = examples.instance_request(connector, method)
    tags = body.get("tags")
    finish = [f"name={literal(str(body.get('name', 'My instance')))}"]
    finish += [f"tags=[{literals(map(str, tags))[1:-1].removesuffix(',')}]"] if isinstance(tags, list) else []
    return PythonSample(
        package=package,
        module=module_name(connector.generated_name),
        configuration=configuration_class(connector, method),
        query=query_class(connector, method) if query else "",
        flow=method.flow,
        arguments=_arguments((f for f in given_fields(connector, method) if f.name in values), values),
        query_arguments=query,
        finish_arguments=", ".join(finish),
    )


def _arguments(parameters: Iterable[Parameter], values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((attribute(p), _source(p, values[p.name])) for p in parameters)


def _source(parameter: Parameter, value: str) -> str:
    """Return a value as Python users write it; the client renders it back to what the other examples show."""
    if parameter.secret:
        return f"os.environ[{literal(secret_variable(parameter))}]"
    if parameter.enum:
        return literal(value)
    if parameter.type == "boolean" and value in ("true", "false"):
        return str(value == "true")
    if parameter.type == "integer" and _INTEGER.fullmatch(value):
        return value
    if parameter.type == "list" and value:
        return f"[{', '.join(literal(item) for item in value.split(','))}]"
    return literal(value)
