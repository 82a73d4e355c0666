"""Ownership of output: what is rewritten, removed, refused and left alone, and what happens when a run dies."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ocgen.errors import GenerationError
from ocgen.output.artifact import Artifact
from ocgen.plan.compare import Disk, FileState, compare
from ocgen.plan.digests import digest
from ocgen.plan.journal import Pending, journal_text, read_journal
from ocgen.plan.paths import JOURNAL
from ocgen.plan.plan import Plan, Scope, build_plan
from ocgen.plan.record import ATTRIBUTES, NAME, OutputRecord, Owned
from ocgen.plan.stored import RecordError, read_stored
from ocgen.plan.write import STAGE, CannotWriteError, RefusedError, Written, write
from tests import processes

ALL = Scope()


def plan(files: Mapping[str, str]) -> Plan:
    return Plan(tuple(Artifact(path, text, "t", path.split("/")[0]) for path, text in sorted(files.items())))


def states(files: Mapping[str, str], out: Path, scope: Scope = ALL) -> list[FileState]:
    return compare(plan(files), Disk(out, read_stored(out).record, pending=read_journal(out)), scope)


def words(files: Mapping[str, str], out: Path, scope: Scope = ALL) -> dict[str, str]:
    return {state.path: state.state for state in states(files, out, scope)}


def generate(
    files: Mapping[str, str],
    out: Path,
    scope: Scope = ALL,
    *,
    force: bool = False,
    replace: Callable[[str, str], None] = os.replace,
) -> Written:
    found = states(files, out, scope)
    kept = {p: o for p, o in read_stored(out).record.files.items() if not scope.holds(o.target, o.connector)}
    made = {s.path: Owned((digest(s.wanted.encode()),), "t", s.connector) for s in found if s.wanted is not None}
    return write(found, out, OutputRecord({**kept, **made}), force=force, replace=replace)


def tree(out: Path) -> dict[str, str]:
    return {
        p.relative_to(out).as_posix(): p.read_text(encoding="utf-8")
        for p in out.rglob("*")
        if p.is_file() and p.name not in (NAME, ATTRIBUTES)
    }


FILES = {"a/x.txt": "ax\n", "a/y.txt": "ay\n", "b/x.txt": "bx\n", "index.txt": "i\n"}


def test_a_first_run_writes_everything_and_a_second_nothing(tmp_path: Path) -> None:
    assert words(FILES, tmp_path) == dict.fromkeys(FILES, "missing")
    assert set(generate(FILES, tmp_path).written) == set(FILES)
    assert tree(tmp_path) == FILES
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    assert generate(FILES, tmp_path) == Written((), ())
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")} == before


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    generate(FILES, tmp_path)
    assert generate({**FILES, "a/x.txt": "new\n"}, tmp_path).written == ("a/x.txt",)


def test_each_state_has_its_word(tmp_path: Path) -> None:
    generate(FILES, tmp_path)
    (tmp_path / "a/x.txt").write_text("by hand\n", encoding="utf-8")
    (tmp_path / "a/y.txt").unlink()
    (tmp_path / "c.txt").write_text("somebody's\n", encoding="utf-8")
    now = {"a/x.txt": "ax\n", "a/y.txt": "ay\n", "b/x.txt": "bx2\n", "c.txt": "c\n"}
    assert words(now, tmp_path) == {
        "a/x.txt": "edited", "a/y.txt": "missing", "b/x.txt": "outdated", "c.txt": "foreign", "index.txt": "orphaned",
    }  # fmt: skip


def test_an_edited_or_foreign_file_stops_everything(tmp_path: Path) -> None:
    generate(FILES, tmp_path)
    (tmp_path / "a/x.txt").write_text("by hand\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text("somebody's\n", encoding="utf-8")
    before = tree(tmp_path)
    with pytest.raises(RefusedError) as refused:
        generate({"a/x.txt": "ax2\n", "b/x.txt": "bx2\n", "c.txt": "c\n"}, tmp_path)
    assert {s.path: s.state for s in refused.value.states} == {"a/x.txt": "edited", "c.txt": "foreign"}
    assert tree(tmp_path) == before
    generate({"a/x.txt": "ax2\n", "c.txt": "c\n"}, tmp_path, force=True)
    assert tree(tmp_path) == {"a/x.txt": "ax2\n", "c.txt": "c\n"}


def test_an_edited_file_that_nothing_makes_any_more_is_not_removed(tmp_path: Path) -> None:
    generate(FILES, tmp_path)
    (tmp_path / "b/x.txt").write_text("by hand\n", encoding="utf-8")
    rest = {k: v for k, v in FILES.items() if k != "b/x.txt"}
    with pytest.raises(RefusedError):
        generate(rest, tmp_path)
    generate(rest, tmp_path, force=True)
    assert not (tmp_path / "b").exists()


def test_orphans_go_with_the_directories_they_leave_empty_and_strangers_stay(tmp_path: Path) -> None:
    generate(FILES, tmp_path)
    (tmp_path / "a" / "mine.txt").write_text("mine\n", encoding="utf-8")
    done = generate({"index.txt": "i\n"}, tmp_path)
    assert set(done.removed) == {"a/x.txt", "a/y.txt", "b/x.txt"}
    assert tree(tmp_path) == {"index.txt": "i\n", "a/mine.txt": "mine\n"}
    assert not (tmp_path / "b").exists()


def test_what_is_out_of_scope_is_left_and_not_told(tmp_path: Path) -> None:
    generate(FILES, tmp_path)
    only_a = Scope(connectors=frozenset({"a"}))
    (tmp_path / "b/x.txt").write_text("by hand\n", encoding="utf-8")
    assert "b/x.txt" not in words({"a/x.txt": "2\n"}, tmp_path, only_a)
    generate({"a/x.txt": "2\n"}, tmp_path, only_a)
    assert tree(tmp_path) == {"a/x.txt": "2\n", "b/x.txt": "by hand\n", "index.txt": "i\n"}
    assert words(FILES, tmp_path)["b/x.txt"] == "edited"


def test_a_file_that_is_right_already_is_adopted(tmp_path: Path) -> None:
    (tmp_path / "index.txt").write_text("i\n", encoding="utf-8")
    generate({"index.txt": "i\n"}, tmp_path)
    assert words({"index.txt": "2\n"}, tmp_path) == {"index.txt": "outdated"}


def test_a_diff_tells_what_would_change(tmp_path: Path) -> None:
    generate(FILES, tmp_path)
    (state,) = [s for s in states({**FILES, "a/x.txt": "new\n"}, tmp_path) if s.state != "current"]
    assert state.diff()[-2:] == ["-ax\n", "+new\n"]
    long = {**FILES, "a/x.txt": "".join(f"{n}\n" for n in range(5000))}
    (state,) = [s for s in states(long, tmp_path) if s.state != "current"]
    assert len(state.diff()) > 5000


def test_the_record_has_an_entry_a_line_and_no_clock(tmp_path: Path) -> None:
    generate(FILES, tmp_path / "one")
    generate(FILES, tmp_path / "two")
    one, two = ((tmp_path / name / NAME).read_text(encoding="utf-8") for name in ("one", "two"))
    assert one == two
    assert sum(" a/" in line or " b/" in line for line in one.splitlines()) == 3


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "C:x", "a\\b", "", "a//b", "./a", "a\0b"])
def test_no_artifact_leaves_the_output_directory(path: str) -> None:
    with pytest.raises(GenerationError, match="outside"):
        build([Artifact(path, "x\n", "t")])


@pytest.mark.parametrize(("one", "two"), [("a", "a"), ("docs/A.md", "docs/a.md")])
def test_two_artifacts_of_one_path_are_refused(one: str, two: str) -> None:
    with pytest.raises(GenerationError, match="both make"):
        build([Artifact(one, "x\n", "t"), Artifact(two, "x\n", "u")])


@pytest.mark.parametrize("text", ["x", "x\r\n", ""])
def test_texts_are_final(text: str) -> None:
    with pytest.raises(GenerationError, match="line ends"):
        build([Artifact("a", text, "t")])


@dataclass
class Fixed:
    """A target that makes what it is told to."""

    made: list[Artifact]
    name: str = "t"
    description: str = ""

    def connector_artifacts(self, connector: object, templates: object) -> list[Artifact]:
        return []

    def shared_artifacts(self, platform: object, connectors: object, templates: object) -> list[Artifact]:
        return self.made


def build(artifacts: list[Artifact]) -> Plan:
    return build_plan([Fixed(artifacts)], (None, ()), None)  # type: ignore[arg-type]


# --- a file system that fails ---


class Failing:
    """os.replace that fails at the nth call."""

    def __init__(self, at: int, error: BaseException) -> None:
        self.left = at
        self.error = error

    def __call__(self, source: str, target: str) -> None:
        if self.left == 0:
            raise self.error
        self.left -= 1
        os.replace(source, target)


@pytest.mark.parametrize("at", range(6))
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device", "x"), KeyboardInterrupt()])
def test_a_run_that_fails_leaves_whole_files_and_the_next_one_heals(
    tmp_path: Path, at: int, error: BaseException
) -> None:
    generate(FILES, tmp_path)
    now = {"a/x.txt": "2\n", "a/y.txt": "2\n", "b/x.txt": "2\n", "new.txt": "2\n"}
    with pytest.raises((CannotWriteError, KeyboardInterrupt)):
        generate(now, tmp_path, replace=Failing(at, error))
    assert not (tmp_path / STAGE).exists()
    assert all(text in (FILES.get(path), now.get(path)) for path, text in tree(tmp_path).items() if path != JOURNAL)
    # Even when the specs have changed again in between, nothing counts as edited by hand.
    later = {**now, "a/x.txt": "3\n"}
    generate(later, tmp_path)
    assert tree(tmp_path) == later


def test_what_an_interrupted_run_wrote_is_removed_when_the_spec_is_gone_by_then(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        generate({"a/x": "1\n"}, tmp_path, replace=Failing(2, KeyboardInterrupt()))
    assert "a/x" in tree(tmp_path)
    generate({}, tmp_path)
    assert tree(tmp_path) == {}


def test_what_an_interrupted_run_never_wrote_leaves_no_trace(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        generate({"a/x": "1\n"}, tmp_path, replace=Failing(1, KeyboardInterrupt()))
    generate({}, tmp_path)
    assert tree(tmp_path) == {}


def test_a_run_of_another_scope_leaves_the_journal_to_the_next(tmp_path: Path) -> None:
    now = {"a/x": "1\n", "b/x": "1\n"}
    with pytest.raises(KeyboardInterrupt):
        generate(now, tmp_path, replace=Failing(2, KeyboardInterrupt()))
    generate(now, tmp_path, Scope(connectors=frozenset({"b"})))
    later = {**now, "a/x": "2\n"}
    assert words(later, tmp_path)["a/x"] == "outdated"
    generate(later, tmp_path)
    assert tree(tmp_path) == later


def test_a_full_disk_is_met_before_anything_has_changed(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="a system without limits on files")
    generate(FILES, tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))  # the system refuses what goes beyond, as a full disk does
    try:
        with pytest.raises(CannotWriteError, match="file too large"):
            generate({**FILES, "a/x.txt": "2\n" * 1000}, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert tree(tmp_path) == FILES


def test_things_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file where a directory must be\n", encoding="utf-8")
    with pytest.raises((CannotWriteError, RefusedError)):
        generate(FILES, tmp_path)
    (tmp_path / "a").unlink()
    (tmp_path / "index.txt").mkdir()
    with pytest.raises(RefusedError):
        generate(FILES, tmp_path)
    with pytest.raises(CannotWriteError, match="directory"):
        generate(FILES, tmp_path, force=True)
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("place", ["../outside.txt", "/outside.txt", "a/../../outside.txt"])
def test_a_record_cannot_make_a_run_remove_what_is_elsewhere(tmp_path: Path, place: str) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside.txt"
    place = str(outside) if place.startswith("/") else place
    outside.write_text("1\n", encoding="utf-8")
    generate(FILES, out)
    owned = Owned((digest(b"1\n"),), "t", "a")
    (out / JOURNAL).write_text(journal_text([Pending(place, owned.digests[0], "t", "a")]), encoding="utf-8")
    with pytest.raises(RecordError, match="damaged"):
        generate(FILES, out)
    (out / JOURNAL).unlink()
    record = read_stored(out).record
    (out / NAME).write_text(OutputRecord({**record.files, place: owned}).text(), encoding="utf-8")
    (fault,) = read_stored(out).faults
    assert place in fault.reason
    generate(FILES, out)
    assert outside.is_file()
    assert read_stored(out).faults == ()


def test_what_cannot_be_put_in_place_is_named_and_not_what_was_to_go_there(tmp_path: Path) -> None:
    def refuse(source: str, target: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(source), None, str(target))

    with pytest.raises(CannotWriteError) as failed:
        generate(FILES, tmp_path, replace=refuse)
    assert failed.value.path == tmp_path / JOURNAL


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    """While one run is at work, another one begins; it must not touch what the first one has staged."""
    second: list[threading.Thread] = []
    order: list[str] = []

    def later() -> None:
        generate(FILES, tmp_path)
        order.append("second")

    def slow(source: str, target: str) -> None:
        if not second:
            second.append(threading.Thread(target=later))
            second[0].start()
            second[0].join(0.2)
        os.replace(source, target)

    generate(FILES, tmp_path, replace=slow)
    order.append("first")
    second[0].join()
    assert sorted(order) == ["first", "second"]
    assert tree(tmp_path) == FILES


KILLED = """\
import os, signal, sys
sys.path[:0] = {path!r}
from pathlib import Path
from tests.plan.test_ownership import generate
left = {at}
def replace(source, target):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    os.replace(source, target)
files = {{f"d{{n}}/f.txt": "2" * 1000 + "\\n" for n in range(8)}}
generate(files, Path({out!r}), replace=replace)
"""


@pytest.mark.parametrize("at", [0, 1, 4, 8, 9])
def test_kill_9_leaves_whole_files_and_the_next_run_heals(tmp_path: Path, at: int) -> None:
    files = {f"d{n}/f.txt": "1" * 1000 + "\n" for n in range(8)}
    generate(files, tmp_path)
    code = KILLED.format(path=sys.path, at=at, out=str(tmp_path))
    processes.run(sys.executable, "-c", code, code=-signal.SIGKILL)
    found = {p: t for p, t in tree(tmp_path).items() if p.startswith("d")}
    assert set(found) == set(files)
    assert set(found.values()) <= {"1" * 1000 + "\n", "2" * 1000 + "\n"}
    third = dict.fromkeys(files, "3\n")
    generate(third, tmp_path)
    assert tree(tmp_path) == third


# --- any sequence of edits ---


class AnySequence(RuleBasedStateMachine):
    """Whatever happens between runs, a run ends in the plan or refuses; what is not ours is never lost."""

    paths = st.sampled_from(["a/x", "a/y", "b/x", "top"])
    texts = st.sampled_from(["1\n", "2\n", "3\n"])

    @initialize()
    def begin(self) -> None:
        import tempfile

        self.directory = tempfile.TemporaryDirectory()
        self.out = Path(self.directory.name) / "out"
        self.wanted: dict[str, str] = {}
        self.by_hand: dict[str, str] = {}

    @rule(path=paths, text=texts)
    def spec_changes(self, path: str, text: str) -> None:
        self.wanted[path] = text

    @rule(path=paths)
    def spec_goes(self, path: str) -> None:
        self.wanted.pop(path, None)

    @rule(path=paths, text=texts)
    def edit_by_hand(self, path: str, text: str) -> None:
        target = self.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"hand {text}", encoding="utf-8")
        self.by_hand[path] = f"hand {text}"

    @rule(path=paths)
    def delete_by_hand(self, path: str) -> None:
        (self.out / path).unlink(missing_ok=True)
        self.by_hand.pop(path, None)

    @rule(at=st.integers(0, 5))
    def run_dies(self, at: int) -> None:
        try:
            generate(self.wanted, self.out, replace=Failing(at, KeyboardInterrupt()))
        except (KeyboardInterrupt, RefusedError):
            return

    @rule()
    def run(self) -> None:
        try:
            generate(self.wanted, self.out)
        except RefusedError as refused:
            assert {s.path for s in refused.states} <= set(self.by_hand)
            return
        assert {p: t for p, t in tree(self.out).items() if p not in self.by_hand} == self.wanted

    @invariant()
    def nothing_by_hand_is_lost(self) -> None:
        for path, text in getattr(self, "by_hand", {}).items():
            assert (self.out / path).read_text(encoding="utf-8") == text

    def teardown(self) -> None:
        if hasattr(self, "directory"):
            self.directory.cleanup()


AnySequence.TestCase.settings = settings(deadline=None, max_examples=60, stateful_step_count=15)
TestAnySequence = AnySequence.TestCase
