"""What `ocgen import` does."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from pathlib import Path

from ocgen.draft.found_resources import found_resources
from ocgen.draft.json import draft_json
from ocgen.draft.spec import draft_spec, hub_of
from ocgen.draft.text import lines
from ocgen.errors import SelectionError, SourceError, SpecsError
from ocgen.facts.connector import ConnectorFacts
from ocgen.files.resources import specs_directory
from ocgen.files.writing import write_new
from ocgen.findings.finding import Finding
from ocgen.findings.location import display
from ocgen.model import Platform
from ocgen.model.describe_calls import resource_calls_json
from ocgen.project.config import Config
from ocgen.runs.project import config_option, read_config, repeated
from ocgen.spec.files import SUFFIXES, is_connector_key
from ocgen.spec.loader import load
from ocgen.spec.parameters import ParameterReader
from ocgen.spec.reader import read as read_yaml
from ocgen.spec.resources import ResourceReader
from ocgen.text.characters import json_text
from ocgen.upstream import read
from ocgen.upstream.live_reading import read_live
from ocgen.upstream.sources.live import tenant


@dataclass(frozen=True, slots=True)
class DraftResult:
    """A draft of the connector ``key``, which may be unknown (empty).

    ``findings`` tell what the source contradicts itself in, or does not let be read; ``next`` what is to be done with
    a spec that was drafted, ending in a command.
    """

    text: str
    key: str
    findings: tuple[Finding, ...]
    next: str

    @property
    def failed(self) -> bool:
        """Whether anything of the source could not be read."""
        return any(finding.level == "error" for finding in self.findings)


def draft(
    source: str | Path,
    *,
    facts: bool = False,
    file: Path | None = None,
    live: bool = False,
    where: str | None = None,
    instance: int | None = None,
    config: Config | None = None,
) -> DraftResult:
    """Draft a spec from a saved help page or a model of the platform; what the source does not tell is marked TODO.

    With ``facts``, the draft is the facts as JSON, in the shape of `ocgen show --format json`. It is written to the new
    ``file``, where one is named. With ``live``, the source is a connector's key, and the tenant in the region or at the
    URL ``where``, or where the environment says, is asked for its model and its calls, or those of an ``instance``.

    Raises ConfigError, SpecsError when the project's platform cannot be used, SelectionError for a file that is there
    already, SourceError for a source that makes no draft, and OSError.
    """
    if file is not None and (file.exists() or file.is_symlink()):
        raise SelectionError(f"{display(file)} exists; `ocgen import` overwrites nothing")
    config = config or read_config()
    loaded = load([config.specs, specs_directory()] if config.specs.is_dir() else [specs_directory()], ())
    if loaded.platform is None:
        raise SpecsError.of(loaded.findings)
    if live:
        name, page = f'the connector "{source}"', f"{source}.json"
        reading = read_live(loaded.platform, tenant(loaded.platform, where), str(source), instance)
    else:
        name, page = display(Path(source)), Path(source).name
        reading = read(Path(source), Path(source).as_posix(), loaded.platform)
    broken = any(finding.level == "error" for finding in reading.findings)
    if reading.facts is None or (broken and not facts and not reading.facts.methods):
        raise SourceError(f"{name} makes no draft", reading.findings)
    found = reading.facts
    text = _json(found, loaded.platform) if facts else draft_spec(found, loaded.platform, page)
    if file is not None:
        write_new(file, text)
    return DraftResult(text, found.key, reading.findings, _next(file, config, found.key))


def _json(found: ConnectorFacts, platform: Platform) -> str:
    """Return the facts as JSON; the calls are those of the drafted resources, as a spec with them has them."""
    told = draft_json(found)
    if found.calls is None:
        return json_text(told)
    hub = hub_of(found)
    drafted = {"hub": hub, **found_resources(found, hub, platform.hub_api)}
    document = read_yaml("draft", "\n".join(lines(drafted)).encode())
    if document.tree is None:
        raise SourceError("the calls make no draft", document.findings)
    resources = ResourceReader(ParameterReader({}, {}), platform.hub_api).resources(document.tree)
    # Without a hub in front, a path works as well.
    api = platform.hub_api if hub else replace(platform.hub_api, path="")
    return json_text({**told, "calls": [call for one in resources for call in resource_calls_json(one, api)]})


def _next(file: Path | None, config: Config, key: str) -> str:
    """What is to be done with a draft, ending in a command: `ocgen lint` finds it once it lies among the specs."""
    specs = config.specs
    place = specs / f"{key if is_connector_key(key) else 'KEY'}.yaml"
    there = file is not None and file.suffix in SUFFIXES and file.absolute().parent == specs.absolute()
    if file is not None and not there and place.exists():
        spec = file if file.suffix in SUFFIXES else file.with_suffix(SUFFIXES[0])
        moved = [] if spec == file else [shlex.join(["mv", display(file), display(spec)])]
        command = " && ".join([*moved, _command(config, "diff", place.stem, display(spec))])
        return f"Fill in what is marked TODO; {display(place)} is there already, and what differs tells: {command}"
    lint = _command(config, "lint", file.stem if file and there else place.stem)
    if file is None:
        return f"Fill in what is marked TODO, save it as {display(place)}, then run: {lint}"
    made = [] if specs.is_dir() else [shlex.join(["mkdir", "-p", display(specs)])]
    moved = [] if there else [*made, shlex.join(["mv", display(file), display(place)])]
    return f"Fill in what is marked TODO, then run: {' && '.join([*moved, lint])}"


def _command(config: Config, *words: str) -> str:
    return shlex.join(["ocgen", *config_option(config), *words, *repeated(config, "specs")])
