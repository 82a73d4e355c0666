"""The composite action: its scripts, run as a runner would, and what hostile inputs do to them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.ci.project import make
from tests.conftest import REPOSITORY
from tests.processes import BINARIES, ENVIRONMENT, commit, run

ACTION = yaml.safe_load((REPOSITORY / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"]}
DEFAULTS = {name: given["default"] for name, given in ACTION["inputs"].items()}


@dataclass(frozen=True)
class Step:
    """What a step gave."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


class Runner:
    """As much of a runner as a composite action sees."""

    def __init__(self, project: Path, temporary: Path) -> None:
        self.project = project
        self.temporary = temporary
        temporary.mkdir()

    def step(self, id_: str, outputs: dict[str, str], **inputs: str) -> Step:
        """Run a step with inputs, and the outputs of the step before it."""
        values = {f"inputs.{name}": value for name, value in DEFAULTS.items()}
        values |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        values |= {f"steps.install.outputs.{name}": value for name, value in outputs.items()}
        step = STEPS[id_]
        environment = {name: values[_expression(text)] for name, text in step["env"].items()}
        files = {name: self.temporary / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        environment |= {name: str(file) for name, file in files.items()}
        environment |= {"RUNNER_TEMP": str(self.temporary), "GITHUB_ACTION_PATH": str(REPOSITORY)}
        script = self.temporary / f"{id_}.sh"
        script.write_text(step["run"], encoding="utf-8")
        # The shell that "shell: bash" stands for.
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.project, env=ENVIRONMENT | environment | {"GITHUB_ACTIONS": "true"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        given = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines())
        summary = files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return Step(done.returncode, done.stdout + done.stderr, given, summary)


def _expression(text: str) -> str:
    (name,) = re.fullmatch(r"\$\{\{ (\S+) \}\}", text).groups()  # type: ignore[union-attr]
    return name


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made") / "project")


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "project"))


@pytest.fixture
def runner(project: Path, tmp_path: Path) -> Runner:
    return Runner(project, tmp_path / "temporary")


def _run(runner: Runner, **inputs: str) -> Step:
    return runner.step("run", {"ocgen": str(BINARIES / "ocgen")}, **inputs)


def _outdate(project: Path) -> None:
    spec = project / "specs" / "acme.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("label: Server", "label: Host"), encoding="utf-8")


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", "examples/ci/github.yml"),
        ("vendor.gitlab-ci", "examples/ci/gitlab.yml"),
    ],
)
def test_the_services_own_schemas_accept_our_files(schema: str, file: str) -> None:
    run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file, cwd=REPOSITORY)


def test_nothing_is_interpolated_into_a_script() -> None:
    for step in STEPS.values():
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"


def test_a_project_in_order(runner: Runner) -> None:
    step = _run(runner)
    assert (step.code, step.outputs, step.summary) == (0, {"findings": "false", "drift": "false"}, "")
    reports = {path.name for path in (runner.project / "ocgen-reports").iterdir()}
    assert reports == {f"{verb}.{suffix}" for verb in ("lint", "check") for suffix in ("sarif", "json", "xml", "md")}


def test_drift_fails_after_everything_was_reported(runner: Runner) -> None:
    _outdate(runner.project)
    step = _run(runner)
    assert (step.code, step.outputs) == (1, {"findings": "false", "drift": "true"})
    assert "::error file=generated/docs/acme.md,line=" in step.log
    report = json.loads((runner.project / "ocgen-reports" / "check.json").read_text(encoding="utf-8"))
    assert {finding["rule"] for finding in report["findings"]} == {"generated-outdated"}
    assert _run(runner, fail="false").code == 0


def test_findings_and_drift_are_told_apart(runner: Runner) -> None:
    (runner.project / "specs" / "acme.yaml").write_text("kex: acme\n", encoding="utf-8")
    step = _run(runner, reports="a b/c", connectors="ac*\n acme")
    assert (step.code, step.outputs["findings"]) == (1, "true")
    assert "::error file=specs/acme.yaml,line=1," in step.log
    assert (runner.project / "a b" / "c" / "lint.sarif").is_file()
    assert _run(runner, fail_on="none").outputs["findings"] == "false"


