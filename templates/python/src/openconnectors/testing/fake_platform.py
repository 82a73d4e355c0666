"""The fake platform as a transport, with what a test sets and asks."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl, urlsplit

from .._platform import ENDPOINTS, STATUSES
from ..async_client import AsyncClient
from ..client import Client
from ..configuration import BaseConfiguration
from ..errors import SettingsError, TransportError
from ..guard import guarded
from ..members import JsonValue, Members
from ..messages import Request, Response
from ..raw_response import RawResponse
from ..reader import Reader
from ..results import Instance, read_instance
from ..secret import Secret
from ..sign_in import SignIn
from ..validators._suggestions import hint
from ..values import tag_list
from ..ways import method_of
from .catalogue import Connector, find_connector
from .engine import HUB_CALL, Engine, endpoint_of
from .exchanges import Answer, Call, Refused, SentFile
from .posts import EventLike, notification_post
from .recording import RecordedCall, recorded

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ..options import RequestOptions
    from ..streams import Readable

__all__ = ["FakePlatform"]

_ERRORS = 400
_PIECE = 64 * 1024
_USER, _ORGANIZATION = "fake-user-secret", "fake-organization-secret"


@dataclass(slots=True)
class _Rule:
    """What happens to the next calls of an endpoint, or of any: an answer, or an error."""

    endpoint: str | None
    left: int | None
    outcome: Answer | Exception
    after: bool = False

    def takes(self, endpoint: str) -> bool:
        return self.left != 0 and self.endpoint in (None, endpoint)


class FakePlatform:
    """A platform in memory: ``Client(transport=platform)``, ``AsyncClient(transport=platform.asynchronous)``.

    It has all connectors of this package, checks calls as the platform does, and keeps instances. ``user`` and
    ``organization`` are the secrets that it takes; without them any will do. Threads can share it.
    """

    sends_files = True

    def __init__(self, *, user: Secret | str = "", organization: Secret | str = "") -> None:
        self._engine = Engine(Secret.of(user).reveal(), Secret.of(organization).reveal())
        self._calls: list[RecordedCall] = []
        self._rules: list[_Rule] = []
        self._pauses: list[float] = []
        self._lock = threading.RLock()

    def __repr__(self) -> str:
        return f"FakePlatform({len(self._calls)} calls)"

    def __call__(self, request: Request) -> Response:
        """Answer a request of a `Client`; raises what `fail` was told."""
        with self._lock:
            return self._answer(request)

    async def asynchronous(self, request: Request) -> Response:
        """Answer a request of an `AsyncClient`; raises what `fail` was told."""
        return self(request)

    asynchronous.sends_files = True  # type: ignore[attr-defined]

    def client(self, **options: Unpack[RequestOptions]) -> Client:
        """Return a client of this platform that waits for nothing: its pauses are in `pauses`."""
        return Client(user=_USER, organization=_ORGANIZATION, transport=self, sleep=self._pauses.append).with_options(
            **options
        )

    def async_client(self, **options: Unpack[RequestOptions]) -> AsyncClient:
        """Return an asynchronous client of this platform that waits for nothing."""
        return AsyncClient(
            user=_USER, organization=_ORGANIZATION, transport=self.asynchronous, sleep=self._pause
        ).with_options(**options)

    @property
    def calls(self) -> tuple[RecordedCall, ...]:
        """All calls so far, secrets masked."""
        return tuple(self._calls)

    def calls_of(self, endpoint: str) -> tuple[RecordedCall, ...]:
        """Return the calls so far of an endpoint, such as ``create_instance``."""
        _check_endpoint(endpoint)
        return tuple(call for call in self._calls if call.endpoint == endpoint)

    @property
    def pauses(self) -> tuple[float, ...]:
        """The seconds that clients of `client` and `async_client` would have waited between attempts."""
        return tuple(self._pauses)

    @property
    def instances(self) -> tuple[Instance, ...]:
        """The instances that there are."""
        with self._lock:
            return tuple(_instance(stored.shown()) for stored in self._engine.instances)

    def add_instance(
        self,
        connector: str,
        *,
        name: str,
        tags: Sequence[str] = (),
        configuration: BaseConfiguration | Mapping[str, str] | None = None,
        disabled: bool = False,
    ) -> Instance:
        """Have an instance from before the test, and return it; what the connector takes is not checked."""
        fields = configuration.reveal() if isinstance(configuration, BaseConfiguration) else dict(configuration or {})
        with self._lock:
            stored = self._engine.instances.add(
                _connector(connector), {"name": name, "tags": tag_list(tags), "configuration": fields}
            )
            stored.disabled = disabled
            return _instance(stored.shown())

    def add_objects(self, instance: Instance, name: str, *objects: Mapping[str, JsonValue]) -> tuple[str, ...]:
        """Have objects of a name in an instance from before the test, and return their ids."""
        with self._lock:
            stored = self._engine.instances.get(str(instance.id))
            return tuple(str(stored.hub.objects.add(name, members)["id"]) for members in objects)

    def objects(self, instance: Instance, name: str) -> tuple[dict[str, object], ...]:
        """Return the objects of a name that an instance has by now."""
        with self._lock:
            stored = self._engine.instances.get(str(instance.id))
            return tuple(dict(members) for members in stored.hub.objects.all(name))

    def notification(
        self,
        instance: Instance,
        *events: EventLike,
        event_id: str = "fake-event-1",
        raw: Mapping[str, JsonValue] | None = None,
    ) -> tuple[bytes, dict[str, str]]:
        """Return the body and the headers that the platform posts to an app when something has happened.

        Each event is a type, the name of the objects and the id of one: ``("UPDATED", "contacts", "5")``. It is signed
        by the key in the instance's configuration, and not signed without one. ``event_id`` stays the same when a
        notification is delivered again; ``raw`` are the objects as the provider has them.
        """
        with self._lock:
            stored = self._engine.instances.get(str(instance.id))
            return notification_post(stored, events, event_id, raw or {}, "2026-01-01T00:00:00Z")

    def consent(self, sign_in: SignIn | str, **values: str) -> str:
        """Return the URL that the provider calls when the user agrees.

        ``sign_in`` is what `Client.begin` returned, or its ``url``; ``values`` are parameters of the callback in place
        of those made up. Raises SettingsError when the connector does not take them.
        """
        with self._lock:
            return self._engine.sign_ins.consent(_address(sign_in), values)

    def refusal(self, sign_in: SignIn | str) -> str:
        """Return the URL that the provider calls when the user refuses."""
        with self._lock:
            return self._engine.sign_ins.refusal(_address(sign_in))

    def started(self, configuration: BaseConfiguration, **values: str) -> str:
        """Return the query with which a provider starts a sign-in itself, signed where the provider signs it."""
        with self._lock:
            connector = _connector(method_of(configuration).connector)
            return self._engine.sign_ins.started(connector, configuration, values)

    def grant(self, connector: str, code: str) -> None:
        """Have the platform take a grant code of the test's own, once."""
        with self._lock:
            self._engine.sign_ins.grant(_connector(connector), code)

    def answer(
        self,
        endpoint: str | None,
        status: int = 200,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        *,
        times: int | None = 1,
    ) -> None:
        """Answer the next calls of an endpoint, or of any, otherwise than the platform would; None is all of them.

        ``body`` is what JSON can hold, or bytes; without one, an error has what the platform says of its status. The
        calls have no effect.
        """
        _check_endpoint(endpoint)
        if body is None and status >= _ERRORS:
            body = {"requestId": "fake-request-0", "message": STATUSES.get(status, ("", "an error"))[1]}
        self._rules.append(_Rule(endpoint, times, Answer(status, body, dict(headers or {}))))

    def fail(
        self, endpoint: str | None, error: Exception | None = None, *, after: bool = False, times: int | None = 1
    ) -> None:
        """Have the next calls of an endpoint, or of any, get no answer but this ``error``, a TransportError unasked.

        With ``after`` the call has its effect all the same: its answer is lost.
        """
        _check_endpoint(endpoint)
        self._rules.append(_Rule(endpoint, times, error or TransportError("no answer came"), after))

    async def _pause(self, seconds: float) -> None:
        self._pauses.append(seconds)

    def _answer(self, request: Request) -> Response:
        call = guarded(lambda: _call(request), "cannot read the request")
        endpoint = _endpoint(call)
        rule = self._rule(endpoint)
        if rule is None:
            answer = self._engine.handle(call)
        elif isinstance(rule.outcome, Answer):
            answer = rule.outcome
        else:
            if rule.after:
                self._engine.handle(call)
            self._calls.append(recorded(endpoint, request, call, None))
            raise _own(rule.outcome)
        self._calls.append(recorded(endpoint, request, call, answer.status))
        return Response(answer.status, answer.headers, answer.content)

    def _rule(self, endpoint: str) -> _Rule | None:
        rule = next((rule for rule in self._rules if rule.takes(endpoint)), None)
        if rule and rule.left is not None:
            rule.left -= 1
        return rule


