"""Bounds of a text: validators, schemas, pages, the client and `ocgen show` say the same of each."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from ocgen.facts.connector import ConnectorFacts, ValueFacts
from ocgen.facts.lock import lock_text, read_lock
from tests.checkers import schema_validator
from tests.conftest import Ocgen
from tests.processes import run

SPEC = """
key: acme
name: Acme
hub: crm
provider: Acme
description: Works with Acme.
authentication:
  oauth2:
    oauth_url:
      query:
        - apiKey
        - {name: site, description: The site., max_length: 2, example: ab}
    callback: [{name: code, description: A code., min_length: 2, example: ab}]
    provider_data: [code]
configuration:
  - oauth.api.secret
  - oauth.callback.url
  - {key: oauth.api.key, min_length: 3, max_length: 5, example: abcd}
  - {key: plain, description: Plain text., max_length: 3, example: abc}
  - {key: least, description: Long enough., min_length: 3, required: true, example: abc, where_to_find: There.}
  - {key: one, description: One sign., max_length: 1, example: a}
  - {key: shaped, description: A., pattern: "^[a-z]*$", accepts: small letters, min_length: 2, max_length: 3}
  - {key: coded, description: A code., pattern: "^(a|b)c$", example: ac}
  - {key: count, description: A number., type: integer, max_length: 3, example: 12}
  - {key: tree, description: JSON., type: json, max_length: 5, example: "{}"}
  - {key: names, description: Names., type: list, max_length: 5, example: "a,b"}
  - {key: mode, description: A mode., enum: [live, test], max_length: 4}
sources: [{page: a, read: 2026-11-24}]
"""
SCRIPT = """
import json, sys
from openconnectors.validators import acme
asked = json.load(sys.stdin)
print(json.dumps([[[v.pointer, v.code, v.message] for v in getattr(acme, f"validate_{call}")(body)]
                  for call, body in asked]))
"""
TEXTS = ("", "a", "ab", "abc", "abcd", "abcde", "abcdef", "A", "ABCD", "😀", "😀😀😀", "😀😀😀😀", "e\u0301", "  ",
         " ab ",         "12", "123", "1234", "-123", "{}", "[1,2]", "[1, 2]",
         "a,b", "a,b,c,d", "live", "\n", "\0\0\0\0")  # fmt: skip
NATIVES: tuple[object, ...] = (1, 1234, 12.0, True, None, [], {})
FIELDS = ("oauth.api.key", "plain", "least", "one", "shaped", "count", "tree", "names", "mode")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the specs and what is generated from them are."""
    directory = tmp_path_factory.mktemp("lengths")
    (directory / "specs").mkdir()
    (directory / "specs/acme.yaml").write_text(SPEC, encoding="utf-8")
    run(sys.executable, "-m", "ocgen", "generate", "--quiet", "--specs", "specs", "--out", "out", cwd=directory)
    return directory


def request(**fields: object) -> dict[str, Any]:
    configuration = {"oauth.api.key": "abcd", "oauth.api.secret": "s", "oauth.callback.url": "https://a.example",
                     "least": "abc", **fields}  # fmt: skip
    return {"element": {"key": "acme"}, "name": "n", "providerData": {"code": "ab"}, "configuration": configuration}


def verdicts(made: Path, asked: list[tuple[str, Any]]) -> list[list[list[str]]]:
    done = run(sys.executable, "-c", SCRIPT, stdin=json.dumps(asked), PYTHONPATH=str(made / "out/python/src"))
    found: list[list[list[str]]] = json.loads(done.stdout)
    return found


def test_validators_and_schemas_take_the_same(made: Path) -> None:
    values = (*TEXTS, *NATIVES)
    asked: list[tuple[str, Any]] = [("instance_request", request(**{f: v})) for f in FIELDS for v in values]
    asked += [("callback_query", {"code": text}) for text in TEXTS]
    asked += [
        ("oauth_url_query", {"apiKey": key, "callbackUrl": "https://a.example", "site": site})
        for key, site in zip(TEXTS, reversed(TEXTS), strict=True)
    ]
    schemas = {
        call: schema_validator(made / f"out/schemas/acme/{call.replace('_', '-')}.schema.json")
        for call in dict.fromkeys(call for call, _ in asked)
    }
    verdict = {True: 0, False: 0}
    for (call, body), found in zip(asked, verdicts(made, asked), strict=True):
        if call == "instance_request" and not is_json_or_none(body["configuration"].get("tree")):
            continue  # to a schema that is a text like any other
        assert schemas[call].is_valid(body) == (not found), (call, body, found)
        verdict[not found] += 1
    assert all(verdict.values())


