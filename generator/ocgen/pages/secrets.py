"""The secrets of a page's examples, and the environment variables that have them: no command holds a secret."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocgen.model import Connector, Method, Parameter, examples
from ocgen.model.call import secret_variable


@dataclass(frozen=True, slots=True)
class SecretView:
    """A secret of the examples: what it is called, and the environment variable that they read it from.

    ``example`` is what the examples of answers show for it.
    """

    label: str
    variable: str
    example: str


def is_secret(parameter: Parameter) -> bool:
    """Whether examples read a value from a variable: a constant is none that anybody keeps."""
    return parameter.secret and parameter.const is None


def secrets_of(connector: Connector, method: Method) -> Iterator[tuple[SecretView, bool]]:
    """Yield the secrets that the examples of a method send, each once, and whether an earlier step brings it."""
    queries = {**examples.oauth_token_query(connector, method), **examples.oauth_url_query(connector, method)}
    groups = (
        ((*method.oauth_token_query, *method.oauth_url_query), queries),
        (method.configuration, examples.configuration(connector, method)),
        (method.provider_data, examples.provider_data(connector, method)),
    )
    found: dict[str, tuple[SecretView, bool]] = {}
    for parameters, values in groups:
        for p in parameters:
            if is_secret(p) and p.name in values:
                received = p in method.provider_data or p.value_from.startswith(("callback:", "token:"))
                view = SecretView(p.label or p.name, secret_variable(p), values[p.name])
                found.setdefault(view.variable, (view, received))
    yield from found.values()