def _own(error: Exception) -> Exception:
    """Return the error for one call: the client gives a TransportError words of its own, and leaves others alone."""
    return copy(error) if isinstance(error, TransportError) else error


def _call(request: Request) -> Call:
    query = parse_qsl(request.query.reveal(), keep_blank_values=True) if request.query else []
    headers = {name.lower(): value.reveal() for name, value in request.headers.items()}
    body = request.body.reveal().encode("utf-8") if request.body else b""
    # What is asked for by a link has no path that may be shown.
    path = request.path or guarded(lambda: urlsplit(request.url.reveal()).path, "cannot read the address")
    return Call(request.method, path, tuple(query), headers, body, _upload(request))


def _upload(request: Request) -> SentFile | None:
    upload = request.upload
    if upload is None:
        return None
    fields = {name: value.reveal() for name, value in upload.fields.items()}
    others = {other.part: _read(other.file) for other in upload.others}
    return SentFile(upload.filename, _read(upload.file), fields, others)


def _read(file: Readable) -> bytes:
    return b"".join(iter(lambda: file.read(_PIECE), b""))


def _endpoint(call: Call) -> str:
    try:
        return endpoint_of(call)[0]
    except Refused:
        return ""


def _instance(shown: Mapping[str, object]) -> Instance:
    """Return an instance as the client does that reads it."""
    request = Request("GET", "", f"/instances/{shown['id']}", None, {}, None, True)
    raw = RawResponse(request, Response(200, {}, Answer(body=shown).content))
    return read_instance(Reader(Members(cast("Mapping[str, JsonValue]", shown)), raw))


def _connector(key: str) -> Connector:
    found = find_connector(key)
    if found is None:
        raise SettingsError(f"there is no connector {key!r} in this package")
    return found


def _address(sign_in: SignIn | str) -> str:
    return sign_in if isinstance(sign_in, str) else sign_in.url


def _check_endpoint(endpoint: str | None) -> None:
    if endpoint is not None and endpoint not in ENDPOINTS and endpoint != HUB_CALL:
        raise SettingsError(f"there is no endpoint {endpoint!r}{hint(endpoint, ENDPOINTS)}")
