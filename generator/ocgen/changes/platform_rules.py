"""The rows of the table of rules that are about the platform: what all connectors share."""

from __future__ import annotations

from ocgen.changes.change import Direction
from ocgen.changes.rule import KindRule, pair

_CALL = "endpoints:\n  - id: ping"
_REGION = "regions:\n  - name: eu10"
_FORMAT = "formats:\n  port:"
_STATUS = "errors:\n  - status: 429"
_REFUSAL = "refusals:\n  - name: error"
_HEADER = "headers:\n  sent:\n  - name: Accept"
_SENT = "instance_request:\n  - name: tags"
_TAKEN = "instance_response:\n  - name: id"


def _rule(kind: str, direction: Direction, title: str, why: str, before: str, after: str) -> KindRule:
    return KindRule(kind, direction, title, why, pair(before, after))


def _careful(kind: str, title: str, why: str, before: str, after: str) -> KindRule:
    return KindRule(kind, "received", title, why, pair(before, after), narrower="warning")


PLATFORM_RULES: tuple[KindRule, ...] = (
    _rule("scheme-changed", "sent", "The platform is reached by another scheme",
          "It is in the address of every call.", "scheme: https", "scheme: http"),
    _rule("base-path-changed", "sent", "Every path of the platform begins in another way",
          "It is in the address of every call, so that clients ask for what is not there.",
          "base_path: /elements/api-v2", "base_path: /elements/api-v3"),
    _rule("hub-path-changed", "sent", "The path of every hub call begins in another way",
          "It is in the address of every call to a resource, so that clients ask for what is not there.",
          "hub_api:\n  path: /hubs/{hub}", "hub_api:\n  path: /v3/hubs/{hub}"),
    _rule("region-added", "sent", "A region was added", "Nothing that worked stops working.", "regions:", _REGION),
    _rule("region-removed", "sent", "A region was removed", "Clients that are told to use it no longer know it.",
          _REGION, "regions:"),
    _rule("region-host-changed", "sent", "A region has another host",
          "Clients send their secrets to the old host, where the platform is no longer.",
          f"{_REGION}\n    host: api.eu10.example", f"{_REGION}\n    host: api.eu20.example"),
    _careful("region-trial-changed", "A region is for trial accounts or no longer",
             "No call changes; accounts of the other kind are not known there.",
             _REGION, f"{_REGION}\n    trial: true"),
    _rule("header-changed", "sent", "A header has another name",
          "Clients send, or look for, a header that means nothing.",
          "headers:\n  request_id: elements-request-id", "headers:\n  request_id: x-request-id"),
    _rule("authorization-parts-changed", "sent", "The authorization header is made in another way",
          "The platform refuses every call with a header of the old form.",
          "authorization_parts:\n  - {word: User, secret: user}",
          "authorization_parts:\n  - {word: Bearer, secret: user}"),
    _rule("sent-header-added", "sent", "Every request is sent with one more header",
          "Clients do not send it. Whether the platform wants it, only a person can judge.", "headers:", _HEADER),
    _rule("sent-header-removed", "sent", "A header is no longer sent with every request",
          "Nothing that worked stops working.", _HEADER, "headers:"),
    _rule("sent-header-changed", "sent", "A header of every request has another value",
          "Clients send the old one, which means something else or nothing.",
          f"{_HEADER}\n    value: application/json", f"{_HEADER}\n    value: application/xml"),
    _rule("endpoint-added", "sent", "A call was added", "Nothing that worked stops working.", "endpoints:", _CALL),
    _rule("endpoint-removed", "sent", "A call was removed", "Clients that make it are refused.", _CALL, "endpoints:"),
    _rule("endpoint-method-changed", "sent", "A call is made with another HTTP method",
          "Clients make the old call, which is refused or does something else.",
          f"{_CALL}\n    method: GET", f"{_CALL}\n    method: POST"),
    _rule("endpoint-path-changed", "sent", "A call has another path", "Clients ask for what is not there.",
          f"{_CALL}\n    path: /ping", f"{_CALL}\n    path: /alive"),
    _rule("endpoint-query-changed", "sent", "A call takes other query parameters",
          "It breaks when one that clients send is no longer taken.",
          f"{_CALL}\n    query: [pageSize, nextPage]", f"{_CALL}\n    query: [pageSize]"),
    _rule("endpoint-authorization-changed", "sent", "A call needs other secrets",
          "Clients send those that it no longer takes.",
          f"{_CALL}\n    authorization: instance", f"{_CALL}\n    authorization: organization"),
    _rule("endpoint-retry-changed", "sent", "A call may be repeated or no longer",
          "It breaks when it may not: clients that repeat it by themselves do the same thing twice.",
          f"{_CALL}\n    retry: true", f"{_CALL}\n    retry: false"),
    _rule("format-added", "sent", "A format was added", "No value has it yet.", "formats:", _FORMAT),
    _rule("format-removed", "sent", "A format was removed",
          "No value has it; what one that had it takes instead is a change of its own.", _FORMAT, "formats:"),
    _rule("format-pattern-changed", "sent", "A format has another pattern",
          "Every value of that format takes others. It breaks when one can no longer be sent; the message shows it.",
          f"{_FORMAT}\n    pattern: ^[0-9]+$", f"{_FORMAT}\n    pattern: ^[0-9]{{4}}$"),
    KindRule("format-json-schema-changed", "sent", "A format implies another format of JSON Schema",
             "Editors and validators that check formats judge values by it; the pattern decides as before.",
             pair(f"{_FORMAT}\n    json_schema: uri", f"{_FORMAT}\n    json_schema: iri"), narrower="warning"),
    _careful("status-added", "The platform answers with one more status", "Clients treat it as any other error.",
             "errors:", _STATUS),
    _careful("status-removed", "The platform no longer answers with a status", "Nothing that worked stops working.",
             _STATUS, "errors:"),
    _careful("status-retry-changed", "A status asks to call again or no longer",
             "Clients repeat calls in vain, or give up too soon; no request is refused for it.",
             f"{_STATUS}\n    retry: true", f"{_STATUS}\n    retry: false"),
    _rule("refusal-added", "received", "A refused consent may come in one more form",
          "Clients that do not know the form take it for a callback that lacks something.", "refusals:", _REFUSAL),
    _rule("refusal-removed", "received", "A refused consent no longer comes in a form",
          "Nothing that worked stops working.", _REFUSAL, "refusals:"),
    _rule("refusal-changed", "received", "A form of a refused consent is known by other parameters",
          "Clients look for them by name and by the sign-in that is under way.",
          f"{_REFUSAL}\n    parameters: [error]", f"{_REFUSAL}\n    parameters: [denied]"),
    _rule("paging-changed", "received", "Lists are paged in another way",
          "Clients miss the pages after the first, or ask for pages that are refused. A higher bound breaks nobody.",
          "paging:\n  max_size: 200", "paging:\n  max_size: 100"),
    _rule("signature-changed", "received", "Event notifications are signed in another way",
          "Clients that check the signature refuse genuine notifications.",
          "signature:\n  prefix: sha256=", "signature:\n  prefix: v1="),
    _rule("own-tokens-changed", "sent", "The request of users who hold tokens already is another",
          "Its members tell it from other requests. It breaks when another is wanted, or a field is needed after all.",
          "own_tokens:\n  not_needed: [oauth.scope]", "own_tokens:\n  not_needed: []"),
    _rule("request-member-added", "sent", "The instance request takes one more member",
          "It breaks when the member is required.", "instance_request:", _SENT),
    _rule("request-member-removed", "sent", "The instance request no longer takes a member",
          "Requests are closed: clients that send it are refused.", _SENT, "instance_request:"),
    _rule("request-member-required-changed", "sent", "A member of the instance request is required or no longer",
          "It breaks when the member becomes required.",
          f"{_SENT}\n    required: false", f"{_SENT}\n    required: true"),
    _rule("request-member-values-changed", "sent", "A member of the instance request takes other values",
          "It breaks when a value that was accepted no longer is.",
          f"{_SENT}\n    type: array", f"{_SENT}\n    type: string"),
    _careful("request-member-secret-changed", "A member of the instance request is secret or no longer",
             "Clients that log it now leak a secret; no request fails.", _SENT, f"{_SENT}\n    secret: true"),
    _rule("answer-member-added", "received", "An answer of the platform has one more member",
          "Answers are open: a reader passes over what it does not know.", "instance_response:", _TAKEN),
    _rule("answer-member-removed", "received", "An answer of the platform has lost a member",
          "Clients that count on it are misled.", _TAKEN, "instance_response:"),
    _rule("answer-member-required-changed", "received", "A member of an answer always comes or no longer",
          "It breaks when it may stay away.", f"{_TAKEN}\n    required: true", f"{_TAKEN}\n    required: false"),
    _rule("answer-member-values-changed", "received", "A member of an answer holds other values",
          "It breaks when it has another type. New values of an enum are to be borne by a reader.",
          f"{_TAKEN}\n    type: integer", f"{_TAKEN}\n    type: string"),
    _careful("answer-member-secret-changed", "A member of an answer is secret or no longer",
             "Clients that log it now leak a secret.", _TAKEN, f"{_TAKEN}\n    secret: true"),
)  # fmt: skip
