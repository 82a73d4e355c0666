"""The rows of the table of rules that are about the calls below a connector's hub."""

from __future__ import annotations

from collections.abc import Iterator

from ocgen.changes.change import Direction
from ocgen.changes.rule import KindRule, pair

_HARMLESS = "Nothing that worked stops working."
_CALLS = "resources:\n  contacts:\n    calls: [list"
_ACTION = 'resources:\n  files:\n    actions:\n      copy: {call: "POST {id}/copy"'
_SENT = "A call that worked is refused when less of what it sends is taken."
_RECEIVED = "Answers are open: a program passes over what it does not know, and is misled by what no longer comes."
_ADDED_SENT = "It breaks when it is required."
_WITHIN = (
    "It never breaks where all values of the old type are values of the new one, as integer of number and any type of "
    "any."
)
_WITHIN_RECEIVED = (
    "It never breaks where all values of the new type are values of the old one, as integer of number and any type of "
    "any; where the old type was not known it is only something to look at."
)

# What each part is called, in which direction it goes, and how a spec says it: before and after {form}.
_PARTS: tuple[tuple[str, str, Direction, str, str], ...] = (
    ("hub-parameter", "query parameter of a hub call", "sent", f"{_CALLS[:-4]}{{list: {{query: {{status: ", "}}}]"),
    ("hub-header", "header of a hub call", "sent", f"{_ACTION}, headers: {{X-Acme: ", "}}"),
    ("hub-member", "member of the body of a hub call", "sent", f"{_ACTION}, fields: {{path: ", "}}"),
    ("hub-answer-member", "member of the answer of a hub call", "received",
     f"{_ACTION}, answer_fields: {{path: ", "}}"),
)  # fmt: skip


def _value_rules(part: str, noun: str, direction: Direction, begin: str, end: str) -> Iterator[KindRule]:
    sent = direction == "sent"
    ground = _SENT if sent else _RECEIVED

    def form(text: str) -> str:
        if not text:
            return f"{_CALLS}]" if begin.startswith(_CALLS[:-4]) else f"{_ACTION}}}"
        return f"{begin}{text}{end}"

    def rule(aspect: str, title: str, why: str, before: str, after: str) -> KindRule:
        return KindRule(f"{part}-{aspect}", direction, f"A {noun} {title}", why, pair(form(before), form(after)))

    yield rule("added", "was added", f"{ground} {_ADDED_SENT}" if sent else _HARMLESS, "", "string")
    removed = "It always breaks."
    if part == "hub-member":
        removed = (
            "It breaks programs that use the generated client, whose type checkers know it no longer. Bodies are "
            "open: where a page or a model only does not name a member that is not required, it is a warning."
        )
    yield rule("removed", "was removed", f"{ground} {removed}", "string", "")
    if sent:
        yield rule("required-changed", "is required or no longer", f"{ground} It breaks when it becomes required.",
                   "string", "string!")  # fmt: skip
    within = _WITHIN if sent else _WITHIN_RECEIVED
    yield rule("type-changed", "has another type", f"{ground} {within}", "string", "integer")
    listed = "It breaks when a value is no longer listed." if sent else "A value that was not listed may come."
    yield rule("enum-changed", "takes other values" if sent else "has other values", f"{ground} {listed}",
               "{type: string, enum: [a, b]}", "{type: string, enum: [a]}")  # fmt: skip
    yield rule("format-changed", "has another format",
               "Whether all that fits one format fits the other cannot be told, so that it is something to look at.",
               "{type: string, format: date}", "{type: string, format: date-time}")  # fmt: skip
    yield rule("secret-changed", "is secret or no longer", "Programs that log it now leak a secret; no call fails.",
               "string", "{type: string, secret: true}")  # fmt: skip
    why = "It still works; whoever uses it should move on."
    example = pair(form("string"), form("{type: string, deprecated: use another}"))
    yield KindRule(f"{part}-deprecated-changed", direction, f"A {noun} is deprecated or no longer", why, example,
                   narrower="warning")  # fmt: skip


HUB_RULES: tuple[KindRule, ...] = (
    KindRule("hub-call-added", "sent", "A hub call was added", _HARMLESS,
             pair(f"{_CALLS}]", f"{_CALLS}, create]")),
    KindRule("hub-call-removed", "sent", "A hub call was removed",
             "Programs that make it are refused. A call is told apart by hub, method and path; what the variables of "
             "the path are called does not count.",
             pair(f"{_CALLS}, create]", f"{_CALLS}]")),
    KindRule("hub-call-answer-changed", "received", "A hub call is answered in another form",
             "Programs read an item where a list comes, or a file where there is none. It breaks nobody where nothing "
             "came before.",
             pair(f"{_ACTION}}}", f"{_ACTION}, answer: none}}")),
    KindRule("hub-call-body-changed", "sent", "A hub call sends another form of body",
             "Programs send what is not taken. It breaks nobody where no body was sent before.",
             pair(f"{_ACTION}}}", f"{_ACTION}, body: list}}")),
    KindRule("hub-call-files-changed", "sent", "A hub call sends other files",
             "Programs send a part that is not taken, or lack one that is asked for.",
             pair(f"{_ACTION}, multipart: [file]}}", f"{_ACTION}, multipart: [body]}}")),
    KindRule("hub-call-deprecated-changed", "sent", "A hub call is deprecated or no longer",
             "It still works; whoever uses it should move on.",
             pair(f"{_ACTION}}}", f"{_ACTION}, deprecated: use clone}}"), narrower="warning"),
    KindRule("hub-filter-added", "sent", "A filter is known to take one more field", _HARMLESS,
             pair("where: [name]", "where: [name, email]")),
    KindRule("hub-filter-removed", "sent", "A filter is no longer known to take a field",
             "The list names what was seen to work. Whether the provider refuses the field now is not known, so that "
             "it is something to look at.",
             pair("where: [name, email]", "where: [name]")),
    *(rule for part in _PARTS for rule in _value_rules(*part)),
)  # fmt: skip
