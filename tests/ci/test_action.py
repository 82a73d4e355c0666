"""The composite action: its scripts, run as a runner would, and what hostile inputs do to them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ci.project import make
from tests.conftest import REPOSITORY, Ocgen
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
        given = _given(files["GITHUB_OUTPUT"].read_text(encoding="utf-8"))
        summary = files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return Step(done.returncode, done.stdout + done.stderr, given, summary)


def _given(text: str) -> dict[str, str]:
    """Read outputs as a runner does: ``name=value``, or ``name<<end``, lines, ``end``."""
    lines = iter(text.splitlines())
    found = {}
    for line in lines:
        if match := re.fullmatch(r"([^=]+?)<<(.+)", line):
            found[match[1]] = "\n".join(iter(lines.__next__, match[2]))
        else:
            name, value = line.split("=", 1)
            found[name] = value
    return found


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


# Starts in no time, and does nothing but say what it was called with; it exits with what CODES has for the verb.
STAND_IN = """\
#!/bin/bash
printf '%s\\0' "$@" >> "${0%/*}/calls"
printf '\\n\\0' >> "${0%/*}/calls"
[ ! -e "${0%/*}/code-$1" ] || exit "$(< "${0%/*}/code-$1")"
"""


class StandIn:
    """A runner whose ocgen only records its arguments, for what the script alone has to get right."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.project = directory / "project"
        self.project.mkdir()
        self.runner = Runner(self.project, directory / "temporary")
        self.ocgen = directory / "ocgen"
        self.ocgen.write_text(STAND_IN, encoding="utf-8")
        self.ocgen.chmod(0o755)

    def run(self, codes: dict[str, int] | None = None, **inputs: str) -> Step:
        """Run the step; ``codes`` are the exit codes of verbs, 0 of all others."""
        for old in (*self.directory.glob("code-*"), *self.directory.glob("calls")):
            old.unlink()
        for verb, code in (codes or {}).items():
            (self.directory / f"code-{verb}").write_text(str(code), encoding="utf-8")
        return self.runner.step("run", {"ocgen": str(self.ocgen)}, **inputs)

    def calls(self, reports: str) -> list[list[str]]:
        """What ocgen was called with: the verbs and their arguments, those without which every report would lack."""
        text = (self.directory / "calls").read_text(encoding="utf-8")
        found = []
        for call in text.split("\0\n\0")[:-1]:
            verb, *arguments = call.split("\0")
            wanted = ["--format", "github"]
            for format_, ending in {"github-sarif": "sarif", "json": "json", "junit": "xml", "markdown": "md"}.items():
                wanted += ["--format", f"{format_}={reports}/{verb}.{ending}"]
            assert arguments[: len(wanted)] == wanted
            found.append([verb, *arguments[len(wanted) :]])
        return found


@pytest.fixture
def stand_in(tmp_path: Path) -> StandIn:
    return StandIn(tmp_path)


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


def test_each_input_reaches_the_verbs_that_it_concerns(stand_in: StandIn) -> None:
    assert stand_in.run().outputs == {"findings": "false", "drift": "false", "reports": "ocgen-reports"}
    assert stand_in.calls("ocgen-reports") == [["lint", "--fail-on=warning", "--"], ["check", "--"]]
    step = stand_in.run(
        connectors="ac*\n b c ", specs="my specs", out="my out", fail_on="error", base="origin/main",
        pages="a b.html\r\n\n  acme=c d.md  \n", models="*.json",
    )  # fmt: skip
    assert stand_in.calls("ocgen-reports") == [
        ["lint", "--specs=my specs", "--fail-on=error", "--", "ac*", "b", "c"],
        ["check", "--specs=my specs", "--out=my out", "--", "ac*", "b", "c"],
        [
            "diff", "--specs=my specs", "--fail-on=breaking", "--merge-base",
            "--connector=ac*", "--connector=b", "--connector=c", "--", "origin/main",
        ],
        ["drift", "--specs=my specs", "--page=a b.html", "--page=acme=c d.md", "--model=*.json"],
    ]  # fmt: skip
    assert set(step.outputs) == set(ACTION["outputs"])


@pytest.mark.parametrize(
    ("codes", "code", "code_without_fail"),
    [
        ({}, 0, 0),
        ({"lint": 1}, 1, 0),
        ({"check": 1, "diff": 1}, 1, 0),
        ({"drift": 1}, 1, 0),
        ({"lint": 2, "diff": 1}, 2, 2),
    ],
)
def test_what_verbs_find_is_told_apart_and_what_cannot_run_fails_in_any_case(
    stand_in: StandIn, codes: dict[str, int], code: int, code_without_fail: int
) -> None:
    outputs = {"lint": "findings", "check": "drift", "diff": "breaking", "drift": "upstream"}
    step = stand_in.run(codes, base="main", pages="page.md")
    assert len(stand_in.calls("ocgen-reports")) == 4
    told = {output: str(codes.get(verb) == 1).lower() for verb, output in outputs.items() if codes.get(verb) != 2}
    assert (step.code, step.outputs) == (code, {**told, "reports": "ocgen-reports"})
    assert stand_in.run(codes, base="main", pages="page.md", fail="false").code == code_without_fail


@pytest.mark.parametrize(
    ("reports", "working_directory", "place"),
    [
        ("a b/c", ".", "a b/c"),
        ("./r", "sub dir", "sub dir/./r"),
        ("r", "sub/", "sub/r"),
        ("", ".", "."),
        ("{absolute}/a b", "sub", "{absolute}/a b"),
        ("r", "{absolute}/project", "{absolute}/project/r"),
        ("x\ndrift=true\nreports=y", ".", "x\ndrift=true\nreports=y"),
        ("100%\\n", ".", "100%\\n"),
    ],
)
def test_the_place_of_the_reports(stand_in: StandIn, reports: str, working_directory: str, place: str) -> None:
    absolute = str(stand_in.directory / "elsewhere")
    given = reports.replace("{absolute}", absolute)
    step = stand_in.run(reports=given, working_directory=working_directory.replace("{absolute}", absolute))
    assert step.outputs["reports"] == place.replace("{absolute}", absolute)
    assert step.outputs["drift"] == "false"
    assert len(stand_in.calls(given or ".")) == 2
    assert (stand_in.project / given).is_dir()


HOSTILE = (
    "$(touch x)",
    "`touch x`",
    "; touch x #",
    "x\ndrift=true\ntouch x",
    "' touch x '",
    '"; touch x; "',
    "${IFS}touch${IFS}x",
    "*",
    "--help",
    "EOF\ntouch x\nEOF",
)
NAMES = sorted(set(DEFAULTS) - {"python", "working-directory"})


@pytest.mark.parametrize("value", [*HOSTILE, "\n".join(HOSTILE)])
def test_hostile_inputs_are_arguments_and_nothing_else(stand_in: StandIn, value: str) -> None:
    (stand_in.project / "file").touch()  # for the glob
    for names in [*((name,) for name in NAMES), NAMES]:
        inputs: Any = dict.fromkeys((name.replace("-", "_") for name in names), value)
        step = stand_in.run(**inputs)
        assert (step.code, step.outputs["drift"]) == (0, "false"), step.log
        calls = stand_in.calls(value if "reports" in names else "ocgen-reports")
        keys = value.split() if "connectors" in names else []
        (lint,) = [call for call in calls if call[0] == "lint"]
        specs = [f"--specs={value}"] if "specs" in names else []
        assert lint == ["lint", *specs, f"--fail-on={value if 'fail-on' in names else 'warning'}", "--", *keys]
        if "base" in names:
            (diff,) = [call for call in calls if call[0] == "diff"]
            assert diff[-2:] == ["--", value]
    assert not list(stand_in.directory.rglob("x"))


@pytest.mark.parametrize("value", [*HOSTILE, "\n".join(HOSTILE)])
def test_and_arguments_like_them_do_nothing_to_ocgen(
    ocgen: Ocgen, project: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.chdir(project)
    for call in (
        ("lint", f"--specs={value}", "--", "acme"), ("lint", f"--fail-on={value}"), ("check", "--", *value.split()),
        ("check", f"--out={value}"), ("diff", f"--connector={value}", "--merge-base", "--", value),
        ("drift", f"--page={value}", f"--model={value}"),
    ):  # fmt: skip
        shown = ocgen(*call)
        assert (call, shown.code) in ((call, 1), (call, 2), (call, 0))
        assert "Traceback" not in shown.err
        assert "fault of ocgen" not in shown.err
    assert not list(project.parent.rglob("x"))


def _page(project: Path, field: str) -> None:
    (project / "a page.md").write_text(
        f"""\
# Authenticate with Acme CRM

`POST /instances`:

    {{
      "element": {{"key": "acme"}},
      "configuration": {{"{field}": "<HOST>"}},
      "name": "API Instance"
    }}

| Parameter | Description | Data Type |
| --- | --- | --- |
| `key` | The connector key: `acme` | string |
| `{field}` | Optional. The host name. | string |
""",
        encoding="utf-8",
    )


def test_a_project_in_order_and_one_in_which_nothing_agrees(runner: Runner) -> None:
    project = runner.project
    _page(project, "acme.server")
    run("git", "checkout", "--quiet", "-b", "topic", cwd=project)
    step = _run(runner, base="main", pages="a page.md", reports="the reports")
    every = ("findings", "drift", "breaking", "upstream")
    assert (step.code, step.summary) == (0, ""), step.log
    assert step.outputs == {**dict.fromkeys(every, "false"), "reports": "the reports"}
    verbs = ("lint", "check", "diff", "drift")
    reports = {path.name for path in (project / "the reports").iterdir()}
    assert reports == {f"{verb}.{suffix}" for verb in verbs for suffix in ("sarif", "json", "xml", "md")}

    _page(project, "acme.other")
    spec = project / "specs" / "acme.yaml"
    text = (
        spec.read_text(encoding="utf-8")
        .replace("acme.server", "acme.host")
        .replace("    example: acme.example.com\n", "")
    )
    spec.write_text(text, encoding="utf-8")
    step = _run(runner, base="main", pages="a page.md", reports="the reports", connectors="ac*")
    assert (step.code, step.outputs) == (1, {**dict.fromkeys(every, "true"), "reports": "the reports"})
    assert "::error file=generated/docs/acme.md,line=" in step.log
    report = json.loads((project / "the reports" / "check.json").read_text(encoding="utf-8"))
    assert {finding["rule"] for finding in report["findings"]} == {"generated-outdated"}


def test_connectors_narrow_the_comparison_with_where_the_branch_left_the_base(
    ocgen: Ocgen, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the script asks of `ocgen diff`, in this process."""
    monkeypatch.chdir(project)
    run("git", "checkout", "--quiet", "-b", "topic", cwd=project)
    text = (project / "specs" / "acme.yaml").read_text(encoding="utf-8")
    (project / "specs" / "other.yaml").write_text(text.replace("key: acme\n", "key: other\n"), encoding="utf-8")
    commit(project)
    run("git", "checkout", "--quiet", "main", cwd=project)
    (project / "specs" / "acme.yaml").write_text(text.replace("acme.server", "acme.host"), encoding="utf-8")
    diff = ("diff", "--fail-on=breaking", "--merge-base")
    assert ocgen(*diff, "--", "topic").code == 1
    assert ocgen(*diff, "--connector=ac*", "--", "topic").code == 1
    (project / "specs" / "other.yaml").write_text(text.replace("key: acme\n", "key: other\n"), encoding="utf-8")
    assert ocgen(*diff, "--connector=other", "--", "topic").code == 0
    assert ocgen(*diff, "--connector=mysql", "--", "topic").code == 0  # bundled, and on neither side
    shown = ocgen(*diff, "--connector=othre", "--", "topic")
    assert (shown.code, 'did you mean "other"?' in shown.err) == (2, True)


PYTHON = """\
#!/bin/bash
if [ "$2" = venv ]; then
  mkdir -p "$3/bin"
  cp "$0" "$3/bin/python"
else
  printf '%s\\0' "$@" > "${0%/*}/arguments"
fi
"""


@pytest.mark.parametrize(("pages", "extra"), [("", ""), (" \n\t\n", ""), ("a.html\n", "[upstream]")])
def test_what_pages_need_is_installed_with_it(stand_in: StandIn, pages: str, extra: str) -> None:
    python = stand_in.directory / "a python"
    python.write_text(PYTHON, encoding="utf-8")
    python.chmod(0o755)
    step = stand_in.runner.step("install", {}, python=str(python), pages=pages)
    binaries = stand_in.directory / "temporary" / "ocgen" / "bin"
    assert (step.code, step.outputs) == (0, {"ocgen": f"{binaries}/ocgen"}), step.log
    installed = (binaries / "arguments").read_text(encoding="utf-8").split("\0")
    assert installed[:3] == ["-m", "pip", "install"]
    assert installed[-2] == f"{REPOSITORY}{extra}"


@pytest.mark.network  # installs ocgen and what it depends on
def test_it_installs_itself_and_runs(runner: Runner) -> None:
    installed = runner.step("install", {}, python=sys.executable, pages="page.md")
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
