"""Where pages stand in the output directory."""

from __future__ import annotations

from ocgen.model import Connector
from ocgen.model.names import file_stem
from ocgen.text.language import SOURCE_LANGUAGE


def file_name(name: str) -> str:
    """Return the name of a connector's page, by the connector's alias or key; all of a language share a folder."""
    return f"{file_stem(name)}.md"


def page_path(connector: Connector) -> str:
    """Return where a connector's page stands, in the language of the connector's platform."""
    return _path(connector.platform.language, file_name(connector.generated_name))


def catalogue_path(language: str) -> str:
    """Return where the catalogue in a language stands."""
    return _path(language, "index.md")


def shared_file(section: str) -> str:
    """Return where the page of a section that all connectors share stands, as seen from a connector's page."""
    return f"platform/{section}.md"


def shared_path(section: str, language: str) -> str:
    """Return where the page of a section that all connectors share stands, in a language."""
    return _path(language, shared_file(section))


def section_file(section: str, name: str) -> str:
    """Return where a section stands that has a page of its own beside a connector's, as seen from there."""
    return f"{section}/{file_name(name)}"


def section_path(section: str, connector: Connector) -> str:
    """Return where a section of a connector stands that has a page of its own."""
    return _path(connector.platform.language, section_file(section, connector.generated_name))


def _path(language: str, name: str) -> str:
    return f"docs/{name}" if language == SOURCE_LANGUAGE else f"docs/{language}/{name}"
