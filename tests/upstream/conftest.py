from __future__ import annotations

from collections.abc import Callable

import pytest

from ocgen.facts.connector import ConnectorFacts
from ocgen.model import Connector
from ocgen.spec import Loaded
from ocgen.targets.docs import DocsTarget
from ocgen.templates import Templates
from ocgen.upstream import Reading, read

Read = Callable[[str], Reading]
Facts = Callable[[str], ConnectorFacts]

TEMPLATES = Templates()


@pytest.fixture
def reading(loaded: Loaded) -> Read:
    """Read a text."""
    assert loaded.platform is not None
    platform = loaded.platform
    return lambda text: read(text.encode(), "page", platform)


@pytest.fixture
def facts(reading: Read) -> Facts:
    """Read a text that is a page or a model."""

    def run(text: str) -> ConnectorFacts:
        result = reading(text).facts
        assert result is not None
        return result

    return run


def generated_page(connector: Connector) -> str:
    """The help page that we make for a connector."""
    artifact, *_ = DocsTarget().connector_artifacts(connector, TEMPLATES)
    return artifact.text
