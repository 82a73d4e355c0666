"""Two branches with random edits come together, whichever way, and `ocgen generate` gives what a fresh run gives.

`OCGEN_BRANCHES=500` acts out as many pairs as it says. A pair that fails is run again by its number: `-k "pair[17]"`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random

import pytest

from tests.repository.conftest import Fresh, current
from tests.repository.edits import OF_SPECS, change, edit_by_hand
from tests.repository.repository import OUT, RECORD, Repository

PAIRS = int(os.environ.get("OCGEN_BRANCHES", "9"))
UNTOUCHED = {"generated-missing", "generated-outdated", "generated-orphaned", "generated-record"}
STYLES = ("merge", "diff3", "zdiff3")

Way = Callable[[Repository, Random], None]


def settle(repository: Repository, random: Random) -> None:
    """Settle the conflicts outside the output directory, as somebody must; those in it are ocgen's."""
    side = random.choice(("--ours", "--theirs"))
    for path in sorted(repository.unmerged()):
        if not path.startswith(f"{OUT}/") and not repository.tries("checkout", side, "--", path):
            repository.git("rm", "--quiet", "--", path)  # that side has deleted it


def merge(repository: Repository, random: Random) -> None:
    """Merge, with one of git's strategies now and then."""
    options = random.choice(((), (), (), ("-X", "ours"), ("-X", "theirs"), ("-s", "ours")))
    if not repository.tries("merge", "--no-edit", *options, "theirs"):
        settle(repository, random)


def squash(repository: Repository, random: Random) -> None:
    """Merge as one commit that has one parent."""
    if not repository.tries("merge", "--squash", "theirs"):
        settle(repository, random)


def rebase(repository: Repository, random: Random) -> None:
    """Put our commits on theirs; at each stop, generate where that can be done, and go on."""
    going = repository.tries("rebase", "theirs")
    while not going:
        settle(repository, random)
        repository.generate()
        repository.git("add", "--all")
        going = repository.tries("rebase", "--continue") or repository.tries("rebase", "--skip")


def cherry_pick(repository: Repository, random: Random) -> None:
    """Take over their commits one after the other, conflict markers included."""
    for commit in repository.git("rev-list", "--reverse", "main..theirs").split():
        if not repository.tries("cherry-pick", "--allow-empty", "--keep-redundant-commits", commit):
            settle(repository, random)
            repository.git("add", "--all")
            repository.git("commit", "--quiet", "--allow-empty", "--message", "Picked")


def stash(repository: Repository, random: Random) -> None:
    """Put what is not committed yet aside, and take it up again after theirs."""
    repository.git("reset", "--quiet", "--soft", "main")
    repository.git("stash", "push", "--quiet", "--include-untracked")
    repository.git("merge", "--quiet", "--ff-only", "theirs")
    if not repository.tries("stash", "pop"):
        settle(repository, random)


WAYS: tuple[Way, ...] = (merge, merge, rebase, squash, cherry_pick, merge, stash)


@pytest.mark.parametrize("pair", range(PAIRS))
def test_a_pair(pair: int, repository: Repository, fresh: Fresh) -> None:
    random = Random(pair)
    repository.git("config", "merge.conflictStyle", random.choice(STYLES))
    edits = (*OF_SPECS, edit_by_hand) if pair % 3 == 2 else OF_SPECS
    for branch in ("theirs", "ours"):
        repository.branch(branch)
        print(branch, change(repository, random, edits))
    way = WAYS[pair % len(WAYS)]
    way(repository, random)
    print(way.__name__, sorted(repository.unmerged()))
    assert RECORD not in repository.unmerged()
    if random.random() < 0.3:  # somebody overlooks the markers
        repository.commit()
    if repository.ocgen("lint", "--fail-on", "error").code:  # both sides are right, and together they are not
        repository.git("checkout", "theirs", "--", "specs", "pyproject.toml")
        for path in set(repository.git("ls-files", "specs").split()) - set(
            repository.git("ls-tree", "-r", "--name-only", "theirs", "specs").split()
        ):
            (repository.root / path).unlink(missing_ok=True)
    by_hand = repository.edited()
    told(repository, by_hand)
    if by_hand:
        refused(repository, by_hand)
        assert repository.generate("--force").code == 0
    else:
        done = repository.generate()
        assert done.code == 0, done.err
    current(repository, fresh)
    repository.commit()
    assert repository.check().code == 0


def told(repository: Repository, by_hand: set[str]) -> None:
    """Hold `check` to knowing those files that somebody has edited, and to taking no other for such a one.

    A file whose line in the record the other branch has deleted may be told as left over.
    """
    found = repository.findings()
    assert {path for path, rule in found.items() if rule not in UNTOUCHED} == by_hand
    assert {found[path] for path in by_hand} <= {"generated-edited", "generated-leftover"}


def refused(repository: Repository, by_hand: set[str]) -> None:
    """Hold `generate` to naming each file that was edited by hand, and to writing nothing."""
    before = repository.generated()
    done = repository.generate()
    assert done.code == 1
    assert not [path for path in by_hand if path not in done.err]
    assert repository.generated() == before
