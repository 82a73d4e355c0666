"""What a page on events says."""

from __future__ import annotations

from ocgen.facts.connector import EventFacts
from tests.upstream.conftest import Facts

PAGE = """\
# Events

Events come by __polling__ or __webhooks__, as the service can.

In order to enable polling, send these:

```json
{
  "element": { "key": "acmecrm" },
  "providerData": { "code": "<CODE>" },
  "configuration": {
    "oauth.api.key": "<KEY>",
    "event.notification.enabled": "true",
    "event.poller.configuration": "{\\"contacts\\": {\\"url\\": \\"/hubs/crm/contacts\\"}, \\"leads\\": {}}"
  }
}
```
"""


def test_methods_parameters_and_resources(facts: Facts) -> None:
    parameters = ("event.notification.enabled", "event.poller.configuration")
    assert facts(PAGE).events == EventFacts(("polling",), parameters, ("contacts", "leads"))


def test_a_page_on_events_does_not_tell_how_the_user_signs_in(facts: Facts) -> None:
    assert [(m.type, m.flow) for m in facts(PAGE).methods] == [("oauth2", None)]


def test_silence_is_no_event(facts: Facts) -> None:
    assert facts(PAGE.replace("event.", "other.").replace("enable polling", "go on")).events is None
