"""A page that we generate says what its spec says: written by one part, read by another that knows nothing of it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from ocgen.facts.connector import ValueFacts
from ocgen.model import SELECTOR, Connector, Parameter
from tests.conftest import CONNECTORS
from tests.representatives import representatives
from tests.upstream.conftest import Facts, generated_page
from tests.upstream.pages import as_html


def names(values: Iterable[Parameter | ValueFacts] | None) -> set[str]:
    return {value.name for value in values or ()}


@pytest.mark.parametrize("form", [str, as_html], ids=["markdown", "html"])
@pytest.mark.parametrize("connector", representatives(CONNECTORS), ids=lambda c: c.key)
def test_a_generated_page_says_what_the_spec_says(facts: Facts, connector: Connector, form: type[str]) -> None:
    page = facts(form(generated_page(connector)))
    everywhere = names(connector.platform.everywhere)
    assert (page.key, page.name, page.provider) == (connector.key, connector.name, connector.provider)
    events = names(connector.events.parameters) - names(connector.configuration)  # fields too, of whoever wants events
    assert names(page.configuration) - everywhere - events == names(connector.configuration) - everywhere
    read = {method.name: method for method in page.methods}
    assert {name: (m.type, m.flow) for name, m in read.items()} == {m.name: (m.type, m.flow) for m in connector.methods}
    for method in connector.methods:
        found = read[method.name]
        assert names(found.oauth_token_query) == names(method.oauth_token_query)
        proxies = names(connector.platform.everywhere_query)
        assert names(found.oauth_url_query) - proxies == names(method.oauth_url_query) - proxies
        assert names(found.callback) == names(method.callback)
        assert names(found.provider_data) == names(method.provider_data)
        assert set(found.configuration) - everywhere - events == names(method.configuration) - everywhere
    for field in page.configuration:
        if field.name not in everywhere | events:
            spec = next(f for f in connector.configuration if f.name == field.name)
            required = "conditional" if spec.required.conditional else spec.required.always
            assert (field.label, field.type) == (spec.label, spec.type)
            if field.name != SELECTOR:  # the page has it once for each way to sign in, with that way's constant
                assert (field.required, field.default) == (required, spec.default)
            assert bool(field.secret) == spec.secret
