"""A user's repository of five small connectors, with git and the command line as its users have them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from ocgen.files.resources import specs_directory
from ocgen.plan.record import NAME
from tests.conftest import REPOSITORY, Ocgen, Result
from tests.processes import commit, run

CONNECTORS = ("alpha", "beta", "delta", "gamma", "omega")
FAMILY = ("delta", "omega")
BY_HAND = "changed by hand"  # in every line that somebody has typed into a generated file
OUT = "generated"
RECORD = f"{OUT}/{NAME}"

_SPEC = """\
key: {key}
name: {name} CRM
hub: crm
provider: {name}
description: Works with the contacts of an account at {name}.
sources:
  - page: {name}, Authenticate
authentication:
  apiKey: {{}}
configuration:
  - key: {key}.server
    label: Server
    description: Host name of the account.
    where_to_find: In the address bar, once you are signed in.
    example: {key}.example.com
"""

_PARAMETERS = ("query_parameters", "callback_parameters", "provider_data")
_FAMILY = """\
setup:
  - Open the settings of your account, and create a key.
"""


def spec(key: str, family: str = "") -> str:
    """Return a spec of a connector."""
    text = _SPEC.format(key=key, name=key.title())
    return text.replace("authentication:", f"family: {family}\nauthentication:") if family else text


@dataclass(frozen=True)
class Repository:
    """A clone: its ``root``, which is the working directory, and ``ocgen`` in this process."""

    root: Path
    ocgen: Ocgen

    def git(self, *arguments: str) -> str:
        """Run git, which must go well, and return what it prints."""
        return run("git", *arguments, cwd=self.root, GIT_EDITOR="true").stdout

    def tries(self, *arguments: str) -> bool:
        """Run git, and return whether it went well; conflicts are what it may meet."""
        return run("git", *arguments, cwd=self.root, code=None, GIT_EDITOR="true").returncode == 0

    def commit(self) -> str:
        """Commit everything, conflict markers too, and return the commit; the last one when nothing has changed."""
        self.git("add", "--all")
        if self.git("status", "--porcelain"):
            self.git("commit", "--quiet", "--message", "A change")
        return self.git("rev-parse", "HEAD").strip()

    def branch(self, name: str, start: str = "main") -> None:
        """Begin a branch."""
        self.git("switch", "--quiet", "--create", name, start)

    def switch(self, name: str) -> None:
        """Take up a branch again."""
        self.git("switch", "--quiet", name)

    def unmerged(self) -> set[str]:
        """Return the paths that git asks somebody to merge."""
        return set(self.git("diff", "--name-only", "--diff-filter=U").splitlines())

    def read(self, path: str) -> str:
        """Return the text of a file."""
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        """Give a file a text."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace what stands in a file."""
        text = self.read(path)
        assert old in text, f"{path} has no {old!r}"
        self.write(path, text.replace(old, new))

    def by_hand(self, path: str, what: str = "") -> None:
        """Change a line in the middle of a generated file."""
        lines = self.read(path).splitlines(keepends=True)
        at = len(lines) // 2
        lines[at] = f"{lines[at].rstrip()} {BY_HAND} {what}".rstrip() + "\n"
        self.write(path, "".join(lines))

    def lay_over(self, template: str, old: str, new: str) -> None:
        """Lay a copy of one of ocgen's templates, changed, over it."""
        place = self.root / "templates" / template
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / "templates" / template, place)
        self.edit(f"templates/{template}", old, new)

    def reword(self, key: str, word: str) -> str:
        """Change a word of a spec, generate and commit; return the commit."""
        lines = self.read(f"specs/{key}.yaml").splitlines(keepends=True)
        text = "".join(f"    description: Host name, {word}.\n" if "Host name" in line else line for line in lines)
        self.write(f"specs/{key}.yaml", text)
        assert self.generate("--quiet").code == 0
        return self.commit()

    def diverge(self, ours: str, theirs: str) -> None:
        """Make a branch `theirs` that changes one spec and a branch `ours` that changes another, or the same."""
        for branch, key in (("theirs", theirs), ("ours", ours)):
            self.branch(branch)
            self.reword(key, branch)

    def generated(self) -> dict[str, str]:
        """Return what stands in the output directory, what ocgen keeps for itself left out."""
        return generated(self.root)

    def edited(self) -> set[str]:
        """Return the generated files that hold something typed by hand."""
        return {f"{OUT}/{path}" for path, text in self.generated().items() if BY_HAND in text}

    def check(self, *arguments: str) -> Result:
        """Run `ocgen check`."""
        return self.ocgen("check", *arguments)

    def findings(self) -> dict[str, str]:
        """Return the rule that `ocgen check` names for each path."""
        checked = self.check("--no-diff", "--files", "--all-findings", "--format", "json")
        found = {finding["path"]: finding["rule"] for finding in json.loads(checked.out)["findings"]}
        assert checked.code == (1 if found else 0)
        return found

    def generate(self, *arguments: str) -> Result:
        """Run `ocgen generate`."""
        return self.ocgen("generate", *arguments)


def generated(root: Path) -> dict[str, str]:
    """Return the generated files of a project by path; files with a dot in front are ocgen's own."""
    out = root / OUT
    files = (path for path in out.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in files}


def _platform() -> str:
    """Return the platform cut down to what a connector must have: a run then takes half the time."""
    bundled = yaml.safe_load((specs_directory() / "platform.yaml").read_text(encoding="utf-8"))
    few = {name: bundled[name][:1] for name in ("regions", "errors", "refusals", *_PARAMETERS)}
    fields = [field for field in bundled["configuration"] if field["key"] == "event.notification.enabled"]
    answer = [m for m in bundled["instance_response"] if m["name"] in ("id", "name", "token", "element")]
    cut = {**bundled, **few, "configuration": fields, "instance_response": answer, "formats": {}}
    kept = {name: value for name, value in cut.items() if name not in ("errata", "own_tokens")}
    return str(yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=1000))


def make(root: Path, targets: Iterable[str] = ("docs", "schemas")) -> Path:
    """Make the repository, with its first commit on `main`."""
    specs: Mapping[str, str] = {key: spec(key, "greek" if key in FAMILY else "") for key in CONNECTORS}
    (root / "specs" / "families").mkdir(parents=True)
    for key, text in specs.items():
        (root / "specs" / f"{key}.yaml").write_text(text, encoding="utf-8")
    (root / "specs" / "families" / "greek.yaml").write_text(_FAMILY, encoding="utf-8")
    (root / "specs" / "platform.yaml").write_text(_platform(), encoding="utf-8")
    named = ", ".join(f'"{name}"' for name in targets)
    settings = f'[tool.ocgen]\ntargets = [{named}]\ntemplates = "templates"\n'
    (root / "pyproject.toml").write_text(settings, encoding="utf-8")
    (root / "templates").mkdir()
    (root / "templates" / "README.md").write_text("Templates of our own.\n", encoding="utf-8")
    run("git", "init", "--quiet", "--template=", "--initial-branch=main", cwd=root)
    run("ocgen", "generate", "--quiet", cwd=root)
    commit(root)
    return root
