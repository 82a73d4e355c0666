"""What the repository tells GitHub: workflows, templates and dependency updates."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conftest import REPOSITORY
from tests.processes import run

GITHUB = REPOSITORY / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("dependabot", [GITHUB / "dependabot.yml"]),
    ],
)
def test_githubs_own_schemas_accept_them(schema: str, files: list[Path]) -> None:
    assert files
    run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *files, cwd=REPOSITORY)


def test_nothing_from_outside_is_interpolated_into_a_script() -> None:
    allowed = {"${{ runner.temp }}"}
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
            for step in job["steps"]:
                assert set(re.findall(r"\$\{\{.*?\}\}", step.get("run", ""))) <= allowed, path.name


def test_what_the_workflows_call_is_there() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for path in WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        for target in re.findall(r"\bmake (\w+)", text):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
        for file in re.findall(r"\b(?:tests|generator)/[\w./]+", text):
            assert (REPOSITORY / file).exists(), file
        assert ".ci/run" not in text or (REPOSITORY / ".ci" / "run").is_file()


def test_every_python_from_the_oldest_is_tried() -> None:
    jobs = yaml.safe_load((GITHUB / "workflows" / "ci.yml").read_text(encoding="utf-8"))["jobs"]
    versions = jobs["python"]["strategy"]["matrix"]["python"]
    assert f">={versions[0]}" == PROJECT["requires-python"]
    assert {f"Programming Language :: Python :: {version}" for version in versions} <= set(PROJECT["classifiers"])
    (oldest,) = {step["with"]["python-version"] for step in jobs["lowest"]["steps"] if "setup-python" in str(step)}
    assert oldest == versions[0]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "RELEASING.md"])
def test_links_lead_to_files(name: str) -> None:
    """The manual's are checked when it is built."""
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (REPOSITORY / link).exists(), link
