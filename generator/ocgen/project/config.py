"""What `[tool.ocgen]` of a pyproject.toml says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from ocgen.errors import ConfigError, GenerationError
from ocgen.project.pyproject import ConfigFile, configuration_of
from ocgen.text.suggest import did_you_mean

if TYPE_CHECKING:
    from ocgen.changes.rule import Severity
    from ocgen.findings.finding import Finding
    from ocgen.templates import Setting

__all__ = ["Config", "ConfigError", "load"]

Value: TypeAlias = "Path | tuple[str, ...] | tuple[tuple[str, Severity], ...] | tuple[tuple[str, Setting], ...]"


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
    options: tuple[tuple[str, Setting], ...] = ()  # of targets, each as TARGET.OPTION: those that the file sets
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

    @property
    def settings(self) -> dict[str, Setting]:
        """What it sets for templates and targets, as TARGET.NAME: what an output depends on besides files and specs."""
        return {"docs.sections": self.sections, "docs.languages": self.languages, **dict(self.options)}

    @property
    def only_named(self) -> bool:
        """Whether nothing says what the connectors are: they are the bundled ones that runs have named."""
        return not self.connectors and not self.specs.is_dir()

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
    findings: list[Finding] = []
    # A list is the same as `files` in the table of documents, and as `names` in the one of targets.
    inner = {key: source.table[key] for key in ("docs", "targets") if isinstance(source.table.get(key), dict)}
    table = {key: value for key, value in source.table.items() if key not in inner}
    values = _values(source, "tool.ocgen", table, _KEYS, findings)
    docs, targets = (cast("Mapping[str, object]", inner.get(key, {})) for key in ("docs", "targets"))
    found = _values(source, "tool.ocgen.docs", docs, _DOCS_KEYS, findings)
    values |= {"docs" if key == "files" else key: value for key, value in found.items()}
    if targets:
        values |= _targets(source, targets, findings)
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
            findings.append(_unknown(source, name, key, keys))
            continue
        try:
            values[key] = reader(source.file.parent, value)
        except TypeError as error:
            remedy = f"for example: {key} = {_EXAMPLES[key]}"
            findings.append(source.finding(key, f"{key} must be {error}", remedy, name))
    return values


def _targets(source: ConfigFile, table: Mapping[str, object], findings: list[Finding]) -> dict[str, Value]:
    """Return which targets a run has and the options of each; what is wrong with them joins ``findings``."""
    from ocgen.targets.registry import options_of

    name = "tool.ocgen.targets"
    names = {key: value for key, value in table.items() if key == "names" and not isinstance(value, dict)}
    read = _values(source, name, names, {"names": _some_names}, findings)
    options: dict[str, Setting] = {}
    for target, given in table.items():
        if target in names:
            continue
        try:
            known = {option.name: option for option in options_of(target)}
        except GenerationError as error:
            findings.append(source.finding(target, str(error), "correct its name, or remove this table", name))
            continue
        if not isinstance(given, dict):
            findings.append(source.finding(target, f"{target} must be a table of options", f"[{name}.{target}]", name))
            continue
        for key, value in given.items():
            if key not in known:
                findings.append(_unknown(source, f"{name}.{target}", key, known))
                continue
            try:
                options[f"{target}.{key}"] = known[key].read(value)
            except TypeError as error:
                remedy = f"for example: {key} = {known[key].example}"
                findings.append(source.finding(key, f"{key} must be {error}", remedy, f"{name}.{target}"))
    run = {"targets": read["names"]} if read else {}
    return {**run, **({"options": tuple(sorted(options.items()))} if options else {})}


def _unknown(source: ConfigFile, table: str, key: str, known: Collection[str]) -> Finding:
    remedy = did_you_mean(key, known) or (f"known: {', '.join(known)}" if known else "remove it: there are none")
    return source.finding(key, f'unknown key "{key}" in [{table}]', remedy, table)


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
    "names": '["schemas", "docs"]',
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
