"""A field that another will do in place of: alone, with several others, and together with a condition."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.checkers import schema_validator
from tests.conftest import Ocgen
from tests.processes import run

SPEC = """
key: acme
name: Acme
hub: crm
provider: Acme
description: Works with Acme.
authentication: {custom: {}}
configuration:
  - {key: a, description: Text a., required: UNLESS, example: x}
  - {key: b, description: Text b., example: x}
  - {key: c, description: Text c., example: x}
  - {key: mode, description: A mode., enum: [on, off], default: MODE}
sources: [{page: a, read: 2026-11-24}]
"""
NEEDS: dict[str, Callable[[dict[str, str]], bool]] = {
    "{unless: [b]}": lambda f: not f.get("b"),
    "{unless: [b, c]}": lambda f: not (f.get("b") or f.get("c")),
    "{unless: [b], when: {mode: 'on'}}": lambda f: f.get("mode", "MODE") == "on" and not f.get("b"),
}
SCRIPT = """
import json, sys
from openconnectors.validators.acme import validate_instance_request as check
print(json.dumps([[[v.pointer, v.code, v.message] for v in check(body)] for body in json.load(sys.stdin)]))
"""


def configurations() -> list[dict[str, str]]:
    values = itertools.product((None, "", "x"), (None, "", "x"), (None, "", "x"), (None, "on", "off"))
    return [{n: v for n, v in zip(("a", "b", "c", "mode"), each, strict=True) if v is not None} for each in values]


def test_validators_and_schemas_want_one_of_them(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    for number, (needs, default) in enumerate(itertools.product(NEEDS, ("'on'", "'off'"))):
        text = SPEC.replace("UNLESS", needs).replace("MODE", default).replace("[on, off]", "['on', 'off']")
        (tmp_path / "specs" / "acme.yaml").write_text(text, encoding="utf-8")
        out = tmp_path / str(number)
        assert ocgen("generate", "--quiet", "--out", str(out)).code == 0
        fields = configurations()
        bodies: list[Any] = [{"element": {"key": "acme"}, "configuration": f, "name": "n"} for f in fields]
        found = verdicts(out / "python" / "src", bodies)
        schema = schema_validator(out / "schemas" / "acme" / "instance-request.schema.json")
        for given, body, told in zip(fields, bodies, found, strict=True):
            meant = {"mode": default.strip("'"), **given}
            missing = NEEDS[needs](meant) and not given.get("a")
            expected = [["/configuration/a", "empty" if "a" in given else "required"]] if missing else []
            assert [violation[:2] for violation in told] == expected, (needs, default, given)
            assert schema.is_valid(body) == (not missing), (needs, default, given)


GROUP = """
key: acme
name: Acme
hub: crm
provider: Acme
description: Works with Acme.
authentication: {custom: {}}
configuration:
  - {key: a, label: First, description: Text a., required: {unless: [b, c]}, example: x, where_to_find: There.}
  - {key: b, description: Text b., required: {unless: [a, c]}, example: x, where_to_find: There.}
  - {key: c, description: Text c., required: {unless: [a, b]}, example: x, where_to_find: There.}
sources: [{page: a, read: 2026-11-24}]
"""


def test_of_a_group_one_is_wanted_and_its_lack_is_one_violation(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "acme.yaml").write_text(GROUP, encoding="utf-8")
    assert ocgen("lint").code == 0 and ocgen("generate", "--quiet", "--out", "out").code == 0
    given = [{n: v for n, v in zip("abc", each, strict=True) if v is not None}
             for each in itertools.product((None, "", "x"), repeat=3)]  # fmt: skip
    bodies: list[Any] = [{"element": {"key": "acme"}, "configuration": fields, "name": "n"} for fields in given]
    schema = schema_validator(tmp_path / "out/schemas/acme/instance-request.schema.json")
    for fields, body, told in zip(given, bodies, verdicts(tmp_path / "out/python/src", bodies), strict=True):
        missing = not any(fields.values())
        expected = [["/configuration/a", "empty" if "a" in fields else "required"]] if missing else []
        assert [violation[:2] for violation in told] == expected, fields
        assert schema.is_valid(body) == (not missing), fields
        if missing:
            said = "First (a) is empty; one of it and" if "a" in fields else "First (a) or"
            rest = "is needed" if "a" in fields else "is missing; one of them is needed"
            assert told[0][2] == f"{said} b or c {rest}"


def verdicts(source: Path, bodies: list[Any]) -> list[Any]:
    """What the generated validator says, asked in a process that has no other package of its name."""
    done = run(sys.executable, "-c", SCRIPT, stdin=json.dumps(bodies), PYTHONPATH=str(source))
    found: list[Any] = json.loads(done.stdout)
    return found
