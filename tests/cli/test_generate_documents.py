"""`generate` keeps the documents of the configuration true, and tells the truth when it cannot write."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.ci.project import SPEC
from tests.conftest import Ocgen, Prepare, run_here
from tests.files import contents, edit

TABLE = "<!-- ocgen:begin table {} configuration -->\n<!-- ocgen:end -->\n"
SECTION = "<!-- ocgen:begin section {} before level=2 -->\n<!-- ocgen:end -->\n"
SETTINGS = '[tool.ocgen]\ntargets = ["docs", "schemas"]\n\n[tool.ocgen.docs]\nfiles = ["guide/*.md", "start.md"]\n'


def make(top: Path) -> None:
    """Make a project of two connectors and three documents, generated."""
    for folder in ("specs", "guide"):
        (top / folder).mkdir()
    for key in ("acme", "globex"):
        (top / "specs" / f"{key}.yaml").write_text(SPEC.replace("acme", key), encoding="utf-8")
        (top / "guide" / f"{key}.md").write_text(f"# {key}\n\n" + TABLE.format(key), encoding="utf-8")
    (top / "start.md").write_text("# Start\n\n" + SECTION.format("acme"), encoding="utf-8")
    (top / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    assert run_here("generate").code == 0
    assert run_here("check").code == 0


@pytest.fixture
def top(prepare: Prepare) -> Path:
    return prepare(make)


def _reworded(top: Path, random: Random) -> None:
    spec = top / "specs" / f"{random.choice(['acme', 'globex'])}.yaml"
    edit(spec, "label: Server", f"label: Server {random.randrange(1000)}\n#")


def _emptied(top: Path, random: Random) -> None:
    page = random.choice(sorted((top / "guide").glob("*.md")))
    text = page.read_text(encoding="utf-8")
    page.write_text(
        re.sub(r"(begin table [^\n]*-->\n).*?(<!-- ocgen:end)", r"\1\2", text, flags=re.S), encoding="utf-8"
    )


def _added(top: Path, random: Random) -> None:
    with (top / "guide" / f"more{random.randrange(3)}.md").open("a", encoding="utf-8") as file:
        prefix = f" prefix=p{random.randrange(10**9)}"
        file.write("\nSaid.\n\n" + SECTION.format("globex").replace(" level=2", f" level=2{prefix}"))


def _removed(top: Path, random: Random) -> None:
    made = [path for path in (top / "generated").rglob("*") if path.suffix == ".md"]
    random.choice(sorted(made)).unlink()


def _told(top: Path, random: Random) -> None:
    edit(top / "start.md", "# Start\n", f"# Start\n\nAsk Kim, {random.randrange(100)}.\n")


def _marked(top: Path, random: Random) -> None:
    edit(top / "guide" / "acme.md", "begin table acme configuration", "begin table acme configuration hide-empty=yes")


EDITS: list[Callable[[Path, Random], None]] = [_reworded, _emptied, _added, _removed, _told]


@pytest.mark.parametrize("seed", range(8))
def test_after_generate_check_finds_nothing(ocgen: Ocgen, top: Path, seed: int) -> None:
    random = Random(seed)
    for change in random.choices(EDITS, k=random.randrange(1, 5)):
        change(top, random)
    if seed % 3 == 0:
        _marked(top, random)
    made = ocgen("generate")
    assert made.code == 0, made.err
    checked = ocgen("check")
    assert (checked.code, checked.out) == (0, ""), checked
    before = contents(top)
    again = ocgen("generate")
    assert (again.code, again.out) == (0, "")
    assert again.err.startswith("nothing to do: ")
    assert contents(top) == before


def test_what_is_written_is_named(ocgen: Ocgen, top: Path) -> None:
    _reworded(top, Random(0))
    edit(top / "specs" / "acme.yaml", "where_to_find: In Acme", "where_to_find: There in Acme")
    made = ocgen("generate")
    assert (
        {"written guide/acme.md", "written guide/globex.md"}
        >= {line for line in made.out.splitlines() if "guide" in line}
        != set()
    )
    assert re.search(r"\d written, 0 removed, \d+ unchanged; documents: \d written, \d unchanged\n\Z", made.err)
    assert ocgen("generate", "-q").out == ""


@pytest.mark.parametrize("narrowed", [("acme",), ("--target", "docs")])
def test_a_narrowed_run_leaves_documents_alone_and_says_what_does_them(
    ocgen: Ocgen, top: Path, narrowed: tuple[str, ...]
) -> None:
    edit(top / "specs" / "acme.yaml", "label: Server", "label: The server")
    before = (top / "guide" / "acme.md").read_bytes()
    made = ocgen("generate", *narrowed)
    assert made.code == 0
    assert (top / "guide" / "acme.md").read_bytes() == before
    (command,) = re.findall(r"were left alone; run: ocgen (.*)\n", made.err)
    assert ocgen(*command.split()).code == 0
    assert ocgen("generate").code == 0
    assert ocgen("check").code == 0


def _broken(top: Path) -> None:
    edit(top / "guide" / "acme.md", "<!-- ocgen:end -->\n", "")


def _hand_edited(top: Path) -> None:
    edit(top / "guide" / "acme.md", "acme.server", "acme.sewer")


def _unknown(top: Path) -> None:
    edit(top / "guide" / "acme.md", "begin table acme", "begin table acne")


def _gone(top: Path) -> None:
    (top / "start.md").unlink()


def _link(top: Path) -> None:
    (top / "start.md").rename(top / "real.md")
    (top / "start.md").symlink_to("real.md")


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (_broken, "docs-marker"),
        (_unknown, "docs-marker"),
        (_gone, "docs-file"),
        (_link, "docs-file"),
        (_hand_edited, "docs-edited"),
    ],
)
def test_a_document_in_the_way_is_a_finding_and_nothing_is_written(
    ocgen: Ocgen, top: Path, spoil: Callable[[Path], None], rule: str
) -> None:
    edit(top / "specs" / "globex.yaml", "label: Server", "label: The server")
    spoil(top)
    before = contents(top)
    made = ocgen("generate")
    assert made.code == 1
    assert f"error[{rule}]" in made.err
    assert made.err.endswith("nothing was written\n")
    assert contents(top) == before
    assert ocgen("check").code == 1
    if rule == "docs-edited":
        assert ocgen("generate", "--force").code == 0
        assert ocgen("check").code == 0


def test_a_file_in_the_way_keeps_documents_from_being_written(ocgen: Ocgen, top: Path) -> None:
    edit(top / "specs" / "acme.yaml", "label: Server", "label: The server")
    edit(top / "generated" / "docs" / "globex.md", "Acme", "Acme!")
    _hand_edited(top)
    before = contents(top)
    made = ocgen("generate")
    assert made.code == 1
    assert "error[generated-edited]" in made.err and "error[docs-edited]" in made.err
    assert contents(top) == before


def test_documents_speak_the_language_of_the_configuration(ocgen: Ocgen, top: Path) -> None:
    before = contents(top)
    assert ocgen("generate", "--language", "de", "--language", "en").code == 0
    assert {name: text for name, text in contents(top).items() if "generated" not in name} == {
        name: text for name, text in before.items() if "generated" not in name
    }
    assert ocgen("check", "--language", "de", "--language", "en").code == 0


class Failing:
    """The calls of the system that change something, the ``at``-th of which fails."""

    names = ("open", "replace", "unlink", "mkdir", "rmdir")

    def __init__(self, patch: pytest.MonkeyPatch, at: int, number: int) -> None:
        self.left, self.failed, self.number = at, False, number
        for name in self.names:
            patch.setattr(os, name, self.wrapped(getattr(os, name)))

    def wrapped(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(path: str, *more: object, **named: object) -> object:
            if real.__name__ == "open" and not (more and int(str(more[0])) & os.O_CREAT):
                return real(path, *more, **named)
            self.left -= 1
            if self.left < 0 and not self.failed:
                self.failed = True
                raise OSError(self.number, os.strerror(self.number), str(path))
            return real(path, *more, **named)

        return call


def _change(top: Path) -> None:
    """Something to write, to remove, to make a folder for, and documents."""
    edit(top / "specs" / "acme.yaml", "label: Server", "label: The server")
    (top / "specs" / "globex.yaml").rename(top / "specs" / "initech.yaml")
    edit(top / "specs" / "initech.yaml", "key: globex\n", "key: initech\n")
    edit(top / "guide" / "globex.md", "begin table globex", "begin table initech")


def _put(top: Path, content: dict[str, bytes]) -> None:
    for name in contents(top):
        if name not in content:
            (top / name).unlink()
    for name, text in content.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(text)


def test_what_is_told_of_a_failed_run_is_true(ocgen: Ocgen, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step that changes something fails once. What is told as written is, nothing else, and the next run heals."""
    _change(top)
    before = contents(top)
    assert ocgen("generate").code == 0
    after = contents(top)
    for turn, at in enumerate(range(1000)):
        _put(top, before)
        with monkeypatch.context() as patch:
            failing = Failing(patch, at, (errno.ENOSPC, errno.EACCES)[turn % 2])
            made = ocgen("generate")
        if not failing.failed:
            break
        now = contents(top)
        ours = {name for name in now.keys() | before.keys() if not name.startswith("generated/.ocgen")}
        changed = {name for name in ours if now.get(name) != before.get(name)}
        assert all(now.get(name) in (before.get(name), after.get(name)) for name in ours), at
        if made.code == 0:  # it could do without, as when a staged file is not removed
            assert {name: now.get(name) for name in ours} == {name: after.get(name) for name in ours}
        else:
            assert (made.code, "fault of ocgen" in made.err) == (2, False), (at, made)
            named = set(re.findall(r"^(?:changed|written|removed) (\S+)$", made.out, re.M))
            if "nothing was written" in made.err:
                assert not changed and not named, (at, made)
            elif "written, and no document" in made.err:
                assert changed == named and not any("guide" in name for name in changed), (at, made)
            else:
                assert "before, each" in made.err, (at, made)
                (count,) = re.findall(r"(\d+) of \d+ (?:files|documents) were written or removed before", made.err)
                documents = {name for name in changed if "guide" in name}
                assert int(count) == len(documents or changed), (at, made)
                assert changed - documents == named, (at, made)
        assert ocgen("generate").code == 0, at
        assert ocgen("check").code == 0, at
        assert contents(top) == after, at
    assert turn > 20, "a run has that many steps at least"


MODES = [0o600, 0o664, 0o755]


@pytest.mark.skipif(os.name == "nt", reason="a system without such permissions")
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_what_is_rewritten_keeps_its_permissions(ocgen: Ocgen, top: Path, mode: int, umask: int) -> None:
    before = {path: path.read_bytes() for path in top.rglob("*") if path.is_file()}
    for path in before:
        path.chmod(mode)
    edit(top / "specs" / "acme.yaml", "label: Server", "label: The server")
    (top / "generated" / "docs" / "acme.md").unlink()
    old = os.umask(umask)
    try:
        assert ocgen("generate").code == 0
        assert ocgen("lint", "--format", "json=report.json").code in (0, 1)
        (top / "report.json").chmod(mode)
        assert ocgen("lint", "--format", "json=report.json").code in (0, 1)
    finally:
        os.umask(old)
    made = top / "generated" / "docs" / "acme.md"
    assert made.stat().st_mode & 0o777 == 0o666 & ~umask
    kept = [path for path in (*before, top / "report.json") if path != made]
    assert sum(path.read_bytes() != before.get(path) for path in kept) > 3
    assert {path: path.stat().st_mode & 0o777 for path in kept} == dict.fromkeys(kept, mode)
