"""What each call sends and takes, as plain shapes: the one source of the JSON Schemas and of the Python validators.

Requests are closed, responses and callbacks are open. A call that several methods make has one variant a method; a
body is accepted when it fits any of them.
"""

from ocgen.shapes.calls import (
    callback,
    calls,
    everywhere,
    everywhere_query,
    instance_response,
    refused_callback,
    request_options,
    response_members,
)
from ocgen.shapes.shape import (
    CallName,
    CallShape,
    GivenCondition,
    Leaf,
    Listing,
    Member,
    Object,
    Shape,
    Variant,
    natives,
)

__all__ = [
    "CallName",
    "CallShape",
    "GivenCondition",
    "Leaf",
    "Listing",
    "Member",
    "Object",
    "Shape",
    "Variant",
    "callback",
    "calls",
    "everywhere",
    "everywhere_query",
    "instance_response",
    "natives",
    "refused_callback",
    "request_options",
    "response_members",
]
