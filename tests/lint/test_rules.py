"""Each rule: a spec that breaks it, with the line, and one that nearly does. Findings beside the marked ones fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ocgen import linter
from ocgen.spec import Loaded, load
from tests.amount import part
from tests.lint.conftest import BASE, HEAD, Lint, marked, told


def field(key: str, **parts: str) -> str:
    """One configuration field without a fault, with other parts in place of its own; empty ones are left out."""
    default = {"description": f"What {key.replace('.', ' ')} is.", "where_to_find": "On the account page.",
               "example": "something"}  # fmt: skip
    lines = "".join(f"    {name}: {value}\n" for name, value in {**default, **parts}.items() if value)
    return f"  - key: {key}\n{lines}"


def method(text: str) -> str:
    """An OAuth 2 connector with a call of its own."""
    return f"""{HEAD}
authentication:
  oauth2:
    oauth_url:
      query:
        - apiKey
        - apiSecret
        - callbackUrl
        - state
{text}    callback: [code, state]
    provider_data: [code]
configuration:
  - oauth.callback.url
  - oauth.api.key
  - oauth.api.secret
"""


def way(name: str, selector: str, key: str = "authentication.type", more: str = "") -> str:
    """A way to sign in with a selector."""
    described = "" if key == "authentication.type" else "        description: The kind.\n"
    fields = f"    configuration:\n      - key: {key}\n{described}        const: {selector}\n"
    return f"  {name}:\n    description: By {name}.\n{more}{fields}"


BROKEN = {
    "todo": BASE.replace("Works with", "TODO Works with").replace("account.", "account.  #! todo")
    + field("acme.server"),
    "todo in a nested text": BASE.replace("page: https://docs.example.com/", "page: TODO  #! todo")
    + field("acme.server"),
    "todo in a family-less list": HEAD + "setup:\n  - Register.\n  - TODO  #! todo\nauthentication: {custom: {}}\n",
    "a list in what a value must be": BASE
    + field("acme.server", accepts='"one of\\n- a host\\n- an address"  #! lost-line-break', pattern="^s[a-z]*$"),
    "a list in a meaning": BASE
    + field("acme.server", example="a")
    + '    enum:\n      - {value: a, description: "a\\n- b"}  #! lost-line-break\n'
    + "      - {value: b, description: B.}\n",
    "duplicate in the configuration": BASE
    + field("acme.server")
    + "  - key: acme.server  #! duplicate-name\n    description: Another.\n    example: x\n",
    "duplicate bare name": method("        - apiKey  #! duplicate-name\n"),
    "duplicate value": BASE
    + field("acme.server", example="a")
    + "    enum:\n      - a\n      - {value: b, description: B.}\n      - b  #! duplicate-name\n",
    "near duplicate": method(
        "        - name: apikey  #! duplicate-name\n          description: Another.\n          secret: false\n"
        "          example: x\n"
    ),
    "duplicate callback": method("").replace(
        "callback: [code, state]", "callback: [code, state, code]  #! duplicate-name"
    ),
    "one erratum twice": HEAD
    + "authentication: {custom: {}}\nerrata:\n  - colon-twice\n"
    + "  - colon-twice  #! duplicate-name\n"
    + "  - {name: colon-twice, where: another example, about: {key: siteAddress}}\n",
    "an erratum on nothing": method("")
    + "errata:\n"
    + "".join(
        f"  - {{where: w, says: s, right: r, why: y, about: {about}}}  #! erratum-about\n"
        for about in (
            "{part: callback, key: code, aspect: quotes}",
            "{part: command, aspect: required}",
            "{part: configuration, key: oauth.api.kay, aspect: type}",
            "{part: configuration, key: oauth.api.key, aspect: extra}",
            "{part: configuration, aspect: type}",
            "{part: methods, key: basic, aspect: missing}",
            "{part: methods, key: oauth2, aspect: extra}",
            "{part: provider_data, key: code, aspect: name}",
            "{part: callback, key: code, aspect: name, found: state}",
            "{part: callback, key: cod, aspect: undescribed}",
            "{part: request, key: tag, aspect: missing}",
            "{part: connector, key: name, aspect: value}",
            "{part: event_parameters, key: event.x, aspect: missing}",
        )
    ),
    "a standard erratum on a row that is not there": HEAD
    + "authentication: {custom: {}}\nerrata:\n  - no-data-type  #! erratum-about\n",
    "unknown field in value_from": method(
        "        - name: site\n          description: The site.\n"
        "          value_from: configuration:acme.site  #! unknown-reference\n"
    ),
    "unknown callback in value_from": method("").replace(
        "provider_data: [code]",
        "provider_data:\n      - name: shop\n        description: The shop.\n"
        "        value_from: callback:shop  #! unknown-reference",
    ),
    "OAuth URL without its state": method("").replace("  oauth2:\n", "  oauth2:  #! example-mismatch\n")
    + "examples:\n  oauth_url: https://signin.example.com/authorize?client_id=fake\n",
    "signature of what is not in the callback": method("").replace(
        "  oauth2:\n",
        "  oauth2:  #! unknown-reference\n"
        "    callback_signature: {parameter: hmac, over: [code], key: oauth.api.secret}\n",
    ),
    "token without an oauth/token call": method("        - requestToken  #! unknown-reference\n"),
    "condition on an unknown field": BASE
    + field("acme.server", required="{when: {acme.kind: cloud}}  #! unknown-reference"),
    "condition on a value that is none": BASE
    + field("acme.kind", enum="[cloud, server]", example="cloud")
    + field("acme.server", required="{when: {acme.kind: [cloud, clowd]}}  #! unknown-reference"),
    "condition on a boolean": BASE
    + field("acme.server", required='{when: {filter.response.nulls: "yes"}}  #! unknown-reference'),
    "an alternative that is not there": BASE
    + field("acme.server", required="{unless: [acme.host]}  #! unknown-reference"),
    "an alternative of another call": method(
        "        - name: site\n          description: The site.\n          example: x\n"
        "          where_to_find: There.\n          required: {unless: [oauth.api.key]}  #! unknown-reference\n"
    ),
    "condition of an event parameter": BASE
    + field("acme.server")
    + "events:\n  parameters:\n    - key: acme.hook\n      description: The hook.\n      example: x\n"
    "      required: {when: {acme.servr: x}}  #! unknown-reference\n",
    "secret by its name": BASE + field("acme.password").replace("password\n", "password  #! unmarked-secret\n"),
    "secret by its hump": BASE + field("acmeAccessToken").replace("Token\n", "Token  #! unmarked-secret\n"),
    "secret by its label": BASE
    + field("acme.key", label="Private key").replace("acme.key\n", "acme.key  #! unmarked-secret\n"),
    "secret by its term": BASE + field("acme.x", term="API Key").replace("acme.x\n", "acme.x  #! unmarked-secret\n"),
    "secret by its description": BASE
    + field("acme.x", description="Encrypted API key of the account.").replace(
        "acme.x\n", "acme.x  #! unmarked-secret\n"
    ),
    "secret of a call": method(
        "        - name: clientSecret  #! unmarked-secret\n          description: Another.\n          example: x\n"
    ),
    "no description": BASE + field("acme.x", description="").replace("acme.x\n", "acme.x  #! missing-description\n"),
    "no example": BASE + field("acme.x", example="").replace("acme.x\n", "acme.x  #! missing-example\n"),
    "no place to find it": BASE
    + field("acme.x", where_to_find="", required="true").replace("acme.x\n", "acme.x  #! missing-where-to-find\n"),
    "example of another type": BASE + field("acme.x", type="integer", example="many  #! example-mismatch"),
    "default of another type": BASE + field("acme.x", type="boolean", default='"yes"  #! example-mismatch', example=""),
    "example that is no JSON": BASE + field("acme.x", type="json", example="'{'  #! example-mismatch"),
    "default that is no choice": BASE + field("acme.x", enum="[a, b]", example="a", default="c  #! example-mismatch"),
    "one item that is no choice": BASE
    + field("acme.x", type="list", enum="[a, b]", example="a,c  #! example-mismatch"),
    "example outside the pattern": BASE + field("acme.x", pattern="^[a-z]+$", example="A  #! example-mismatch"),
    "example that is too long": BASE + field("acme.x", max_length="3", example="abcd  #! example-mismatch"),
    "default that is too short": BASE + field("acme.x", min_length="3", default="ab  #! example-mismatch"),
    "a value of too many characters": BASE
    + field("acme.x", max_length="2", enum="[ab, abc]  #! example-mismatch", example="ab"),
    "lengths that exclude each other": BASE
    + field("acme.x", min_length="4  #! impossible-length", max_length="3", example="").replace(
        "acme.x\n", "acme.x  #! missing-example\n"
    ),
    "a length that no match has": BASE
    + field("acme.x", pattern="^[a-z]{3}$", min_length="4  #! impossible-length", example="").replace(
        "acme.x\n", "acme.x  #! missing-example\n"
    ),
    "a length that no whole number has": BASE
    + field("acme.x", type="integer", min_length="30  #! impossible-length", example="").replace(
        "acme.x\n", "acme.x  #! missing-example\n"
    ),
    "a length that no flag has": BASE
    + field("acme.x", type="boolean", max_length="3  #! impossible-length", example=""),
    "required in vain": BASE + field("acme.x", required="true  #! required-default", default="a"),
    "required in some cases in vain": BASE
    + field("acme.kind", enum="[a, b]", example="a")
    + field("acme.x", required="{when: {acme.kind: a}}  #! required-default", default="a"),
    "a hub that is none": BASE.replace("hub: crm", "hub: crn  #! unknown-hub") + field("acme.x"),
    "a resource in a hub that is none": BASE
    + field("acme.x")
    + "resources:\n  notes:\n    hub: documnets  #! unknown-hub\n    calls: [list]\n"
    + "    children: {tags: {calls: [list]}}\n",
    "two ids in one variable": BASE
    + field("acme.x")
    + "resources:\n  notes:\n    calls: [get]\n    children:\n      tags:\n        calls:\n          - list\n"
    + "          - get  #! path-variable\n        actions:\n          copy: POST {a-b}  #! path-variable\n"
    + "          move: POST {x/move  #! path-variable\n",
    "a body on GET": BASE
    + field("acme.x")
    + "resources:\n  notes:\n    calls: [list]\n    actions:\n"
    + "      find: {call: GET find, body: object}  #! body-on-get\n",
    "a call once more": BASE
    + field("acme.x")
    + "resources:\n  notes:\n    calls: [list, get, create, upload, download]\n    actions:\n"
    + "      find: GET {noteId}  #! duplicate-call\n",
    "a resource without calls": BASE
    + field("acme.x")
    + "resources:\n  notes: {fields: {text: string}}  #! empty-resource\n  tags: {resources: {own: {calls: [list]}}}\n",
    "names of members that become one": BASE
    + field("acme.x")
    + "resources:\n  notes:\n    calls: [list]\n    actions: {links: GET all-links}\n    children:\n"
    + "      links: {calls: [list]}  #! identifier-collision\n"
    + "  Notes:  #! identifier-collision\n    calls: [list]\n"
    + "  tags:\n    calls: [list]\n    children: {parts: {alias: of_item, calls: [list]}}\n"
    + "    resources: {parts: {calls: [list]}}\n",
    "a resource beside the way to one item": BASE
    + field("acme.x")
    + "resources:\n  notes:\n    children: {tags: {calls: [list]}}\n    resources:\n"
    + "      item: {calls: [list]}  #! identifier-collision\n",
    "arguments that become one": BASE
    + field("acme.x")
    + "resources:\n  notes:\n    calls:\n      - get:\n          query:\n            - full\n"
    + "            - id  #! identifier-collision\n",
    "two ways of one selector": HEAD
    + "authentication:\n"
    + way("basic", "basic")
    + way("custom", "basic  #! same-selector")
    + way("token", "basic  #! same-selector"),
    "two ways of another selector's value": HEAD
    + "authentication:\n"
    + way("basic", "a", key="acme.kind")
    + way("custom", "b", key="acme.kind")
    + way("token", "b  #! same-selector", key="acme.kind"),
    "constant outside the format": BASE
    + field("acme.x", format="url", const="nowhere  #! example-mismatch", example=""),
    "example answer outside the enum": BASE
    + field("acme.x")
    + "examples:\n  response_configuration:\n    event.vendor.type: webhooks  #! example-mismatch\n",
    "pattern that is not portable": BASE + field("acme.x", pattern=r"^\d+$  #! pattern-portability", example='"1"'),
    "pattern that is not anchored": BASE + field("acme.x", pattern="x[a-z]+  #! pattern-portability", example="xa"),
    "pattern that no reader takes": BASE + field("acme.x", pattern='"["  #! pattern-portability', example="x"),
    "pattern that looks back": BASE + field("acme.x", pattern="(?<=a)b  #! pattern-portability", example="b"),
    "pattern that is anchored in halves": BASE + field("acme.x", pattern="^a|b$  #! pattern-portability", example="a"),
    "pattern that runs away": BASE + field("acme.x", pattern="^([a-z]+-?)+$  #! pattern-backtracking", example="a"),
    "pattern that crawls": BASE + field("acme.x", pattern="^a*b?a*$  #! pattern-backtracking", example="a"),
    "key that is not the file's name": HEAD.replace("key: acme", "key: acme-crm  #! file-name")
    + "authentication: {custom: {}}\n",
    "fields of one identifier": BASE
    + field("acme.user.id")
    + field("acme.userId", description="Something else.").replace("userId\n", "userId  #! identifier-collision\n"),
    "a field of the same identifier as one that is everywhere": BASE
    + field("event.objects.").replace("objects.\n", "objects.  #! identifier-collision\n"),
    "methods of one identifier": HEAD
    + "authentication:\n  basic: {}\n  api-key: {type: apiKey}\n  apiKey: {}  #! identifier-collision\n",
    "methods of which an alias makes one": HEAD
    + "authentication:\n  basic: {}\n  aws: {alias: key}\n  apiKey: {alias: Key}  #! identifier-collision\n",
    "fields whose identifiers an alias makes one": BASE
    + field("acme.user.id")
    + field("acme.number", alias="acme_user_id", description="Its number.").replace(
        "number\n", "number  #! identifier-collision\n"
    ),
    "an alias that is a keyword": BASE + field("acme.x", alias="class  #! identifier-collision"),
    "an alias that the client needs itself": BASE + field("acme.x", alias="reveal  #! identifier-collision"),
    "an alias that is no identifier": BASE + field("acme.x", alias="a-b  #! identifier-collision"),
    "an alias of one's own for a field of all": BASE
    + field("acme.x")
    + "  - key: filter.response.nulls\n    alias: nulls  #! identifier-collision\n",
    "a name without letters": BASE
    + field('"🙂"', description="A face.").replace('"🙂"', '"🙂"  #! identifier-collision'),
    "a module's alias that Python keeps": HEAD.replace("key: acme", "key: acme  #! identifier-collision\nalias: class")
    + "authentication: {custom: {}}\n",
    "a query parameter that comes out as another": method(
        "        - {name: siteId, description: The site., where_to_find: There., example: x}\n"
        "        - {name: site_id, description: Its id., where_to_find: There., example: x}  #! identifier-collision\n"
    ),
    "a key with a zero-width space": BASE
    + field('"acme.\\u200bserver"', description="Its host.").replace('server"', 'server"  #! hidden-character'),
    "a value with a blank at its end": BASE + field("acme.x", enum='[a, "b "]  #! hidden-character', example="a"),
    "a constant with a tab": BASE + field("acme.x", const='"a\\tb"  #! hidden-character', example=""),
    "two forms of one letter": BASE
    + field("caf\u00e9")
    + field("cafe\u0301", description="The same.").replace(
        "cafe\u0301\n", "cafe\u0301  #! hidden-character #! identifier-collision\n"
    ),
    "a Cyrillic letter": BASE + field("\u0430cme.x", description="It.").replace("cme.x", "cme.x  #! look-alike", 1),
    "a dash in the place of a hyphen": BASE
    + field("acme\u2013x", description="It.").replace("\u2013x\n", "\u2013x  #! look-alike\n"),
    "a capital that is not sent": BASE + field("acme.x", enum="[True, no]  #! lost-spelling", example='"true"'),
    "a number that JSON lacks": BASE
    + field("acme.x")
    + "examples:\n  response_element:\n    size: 1e999  #! lost-spelling\n",
    "a value among others of another type": BASE
    + field("acme.x", type="integer", enum="[1, 0x10]  #! example-mismatch", example="1"),
    "a value that comes from itself": BASE + field("acme.x", value_from="configuration:acme.x  #! circular-value"),
    "values that come from each other": BASE
    + field("acme.x", value_from="configuration:acme.y")
    + field("acme.y", value_from="configuration:acme.z  #! circular-value")
    + field("acme.z", value_from="configuration:acme.y"),
    "a constant in the place of the element": HEAD
    + "authentication:\n  custom:\n    request:\n      element: x  #! request-member\n",
    "a constant that the platform does not take": HEAD
    + "authentication:\n  custom:\n    request:\n      externalAuthentication: sometimes  #! request-member\n",
    "copied description": BASE
    + field("acme.x", description="The first thing.")
    + field("acme.y", description="the  first thing  #! copied-description"),
    "no source": HEAD.partition("sources")[0].replace("key: acme", "key: acme  #! missing-source")
    + "authentication: {custom: {}}\n",
}

CLEAN = {
    "a constant that all ways have": HEAD
    + "authentication:\n"
    + way("basic", "a", key="acme.kind")
    + way("custom", "a", key="acme.kind"),
    "one selector with another constant of the request": HEAD
    + "authentication:\n"
    + way("custom", "x")
    + way("token", "x", more="    request: {externalAuthentication: initial}\n"),
    "required without a default": BASE
    + field("acme.x", required="true")
    + field("acme.y", default="a")
    + field("acme.z", required="false", default="a"),
    "lengths that fit": BASE
    + field("acme.x", min_length="3", max_length="3", example="abc", default="abd")
    + field("acme.y", pattern="^[a-z]{3,5}$", min_length="4", max_length="9", example="abcd")
    + field("acme.b", type="boolean", max_length="4", example=""),
    "words with todo in them": BASE.replace("the contacts", "Todoist, the TODOS of a todo list") + field("acme.server"),
    "one name in two lists": method(""),
    "errata on what is there, and on what is not": method("")
    + "errata:\n"
    + "".join(
        f"  - {{where: w, says: s, right: r, why: y, about: {about}}}\n"
        for about in (
            "[{part: configuration, key: oauth.api.key, aspect: type, found: boolean}, {part: text, aspect: value}]",
            "{part: configuration, key: filter.response.nulls, aspect: undescribed}",
            "{part: configuration, key: acme.old, aspect: extra}",
            "{part: configuration, aspect: cells}",
            "{part: callback, key: code, aspect: name, found: Code}",
            "{part: oauth_url_query, key: key, aspect: place}",
            "{part: methods, key: basic, aspect: extra}",
            "{part: request, key: element.key, aspect: cells}",
            "{part: connector, key: hub, aspect: value}",
            "{part: text, aspect: value}",
            "{part: text, aspect: value}",
        )
    ),
    "standard parameters bare": method("        - scope\n        - siteAddress\n        - callbackProxy\n"),
    "a value from an everywhere field": method(
        "        - name: nulls\n          description: The nulls.\n"
        "          value_from: configuration:filter.response.nulls\n"
    ),
    "an alternative beside it": BASE + field("acme.server", required="{unless: [acme.host]}") + field("acme.host"),
    "a condition that can hold": BASE
    + field("acme.kind", enum="[cloud, server]", example="cloud")
    + field("acme.server", required="{when: {acme.kind: [cloud, server], filter.response.nulls: true}}"),
    "a condition on a constant of another method": HEAD
    + "authentication:\n"
    + "".join(
        f"  {kind}:\n    configuration:\n      - key: authentication.type\n        const: {kind}\n"
        for kind in ("basic", "custom")
    )
    + "configuration:\n"
    + field("acme.server", required="{when: {authentication.type: basic}}"),
    "said to be no secret": BASE + field("acme.password", secret="false"),
    "said to be a secret": BASE + field("acme.password", secret="true"),
    "about a secret": BASE
    + field("acme.token.url", example="https://acme.example.com/")
    + field("acme.password.expiry")
    + field("acme.access.key.id")
    + field("acme.x", description="Minutes until the access token is refreshed."),
    "a flag about a secret": BASE + field("acme.token", type="boolean", example=""),
    "a choice of secrets": BASE + field("acme.credentials", enum="[own, shared]", example="own"),
    "keys that are no secrets": BASE + field("acme.primary.key") + field("acme.keyboard") + field("acme.tokenizer"),
    "no example where values are shown": BASE
    + field("acme.x", example="", enum="[a, b]")
    + field("acme.y", example="", default="a")
    + field("acme.z", example="", const="a")
    + field("acme.b", example="", type="boolean"),
    "nothing to find": BASE
    + field("acme.x", where_to_find="")
    + field("acme.y", where_to_find="", required="true", enum="[a, b]", example="")
    + field("acme.z", where_to_find="", required="true", const="a", example=""),
    "values that fit": BASE
    + field("acme.i", type="integer", example='"-12"', default="7")
    + field("acme.n", type="number", example="1.50", default="-2e5")
    + field("acme.b", type="boolean", example="true", default="false")
    + field("acme.j", type="json", example="'{\"a\": [1]}'")
    + field("acme.l", type="list", enum="[a, b]", example='"a, b"')
    + field("acme.p", pattern="^[a-z]+$", example="abc")
    + field("acme.u", format="url", example="https://acme.example.com/a?b=c"),
    "an answer with masked secrets": BASE
    + field("acme.password", secret="true", pattern="^[a-z_]+$", example="fake_password")
    + 'examples:\n  response_configuration:\n    acme.password: "********"\n    event.vendor.type: null\n',
    "patterns in order": BASE
    + field("acme.p", pattern="^(a|b)$", example="a")
    + field("acme.q", pattern="^[a-z]+(-[a-z]+)*$", example="a-b")
    + field("acme.r", pattern=r"^[^\r\n]*\.csv$", example="x.csv"),
    "an alias that settles it": BASE
    + field("acme.user.id")
    + field("acme.userId", alias="former_id", description="Its earlier number.")
    + field('"🙂"', alias="face", description="A face."),
    "letters of other scripts": BASE
    + field("straße", description="A road.")
    + field("名前", description="A name.")
    + field("имя", description="Another name.")
    + field("Größe.日本語key", description="A size."),
    "words as they are": BASE + field("acme.x", enum='["True", "False", 1.0, 1.00, 0x10, no]', example='"True"'),
    "a value through several others": BASE
    + field("acme.x", value_from="configuration:acme.y")
    + field("acme.y", value_from="configuration:acme.z")
    + field("acme.z"),
    "a constant of the request": HEAD
    + "authentication:\n  custom:\n    request: {externalAuthentication: initial, further: x}\n",
    "identifiers that differ": BASE + field("acme.user.id") + field("acme.users.id"),
    "one value under two names": method("        - name: key\n          description: Client ID of your app at Acme.\n"
    "          value_from: configuration:oauth.api.key\n"),
}  # fmt: skip


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_the_marked_lines_and_no_others_are_told(lint_text: Lint, text: str) -> None:
    findings = lint_text(text)
    assert told(findings) == marked(text)
    assert all(finding.help and not finding.message.endswith(".") for finding in findings)


@pytest.mark.parametrize("name", part(BROKEN, 3))
def test_one_changed_spec_is_judged_as_among_all(load_text: Callable[..., Loaded], tmp_path: Path, name: str) -> None:
    load_text(BROKEN[name])
    (tmp_path / "specs" / "beta.yaml").write_text(BASE.replace("acme", "beta") + field("beta.server"), encoding="utf-8")
    loaded = load([tmp_path / "specs"], ["acme", "beta"])
    assert linter.errors(loaded, {"beta"}) == linter.errors(loaded)


def test_what_judged_connectors_have_with_others_is_still_told(tmp_path: Path) -> None:
    for key in ("acme-crm", "acme_crm"):
        text = BASE.replace("key: acme", f"key: {key}") + field("acme.server")
        (tmp_path / f"{key}.yaml").write_text(text, encoding="utf-8")
    loaded = load([tmp_path], ["acme-crm", "acme_crm"])
    found = linter.errors(loaded)
    assert {finding.rule for finding in found} == {"identifier-collision"}
    assert linter.errors(loaded, {"acme-crm"}) == linter.errors(loaded, {"acme_crm"}) == found


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN)
def test_what_nearly_breaks_a_rule_is_clean(lint_text: Lint, text: str) -> None:
    assert lint_text(text) == []
