"""The resolved connector: the one model that every target walks.

Everything here is frozen and fully resolved: platform, family and connector file are merged, bare names are
replaced by their definitions, every default is filled in. A value's ``location`` is the only trace of the file it
came from. Wire values (defaults, examples, constants, choices) are strings, as configuration values travel.
"""

from ocgen.model.connector import (
    CallbackSignature,
    Connector,
    Edition,
    Events,
    Method,
    Source,
    Step,
)
from ocgen.model.errata import About, Aspect, Erratum, Part
from ocgen.model.limits import LIMITS, Bound, Limit, bounds_of, said_bounds
from ocgen.model.parameter import ATTRIBUTES, Attribute, Parameter, ValueType
from ocgen.model.platform import (
    ApiError,
    Endpoint,
    Format,
    OwnTokens,
    Paging,
    Platform,
    Reason,
    Refusal,
    Region,
    Signature,
)
from ocgen.model.sign_in import SELECTOR, SIGN_INS, AuthType, Flow, SignIn
from ocgen.model.values import (
    BodyType,
    Choice,
    Condition,
    JsonValue,
    Property,
    Requirement,
    is_json,
)

__all__ = [
    "ATTRIBUTES",
    "LIMITS",
    "SELECTOR",
    "SIGN_INS",
    "About",
    "ApiError",
    "Aspect",
    "Attribute",
    "AuthType",
    "BodyType",
    "Bound",
    "CallbackSignature",
    "Choice",
    "Condition",
    "Connector",
    "Edition",
    "Endpoint",
    "Erratum",
    "Events",
    "Flow",
    "Format",
    "JsonValue",
    "Limit",
    "Method",
    "OwnTokens",
    "Paging",
    "Parameter",
    "Part",
    "Platform",
    "Property",
    "Reason",
    "Refusal",
    "Region",
    "Requirement",
    "SignIn",
    "Signature",
    "Source",
    "Step",
    "ValueType",
    "bounds_of",
    "is_json",
    "said_bounds",
]
