"""The hub calls of a spec and of the platform, as facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ocgen.facts.found_call import FoundCall
from ocgen.model import HubApi, Resource


def spec_calls(resources: Iterable[Resource]) -> Iterator[FoundCall]:
    """Yield every call of resources and of those below them.

    A call that can be made with an item's id and with its path is two.
    """
    for resource in resources:
        yield from _calls(resource, ())


def platform_calls(api: HubApi) -> Iterator[FoundCall]:
    """Yield the calls below the hub that every connector has."""
    for call in api.calls:
        yield FoundCall(
            method=call.method,
            path=call.path,
            query=call.query,
            body=call.body,
            fields=call.fields,
            multipart=call.multipart,
            answer=call.answer,
            description=call.description,
        )


def resource_texts(resources: Iterable[Resource]) -> Iterator[tuple[str, str]]:
    """Yield what readers are told of each resource, by the names that lead to it."""
    for resource in resources:
        for names, found in resource.walk():
            yield f"resources.{'.'.join(names)}.description", found.description


def _calls(resource: Resource, above: tuple[str, ...]) -> Iterator[FoundCall]:
    names = (*above, resource.member)
    for call in resource.calls:
        for path, query in call.addresses:
            yield FoundCall(
                method=call.method,
                path=path,
                hub=resource.hub,
                query=query,
                headers=call.headers,
                body=call.body,
                fields=call.fields,
                multipart=call.multipart,
                answer=call.answer,
                answer_fields=call.answer_fields,
                where=call.where,
                description=call.description,
                deprecated=call.deprecated or resource.deprecated,
                member=(*names, call.member),
                location=call.location,
            )
    for below in resource.below:
        yield from _calls(below, names)
