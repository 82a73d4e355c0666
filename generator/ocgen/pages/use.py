"""What a page shows of calls through an instance, once the user has signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ocgen.model import Basis, Connector, HubCall
from ocgen.model.call import Call, hub_call
from ocgen.model.classes import instance_class
from ocgen.pages.samples import PythonSample
from ocgen.tables.hub_rows import ResourceRow, resource_rows

_ANY_OBJECT = "contacts"  # what a connector may have of which no resource is known
# What a value of a field looks like, by a part of its name.
_VALUES = (
    ("mail", "ann@example.com"),
    ("date", "2026-01-01T00:00:00.000Z"),
    ("modified", "2026-01-01T00:00:00.000Z"),
    ("updated", "2026-01-01T00:00:00.000Z"),
    ("created", "2026-01-01T00:00:00.000Z"),
    ("status", "active"),
    ("path", "/reports"),
    ("name", "Ann"),
    ("id", "5"),
)


@dataclass(frozen=True, slots=True)
class UseView:
    """What an app calls through an instance. ``listed`` is the resource of the example, None where none can be listed.

    ``field`` and ``value`` are those of the example's filter, empty where no field is known to filter by. ``files`` is
    the resource that files are sent to and read from, None where there is none.
    """

    rows: tuple[ResourceRow, ...]
    paths: Mapping[str, str]  # hub of a row -> path of its calls; a connector's own hub need not be one
    bases: tuple[Basis, ...]  # where the calls are known from, each once
    listed: ResourceRow | None
    field: str
    value: str
    call: Call | None  # the call that lists it, with the filter
    objects: Call | None  # the call that names all objects, where no resource is known
    package: str  # of the Python client
    module: str
    client: str  # the class of calls through an instance; empty where the connector has none of its own
    files: ResourceRow | None

    @property
    def members(self) -> str:
        """What leads to the listed resource in the Python client: ``contacts``, or the objects of any name."""
        return self.listed.resource.member if self.listed else f'object("{_ANY_OBJECT}")'

    @property
    def file_members(self) -> str:
        """The attributes that lead to the resource of files in the Python client."""
        return self.files.resource.member if self.files else ""

    @property
    def files_have_paths(self) -> bool:
        """Whether a file can be named by its path."""
        return self.files is not None and "path" in self.files.resource.addresses

    @property
    def stars(self) -> bool:
        """Whether some call has a query parameter that is required."""
        return any(parameter.required for row in self.rows for call in row.calls for parameter in call.query)

    @property
    def has_fields(self) -> bool:
        """Whether some field of some object is known."""
        return any(row.fields for row in self.rows)

    @property
    def has_lists(self) -> bool:
        """Whether something can be listed."""
        return any(call.call.answer == "list" for row in self.rows for call in row.calls)

    @property
    def plain_field(self) -> bool:
        """Whether the field of the filter is a name that Python takes as an attribute."""
        return self.field.isidentifier()


def use_view(connector: Connector, sample: PythonSample) -> UseView:
    """Return what the page shows of calls through an instance; its example is a list with a filter, if there is one."""
    found = resource_rows(connector)
    paths = {row.resource.hub: connector.platform.hub_api.base(row.resource.hub) for row in found}
    lists = [(row, call) for row in found for call in row.resource.calls if _is_example(row, call)]
    row, call = max(lists, key=lambda pair: (bool(pair[1].where), _creates(pair[0])), default=(None, None))
    field = call.where[0] if call and call.where else ""
    value = next((shown for sign, shown in _VALUES if sign in field.lower()), "example")
    query = {"where": f"{field} = '{value}'"} if field else {}
    path = paths[row.resource.hub] + call.path if row and call else ""
    if not found:
        path = f"{connector.platform.hub_api.base(connector.hub)}/{_ANY_OBJECT}"
    return UseView(
        rows=found,
        paths=paths,
        bases=tuple(dict.fromkeys(row.resource.basis for row in found)),
        listed=row,
        field=field,
        value=value,
        call=hub_call(connector.platform, path, query={**query, "pageSize": "50"}) if path else None,
        objects=None if found else hub_call(connector.platform, "/objects", query={}),
        package=sample.package,
        module=sample.module,
        client=instance_class(connector) if found else "",
        files=next((row for row in found if _has_files(row)), None),
    )


def _creates(row: ResourceRow) -> bool:
    """Whether items of a resource can be created: then it is one of objects, and no report."""
    return any(call.name == "create" for call in row.resource.calls)


def _has_files(row: ResourceRow) -> bool:
    """Whether files can be sent to a resource at the top and read from it, without anything else that is required."""
    calls = {call.name: call for call in row.resource.calls}
    both = [calls.get("upload"), calls.get("download")]
    needed = any(f.required for call in both if call for f in call.query)
    return len(row.names) == 1 and all(both) and not needed


def _is_example(row: ResourceRow, call: HubCall) -> bool:
    """Whether a call lists a resource that stands at the top, without anything that it has to be given."""
    lists = call.name == "list" and call.answer == "list"  # one that answers with a file has no pages
    return lists and len(row.names) == 1 and not any(f.required for f in call.query)
