"""What `ocgen docs changelog` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocgen.changes.catalogues import compare_one
from ocgen.changes.changelog import escaped
from ocgen.changes.wording import message
from ocgen.errors import SelectionError
from ocgen.facts.of_spec import facts_of
from ocgen.git.command import UNSHALLOW, NoGitError
from ocgen.git.history import Commit, commits
from ocgen.git.tree import NotThereError, read_tree
from ocgen.model import Connector
from ocgen.plan.inputs import spec_names
from ocgen.project.config import Config
from ocgen.runs.project import open_run
from ocgen.runs.revisions import BESIDE, laid_out
from ocgen.spec.files import PLATFORM_FILE
from ocgen.spec.loader import load
from ocgen.text.markdown import code, text as markdown


@dataclass(frozen=True, slots=True)
class SpecChangelog:
    """What the commits of a connector's specs have changed, in Markdown; ``notes`` tell what could not be known."""

    key: str
    text: str
    notes: tuple[str, ...]


def changelog(keys: Sequence[str], *, since: str = "", config: Config | None = None) -> Iterator[SpecChangelog]:
    """Yield what the commits of each connector's spec, family and platform have changed, the latest first.

    ``keys`` are connector keys or globs, at least one; ``since`` is a git revision. Raises ConfigError,
    SelectionError, and GitError, a SourceError.
    """
    if not keys:
        raise SelectionError("name a connector; `ocgen list` shows them")
    project = open_run(config, keys)
    loaded = load(project.directories, project.selected)
    made_from = {connector.key: spec_names(connector) for connector in loaded.connectors}
    for key in project.selected:
        try:
            yield _changelog(project.files[key].absolute(), made_from.get(key, [PLATFORM_FILE]), since)
        except NoGitError as error:
            raise NoGitError(f"{error}, and a changelog is made from its history") from None


def _changelog(spec: Path, made_from: Sequence[str], since: str) -> SpecChangelog:
    entries: list[tuple[Commit, list[str]]] = []
    notes: list[str] = []
    before = _connector_at(since, spec) if since else None
    files = list(dict.fromkeys([spec.name, *made_from]))
    cut = ""
    for commit in commits(spec.parent, files, since):
        after = _connector_at(commit.id, spec)
        if commit.cut and after:
            cut = commit.id[:12]
            notes.append(f"the clone is shallow: what {spec.stem} was before {cut} is not known; {UNSHALLOW}")
            before = before or after  # it seems to be new, and may be old
        if after is None:
            notes.append(f"{commit.id[:12]} has no spec of {spec.stem} that this ocgen can read")
            continue
        if told := list(_told(before, after)):
            entries.append((commit, told))
        before = after
    text = "".join(f"{line}\n" for line in _lines(spec.stem, entries, cut))
    return SpecChangelog(spec.stem, text, tuple(notes))


def _lines(key: str, entries: Sequence[tuple[Commit, Sequence[str]]], cut: str) -> Iterator[str]:
    yield f"# Changes of {code(key)}"
    if not entries and not cut:
        yield "\nNone."
    for commit, told in reversed(entries):
        yield f"\n## {commit.day}: {markdown(commit.subject)}\n"
        yield from (f"- {line}" for line in told)
    if cut:
        yield f"\nWhat was changed before {cut} is not known."


def _connector_at(ref: str, spec: Path) -> Connector | None:
    """Return the connector as a revision has it: None when it has none, or one that this ocgen cannot read."""
    try:
        tree = read_tree(ref, f"./{spec.name}", start=spec.parent, beside=BESIDE)
    except NotThereError:
        return None
    with laid_out(tree) as root:
        loaded = load([(root / tree.path).parent], [spec.stem])
    return next(iter(loaded.connectors), None)


def _told(before: Connector | None, after: Connector) -> Iterator[str]:
    if before is None:
        yield "The connector is new."
        return
    for change in compare_one(facts_of(before), facts_of(after), platforms=(before.platform, after.platform)):
        yield escaped(message(change))
