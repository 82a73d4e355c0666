"""Rules across files, and what findings say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocgen import lint
from ocgen.findings.finding import Finding
from ocgen.spec.loader import Loaded, load
from tests.lint.conftest import BASE, HEAD, Lint, told


def write(directory: Path, **files: str) -> Path:
    """Write connectors, and families as ``families__name``."""
    for name, text in files.items():
        path = directory / f"{name.replace('__', '/').replace('_', '-')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return directory


def connector(key: str, **parts: str) -> str:
    """A spec without a fault."""
    more = "".join(f"{name}: {value}\n" for name, value in parts.items())
    return f"{HEAD.replace('key: acme', f'key: {key}')}authentication: {{custom: {{}}}}\n{more}"


def test_the_projects_own_specs_are_clean(loaded: Loaded) -> None:
    assert lint.run(loaded) == []


def test_the_findings_of_the_loader_are_among_them(tmp_path: Path) -> None:
    found = lint.run(load([write(tmp_path, acme=connector("acme", familly="x"))]))
    assert told(found) == [("schema", 9)]


def test_nothing_is_said_twice_by_the_members_of_a_family(tmp_path: Path) -> None:
    family = BASE.partition("\n")[2].partition("\n")[2] + "  - key: fam.password\n    description: It.\n"
    members = {key: f"key: {key}\nname: {key}\nfamily: fam\n" for key in ("a", "b")}
    found = lint.run(load([write(tmp_path, families__fam=family, **members)]))
    assert [f.rule for f in found] == ["missing-example", "unmarked-secret"]
    assert {Path(f.location.path).name for f in found} == {"fam.yaml"}


def test_keys_that_give_one_module(tmp_path: Path) -> None:
    found = lint.run(load([write(tmp_path, **{"acme_crm": connector("acme-crm"), "acme.crm": connector("acme.crm")})]))
    assert {f.rule for f in found} == {"identifier-collision"}
    assert {f.location.line for f in found} == {1}
    assert "acme_crm" in found[0].message + found[-1].message


def test_a_family_that_nobody_uses(tmp_path: Path) -> None:
    write(tmp_path, acme=connector("acme"), other=connector("other"), families__old="provider: Old\n")
    (finding,) = lint.run(load([tmp_path]))
    assert (finding.rule, Path(finding.location.path).name) == ("unused-family", "old.yaml")
    assert lint.run(load([tmp_path], ["acme"])) == [], "with connectors left out nobody can tell"


@pytest.mark.parametrize("family", ["provider: [", "provider: Old\nhubb: crm\n"])
def test_a_family_that_is_used_and_broken_is_not_unused(tmp_path: Path, family: str) -> None:
    write(tmp_path, acme=connector("acme"), other=connector("other", family="old"), families__old=family)
    assert "unused-family" not in {f.rule for f in lint.run(load([tmp_path]))}


def only(findings: list[Finding]) -> Finding:
    """The only finding."""
    (finding,) = findings
    return finding


def test_a_finding_points_at_the_value(lint_text: Lint) -> None:
    text = BASE + "  - key: acme.x\n    description: It.\n    type: integer\n    example: many\n"
    finding = only(lint_text(text))
    line = text.splitlines()[finding.location.line - 1]
    assert line[finding.location.column - 1 :] == "many"


def test_a_duplicate_shows_both_places(lint_text: Lint) -> None:
    text = BASE.replace("custom: {}", "oauth2: {flow: none, callback: [code, state, code]}") + "  - oauth.api.key\n"
    finding = only(lint_text(text))
    assert [related.location.line for related in finding.related] == [finding.location.line]
    assert finding.related[0].location.column < finding.location.column


def test_a_misspelt_reference_is_corrected(lint_text: Lint) -> None:
    fields = "  - key: acme.kind\n    description: It.\n    example: x\n"
    text = BASE + fields + "  - key: b\n    description: B.\n    example: x\n    required: {when: {acme.kinds: x}}\n"
    assert only(lint_text(text)).help == 'did you mean "acme.kind"?'


def test_a_pattern_is_rewritten_where_that_is_safe(lint_text: Lint) -> None:
    text = BASE + "  - key: acme.x\n    description: It.\n    pattern: \\d{2}|x\n    example: x\n"
    assert {finding.help for finding in lint_text(text)} == {"write: ^([0-9]{2}|x)$"}
