"""Finding connectors: by hub, by kind of sign-in, by words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ocgen.model import Connector
from ocgen.text.suggest import did_you_mean


def search(
    connectors: Iterable[Connector], hubs: Sequence[str] = (), types: Sequence[str] = (), words: Sequence[str] = ()
) -> Iterator[Connector]:
    """Yield the connectors of any of ``hubs`` with a way to sign in of any of ``types`` that hold all ``words``.

    A word is sought, whatever its case, in key, name, provider, hub, and in keys, labels and provider's terms of the
    fields and parameters.
    """
    for connector in connectors:
        if hubs and connector.hub not in hubs:
            continue
        if types and not any(method.type in types for method in connector.methods):
            continue
        if words and not _holds(connector, words):
            continue
        yield connector


def advice(connectors: Sequence[Connector], hubs: Sequence[str], words: Sequence[str]) -> str:
    """Return what may have been meant, where nothing was found: a hub or a word that there is, or else the hubs."""
    known = sorted({connector.hub for connector in connectors})
    for hub in hubs:
        if hub not in known:
            return f'no hub is named "{hub}"; {did_you_mean(hub, known) or _hubs(known)}'
    for word in words:
        if not any(_holds(connector, [word]) for connector in connectors):
            near = did_you_mean(
                word, {part for c in connectors for text in _texts(c) for part in (text, *text.split())}
            )
            return f'none holds "{word}"' + (f"; {near}" if near else "")
    return "each of these is there, but no connector has all of them; leave one out"


def _hubs(known: Sequence[str]) -> str:
    return f"the hubs are {', '.join(known)}"


def _holds(connector: Connector, words: Sequence[str]) -> bool:
    text = "\n".join(_texts(connector)).lower()
    return all(word.lower() in text for word in words)


def _texts(connector: Connector) -> Iterator[str]:
    yield from (connector.key, connector.name, connector.provider, connector.hub)
    parameters = [*connector.configuration]
    for method in connector.methods:
        parameters += [*method.oauth_token_query, *method.oauth_url_query, *method.callback, *method.provider_data]
    for parameter in parameters:
        yield parameter.name
        yield parameter.label
        yield parameter.term
