"""Rules across files, and what findings say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocgen import linter
from ocgen.findings.finding import Finding
from ocgen.spec.loader import load
from tests.conftest import SPECS
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


def test_the_projects_own_specs_are_clean() -> None:
    """As a project whose own they are: elsewhere they are taken for judged."""
    loaded = load([SPECS, SPECS])
    assert not loaded.bundled
    assert linter.run(loaded) == []


def test_what_comes_with_ocgen_is_judged_with_it_and_all_else_here(tmp_path: Path) -> None:
    """A platform, a family or a connector of the project's own is, in the place of a bundled one too."""
    own = (SPECS / "platform.yaml").read_text(encoding="utf-8").replace("pattern: '^", "pattern: '^(a|a)*", 1)
    write(tmp_path, acme=connector("acme"))
    assert linter.run(load([tmp_path, SPECS], ["acme"])) == []
    write(tmp_path, platform=own)
    found = [f for f in linter.run(load([tmp_path, SPECS], ["acme"])) if f.rule.startswith("pattern")]
    assert [(f.rule, Path(f.location.path)) for f in found] == [("pattern-backtracking", tmp_path / "platform.yaml")]


def test_the_findings_of_the_loader_are_among_them(tmp_path: Path) -> None:
    found = linter.run(load([write(tmp_path, acme=connector("acme", familly="x"))]))
    assert told(found) == [("schema", 9)]


def test_nothing_is_said_twice_by_the_members_of_a_family(tmp_path: Path) -> None:
    family = BASE.partition("\n")[2].partition("\n")[2] + "  - key: fam.password\n    description: It.\n"
    members = {key: f"key: {key}\nname: {key}\nfamily: fam\n" for key in ("a", "b")}
    found = linter.run(load([write(tmp_path, families__fam=family, **members)]))
    assert [f.rule for f in found] == ["missing-example", "unmarked-secret"]
    assert {Path(f.location.path).name for f in found} == {"fam.yaml"}


def test_keys_that_give_one_module(tmp_path: Path) -> None:
    specs = write(tmp_path, **{"acme_crm": connector("acme-crm"), "acme.crm": connector("acme.crm")})
    found = linter.run(load([specs]))
    assert {f.rule for f in found} == {"identifier-collision"}
    assert {f.location.line for f in found} == {1}
    assert "acme_crm" in found[0].message + found[-1].message


def test_a_family_that_nobody_uses(tmp_path: Path) -> None:
    write(tmp_path, acme=connector("acme"), other=connector("other"), families__old="provider: Old\n")
    (finding,) = linter.run(load([tmp_path]))
    assert (finding.rule, Path(finding.location.path).name) == ("unused-family", "old.yaml")
    assert linter.run(load([tmp_path], ["acme"])) == [], "with connectors left out nobody can tell"


def test_resources_that_nobody_uses(tmp_path: Path) -> None:
    write(tmp_path, acme=connector("acme"), resources__old="notes: {calls: [list]}\n")
    (finding,) = linter.run(load([tmp_path]))
    assert (finding.rule, Path(finding.location.path).name) == ("unused-resources", "old.yaml")
    write(tmp_path, acme=connector("acme") + "resources: resources/old.yaml\n")
    assert linter.run(load([tmp_path])) == []


@pytest.mark.parametrize("family", ["provider: [", "provider: Old\nhubb: crm\n"])
def test_a_family_that_is_used_and_broken_is_not_unused(tmp_path: Path, family: str) -> None:
    write(tmp_path, acme=connector("acme"), other=connector("other", family="old"), families__old=family)
    assert "unused-family" not in {f.rule for f in linter.run(load([tmp_path]))}


def test_a_standard_erratum_that_nobody_names(tmp_path: Path) -> None:
    standard = "".join(
        f"  - {{name: {name}, where: {name}, says: a, right: b, why: c}}\n" for name in ("old", "named", "changed")
    )
    platform = (SPECS / "platform.yaml").read_text(encoding="utf-8").partition("\nerrata:\n")
    rest = platform[2].partition("\n\n")[2]
    write(tmp_path, platform=f"{platform[0]}\nerrata:\n{standard}\n{rest}")
    write(tmp_path, acme=connector("acme", errata="[named]"), other=connector("other", family="fam"))
    write(tmp_path, families__fam="errata: [{name: changed, where: w}]\n")
    finding = only(linter.run(load([tmp_path])))
    assert (finding.rule, finding.message) == ("unused-erratum", 'no connector names the standard erratum "old"')
    assert finding.location.path.endswith("platform.yaml")
    assert linter.run(load([tmp_path], ["other"])) == [], "with connectors left out nobody can tell"


def test_a_bundled_erratum_that_a_project_does_not_name_is_no_leftover(tmp_path: Path) -> None:
    assert linter.run(load([write(tmp_path, acme=connector("acme"))])) == []


def test_an_erratum_of_the_family_is_not_said_again(tmp_path: Path) -> None:
    write(tmp_path, acme=connector("acme", family="fam", errata="[colon-twice]"))
    finding = only(linter.run(load([write(tmp_path, families__fam="errata: [colon-twice]\n")])))
    assert finding.rule == "duplicate-name"
    assert [Path(place.location.path).name for place in finding.related] == ["fam.yaml"]


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
    assert {finding.help for finding in lint_text(text)} == {
        "write: [0-9]{2}|x",
        "if the whole value is meant, write: ^([0-9]{2}|x)$",
    }


def test_a_hub_that_is_none_is_told_once_where_the_family_says_it(tmp_path: Path) -> None:
    members = {f"m{n}": connector(f"m{n}", family="fam").replace("hub: crm\n", "") for n in (1, 2)}
    found = linter.run(load([write(tmp_path, families__fam="hub: documnets\n", **members)]))
    assert [(f.rule, f.location.path.endswith("families/fam.yaml"), f.help) for f in found] == [
        ("unknown-hub", True, 'did you mean "documents"?')
    ]


def test_a_platform_file_of_ones_own_says_which_hubs_there_are(tmp_path: Path) -> None:
    bundled = (SPECS / "platform.yaml").read_text(encoding="utf-8")
    start, end = bundled.index("hubs:"), bundled.index("regions:")
    entry = "hubs: [{{name: {}, description: Mine}}]\n".format
    for hubs, told_ in ((entry("mine"), []), ("", []), (entry("other"), ["unknown-hub"])):
        (tmp_path / "platform.yaml").write_text(bundled[:start] + hubs + bundled[end:], encoding="utf-8")
        write(tmp_path, acme=connector("acme").replace("hub: crm", "hub: mine"))
        found = linter.run(load([tmp_path]))
        assert [f.rule for f in found if f.rule == "unknown-hub"] == told_
