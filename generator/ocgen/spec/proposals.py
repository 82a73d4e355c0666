"""What editors propose in a spec: the names that the platform file defines; whatever else is written is as good.

The schemas refer to these definitions in an ``anyOf`` beside a schema that takes everything. The committed ones hold
the names of the bundled platform file (`make reference`), those of a project with a platform file of its own its names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping as Dict
from pathlib import Path

from ocgen.files.reading import read_start
from ocgen.findings.location import display
from ocgen.model import JsonValue
from ocgen.spec.files import PLATFORM_FILE
from ocgen.spec.platform import standards
from ocgen.spec.reader import MAX_BYTES, read
from ocgen.spec.schema import check
from ocgen.spec.translation import localized
from ocgen.spec.tree import Mapping
from ocgen.text.language import SOURCE_LANGUAGE

# Definition -> the list of the platform file whose entries it names, and what an editor shows beside a name.
_STANDARDS = {
    "field_names": ("configuration", "label"),
    "query_parameter_names": ("query_parameters", "label"),
    "callback_parameter_names": ("callback_parameters", "label"),
    "provider_data_names": ("provider_data", "label"),
    "erratum_names": ("errata", "right"),
}


def proposals(platform: Mapping) -> dict[str, JsonValue]:
    """Return the definitions of names, by name, of a platform file that its schema accepts."""
    english = localized(platform, SOURCE_LANGUAGE)
    named = standards(english)
    found = {
        definition: _names((name, entry.text(words)) for name, entry in named[list_].items())
        for definition, (list_, words) in _STANDARDS.items()
    }
    formats = ((e.key, e.node.text("accepts")) for e in english.mapping("formats") if isinstance(e.node, Mapping))
    hubs = (
        (item.text("name"), item.text("description")) for item in english.items("hubs") if isinstance(item, Mapping)
    )
    return {**found, "format_names": _names(formats), "hub_names": _names(hubs)}


def proposals_of(directory: Path) -> dict[str, JsonValue]:
    """Return those of a directory's own platform file; none where it has none that is in order."""
    path = directory / PLATFORM_FILE
    if not path.exists():
        return {}
    try:
        document = read(display(path), read_start(path, MAX_BYTES + 1))
    except OSError:
        return {}
    tree = document.tree
    return {} if tree is None or document.findings or check(tree, "platform") else proposals(tree)


def _names(named: Iterable[tuple[str, str]]) -> Dict[str, JsonValue]:
    told = dict(named)
    words = list(told.values())
    return {"enum": list(told), **({"enumDescriptions": words} if any(words) else {})}
