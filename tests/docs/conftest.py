"""Pages, as the target makes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ocgen.model import Connector
from ocgen.spec import Loaded
from ocgen.targets.docs import DocsTarget
from ocgen.templates import Templates
from tests.docs.odd import ACME, made_up
from tests.docs.reading import Read, read

Page = Callable[[Connector], Read]

# Tests that take long over the whole catalogue are made of so many, for several workers to share.
PARTS = 8


@pytest.fixture(scope="session")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Connector:
    return made_up(ACME, tmp_path_factory.mktemp("specs"))


@pytest.fixture(scope="session")
def every(loaded: Loaded, acme: Connector) -> list[Connector]:
    """The project's connectors and an odd one."""
    return [*loaded.connectors, acme]


@pytest.fixture(scope="session")
def page(every: list[Connector]) -> Page:
    """Make and read the page of a connector. Those of the project are made once, for all tests."""
    target, templates = DocsTarget(), Templates()
    kept: dict[int, Read] = {}

    def make(connector: Connector) -> Read:
        if id(connector) in kept:
            return kept[id(connector)]
        (artifact,) = target.connector_artifacts(connector, templates)
        made = read(artifact.text)
        if any(connector is known for known in every):  # no others live as long as the id is theirs
            kept[id(connector)] = made
        return made

    return make


@pytest.fixture(scope="session")
def templates_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("templates")
