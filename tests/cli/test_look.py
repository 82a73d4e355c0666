"""The verbs that only look: list, show, schema, explain, completion; and the command line itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ocgen import __version__
from ocgen.cli import _VERBS
from tests.conftest import SPECS, Ocgen
from tests.processes import ENVIRONMENT, run


def test_without_a_project_the_bundled_catalogue_is_listed(ocgen: Ocgen) -> None:
    result = ocgen("list", "infusionsoft*m*")
    assert result.code == 0
    head, *rows = result.out.splitlines()
    assert head.split() == ["KEY", "NAME", "HUB", "SIGN-IN", "EVENTS"]
    assert {"infusionsoftcrm", "infusionsoftmarketing"} <= {row.split()[0] for row in rows}


def test_list_as_json(ocgen: Ocgen) -> None:
    (entry,) = json.loads(ocgen("list", "sfdc", "--format", "json").out)
    assert entry["hub"] == "crm"
    assert entry["methods"] == [{"name": "oauth2", "type": "oauth2"}]


def test_show_has_the_published_shape(ocgen: Ocgen) -> None:
    shown = json.loads(ocgen("show", "infusionsoftmarketing", "--format", "json").out)
    assert (shown["key"], shown["name"]) == ("infusionsoftmarketing", "Infusionsoft Marketing Automation")
    (method,) = shown["methods"]
    assert (method["type"], method["flow"]) == ("oauth2", "redirect")
    assert method["oauth_url_query"][0]["name"] == "apiKey"
    assert method["callback"] == [{"name": "code"}, {"name": "state"}]
    assert method["provider_data"][0]["required"] is True
    assert method["oauth_token_query"] == []
    fields = {f["key"]: f for f in shown["configuration"]}
    assert method["configuration"] == list(fields)
    server = fields["infusionsoft.server"]
    assert (server["label"], server["type"], server["required"], server["secret"]) == (
        "Infusionsoft Server", "string", True, False,
    )  # fmt: skip
    assert fields["infusionsoft.private.key"]["secret"] is True
    assert set(shown["events"]) >= {"methods", "parameters", "resources"}
    assert len(shown["errata"]) == 10


def test_show_all_is_a_list(ocgen: Ocgen) -> None:
    shown = json.loads(ocgen("show", "--all", "--format", "json").out)
    assert {"sfdc", "sftp"} <= {c["key"] for c in shown}


def test_show_as_text_marks_secrets_and_what_is_optional(ocgen: Ocgen) -> None:
    text = ocgen("show", "sfdc").out
    assert "[siteAddress]" in text
    assert "oauth.api.secret" in text
    assert "secret" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "sfcd"], 'did you mean "sfdc"?'),
        (["show"], "--all"),
        (["lst"], 'did you mean "list"?'),
        (["list", "--spec", "x"], "--specs"),
        (["list", "--specs", "nowhere"], "nowhere does not exist"),
        (["schema", "famly"], "family"),
        (["explain", "secret-unmaked"], "no rule"),
        (["new", "a b"], "no connector key"),
        (["new", "x", "--type", "oauth3"], "oauth2"),
    ],
)
def test_wrong_usage_says_the_way_out(ocgen: Ocgen, arguments: list[str], said: str) -> None:
    result = ocgen(*arguments)
    assert result.code == 2
    assert result.out == ""
    assert said in result.err


def test_schema_prints_the_schema(ocgen: Ocgen) -> None:
    assert json.loads(ocgen("schema").out)["title"] == "ocgen connector spec"
    assert json.loads(ocgen("schema", "platform").out)["title"] == "ocgen platform spec"


@pytest.mark.parametrize("verb", _VERBS)
def test_every_verb_has_a_worked_example(ocgen: Ocgen, verb: str) -> None:
    text = ocgen(verb, "--help").out
    assert "Example" in text
    assert f"ocgen {verb}" in text.partition("Example")[2]


def test_the_group_tells_its_verbs(ocgen: Ocgen) -> None:
    text = ocgen("--help").out
    assert all(f"\n  {verb}" in text for verb in _VERBS)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(ocgen: Ocgen, shell: str) -> None:
    script = ocgen("completion", shell).out
    assert "_OCGEN_COMPLETE" in script


def _complete(words: str, cwd: Path) -> list[str]:
    typed = {"_OCGEN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "2"}
    done = run(sys.executable, "-m", "ocgen", cwd=cwd, code=None, **typed)
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


def test_connector_keys_and_rules_complete(tmp_path: Path) -> None:
    assert {"infusionsoftcrm", "infusionsoftmarketing"} <= set(_complete("ocgen show infusionsoft", tmp_path))
    assert any(rule.startswith("pattern") for rule in _complete("ocgen explain pattern", tmp_path))


def test_version_and_module() -> None:
    assert run(sys.executable, "-m", "ocgen", "--version").stdout == f"ocgen, version {__version__}\n"


def test_version_imports_nothing_heavy() -> None:
    # What decides over start-up is what is imported; the ratio to a click hello-world is in `make bench`.
    code = (
        "import sys; sys.argv = ['ocgen', '--version']\n"
        "from ocgen import cli\n"
        "cli.run()\n"
        "heavy = {'yaml', 'jinja2', 'jsonschema', 'ocgen.spec', 'ocgen.model', 'difflib', 'tomllib'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert run(sys.executable, "-c", code).stdout.splitlines()[-1] == "[]"


def closed_pipe() -> int:
    """The end of a pipe to write to, whose reader has gone."""
    reader, writer = os.pipe()
    os.close(reader)
    return writer


def test_a_reader_that_has_gone_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ocgen", "list"]
    done = subprocess.run(
        command, stdout=closed_pipe(), stderr=subprocess.PIPE, cwd=tmp_path, env=ENVIRONMENT, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_standard_output_is_no_fault(tmp_path: Path) -> None:
    assert run("sh", "-c", f"{sys.executable} -m ocgen list sftp >&-", cwd=tmp_path).stderr == ""


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_a_character_that_the_terminal_lacks_is_written_by_its_number(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "specs").mkdir()
    text = (SPECS / "sftp.yaml").read_text(encoding="utf-8").replace("name: SFTP", "name: Snowman \u2603", 1)
    (tmp_path / "specs" / "sftp.yaml").write_text(text, encoding="utf-8")
    environment = ENVIRONMENT | {"PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "ocgen", "list"]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Snowman \\u2603" in done.stdout


def test_an_interrupt_while_it_is_still_starting(tmp_path: Path) -> None:
    code = (
        "import runpy, sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'click':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "runpy.run_module('ocgen', run_name='__main__')\n"
    )
    done = run(sys.executable, "-c", code, cwd=tmp_path, code=130)
    assert (done.stdout, done.stderr) == ("", "")
