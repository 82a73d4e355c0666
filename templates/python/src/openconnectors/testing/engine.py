"""What the platform answers: from calls to answers, without network, clock and chance."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias, cast
from urllib.parse import unquote

from .._platform import (
    AUTHORIZATION_HEADER,
    AUTHORIZATION_PARTS,
    BASE_PATH,
    ENDPOINTS,
    OWN_TOKENS,
    PAGING,
    REQUEST_ID_HEADER,
)
from ..shapes import Endpoint
from .catalogue import Connector, find_connector, refuse
from .exchanges import Answer, Call, Refused
from .instances import Instances, Stored
from .sign_ins import SignIns

__all__ = ["HUB_CALL", "Engine", "endpoint_of"]

Handler: TypeAlias = "Callable[[Call, Mapping[str, str]], Answer]"

HUB_CALL = "hub_call"
"""The id that stands for all calls with the token of an instance but those that have an id of their own."""

_HUB = Endpoint("GET", "", False, "instance")
_OAUTH = frozenset({"oauth_url", "oauth_token"})  # calls whose answer depends on no account
# Each endpoint's path as a pattern, its blanks as groups of their names.
_PATHS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(endpoint.path)))
    for name, endpoint in ENDPOINTS.items()
}


def endpoint_of(call: Call) -> tuple[str, Mapping[str, str]]:
    """Return the id of the endpoint that a call is for, and what fills the blanks of its path; raises Refused.

    Any other call with the token of an instance is a `HUB_CALL`.
    """
    path, other = call.path.removeprefix(BASE_PATH), False
    token = "instance" in _secrets(call.headers.get(AUTHORIZATION_HEADER.lower(), ""))
    for name, pattern in _PATHS.items():
        found = pattern.fullmatch(path)
        if found and ENDPOINTS[name].method == call.method:
            return name, {blank: unquote(text) for blank, text in found.groupdict().items()}
        other = other or found is not None
    if token:
        return HUB_CALL, {}
    raise Refused(405, "The method is not allowed here") if other else Refused(404, "The requested URL was not found")


class Engine:
    """The platform of one account. ``user`` and ``organization`` are its secrets; without them any will do.

    The same calls in the same order get the same answers. It is for one thread at a time.
    """

    def __init__(
        self, user: str = "", organization: str = "", now: Callable[[], str] = lambda: "2026-01-01T00:00:00Z"
    ) -> None:
        self.instances = Instances()
        self.sign_ins = SignIns()
        self._secrets = {"user": user, "organization": organization}
        self._now = now
        self._calls = 0
        self._handlers: Mapping[str, Handler] = {
            "oauth_url": lambda call, at: Answer(body=self.sign_ins.url(_connector(at), dict(call.query))),
            "oauth_token": lambda call, at: Answer(body=self.sign_ins.token(_connector(at), dict(call.query))),
            "create_instance": self._create,
            "create_connector_instance": self._create,
            "list_instances": self._list,
            "get_instance": lambda call, at: Answer(body=self.instances.get(at["id"]).shown()),
            "update_instance": self._update,
            "replace_instance": self._replace,
            "delete_instance": self._delete,
            "enable_instance": lambda call, at: self._switch(at, disabled=False),
            "disable_instance": lambda call, at: self._switch(at, disabled=True),
            "get_configuration": lambda call, at: Answer(body=_entries(self.instances.get(at["id"]))),
            "update_configuration": self._update_entry,
            "get_connector": lambda call, at: Answer(body=_model(_connector(at))),
            "get_connector_docs": lambda call, at: Answer(body=_docs(_connector(at).key)),
            "get_instance_docs": lambda call, at: Answer(body=_docs(self.instances.get(at["id"]).connector.key)),
            "ping": self._ping,
            HUB_CALL: self._hub,
        }

    def handle(self, call: Call) -> Answer:
        """Return the answer to a call. Nothing is raised: what the platform refuses is an answer too."""
        self._calls += 1
        identity = f"fake-request-{self._calls}"
        try:
            if (file := self.instances.linked(call.path)) is not None and call.method == "GET":
                return Answer(file.status, file.body, {**file.headers, REQUEST_ID_HEADER: identity})
            name, blanks = endpoint_of(call)
            self._authorize(call, ENDPOINTS.get(name, _HUB), optional=name in _OAUTH)
            answer = self._handlers[name](call, blanks) if name in self._handlers else _unknown(name)
        except Refused as refused:
            answer = Answer(refused.status, {"requestId": identity, "message": refused.message})
        return Answer(answer.status, answer.body, {**answer.headers, REQUEST_ID_HEADER: identity})

    def _authorize(self, call: Call, endpoint: Endpoint, *, optional: bool) -> None:
        """Raise Refused unless the call brings the secrets that its endpoint asks for."""
        header = call.headers.get(AUTHORIZATION_HEADER.lower())
        if header is None and optional:
            return
        said = _secrets(header or "")
        wanted = ("user", "organization") if endpoint.authorization == "organization" else ("user", "instance")
        for whose in wanted:
            if not said.get(whose) or said[whose] != (self._secrets.get(whose) or said[whose]):
                raise Refused(401, f"Invalid {whose} secret, or none, in the {AUTHORIZATION_HEADER} header")

    def _create(self, call: Call, at: Mapping[str, str]) -> Answer:
        members = call.members()
        if "keyOrId" in at:
            connector = _connector(at)
            refuse(connector.violations("connector_instance_request", members))
        else:
            key = _object(members, "element").get("key")
            if not isinstance(key, str):
                raise Refused(400, "/element/key: is missing")
            connector = _connector({"keyOrId": key})
            refuse(connector.violations("instance_request", members))
        self._redeem(connector, members)
        return Answer(body=self.instances.add(connector, members).shown())

    def _redeem(self, connector: Connector, members: Mapping[str, object]) -> None:
        own = OWN_TOKENS and all(members.get(name) == value for name, value in OWN_TOKENS)
        if not own:
            self.sign_ins.redeem(connector, _object(members, "providerData"))

    def _list(self, call: Call, at: Mapping[str, str]) -> Answer:
        tags = [value for name, value in call.query if name == "tags[]"]
        size, start = call.parameter(PAGING.size_parameter), call.parameter(PAGING.request_parameter)
        page, following = self.instances.page(tags, call.parameter("searchText") or "", size, start)
        headers = {PAGING.count_header: str(len(page)), **({PAGING.next_header: following} if following else {})}
        return Answer(body=[stored.shown() for stored in page], headers=headers)

    def _update(self, call: Call, at: Mapping[str, str]) -> Answer:
        stored, members = self.instances.get(at["id"]), call.members()
        self.instances.change(stored, members)
        self._redeem(stored.connector, members)
        return Answer(body=stored.shown())

    def _replace(self, call: Call, at: Mapping[str, str]) -> Answer:
        stored, members = self.instances.get(at["id"]), call.members()
        self.instances.replace(stored, members)
        self._redeem(stored.connector, members)
        return Answer(body=stored.shown())

    def _delete(self, call: Call, at: Mapping[str, str]) -> Answer:
        self.instances.delete(at["id"])
        return Answer()

    def _switch(self, at: Mapping[str, str], *, disabled: bool) -> Answer:
        self.instances.get(at["id"]).disabled = disabled
        return Answer()

    def _update_entry(self, call: Call, at: Mapping[str, str]) -> Answer:
        stored, members = self.instances.get(at["id"]), call.members()
        name = next((name for name, number in stored.entries.items() if str(number) == at["configId"]), None)
        if name is None:
            raise Refused(404, f"No configuration found with the id {at['configId']}")
        if not isinstance(members.get("propertyValue"), str):
            raise Refused(400, "/propertyValue: is missing or not a string")
        self.instances.change(stored, {"configuration": {name: members["propertyValue"]}})
        return Answer(body=next(entry for entry in _entries(stored) if entry["key"] == name))

    def _ping(self, call: Call, at: Mapping[str, str]) -> Answer:
        return Answer(body={"dateTime": self._now(), "endpoint": self._caller(call).connector.key})

    def _hub(self, call: Call, at: Mapping[str, str]) -> Answer:
        path = call.path.removeprefix(BASE_PATH)
        # The platform names the objects of an instance that is disabled all the same.
        return self._caller(call, even_disabled=path.endswith("/objects")).hub.handle(call, path)

    def _caller(self, call: Call, *, even_disabled: bool = False) -> Stored:
        """Return the instance whose token a call brings; raises Refused where there is none, or it is disabled."""
        stored = self.instances.by_token(_secrets(call.headers[AUTHORIZATION_HEADER.lower()])["instance"])
        if stored is None:
            raise Refused(401, "No element instance found for the token")
        if stored.disabled and not even_disabled:
            raise Refused(403, "The element instance is disabled")
        return stored


def _object(members: Mapping[str, object], name: str) -> dict[str, object]:
    found = members.get(name)
    return cast("dict[str, object]", found) if isinstance(found, dict) else {}


def _secrets(header: str) -> dict[str, str]:
    """Return the secrets of an authorization header, by whose they are."""
    whose = dict(AUTHORIZATION_PARTS)
    parts = (part.strip().partition(" ") for part in header.split(","))
    return {whose[word]: secret.strip() for word, _, secret in parts if word in whose}


def _connector(at: Mapping[str, str]) -> Connector:
    found = find_connector(at["keyOrId"])
    if found is None:
        raise Refused(404, f"No element found with the key or id {at['keyOrId']}")
    return found


def _docs(key: str) -> dict[str, object]:
    """Return a Swagger document that tells of no call."""
    info = {"title": key, "version": "api-v2"}
    return {"swagger": "2.0", "basePath": "/elements/api-v2", "info": info, "paths": {}}


def _unknown(name: str) -> Answer:
    raise Refused(404, f"The fake platform does not answer {name}")


def _entries(stored: Stored) -> list[dict[str, object]]:
    return [
        {"id": number, "key": name, "name": name, "propertyValue": stored.configuration[name]}
        for name, number in stored.entries.items()
        if name in stored.configuration
    ]


def _model(connector: Connector) -> dict[str, object]:
    fields = {value.name: value for method in connector.methods for value in method.configuration}
    return {
        "key": connector.key,
        "name": connector.key,
        "active": True,
        "authentication": {"type": connector.methods[0].name},
        "configuration": [
            {"key": name, "type": "PASSWORD" if value.secret else "TEXTFIELD_128", "active": True}
            for name, value in fields.items()
        ],
    }
