"""The public surface of the generated package, read from its sources: `python -m tests.client.public_surface`.

One line a name: a class with its bases, and below it what can be read and called; a function; a constant.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import griffe

from tests.conftest import REPOSITORY

LISTED = Path(__file__).with_name("public_surface.txt")
SOURCE = REPOSITORY / "generated" / "python" / "src"
PACKAGE = "openconnectors"
# What the README and the pages import from, and of connectors one with several ways to sign in.
MODULES = (
    "",
    "ceql",
    "events",
    "testing",
    "validators",
    "resource_validators",
    "connectors.quickbooks",
    "validators.quickbooks",
    "resource_validators.quickbooks",
)
_MARKS = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}


def copied(place: Path) -> Path:
    """Return a folder with a copy of the package, without the connectors that the list leaves out."""
    shutil.copytree(SOURCE / PACKAGE, place / PACKAGE, ignore=_left_out)
    return place


def _left_out(folder: str, names: list[str]) -> list[str]:
    if Path(folder).name not in ("connectors", "validators", "resource_validators"):
        return ["__pycache__"]
    listed = {name.rpartition(".")[2] for name in MODULES}
    return [name for name in names if not name.startswith("_") and name.removesuffix(".py") not in listed]


def lines(source: Path) -> Iterator[str]:
    """Yield the lines of the list, of the package below ``source``."""
    extensions = griffe.load_extensions("dataclasses")
    package = griffe.load(PACKAGE, search_paths=[source], extensions=extensions, resolve_aliases=True)
    for name in MODULES:
        module = package[name] if name else package
        yield f"[{module.path}]"
        for exported in sorted(map(str, module.exports or ())):
            yield from _described(exported, _target(module[exported]))


def _described(name: str, found: griffe.Object) -> Iterator[str]:
    if isinstance(found, griffe.Class):
        yield f"class {name}({', '.join(map(str, found.bases))})"
        for member in sorted(found.all_members):
            if member == "__init__" or not (member.startswith("_") or member.isupper()):
                yield from (f"    {line}" for line in _described(member, _target(found.all_members[member])))
    elif isinstance(found, griffe.Function):
        yield f"def {name}({', '.join(_parameters(found))}) -> {found.returns}"
    else:
        annotation = getattr(found, "annotation", None)
        yield f"{name}: {annotation}" if annotation else name


def _parameters(function: griffe.Function) -> Iterator[str]:
    named = False
    for parameter in function.parameters:
        if parameter.name in ("self", "cls"):
            continue
        if parameter.kind is griffe.ParameterKind.keyword_only and not named:
            named = True
            yield "*"
        default = " = ..." if parameter.default is not None and parameter.kind not in _MARKS else ""
        annotation = f": {parameter.annotation}" if parameter.annotation else ""
        mark = _MARKS.get(parameter.kind, "") if parameter.kind else ""
        yield f"{mark}{parameter.name}{annotation}{default}"


def _target(found: griffe.Object | griffe.Alias) -> griffe.Object:
    return found.final_target if isinstance(found, griffe.Alias) else found


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        text = "".join(f"{line}\n" for line in lines(copied(Path(folder))))
    LISTED.write_text(text, encoding="utf-8", newline="\n")
