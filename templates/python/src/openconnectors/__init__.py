"""A client for Open Connectors: sign users in to cloud services, manage connector instances, check events.

Names are imported when they are first used, so that importing one of its ``validators`` costs next to nothing.
"""

TYPE_CHECKING = False  # type checkers know the name; importing `typing` for it would cost more than all the rest
if TYPE_CHECKING:
    from ._common import OAuthProxy as OAuthProxy
    from ._version import __version__ as __version__
    from .async_client import AsyncClient as AsyncClient
    from .async_instance_client import AsyncInstanceClient as AsyncInstanceClient
    from .async_objects import AsyncObjects as AsyncObjects
    from .async_resources import AsyncResource as AsyncResource
    from .bulk_calls import JobStatus as JobStatus
    from .callback import Callback as Callback, parse_callback as parse_callback
    from .client import Client as Client
    from .downloads import AsyncDownload as AsyncDownload, Download as Download
    from .errors import (
        ApiError as ApiError,
        BadRequest as BadRequest,
        CallbackError as CallbackError,
        Conflict as Conflict,
        ConsentRefused as ConsentRefused,
        EventError as EventError,
        Forbidden as Forbidden,
        JobFailed as JobFailed,
        NotAuthorized as NotAuthorized,
        NotFound as NotFound,
        OpenConnectorsError as OpenConnectorsError,
        RateLimited as RateLimited,
        RequestTimeout as RequestTimeout,
        ServerError as ServerError,
        SettingsError as SettingsError,
        SizeLimited as SizeLimited,
        StateMismatch as StateMismatch,
        TransportError as TransportError,
        UnexpectedResponse as UnexpectedResponse,
        ValidationError as ValidationError,
    )
    from .events import verify_event as verify_event
    from .hub_answers import HubAnswer as HubAnswer
    from .hub_pages import Page as Page
    from .instance_client import InstanceClient as InstanceClient
    from .jobs import AsyncBulk as AsyncBulk, AsyncJob as AsyncJob, Bulk as Bulk, Job as Job
    from .listings import AsyncListing as AsyncListing, Listing as Listing
    from .members import Members as Members
    from .messages import (
        AsyncTransport as AsyncTransport,
        Attempt as Attempt,
        Request as Request,
        RequestHook as RequestHook,
        Response as Response,
        ResponseHook as ResponseHook,
        StepTimeouts as StepTimeouts,
        Transport as Transport,
    )
    from .notifications import Event as Event, Notification as Notification, parse_event as parse_event
    from .objects import Objects as Objects
    from .options import CallOptions as CallOptions, RequestOptions as RequestOptions
    from .paging import AsyncInstanceIterator as AsyncInstanceIterator, InstanceIterator as InstanceIterator
    from .raw_response import RawResponse as RawResponse
    from .resources import Resource as Resource
    from .results import (
        ConfigurationEntries as ConfigurationEntries,
        ConfigurationEntry as ConfigurationEntry,
        Element as Element,
        Instance as Instance,
        OAuthToken as OAuthToken,
        OAuthUrl as OAuthUrl,
        Ping as Ping,
        SkippedItem as SkippedItem,
    )
    from .retry import RetryPolicy as RetryPolicy
    from .secret import Secret as Secret
    from .sign_in import SignIn as SignIn
    from .signed_callback import verify_callback as verify_callback
    from .transport import AsyncHttpxTransport as AsyncHttpxTransport, HttpxTransport as HttpxTransport

__all__ = [
    "ApiError",
    "AsyncBulk",
    "AsyncClient",
    "AsyncDownload",
    "AsyncHttpxTransport",
    "AsyncInstanceClient",
    "AsyncInstanceIterator",
    "AsyncJob",
    "AsyncListing",
    "AsyncObjects",
    "AsyncResource",
    "AsyncTransport",
    "Attempt",
    "BadRequest",
    "Bulk",
    "CallOptions",
    "Callback",
    "CallbackError",
    "Client",
    "ConfigurationEntries",
    "ConfigurationEntry",
    "Conflict",
    "ConsentRefused",
    "Download",
    "Element",
    "Event",
    "EventError",
    "Forbidden",
    "HttpxTransport",
    "HubAnswer",
    "Instance",
    "InstanceClient",
    "InstanceIterator",
    "Job",
    "JobFailed",
    "JobStatus",
    "Listing",
    "Members",
    "NotAuthorized",
    "NotFound",
    "Notification",
    "OAuthProxy",
    "OAuthToken",
    "OAuthUrl",
    "Objects",
    "OpenConnectorsError",
    "Page",
    "Ping",
    "RateLimited",
    "RawResponse",
    "Request",
    "RequestHook",
    "RequestOptions",
    "RequestTimeout",
    "Resource",
    "Response",
    "ResponseHook",
    "RetryPolicy",
    "Secret",
    "ServerError",
    "SettingsError",
    "SignIn",
    "SizeLimited",
    "SkippedItem",
    "StateMismatch",
    "StepTimeouts",
    "Transport",
    "TransportError",
    "UnexpectedResponse",
    "ValidationError",
    "__version__",
    "parse_callback",
    "parse_event",
    "verify_callback",
    "verify_event",
]

_HOMES = {
    "_common": ("OAuthProxy",),
    "_version": ("__version__",),
    "async_client": ("AsyncClient",),
    "callback": ("Callback", "parse_callback"),
    "client": ("Client",),
    "downloads": ("AsyncDownload", "Download"),
    "errors": (
        "ApiError",
        "BadRequest",
        "CallbackError",
        "Conflict",
        "ConsentRefused",
        "EventError",
        "Forbidden",
        "JobFailed",
        "NotAuthorized",
        "NotFound",
        "OpenConnectorsError",
        "RateLimited",
        "RequestTimeout",
        "ServerError",
        "SettingsError",
        "SizeLimited",
        "StateMismatch",
        "TransportError",
        "UnexpectedResponse",
        "ValidationError",
    ),
    "async_instance_client": ("AsyncInstanceClient",),
    "instance_client": ("InstanceClient",),
    "async_objects": ("AsyncObjects",),
    "async_resources": ("AsyncResource",),
    "objects": ("Objects",),
    "resources": ("Resource",),
    "hub_answers": ("HubAnswer",),
    "hub_pages": ("Page",),
    "jobs": ("AsyncBulk", "AsyncJob", "Bulk", "Job"),
    "bulk_calls": ("JobStatus",),
    "listings": ("AsyncListing", "Listing"),
    "events": ("verify_event",),
    "members": ("Members",),
    "messages": (
        "AsyncTransport",
        "Attempt",
        "Request",
        "RequestHook",
        "Response",
        "ResponseHook",
        "StepTimeouts",
        "Transport",
    ),
    "notifications": ("Event", "Notification", "parse_event"),
    "options": ("CallOptions", "RequestOptions"),
    "raw_response": ("RawResponse",),
    "paging": ("AsyncInstanceIterator", "InstanceIterator"),
    "results": (
        "ConfigurationEntries",
        "ConfigurationEntry",
        "Element",
        "Instance",
        "OAuthToken",
        "OAuthUrl",
        "Ping",
        "SkippedItem",
    ),
    "retry": ("RetryPolicy",),
    "secret": ("Secret",),
    "sign_in": ("SignIn",),
    "signed_callback": ("verify_callback",),
    "transport": ("AsyncHttpxTransport", "HttpxTransport"),
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f"{__name__}.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *(name for names in _HOMES.values() for name in names)})
