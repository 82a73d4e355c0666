"""The hub calls of a spec and of the platform, as facts."""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.facts.found_call import FoundCall
from ocgen.model import Connector, HubApi
from ocgen.model.hub_arguments import common_query, hub_arguments


def spec_calls(connector: Connector) -> Iterator[FoundCall]:
    """Yield every call of a connector's resources.

    A call that can be made with an item's id and with its path is two.
    """
    common = common_query(connector.platform.hub_api)
    for names, resource in connector.every_resource(members=True):
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
                    arguments=tuple(hub_arguments(resource, call, common).names()),
                    location=call.location,
                )


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


def resource_texts(connector: Connector) -> Iterator[tuple[str, str]]:
    """Yield what readers are told of each resource, by the names that lead to it."""
    for names, resource in connector.every_resource():
        yield f"resources.{'.'.join(names)}.description", resource.description
