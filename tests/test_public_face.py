"""What programs may rely on: the functions of `ocgen`, without the command line, as the committed list says."""

from __future__ import annotations

import inspect
import re
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import ocgen
from tests.ci.project import SPEC
from tests.conftest import REPOSITORY, Ocgen
from tests.processes import run
from tests.upstream.pages import REDIRECT

# A change of this list is a change of what we promise: see docs/stability.md.
LISTED = Path(__file__).with_name("public_face.txt")

PROGRAM = """
import sys
sys.modules["click"] = None  # whoever imports it gets an ImportError
from pathlib import Path
from ocgen import OcgenError, SelectionError, SourceError, diff, draft, drift, inject, lint, load, new, table

specs = load(["sftp"])
assert [c.key for c in specs.connectors] == ["sftp"] and not specs.failed
assert lint(["sftp"], rules=["todo"]).findings == ()
assert diff("sftp", "sftp").changes == ()
Path("page.md").write_text("<!-- ocgen:begin table sftp configuration -->\\n<!-- ocgen:end -->\\n")
assert inject(["page.md"], check=True).old == ("page.md",)
assert inject(["page.md"]).written and inject(["page.md"]).old == ()
assert table("configuration", "sftp", columns="key", format="csv", anchors=False).splitlines()[0] == "Key"
for wrong in (lambda: table("nothing"), lambda: table("errors", format="odt"), lambda: table("configuration", "sftpp")):
    try:
        wrong()
    except SelectionError as error:
        assert "; " in error.message, error
    else:
        raise SystemExit("a table that is not there is an error")
drafted = draft("help.md", file=Path("acme.yaml"))
assert drafted.key == "acmecrm" and drafted.text == Path("acme.yaml").read_text() and not drafted.failed
assert '"key": "acmecrm"' in draft("help.md", facts=True).text
for wrong in (lambda: draft("help.md", file=Path("acme.yaml")), lambda: new("sftp", family="no-such")):
    try:
        wrong()
    except SelectionError as error:
        assert error.message, error
    else:
        raise SystemExit("nothing is overwritten")
try:
    draft("page.md")
except SourceError as error:
    assert [f.rule for f in error.findings] and error.message
else:
    raise SystemExit("a page that tells nothing makes no draft")
assert new("acme", "apiKey", hub="crm") == Path("specs/acme.yaml") and Path("specs/acme.yaml").is_file()
for wrong in (lambda: load(["no-such"]), lambda: diff("no-such", "sftp"), lambda: drift(["no-such"], live=True)):
    try:
        wrong()
    except OcgenError as error:
        assert error.message, error
    else:
        raise SystemExit("an unknown name is an error")
assert sys.modules["click"] is None
"""


