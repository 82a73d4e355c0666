"""What each call sends and takes, as plain shapes: the one source of the JSON Schemas and of the Python validators.

Requests are closed, responses and callbacks are open. A call that several methods make has one variant a method; a
body is accepted when it fits any of them. What the calls of resources send and answer is open, for objects may have
members of their own.
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
from ocgen.shapes.resources import ResourceShape, resource_answers, resource_bodies
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
    "ResourceShape",
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
    "resource_answers",
    "resource_bodies",
    "response_members",
]
