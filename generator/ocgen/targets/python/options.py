"""What a project can choose about its Python client: the names that it is imported and installed by, and the like."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, cast

from ocgen.targets.options import TargetOption, option_values

if TYPE_CHECKING:
    from ocgen.templates import Setting

_NAME = re.compile(r"_*[A-Za-z][A-Za-z0-9_]*")
# Names of distributions, versions and what is asked of a version: PyPA specifications, "Names and normalization",
# "Version specifiers".
_DISTRIBUTION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_RELEASE = r"[0-9]+(?:\.[0-9]+)*"
_VERSION = re.compile(
    rf"(?:[0-9]+!)?{_RELEASE}(?:(?:a|b|rc)[0-9]+)?(?:\.post[0-9]+)?(?:\.dev[0-9]+)?(?:\+[a-z0-9]+(?:\.[a-z0-9]+)*)?"
)
_CLAUSE = re.compile(rf"\s*(~=|==|!=|<=|>=|<|>)\s*({_RELEASE})(\.\*)?\s*")
# An expression of SPDX licence names: https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/
_LICENSE = re.compile(r"\(?[A-Za-z0-9.-]+\+?\)?(?: (?:AND|OR|WITH) \(?[A-Za-z0-9.-]+\+?\)?)*")

_OLDEST = (3, 10)  # the runtime's own: unions of types with |, dataclasses with slots


def _package_fault(value: Setting) -> str:
    parts = str(value).split(".")
    for part in parts:
        if not _NAME.fullmatch(part):
            return f'an import name, or several joined by dots; "{part}" is none (ASCII letters, digits and _)'
        if keyword.iskeyword(part):
            return f'an import name, or several joined by dots; "{part}" is a word of Python\'s'
    import sys

    if parts[0] in sys.stdlib_module_names:
        return f'a name of your own; "{parts[0]}" is a module of Python\'s'
    if parts[0] in ("httpx", "anyio"):
        return f'a name of your own; the client imports "{parts[0]}"'
    return ""


def _distribution_fault(value: Setting) -> str:
    accepted = "ASCII letters, digits, and . _ - between them"
    return "" if _DISTRIBUTION.fullmatch(str(value)) else f"the name of a distribution: {accepted}"


def _version_fault(value: Setting) -> str:
    return "" if _VERSION.fullmatch(str(value)) else "a version as Python has them (1.4.0, 2.0rc1, 1.0.post2)"


def _license_fault(value: Setting) -> str:
    text = str(value)
    if _LICENSE.fullmatch(text) and text.count("(") == text.count(")"):
        return ""
    return "an SPDX licence expression (MIT, Apache-2.0 OR MIT, LicenseRef-Proprietary)"


def _python_fault(value: Setting) -> str:
    clauses = [_CLAUSE.fullmatch(clause) for clause in str(value).split(",")]
    if not all(clauses):
        return "versions of Python as pyproject.toml has them (>=3.11, or >=3.11,<4)"
    lowest = [_release(c[2]) for c in clauses if c and c[1] in (">=", ">", "==", "~=")]
    if not any(release >= _OLDEST for release in lowest):
        return "versions of Python from 3.10 on, which the client needs (>=3.10)"
    return ""


def _release(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


OPTIONS = (
    TargetOption(
        "package",
        "text",
        "openconnectors",
        "The package to import the client by. With dots it stands in packages of your own, which get no `__init__.py`.",
        '"acme.vendor.openconnectors"',
        fault=_package_fault,
    ),
    TargetOption(
        "distribution",
        "text",
        "",
        "The name to install it by: `name` of its pyproject.toml.",
        '"acme-openconnectors"',
        "the package, with `-` for each `.` and `_`",
        fault=_distribution_fault,
    ),
    TargetOption("version", "text", "0.1.0", "Its version.", '"1.4.0"', fault=_version_fault),
    TargetOption(
        "license",
        "text",
        "Apache-2.0",
        "Its licence, an SPDX expression.",
        '"LicenseRef-Proprietary"',
        fault=_license_fault,
    ),
    TargetOption(
        "requires-python",
        "text",
        ">=3.10",
        "The versions of Python that it is installed in, none older than 3.10.",
        '">=3.11"',
        fault=_python_fault,
    ),
)


class PythonOptions(NamedTuple):
    """The options of the Python client, each with a value."""

    package: str
    distribution: str
    version: str
    license: str
    requires_python: str

    @property
    def folder(self) -> str:
        """Where the package stands below the folder of sources."""
        return self.package.replace(".", "/")

    @property
    def top(self) -> str:
        """The outermost package, which is all that there is to install."""
        return self.package.partition(".")[0]


def python_options(settings: Mapping[str, Setting]) -> PythonOptions:
    """Return the options from a run's settings (``templates.settings``), what is not set by its default."""
    values = cast("dict[str, str]", option_values("python", OPTIONS, settings))
    package = values["package"]
    name = values["distribution"] or re.sub("[._]+", "-", package).strip("-")
    return PythonOptions(package, name, values["version"], values["license"], values["requires-python"])
