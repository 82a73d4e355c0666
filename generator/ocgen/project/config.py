"""What `[tool.ocgen]` of a pyproject.toml says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from ocgen.errors import ConfigError
from ocgen.project.pyproject import ConfigFile, configuration_of
from ocgen.text.suggest import did_you_mean

if TYPE_CHECKING:
    from ocgen.changes.rule import Severity
    from ocgen.findings.finding import Finding

__all__ = ["Config", "ConfigError", "load"]

Value: TypeAlias = "Path | tuple[str, ...] | tuple[tuple[str, Severity], ...]"


class Config(NamedTuple):
    """Where a run reads and writes. Paths are absolute or relative to the working directory.

    This, a project and the record are tuples, so that `ocgen.runs.up_to_date` need not wait for `dataclasses` to be
    imported.
    """

    specs: Path = Path("specs")
    out: Path = Path("generated")
    targets: tuple[str, ...] = ()  # none named: all
    templates: Path | None = None  # the overlay
    connectors: tuple[str, ...] = ()  # none named: all of specs
    languages: tuple[str, ...] = ("en",)  # of the pages; specs, clients and schemas speak English
    sections: tuple[str, ...] = ()  # of the pages, in order; none named: ours
    docs: tuple[str, ...] = ()  # documents with generated blocks: names and globs, relative to the file
    levels: tuple[tuple[str, Severity], ...] = ()  # of kinds of changes, in place of those of the table of rules
    file: Path | None = None  # the pyproject.toml that it comes from
    out_line: int = 1  # of `out` in that file
    named: frozenset[str] = frozenset()  # the keys that the file sets, or the command line
    given: frozenset[str] = frozenset()  # those that the command line sets
    asked_for: Path | None = None  # the file, where the command line names it
    usual_languages: tuple[str, ...] = ()  # those of the file, where the command line sets others

    @property
    def documents_alone(self) -> bool:
        """Whether there are documents to keep true and nothing says that anything is to be generated."""
        return bool(self.docs) and not (self.connectors or "specs" in self.named or self.specs.is_dir())

    def overridden(self, given: Mapping[str, Path | tuple[str, ...] | None]) -> Config:
        """Return the configuration with what the command line gives, by field; what is empty is not given."""
        set_here = {name: value for name, value in given.items() if value}
        named, by_hand = self.named | set(set_here), self.given | set(set_here)
        usual = {"usual_languages": self.languages} if "languages" in set_here else {}
        return self._replace(**set_here, **usual, named=named, given=by_hand)  # type: ignore[arg-type]


def load(start: Path, named: Path | None = None) -> Config:
    """Return the configuration for a run in ``start``; its paths, the usual ones too, are relative to its file.

    It is ``named``, or found as `ocgen.project.pyproject` tells. Raises ConfigError for a file that cannot be
    used, an unknown key or a value of a wrong type: all of them at once.
    """
    source = configuration_of(start, named)
    if source is None or source.table is None:
        return Config(asked_for=named)
    table = source.table
    findings: list[Finding] = []
    values: dict[str, Value] = {}
    docs = table.get("docs")
    if isinstance(docs, dict):  # a list is the same as `files` in it
        own = {key: value for key, value in table.items() if key != "docs"}
        values |= _values(source, "tool.ocgen", own, _KEYS, findings)
        inner = _values(source, "tool.ocgen.docs", docs, _DOCS_KEYS, findings)
        values |= {"docs" if key == "files" else key: value for key, value in inner.items()}
    else:
        values |= _values(source, "tool.ocgen", table, _KEYS, findings)
    if findings:
        raise ConfigError.of(findings)
    place = {"file": source.file, "out_line": source.line("out"), "named": frozenset(values), "asked_for": named}
    usual = {name: source.file.parent / Config._field_defaults[name] for name in ("specs", "out")}
    return Config(**{**usual, **values}, **place)  # type: ignore[arg-type]  # _KEYS gives each its type


def _values(
    source: ConfigFile, name: str, table: Mapping[str, object], keys: Mapping[str, Reader], findings: list[Finding]
) -> dict[str, Value]:
    """Return what a table sets; what is wrong with it joins ``findings``."""
    values: dict[str, Value] = {}
    for key, value in table.items():
        reader = keys.get(key)
        if reader is None:
            remedy = did_you_mean(key, keys) or f"known: {', '.join(keys)}"
            findings.append(source.finding(key, f'unknown key "{key}" in [{name}]', remedy))
            continue
        try:
            values[key] = reader(source.file.parent, value)
        except TypeError as error:
            findings.append(source.finding(key, f"{key} must be {error}", f"for example: {key} = {_EXAMPLES[key]}"))
    return values


def _path(base: Path, value: object) -> Path:
    if not isinstance(value, str) or not value:
        raise TypeError("a path")
    if "\0" in value:
        raise TypeError("a path, and none can hold the character U+0000")
    return base / value


def _names(_: Path, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError("a list of names")
    if any("\0" in item for item in value):
        raise TypeError("a list of names, and none can hold the character U+0000")
    return tuple(value)


def _some_names(base: Path, value: object) -> tuple[str, ...]:
    names = _names(base, value)
    if not names or len(set(names)) < len(names):
        raise TypeError("a list of names, at least one and each once")
    return names


def _levels(_: Path, value: object) -> tuple[tuple[str, Severity], ...]:
    from ocgen.changes.rule import SEVERITIES
    from ocgen.changes.rules import RULES

    if not isinstance(value, dict):
        raise TypeError("a table of rules and levels")
    for rule, level in value.items():
        if rule not in RULES:
            hint = did_you_mean(rule, RULES) or "`ocgen explain` lists the rules"
            raise TypeError(f'a table of known rules; no kind of change is named "{rule}"; {hint}')
        if level not in SEVERITIES:
            raise TypeError(f'a table of levels; {rule} is "{level}", and a level is one of {", ".join(SEVERITIES)}')
    return tuple(sorted(cast("dict[str, Severity]", value).items()))


Reader: TypeAlias = Callable[[Path, object], Value]

_KEYS: Mapping[str, Reader] = {
    "specs": _path,
    "out": _path,
    "targets": _some_names,
    "templates": _path,
    "connectors": _some_names,
    "docs": _names,
    "levels": _levels,
}
_DOCS_KEYS: Mapping[str, Reader] = {
    "files": _names,
    "languages": _some_names,
    "sections": _some_names,
}
_EXAMPLES = {
    "files": '["docs/**/*.md"]',
    "languages": '["en", "de"]',
    "sections": '["before", "api", "errors"]',
    "specs": '"specs"',
    "out": '"generated"',
    "targets": '["schemas", "docs"]',
    "templates": '"templates"',
    "connectors": '["sfdc", "infusionsoft*"]',
    "docs": '["docs/**/*.md"]',
    "levels": '{ field-default-changed = "warning" }',
}
