"""The manifest after a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ocgen.model import Connector
from ocgen.plan.compare import Disk, FileState
from ocgen.plan.digests import digest
from ocgen.plan.inputs import Inputs, Recipe, recipe_id
from ocgen.plan.manifest import Manifest, Owned
from ocgen.plan.plan import Scope


def spec_names(connector: Connector) -> list[str]:
    """Return the spec files that a connector is made from, named relative to their directories."""
    own = connector.files[0].rpartition("/")[2]
    return [own, *([f"families/{connector.family}.yaml"] if connector.family else []), "platform.yaml"]


def recipes(connectors: Sequence[Connector], inputs: Inputs) -> dict[str, Recipe]:
    """Return the recipe of each connector's files, and under the empty key that of the shared ones."""
    found: dict[str, Recipe] = {connector.key: inputs.recipe(spec_names(connector)) for connector in connectors}
    return {**found, "": inputs.recipe(name for connector in connectors for name in spec_names(connector))}


def manifest_after(
    states: Iterable[FileState], disk: Disk, scope: Scope, connectors: Sequence[Connector], inputs: Inputs
) -> Manifest:
    """Return what is owned once ``states`` are written; what is out of scope or was kept stays as recorded."""
    made = recipes(connectors, inputs)
    ids = {key: recipe_id(recipe) for key, recipe in made.items()}
    files = {
        path: owned
        for path, owned in disk.manifest.files.items()
        if path in disk.kept or not scope.holds(owned.target, owned.connector)
    }
    for state in states:
        if state.wanted is not None:
            content = digest(state.wanted.encode())
            files[state.path] = Owned(content, state.target, state.connector, ids[state.connector])
    by_id = {ids[key]: recipe for key, recipe in made.items()}
    return Manifest(files, {**disk.manifest.recipes, **by_id})
