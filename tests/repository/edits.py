"""Random edits of a repository, such as a branch brings."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from random import Random

from tests.conftest import REPOSITORY
from tests.repository.repository import OUT, Repository, spec

Edit = Callable[[Repository, Random], None]

_WORDS = ("sales", "invoices", "tickets", "orders", "notes", "files")
_FIELD = """\
  - key: {key}.{name}
    label: {label}
    description: The {name} of the account.
    where_to_find: In the settings.
    example: fake_{name}
"""
_SECTIONS = ('["before", "api", "errors"]', '["before", "api", "regions", "errors"]', '["ui", "api"]')


def _keys(repository: Repository) -> list[str]:
    return sorted(path.stem for path in (repository.root / "specs").glob("*.yaml") if path.stem != "platform")


def _one(repository: Repository, random: Random) -> tuple[str, str]:
    """Return a connector and the path of its spec."""
    key = random.choice(_keys(repository))
    return key, f"specs/{key}.yaml"


def add_connector(repository: Repository, random: Random) -> None:
    """Add one, now and then the same as the other branch adds."""
    key = random.choice(("aleph", "chi", "epsilon", "zeta"))
    repository.write(f"specs/{key}.yaml", spec(key, random.choice(("", "greek"))))


def delete_connector(repository: Repository, random: Random) -> None:
    """Delete one."""
    if len(_keys(repository)) > 2:
        (repository.root / _one(repository, random)[1]).unlink()


def rename_connector(repository: Repository, random: Random) -> None:
    """Give one another key, with what stands in it."""
    key, path = _one(repository, random)
    text = repository.read(path).replace(key, f"{key}new")
    (repository.root / path).unlink()
    repository.write(f"specs/{key}new.yaml", text)


def describe_connector(repository: Repository, random: Random) -> None:
    """Change what stands at the head of a page."""
    key, path = _one(repository, random)
    lines = repository.read(path).splitlines(keepends=True)
    words = f"description: Works with the {' and '.join(random.sample(_WORDS, 2))} of an account at {key.title()}.\n"
    repository.write(path, "".join(words if line.startswith("description:") else line for line in lines))


def add_field(repository: Repository, random: Random) -> None:
    """Add a configuration field at the end of a spec."""
    key, path = _one(repository, random)
    name = random.choice(_WORDS)
    if f"{key}.{name}" not in repository.read(path):
        field = _FIELD.format(key=key, name=name, label=name.title())
        repository.write(path, repository.read(path) + field)


def remove_field(repository: Repository, random: Random) -> None:
    """Remove the last of several configuration fields."""
    _, path = _one(repository, random)
    before, mark, _ = repository.read(path).rpartition("  - key: ")
    if "  - key: " in before:
        repository.write(path, before)
    else:
        assert mark


def change_family(repository: Repository, random: Random) -> None:
    """Add a step for all connectors of the family."""
    path = "specs/families/greek.yaml"
    repository.write(path, f"{repository.read(path)}  - Then look for your {random.choice(_WORDS)}.\n")


def change_platform(repository: Repository, random: Random) -> None:
    """Change a word on every page."""
    path, word = "specs/platform.yaml", random.choice(_WORDS)
    lines = repository.read(path).splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if "Whether the instance reports events" in line)
    lines[at] = f"{lines[at].partition(':')[0]}: Whether the instance reports events of {word}.\n"
    repository.write(path, "".join(lines))


def change_configuration(repository: Repository, random: Random) -> None:
    """Choose other sections of the pages."""
    settings = repository.read("pyproject.toml").partition("\n[tool.ocgen.docs]")[0]
    more = f"\n[tool.ocgen.docs]\nsections = {random.choice(_SECTIONS)}\n"
    repository.write("pyproject.toml", settings + random.choice(("", more)))


def change_targets(repository: Repository, random: Random) -> None:
    """Leave schemas out, or bring them back."""
    both, one = '["docs", "schemas"]', '["docs"]'
    here, there = (both, one) if both in repository.read("pyproject.toml") else (one, both)
    repository.edit("pyproject.toml", here, there)


def change_template(repository: Repository, random: Random) -> None:
    """Lay a template of our own over ocgen's."""
    name = "docs/sections/errors.md.j2"
    if not (repository.root / "templates" / name).exists():
        (repository.root / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / "templates" / name, repository.root / "templates" / name)
    path = f"templates/{name}"
    repository.write(path, repository.read(path).rstrip("\n") + f"\n\nAsk for {random.choice(_WORDS)}.\n")


def edit_by_hand(repository: Repository, random: Random) -> None:
    """Change a line of a generated file."""
    if files := sorted(repository.generated()):
        repository.by_hand(f"{OUT}/{random.choice(files)}", random.choice(_WORDS))


def revert_last(repository: Repository, random: Random) -> None:
    """Undo the last commit of the branch; where that meets a conflict, give up."""
    if repository.git("log", "main..HEAD") and not repository.tries("revert", "--no-edit", "HEAD"):
        repository.git("revert", "--abort")


OF_SPECS: Sequence[Edit] = (
    add_connector, delete_connector, rename_connector, describe_connector, add_field, remove_field, change_family,
    change_platform, change_configuration, change_targets, change_template, revert_last,
)  # fmt: skip


def change(repository: Repository, random: Random, edits: Sequence[Edit], *, lazy: float = 0.15) -> list[str]:
    """Make one to three commits of random edits, each but the ``lazy`` ones with what it generates; return their names.

    A file that was edited by hand stops a run, and then its commit has the specs alone.
    """
    made = []
    for edit in random.choices(edits, k=random.randint(1, 3)):
        edit(repository, random)
        made.append(edit.__name__)
        if random.random() >= lazy:
            assert repository.generate().code == (1 if repository.edited() else 0)
        else:
            made.append("(nothing generated)")
        repository.commit()
    return made
