"""Whatever an output directory, its record and its journal say, nothing outside of it is read, written or removed."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings, strategies as st

from ocgen.plan import output_directory as inside
from ocgen.plan.compare import FileState
from ocgen.plan.digests import digest
from ocgen.plan.journal import Pending, journal_text, read_journal
from ocgen.plan.output_directory import LinkError, OutputDirectory
from ocgen.plan.paths import JOURNAL
from ocgen.plan.record import NAME, OutputRecord, Owned
from ocgen.plan.stored import RecordError, read_stored
from ocgen.plan.write import STAGE, CannotWriteError, RefusedError
from tests.conftest import SPECS, Ocgen, Prepare, Result, run_here
from tests.plan.test_ownership import FILES, generate, states, tree

TEXT = "1\n"


@pytest.fixture(params=["handles", "paths"], autouse=True)
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both kinds of systems: those that can hold a folder open, and the others."""
    if request.param == "paths":
        monkeypatch.setattr(inside, "_BY_HANDLE", False)


def seen(directory: Path) -> dict[str, tuple[object, ...]]:
    """Every file and folder with content, time and links: what must not change."""
    found: dict[str, tuple[object, ...]] = {}
    for path in (directory, *directory.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found[str(path.relative_to(directory))] = (status.st_mtime_ns, status.st_ino, status.st_nlink, content)
    return found


# --- any tree, any record ---

NAMES = ["a", "b", "x", "link"]
paths = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map("/".join)
odd_paths = st.sampled_from(
    ["../outside/a", "a/../../outside/a", "/etc/hosts", "C:/a", "a\\b", "a//b", "", "a\0b", "./a"]
)
targets = st.sampled_from(["outside", "outside/a", "outside/a/x", "nowhere", ".", "..", "self"])


@st.composite
def trees(draw: st.DrawFn) -> dict[str, tuple[str, str]]:
    """Things by path: files, folders, links to what is outside, inside or nowhere."""
    things = st.one_of(
        st.tuples(st.just("file"), st.sampled_from([TEXT, "2\n"])),
        st.tuples(st.just("folder"), st.just("")),
        st.tuples(st.just("link"), targets),
    )
    found = draw(st.dictionaries(st.one_of(paths, st.sampled_from([NAME, JOURNAL, STAGE])), things, max_size=6))
    return dict(sorted(found.items()))


def lay(out: Path, things: dict[str, tuple[str, str]], outside: Path) -> None:
    out.mkdir()
    for name, (kind, value) in things.items():
        path = out / name
        if any(parent.is_symlink() or parent.is_file() for parent in [path, *path.parents] if parent != out.parent):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            continue
        if kind == "file":
            path.write_text(value, encoding="utf-8")
        elif kind == "folder":
            path.mkdir()
        else:
            path.symlink_to(path if value == "self" else (outside.parent / value if "/" in value else outside))


def put(path: Path, text: str) -> None:
    if not path.is_symlink() and not path.is_dir():
        path.write_text(text, encoding="utf-8")


@settings(max_examples=60)
@example({"link": ("link", "outside")}, ["link/a/x"], [], ["index"])
@example({"a": ("link", "outside")}, [], ["a/a/x"], ["a/x"])
@given(trees(), st.lists(paths, max_size=4), st.lists(paths, max_size=3), st.lists(paths, max_size=4))
def test_nothing_outside_changes(
    things: dict[str, tuple[str, str]], owned: list[str], begun: list[str], wanted: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        outside, out = top / "outside", top / "out"
        for file in ("a/x", "a/a/x", "b", "x"):
            (outside / file).parent.mkdir(parents=True, exist_ok=True)
            (outside / file).write_text(TEXT, encoding="utf-8")
        lay(out, things, outside)
        made = {path: Owned((digest(TEXT.encode()),), "t", "a") for path in owned}
        put(out / NAME, OutputRecord(made).text())
        put(out / JOURNAL, journal_text(Pending(path, digest(TEXT.encode()), "t", "a") for path in begun))
        before = seen(outside)
        apart = [path for path in wanted if not any(path.startswith(f"{other}/") for other in wanted)]
        files = dict.fromkeys(apart, TEXT)
        for force in (False, True, True):
            try:
                for state in states(files, out):
                    assert state.state == "linked" or no_link(out, state)
                generate(files, out, force=force)
            except (RefusedError, CannotWriteError, RecordError):
                continue
            assert {path: (out / path).read_text(encoding="utf-8") for path in files} == files
            assert all(no_link(out, state) for state in states(files, out))
        assert seen(outside) == before


def no_link(out: Path, state: FileState) -> bool:
    parts = state.path.split("/")
    return not any((out / "/".join(parts[:n])).is_symlink() for n in range(1, len(parts) + 1))


@given(st.one_of(odd_paths, st.text(max_size=12).map(lambda text: f"../{text}")))
def test_a_path_that_leads_elsewhere_is_told_and_never_used(path: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        (out / JOURNAL).write_text(journal_text([Pending(path, digest(TEXT.encode()), "t", "a")]), encoding="utf-8")
        with pytest.raises(RecordError, match="names nothing in"):
            read_journal(out)
        fine = Owned((digest(TEXT.encode()),), "t", "a")
        for word in (path, quote(path, errors="surrogatepass")):
            lines = OutputRecord({"fine": fine}).text() + f"file {fine.digests[0]} t a {word}\n"
            (out / NAME).write_bytes(lines.encode("utf-8", "surrogatepass"))
            stored = read_stored(out)
            assert stored.record.files == {"fine": fine}
            assert stored.faults and stored.faults[0].first == 6


# --- single things ---


def test_a_link_is_told_and_where_forced_it_is_replaced_and_not_its_target(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    generate(FILES, out)
    shutil.move(out / "a", elsewhere)
    (out / "a").symlink_to(elsewhere)
    (out / "index.txt").unlink()
    (out / "index.txt").symlink_to(elsewhere / "x.txt")
    before = seen(elsewhere)
    assert {state.path for state in states(FILES, out) if state.state == "linked"} == {
        "a/x.txt", "a/y.txt", "index.txt",
    }  # fmt: skip
    with pytest.raises(RefusedError):
        generate(FILES, out)
    generate(FILES, out, force=True)
    assert tree(out) == FILES
    assert not (out / "a").is_symlink() and not (out / "index.txt").is_symlink()
    assert seen(elsewhere) == before


def test_the_output_directory_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    generate(FILES, tmp_path / "out")
    assert tree(tmp_path / "real") == FILES
    assert generate(FILES, tmp_path / "out").written == ()


def test_the_other_name_of_a_file_keeps_its_content(tmp_path: Path) -> None:
    generate(FILES, tmp_path / "out")
    os.link(tmp_path / "out" / "index.txt", tmp_path / "other")
    os.link(tmp_path / "out" / NAME, tmp_path / "record")
    record = (tmp_path / "record").read_bytes()
    generate({**FILES, "index.txt": "2\n"}, tmp_path / "out")
    assert (tmp_path / "other").read_text(encoding="utf-8") == FILES["index.txt"]
    assert (tmp_path / "record").read_bytes() == record


@pytest.mark.parametrize("name", [NAME, JOURNAL])
def test_a_record_that_is_a_link_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "record").write_text(OutputRecord().text(), encoding="utf-8")
    (tmp_path / "out" / name).symlink_to(tmp_path / "record")
    with pytest.raises(RecordError, match="symbolic link"):
        generate(FILES, tmp_path / "out")
    assert (tmp_path / "record").read_text(encoding="utf-8") == OutputRecord().text()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_what_waits_for_ever_is_never_opened(tmp_path: Path) -> None:
    generate(FILES, tmp_path)
    (tmp_path / "index.txt").unlink()
    os.mkfifo(tmp_path / "index.txt")
    (state,) = [state for state in states(FILES, tmp_path) if state.state != "current"]
    assert state.state == "edited"
    generate(FILES, tmp_path, force=True)
    assert tree(tmp_path) == FILES
    for name in (NAME, JOURNAL):
        (tmp_path / name).unlink(missing_ok=True)
        os.mkfifo(tmp_path / name)
        with pytest.raises(RecordError, match="no regular file"):
            generate(FILES, tmp_path)
        (tmp_path / name).unlink()


def test_a_huge_file_in_the_way_is_not_read(tmp_path: Path) -> None:
    generate(FILES, tmp_path)
    with (tmp_path / "index.txt").open("wb") as file:
        file.truncate(10**12)  # takes no room
    (state,) = [state for state in states(FILES, tmp_path) if state.state != "current"]
    assert (state.state, state.found) == ("edited", "(no text)\n")


def test_a_folder_that_becomes_a_link_while_a_run_is_at_work(tmp_path: Path) -> None:
    """Held open, a folder is the one that was looked at; without that, the link is met."""
    (tmp_path / "out" / "a").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    with OutputDirectory(tmp_path / "out") as looked:
        assert looked.look("a/x") is None
        (tmp_path / "out" / "a").rename(tmp_path / "out" / "moved")
        (tmp_path / "out" / "a").symlink_to(tmp_path / "elsewhere")
        try:
            looked.create("a/x", b"1")
        except LinkError as error:
            assert error.link.path == "a"
    assert list((tmp_path / "elsewhere").iterdir()) == []


# --- through the front door ---


def make(top: Path) -> None:
    """Make a project of one connector, generated, beside a folder of somebody else's."""
    (top / "specs").mkdir()
    shutil.copy(SPECS / "sfdc.yaml", top / "specs")
    (top / "pyproject.toml").write_text('[tool.ocgen]\ntargets = ["schemas"]\n', encoding="utf-8")
    assert run_here("generate", "--quiet").code == 0
    (top / "outside" / "keep").mkdir(parents=True)
    (top / "outside" / "keep" / "notes.txt").write_text("notes\n", encoding="utf-8")


@pytest.fixture
def project(prepare: Prepare) -> Path:
    return prepare(make)


def told(result: Result) -> list[tuple[str, str]]:
    return [(f["rule"], f["path"]) for f in json.loads(result.out)["findings"]]


def test_no_run_removes_through_a_link_what_the_record_names(project: Path, ocgen: Ocgen) -> None:
    (project / "generated" / "link").symlink_to("../outside")
    record = project / "generated" / NAME
    line = f"file {digest(b'notes' + bytes([10]))} schemas sfdc link/keep/notes.txt\n"
    record.write_text(record.read_text(encoding="utf-8") + line, encoding="utf-8")
    before = seen(project / "outside")
    assert told(ocgen("check", "--format", "json")) == [("generated-linked", "generated/link")]
    refused = ocgen("generate")
    assert refused.code == 1
    assert "generated/link:1:1: error[generated-linked]: linked: a symbolic link to ../outside is here" in refused.err
    assert ocgen("generate", "--force").code == 0
    assert seen(project / "outside") == before
    assert not os.path.lexists(project / "generated" / "link")
    assert ocgen("check").code == 0


def test_a_folder_that_is_a_link_is_one_finding_and_no_diff(project: Path, ocgen: Ocgen) -> None:
    shutil.rmtree(project / "generated" / "schemas")
    (project / "generated" / "schemas").symlink_to(project / "outside" / "keep")
    checked = ocgen("check", "--format", "json")
    assert told(checked) == [("generated-linked", "generated/schemas")]
    assert "notes" not in checked.out
    assert ocgen("generate").code == 1
    assert ocgen("generate", "--force").code == 0
    assert [p.name for p in (project / "outside" / "keep").iterdir()] == ["notes.txt"]