def test_what_cannot_run_fails_in_any_case(runner: Runner) -> None:
    step = _run(runner, specs="nowhere", fail="false")
    assert (step.code, step.outputs) == (2, {})
    assert "nowhere does not exist" in step.log


HOSTILE = (
    "$(touch x)",
    "`touch x`",
    "; touch x #",
    "x\ndrift=true\ntouch x",
    "' touch x '",
    '"; touch x; "',
    "${IFS}touch${IFS}x",
    "*",
    "EOF\ntouch x\nEOF",
)
NAMES = ("connectors", "specs", "out", "fail_on", "reports", "fail")


@pytest.mark.parametrize("value", ["$(touch x)", '"; touch x; "', "--help", "\n".join(HOSTILE)])
@pytest.mark.parametrize("names", [*((name,) for name in NAMES), NAMES])
def test_hostile_inputs_do_nothing(runner: Runner, names: tuple[str, ...], value: str) -> None:
    step = _run(runner, **dict.fromkeys(names, value))
    assert step.outputs.get("drift") != "true" or names == ("out",)
    assert set(step.outputs) <= {"drift", "findings"}
    assert "x" not in {path.name for path in runner.project.rglob("*")}
    assert step.code in (0, 1, 2)
    assert "Traceback" not in step.log


def test_a_breaking_change_against_the_base(runner: Runner) -> None:
    run("git", "branch", "base", cwd=runner.project)
    assert _run(runner, base="base").outputs["breaking"] == "false"
    spec = runner.project / "specs" / "acme.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("acme.server", "acme.host"), encoding="utf-8")
    run("ocgen", "generate", "--quiet", cwd=runner.project)
    commit(runner.project)
    step = _run(runner, base="base")
    assert (step.code, step.outputs["drift"], step.outputs["breaking"]) == (1, "false", "true")
    assert _run(runner, base="no-such-ref", fail="false").code == 2
    assert _run(runner, base="$(touch x)").code == 2
    assert not (runner.project / "x").exists()


def test_what_the_base_has_gained_since_is_not_removed(runner: Runner) -> None:
    run("git", "checkout", "--quiet", "-b", "topic", cwd=runner.project)
    run("git", "checkout", "--quiet", "main", cwd=runner.project)
    other = (runner.project / "specs" / "acme.yaml").read_text(encoding="utf-8").replace("key: acme\n", "key: other\n")
    (runner.project / "specs" / "other.yaml").write_text(other, encoding="utf-8")
    commit(runner.project)
    run("git", "checkout", "--quiet", "topic", cwd=runner.project)
    assert _run(runner, base="main").outputs["breaking"] == "false"


def test_the_base_is_compared_where_the_configuration_has_the_specs(runner: Runner) -> None:
    (runner.project / "specs").rename(runner.project / "connectors")
    with (runner.project / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('specs = "connectors"\n')
    commit(runner.project)
    spec = runner.project / "connectors" / "acme.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("acme.server", "acme.host"), encoding="utf-8")
    assert _run(runner, base="HEAD").outputs["breaking"] == "true"


@pytest.mark.network  # installs ocgen and what it depends on
def test_it_installs_itself_and_runs(runner: Runner) -> None:
    installed = runner.step("install", {}, python=sys.executable)
    assert installed.code == 0, installed.log
    _outdate(runner.project)
    step = runner.step("run", installed.outputs)
    assert (step.code, step.outputs["drift"]) == (1, "true")


def test_the_commands_of_the_gitlab_example(project: Path) -> None:
    _outdate(project)
    jobs = yaml.safe_load((REPOSITORY / "examples" / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
    codes = {}
    base = run("git", "rev-parse", "HEAD", cwd=project).stdout.strip()
    for name in ("ocgen-lint", "ocgen-check", "ocgen-diff"):
        script = "\n".join(jobs[name]["script"])
        done = run("bash", "-e", "-c", script, cwd=project, code=None, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
        codes[name] = done.returncode
        for report in jobs[name]["artifacts"]["reports"].values():
            assert (project / report).is_file()
    assert codes == {"ocgen-lint": 0, "ocgen-check": 1, "ocgen-diff": 0}  # a label breaks nobody
    assert json.loads((project / "check.codequality.json").read_text(encoding="utf-8"))[0]["severity"] == "major"
