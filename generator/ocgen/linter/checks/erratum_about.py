"""An erratum is about something that cannot be.

What an erratum is about decides which differences to a page are no drift. Here it names an aspect that its part of a
page cannot have, a field or parameter that the connector has not (or, of what is only on the page, one that it has), or
no name at all where it must. It then excuses nothing, or would excuse too much.

How to fix it: correct `part`, `key` or `aspect`, or refine those of a standard erratum where you name it.

    errata:
      - where: query parameters of the OAuth URL call
        says: siteAddress is a query parameter
        right: the call takes none
        why: it stands in the template only
        about: {part: oauth_url_query, key: siteAddress, aspect: missing}   # wrong: what only the page has is extra
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ocgen.findings.finding import Finding, Level
from ocgen.findings.location import Location
from ocgen.linter.context import Context
from ocgen.model import About, Connector, Erratum, Parameter, Part
from ocgen.model.errata import ASPECTS, FACT_PARTS
from ocgen.text.suggest import did_you_mean

LEVEL: Level = "error"


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each entry of `about` that is about nothing."""
    for connector in context.connectors:
        for erratum in connector.errata:
            for about in erratum.about:
                fault = _fault(about, connector)
                if fault:
                    message, remedy = fault
                    yield Finding("erratum-about", LEVEL, message, _place(about, erratum), remedy)


def _place(about: About, erratum: Erratum) -> Location:
    """Return where it is written; of a standard one, where the connector names it."""
    return about.location if about.location.path == erratum.location.path else erratum.location


def _fault(about: About, connector: Connector) -> tuple[str, str] | None:
    """Return what is wrong, and the remedy."""
    aspects = sorted(ASPECTS[about.part])
    if about.aspect not in aspects:
        message = f'the erratum is about the aspect "{about.aspect}", which the part {about.part} cannot have'
        return message, did_you_mean(about.aspect, aspects) or f"what it can have: {', '.join(aspects)}"
    if about.part not in FACT_PARTS or about.aspect == "place":
        return None
    if not about.key:
        message = f"the erratum is about the {about.aspect} of anything in {about.part}"
        return (message, f"name it: key, and an entry of its own for each in {about.part}") if about.of_facts else None
    known = _names(about, connector)
    if about.aspect == "name":
        return _misspelt(about, known)
    if about.aspect == "extra":
        message = f'the erratum is about an extra "{about.key}" in {about.part}, which the connector has'
        return (
            (message, "correct the key, or say what is wrong with it: missing, type, required ...")
            if (about.key in known)
            else None
        )
    return None if about.key in known else _unknown(about, known)


def _misspelt(about: About, known: Collection[str]) -> tuple[str, str] | None:
    if about.key not in known:
        return _unknown(about, known)
    if not about.found:
        return f'the erratum on the name of "{about.key}" does not tell the name on the page', "add it: found"
    if about.found in known:
        message = f'the erratum takes "{about.found}" for a misspelt "{about.key}", and the connector has both'
        return message, "correct found: a name that only the page has"
    return None


def _unknown(about: About, known: Collection[str]) -> tuple[str, str]:
    message = f'the erratum is about "{about.key}" in {about.part}, which the connector has not'
    return message, did_you_mean(about.key, known) or "correct the key; of what only the page has, the aspect is extra"


def _names(about: About, connector: Connector) -> set[str]:
    """Return the names that the connector has in a part."""
    platform, methods, events = connector.platform, connector.methods, connector.events
    known: dict[Part, Iterable[str]] = {
        "connector": ("hub",),
        "methods": (method.name for method in methods),
        "configuration": _of((*connector.configuration, *events.parameters, *platform.everywhere)),
        "request": _members(connector),
        "event_methods": events.methods,
        "event_parameters": _of((*events.parameters, *platform.everywhere)),
        "event_resources": events.resources,
    }
    return set(known.get(about.part, (p.name for m in methods for p in getattr(m, about.part, ()))))


def _members(connector: Connector) -> Iterator[str]:
    """Yield the names in an instance request, inner ones with and without the outer name before them."""
    yield from (name for method in connector.methods for name, _ in method.request)
    for member in connector.platform.instance_request:
        yield member.name
        for inner in member.properties:
            yield from (inner.name, f"{member.name}.{inner.name}")


def _of(parameters: Iterable[Parameter]) -> Iterator[str]:
    return (parameter.name for parameter in parameters)
