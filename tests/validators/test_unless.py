"""A field that another will do in place of: alone, with several others, and together with a condition."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.checkers import schema_validator
from tests.conftest import Ocgen

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
NEEDS = {
    "{unless: [b]}": lambda f: not f.get("b"),
    "{unless: [b, c]}": lambda f: not (f.get("b") or f.get("c")),
    "{unless: [b], when: {mode: 'on'}}": lambda f: f.get("mode", "MODE") == "on" and not f.get("b"),
}
SCRIPT = """
import json, sys
from openconnectors.validators.acme import validate_instance_request as check
print(json.dumps([[[v.pointer, v.code] for v in check(body)] for body in json.load(sys.stdin)]))
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
            assert told == expected, (needs, default, given)
            assert schema.is_valid(body) == (not missing), (needs, default, given)


def verdicts(source: Path, bodies: list[Any]) -> list[Any]:
    """What the generated validator says, asked in a process that has no other package of its name."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], input=json.dumps(bodies), capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(source)},
    )  # fmt: skip
    found: list[Any] = json.loads(done.stdout)
    return found


def test_a_field_that_is_not_there_cannot_do(ocgen: Ocgen, tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    text = SPEC.replace("UNLESS", "{unless: [bb]}").replace("MODE", "'on'").replace("[on, off]", "['on', 'off']")
    (tmp_path / "specs" / "acme.yaml").write_text(text, encoding="utf-8")
    found = ocgen("lint", "acme")
    assert found.code == 1
    assert '"a" is required unless the unknown field "bb" is given' in found.out
    assert 'did you mean "b"?' in found.out or "name another configuration field" in found.out
