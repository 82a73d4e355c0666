"""What need not be rendered, since it is known to be what a full run would write.

A connector's files depend on its recipe (spec, family, platform, templates, tool) and on nothing else, so files that
are on disk as recorded, under a recipe whose inputs are all as recorded, are current. Shared files depend on every
connector of the project; their recipe names them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

from ocgen.plan.digests import digest
from ocgen.plan.inputs import Inputs, changes
from ocgen.plan.inside import Inside
from ocgen.plan.manifest import Manifest, Owned

SHARED = ""


def current_connectors(out: Path, manifest: Manifest, inputs: Inputs, targets: Collection[str]) -> set[str]:
    """Return the connectors all of whose files for ``targets`` are current; ``SHARED`` stands for the shared files."""
    groups: dict[str, dict[str, Owned]] = defaultdict(dict)
    for path, owned in manifest.files.items():
        if owned.target in targets:
            groups[owned.connector][path] = owned
    fresh = {name for name, recipe in manifest.recipes.items() if not changes(recipe, inputs)}
    with Inside(out) as inside:
        return {
            connector
            for connector, files in groups.items()
            if {owned.target for owned in files.values()} >= set(targets)
            and all(owned.recipe in fresh for owned in files.values())
            and _as_recorded(inside, files)
        }


def nothing_to_do(
    out: Path, manifest: Manifest, inputs: Inputs, targets: Collection[str], keys: Collection[str]
) -> bool:
    """Whether every file of a project with these connectors and targets is current and nothing is left over."""
    recorded = {owned.connector for owned in manifest.files.values()}
    if recorded != {*keys, SHARED} or {owned.target for owned in manifest.files.values()} != set(targets):
        return False
    if any(changes(recipe, inputs) for recipe in manifest.recipes.values()):  # known before any file is read
        return False
    return current_connectors(out, manifest, inputs, targets) == recorded


def _as_recorded(inside: Inside, files: Mapping[str, Owned]) -> bool:
    try:
        return all(digest(inside.read(path)) == owned.digest for path, owned in files.items())
    except OSError:
        return False
