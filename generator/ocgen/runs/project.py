"""The configuration and the project of a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ocgen.errors import ConfigError, SelectionError
from ocgen.project import config as configuration, protected_paths
from ocgen.project.config import Config
from ocgen.project.project import Project, open_project

# Field of a configuration -> the option that sets it, in the order in which a command line repeats them.
_OPTIONS = {
    "specs": "--specs",
    "out": "--out",
    "templates": "--templates",
    "targets": "--target",
    "languages": "--language",
}


def read_config(
    directory: str | Path | None = None,
    *,
    file: Path | None = None,
    specs: Path | None = None,
    out: Path | None = None,
    targets: Sequence[str] = (),
    templates: Path | None = None,
    languages: Sequence[str] = (),
) -> Config:
    """Return the configuration that holds in a directory, by default the working directory.

    It is that of ``file``, of the file that ``OCGEN_CONFIG`` names, or of the nearest pyproject.toml with a table
    ``[tool.ocgen]``; whatever else is given here stands in its place. Relative paths that no file gives are relative
    to the directory. Raises ConfigError, whose findings tell all that is wrong with the file.
    """
    config = configuration.load(Path.cwd() if directory is None else Path(directory).absolute(), file)
    if directory is not None and config.file is None:
        config = config._replace(specs=Path(directory) / config.specs, out=Path(directory) / config.out)
    base = Path() if directory is None else Path(directory)
    paths = {"specs": specs, "out": out, "templates": templates}
    given = {name: None if path is None else base / path for name, path in paths.items()}
    lists = {"targets": tuple(targets), "languages": tuple(dict.fromkeys(languages))}
    return config.overridden({**given, **lists})


def read_config_around(directory: Path, *, specs: Path | None = None, languages: Sequence[str] = ()) -> Config:
    """Return the configuration for documents that are built in a directory.

    It is that of the project around the directory, else, where there is neither a configuration nor specs, that of the
    working directory. Raises ConfigError.
    """
    config = read_config(directory, specs=specs, languages=languages)
    here = config.file is None and specs is None and not config.specs.is_dir()
    return read_config(languages=languages) if here else config


def check_directories(config: Config) -> None:
    """Raise ConfigError or SelectionError for a directory of templates, or of the output, that cannot be used."""
    if config.templates is not None and not config.templates.is_dir():
        raise SelectionError(f"the templates directory {config.templates} does not exist")
    wrong = protected_paths.fault(config)
    if wrong and wrong.location.path:
        raise ConfigError.of([wrong])
    if wrong:
        raise SelectionError(f"{wrong.message}; {wrong.help}")


def open_run(config: Config | None, keys: Sequence[str] = ()) -> Project:
    """Return the project that a run looks at, by default that of the working directory.

    ``keys`` are connectors or globs; where nothing says what the connectors are, all bundled ones count
    (``catalogue`` of `ocgen.project.project.open_project`). Raises ConfigError and SelectionError, also for directories
    of templates and of the output that cannot be used.
    """
    config = config or read_config()
    check_directories(config)
    return open_project(config, keys, catalogue=True)


def repeated(config: Config, *fields: str) -> tuple[str, ...]:
    """Return the options that a command repeats to get what this run was given, in place of the configuration file.

    ``fields`` are those of the configuration that the command takes, by default all that have options.
    """
    words: list[str] = []
    for name, option in _OPTIONS.items():
        if name in (fields or _OPTIONS) and name in config.given:
            value = getattr(config, name)
            several = value if isinstance(value, tuple) else (value,)
            words += (word for one in several for word in (option, str(one)))
    return tuple(words)


def config_option(config: Config) -> tuple[str, ...]:
    """Return ``--config FILE``, which stands before the verb, where this run was given it."""
    return () if config.asked_for is None else ("--config", str(config.asked_for))
