"""The errors of ocgen: one base, which tells why and what is wrong, and which can leave a process."""

from __future__ import annotations

import pickle
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path

from ocgen.errors import ConfigError, OcgenError
from ocgen.findings.finding import Finding
from ocgen.findings.location import Location
from ocgen.git.command import NoGitError
from ocgen.plan.write import CannotWriteError
from ocgen.tables.faults import Fault, TableError
from tests.test_layers import MODULES

# `ocgen.plugins.mkdocs` and the like need their tool; their own classes are those of the tool.
OF_TOOLS = ("ocgen.plugins.mkdocs", "ocgen.sphinx", "ocgen.site", "ocgen.plugins")


def test_whatever_is_raised_has_the_one_base() -> None:
    names = [name for name in MODULES if not name.startswith(OF_TOOLS) and name != "ocgen.__main__"]
    kinds = {
        kind
        for name in names
        for _, kind in getmembers(import_module(name), isclass)
        if kind.__module__.startswith("ocgen.") and issubclass(kind, Exception) and kind.__name__.endswith("Error")
    }
    assert {ConfigError, NoGitError, TableError} <= kinds, "it looks at them all"
    without = {kind.__name__ for kind in kinds if not issubclass(kind, OcgenError)}
    # The first is one of the file system's, for whoever handles those; the second never leaves the command line.
    assert without == {"LinkError", "_ReaderGoneError"}


def test_errors_tell_why_and_all_that_is_wrong_and_can_be_pickled() -> None:
    findings = [Finding("todo", "error", "not now", Location("acme.yaml", 3, 1)), Finding("todo", "error", "never")]
    error = ConfigError.of(findings)
    assert error.message == str(error) == "acme.yaml:3:1: not now; never"
    assert error.findings == tuple(findings)
    cannot = CannotWriteError(Path("a"), "no space left", ["b"], 2)
    for raised in (error, cannot, TableError([Fault("columns", "no such", "name one")]), NoGitError("no git")):
        again = pickle.loads(pickle.dumps(raised))
        assert type(again) is type(raised) and str(again) == str(raised) and vars(again) == vars(raised)
