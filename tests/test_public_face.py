"""What programs may rely on: the functions of `ocgen`, without the command line, as the committed list says."""

from __future__ import annotations

import inspect
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import ocgen
from tests.conftest import Ocgen

# A change of this list is a change of what we promise: see docs/stability.md.
LISTED = Path(__file__).with_name("public_face.txt")

PROGRAM = """
import sys
sys.modules["click"] = None  # whoever imports it gets an ImportError
from pathlib import Path
from ocgen import OcgenError, diff, drift, inject, lint, load

specs = load(["sftp"])
assert [c.key for c in specs.connectors] == ["sftp"] and not specs.failed
assert lint(["sftp"], rules=["todo"]).findings == ()
assert diff("sftp", "sftp").changes == ()
Path("page.md").write_text("<!-- ocgen:begin table sftp configuration -->\\n<!-- ocgen:end -->\\n")
assert inject(["page.md"], check=True).old == ("page.md",)
assert inject(["page.md"]).written and inject(["page.md"]).old == ()
for wrong in (lambda: load(["no-such"]), lambda: diff("no-such", "sftp"), lambda: drift(["no-such"], live=True)):
    try:
        wrong()
    except OcgenError as error:
        assert error.message, error
    else:
        raise SystemExit("an unknown name is an error")
assert sys.modules["click"] is None
"""


def _described(name: str) -> str:
    thing = getattr(ocgen, name)
    if inspect.isfunction(thing):
        return f"{name}{inspect.signature(thing)}"
    if is_dataclass(thing):
        return f"{name}: {', '.join(f'{field.name}: {field.type}' for field in fields(thing))}"
    if hasattr(thing, "_fields"):
        return f"{name}: {', '.join(thing._fields)}"
    return f"{name}({thing.__mro__[1].__name__})" if inspect.isclass(thing) else name


def test_the_public_face_is_as_it_was_promised() -> None:
    described = "".join(f"{_described(name)}\n" for name in sorted(ocgen.__all__))
    assert described == LISTED.read_text(encoding="utf-8")
    assert set(ocgen.__all__) <= set(dir(ocgen))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = ocgen.nothing  # type: ignore[attr-defined]


def test_a_program_needs_no_command_line_and_nothing_is_printed(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_program_may_name_the_project(tmp_path: Path, ocgen: Ocgen) -> None:
    from ocgen import lint, load, read_config

    there = tmp_path / "there"
    assert ocgen("new", "acme", "--specs", str(there / "specs")).code == 0
    config = read_config(there)
    assert config.out == there / "generated"
    assert load(config=config).selected == ("acme",)
    found = lint(config=config, rules=["todo"]).findings
    assert found and {finding.location.path for finding in found} == {"there/specs/acme.yaml"}
