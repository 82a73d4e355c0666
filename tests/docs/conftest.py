"""Pages, as the target makes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from ocgen.model import Connector
from ocgen.spec import Loaded
from ocgen.targets.docs import DocsTarget
from ocgen.templates import Templates
from tests.docs.odd import ACME, made_up
from tests.docs.reading import Read, read
from tests.representatives import representatives

Page = Callable[[Connector], Read]


@pytest.fixture(scope="session")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Connector:
    return made_up(ACME, tmp_path_factory.mktemp("specs"))


@pytest.fixture(scope="session")
def various(loaded: Loaded, acme: Connector) -> list[Connector]:
    """Connectors of the project that have between them all that any has, and an odd one."""
    return [*representatives(loaded.connectors), acme]


@pytest.fixture(scope="session")
def page() -> Page:
    """Make and read the page of a connector; most of them are made once, for all tests."""
    target, templates = DocsTarget(), Templates()

    @lru_cache(maxsize=100)
    def make(connector: Connector) -> Read:
        artifact, *_ = target.connector_artifacts(connector, templates)
        return read(artifact.text)

    return make