def is_json_or_none(text: object) -> bool:
    try:
        json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("plain", "abcd", [("max_length", "must have at most 3 characters")]),
        ("plain", "😀😀😀", []),
        ("least", "ab", [("min_length", "must have at least 3 characters")]),
        ("least", "", [("empty", "is empty; where to find it: There.")]),
        ("one", "ab", [("max_length", "must have at most 1 character")]),
        ("shaped", "ABCD", [("pattern", "must be small letters"), ("max_length", "must have at most 3 characters")]),
        ("shaped", " ab ", [("pattern", "has white space before or after it, such as a line break; leave it out")]),
        ("coded", "c", [("pattern", "must match the pattern ^(a|b)c$")]),
        ("count", "1234", [("max_length", "must have at most 3 characters")]),
        ("count", 1234, []),
        ("tree", "[1, 2]", [("max_length", "must have at most 5 characters")]),
        ("tree", "[1, 2", [("json", "must be JSON, and is none from character 6 on")]),
        ("mode", "live", []),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(made: Path, field: str, value: object, said: list[tuple[str, str]]) -> None:
    (found,) = verdicts(made, [("instance_request", request(**{field: value}))])
    assert found == [[f"/configuration/{field}", code, f"{field} {words}"] for code, words in said]


def test_each_target_says_them(made: Path, ocgen: Ocgen) -> None:
    schema = json.loads((made / "out/schemas/acme/instance-request.schema.json").read_text(encoding="utf-8"))
    fields = schema["$defs"]["oauth2"]["properties"]["configuration"]["properties"]
    lengths = {n: (fields[n].get("minLength"), fields[n].get("maxLength")) for n in FIELDS}
    assert lengths["shaped"] == (2, 3) and lengths["oauth.api.key"] == (3, 5) and lengths["mode"] == (None, None)
    page = (made / "out/docs/acme.md").read_text(encoding="utf-8")
    assert "At least 3 characters.<br>At most 5 characters." in page and "At most 1 character." in page
    source = (made / "out/python/src/openconnectors/connectors/acme.py").read_text(encoding="utf-8")
    told = {n.value.value for n in ast.walk(ast.parse(source))
            if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}  # fmt: skip
    assert any(str(text).startswith("Plain text.\n\n    At most 3 characters. ") for text in told)
    shown = json.loads(ocgen("show", "acme", "--format", "json", "--specs", str(made / "specs")).out)
    said = {field["key"]: (field.get("min_length"), field.get("max_length")) for field in shown["configuration"]}
    assert said["shaped"] == (2, 3) and said["plain"] == (None, 3) and said["mode"] == (None, 4)
    query = [p for method in shown["methods"] for p in method["oauth_url_query"] if p["name"] == "apiKey"]
    assert query and "max_length" not in query[0]


def test_tables_say_them_in_the_readers_language(made: Path, ocgen: Ocgen) -> None:
    options = ("docs", "table", "acme", "--section", "configuration", "--specs", str(made / "specs"))
    english = ocgen(*options, "--columns", "key,accepted", "--format", "csv").out
    assert 'shaped,"small letters\nAt least 2 characters\nAt most 3 characters"' in english
    assert "one,At most 1 character\n" in english
    german = ocgen(*options, "--columns", "key,accepted", "--format", "csv", "--language", "de").out
    assert "one,Höchstens 1 Zeichen\n" in german


def test_a_parameter_takes_them_from_its_field_with_the_rest_of_the_shape(made: Path) -> None:
    schema = json.loads((made / "out/schemas/acme/oauth-url-query.schema.json").read_text(encoding="utf-8"))
    assert (schema["properties"]["apiKey"]["minLength"], schema["properties"]["apiKey"]["maxLength"]) == (3, 5)


def test_a_lock_keeps_them() -> None:
    told = ValueFacts("plain", more=(("min_length", 0), ("max_length", 3)))
    silent = ValueFacts("silent")
    facts = ConnectorFacts("acme", "model", configuration=(told, silent))
    kept = read_lock(lock_text({"model": facts}).encode(), "acme.lock.json", "acme")["model"]
    assert [(v.said("min_length"), v.said("max_length")) for v in kept.configuration] == [(0, 3), (None, None)]


@pytest.mark.parametrize(("said", "message"), [
    ("0", "max_length: 0 is less than the minimum of 1"),
    ("many", "max_length must be a whole number, not text"),
    ("2.5", "max_length must be a whole number, not 2.5"),
])  # fmt: skip
def test_a_bound_is_a_whole_number_from_one_on(ocgen: Ocgen, tmp_path: Path, said: str, message: str) -> None:
    spec = SPEC.replace("Plain text., max_length: 3", f"Plain text., max_length: {said}")
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/acme.yaml").write_text(spec, encoding="utf-8")
    shown = ocgen("lint")
    assert shown.code == 1 and message in shown.out and "For example: 40" in shown.out