LIFE = """
import sys
sys.modules["click"] = None
from pathlib import Path
from ocgen import OutputError, SpecsError, check, generate, read_config

project = Path("project")
spec, page = project / "specs" / "acme.yaml", project / "generated" / "docs" / "acme.md"
document = project / "guide.md"
text = spec.read_text()
config = read_config(project)
steps = []

def changed(before, after):
    assert before in spec.read_text()
    spec.write_text(spec.read_text().replace(before, after))

first = generate(config=config, progress=lambda step, done, total: steps.append((step, done, total)))
assert {"project/generated/docs/acme.md", "project/generated/schemas/platform.schema.json"} <= {*first.written}
assert all(Path(name).is_file() for name in first.written) and first.removed == first.unchanged == ()
assert first.documents_written == ("project/guide.md",) and "Host name" in document.read_text()
assert steps == [("reading specs", 0, 1), ("reading specs", 1, 1), ("generating", 0, 1), ("generating", 1, 1)]
assert check(config=config).findings == () and check(config=config).current == len(first.written)

again = generate(config=config)
assert again.up_to_date and not again.changed and again.unchanged == tuple(sorted(first.written))

changed("Host name of the account", "Whereabouts of the account")
found = check(config=config)
assert {f.rule for f in found.findings} == {"generated-outdated", "docs-stale"}, found.findings
assert "Whereabouts" in "".join(f.detail for f in found.findings)
assert not any(f.detail for f in check(config=config, diff=False).findings)
assert len(check(config=config, each_file=True).findings) == found.wrong == found.stale + 1
assert "Whereabouts" not in page.read_text(), "check writes nothing"

part = generate(["acme"], config=read_config(project, targets=["docs"]))
assert part.written == ("project/generated/docs/acme.md",) and part.documents_left_alone
assert "project/generated/docs/index.md" in part.unchanged and "Whereabouts" in page.read_text()
second = generate(config=config)
assert len(second.written) == found.stale - 1 and second.documents_written == ("project/guide.md",)
assert {*second.written, *second.unchanged} == {*first.written} and second.removed == ()

spec.rename(spec.with_name("globex.yaml"))
spec = spec.with_name("globex.yaml")
changed("key: acme", "key: globex")
settings = project / "pyproject.toml"
settings.write_text(settings.read_text().replace("docs = ", "# docs = "))
config = read_config(project)
third = generate(config=config)
assert "project/generated/docs/acme.md" in third.removed and not page.exists()

changed("label: Server", "lable: Server")
try:
    generate(config=config)
except SpecsError as error:
    assert {f.location.path for f in error.findings} == {"project/specs/globex.yaml"} and error.message
else:
    raise SystemExit("a spec with an error makes nothing")
changed("lable: Server", "label: Host")
page = page.with_name("globex.md")
page.write_text(page.read_text() + "By hand.\\n")
try:
    generate(config=config)
except OutputError as error:
    assert [f.rule for f in error.findings] == ["generated-edited"], error.findings
else:
    raise SystemExit("what was edited by hand is in the way")
assert "By hand." in page.read_text()
forced = generate(force=True, config=config)
assert "project/generated/docs/globex.md" in forced.written and "By hand." not in page.read_text()
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
        _ = ocgen.nothing


def test_a_program_needs_no_command_line_and_nothing_is_printed(tmp_path: Path) -> None:
    (tmp_path / "help.md").write_text(REDIRECT, encoding="utf-8")
    done = run(sys.executable, "-c", PROGRAM, cwd=tmp_path)
    assert (done.stderr, done.stdout) == ("", "")


def test_a_program_generates_and_checks_a_project_through_its_life(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "specs").mkdir(parents=True)
    (project / "specs" / "acme.yaml").write_text(SPEC, encoding="utf-8")
    (project / "guide.md").write_text("<!-- ocgen:begin table acme configuration -->\n<!-- ocgen:end -->\n")
    settings = '[tool.ocgen]\ntargets = ["docs", "schemas"]\ndocs = ["guide.md"]\n'
    (project / "pyproject.toml").write_text(settings, encoding="utf-8")
    done = run(sys.executable, "-c", LIFE, cwd=tmp_path)
    assert (done.stderr, done.stdout) == ("", "")


def test_a_program_may_name_the_project(tmp_path: Path, ocgen: Ocgen) -> None:
    from ocgen import lint, load, read_config

    there = tmp_path / "there"
    assert ocgen("new", "acme", "--specs", str(there / "specs")).code == 0
    config = read_config(there)
    assert config.out == there / "generated"
    assert load(config=config).selected == ("acme",)
    found = lint(config=config, rules=["todo"]).findings
    assert found and {finding.location.path for finding in found} == {"there/specs/acme.yaml"}


def test_the_program_of_the_manual_runs(tmp_path: Path, ocgen: Ocgen, capsys: pytest.CaptureFixture[str]) -> None:
    specs = tmp_path / "path" / "to" / "project" / "specs"
    specs.mkdir(parents=True)
    (specs / "acme.yaml").write_text(SPEC, encoding="utf-8")
    manual = (REPOSITORY / "docs" / "extending.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"## Programs\n.*?```python\n(.*?)```", manual, re.DOTALL)
    exec(program, {})
    assert "generating: 1 of 1\n" in capsys.readouterr().out
    (specs / "acme.yaml").write_text(SPEC.replace("hub", "hubb"), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"acme.yaml:3:1: "):
        exec(program, {})
