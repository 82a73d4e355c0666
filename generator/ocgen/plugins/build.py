"""What the hooks of build backends share: the client, generated where an application is built."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ocgen import OcgenError, generate, read_config
from ocgen.errors import ConfigError
from ocgen.files.below import files_below
from ocgen.findings.text import render
from ocgen.runs.comparison import begin

TARGET = "python"


@dataclass(frozen=True, slots=True)
class BuiltClient:
    """A generated client: the folder of its import packages, and the files that it is made from."""

    source: Path
    inputs: tuple[Path, ...]

    @property
    def packages(self) -> tuple[str, ...]:
        """The top-level names of its import packages, in order."""
        return tuple(sorted(path.name for path in self.source.iterdir() if path.is_dir() and path.name.isidentifier()))


def build_client(root: Path) -> BuiltClient:
    """Generate what the project in the directory ``root`` says, and return its client.

    What is current is not written again, nothing is fetched, and nothing is left half-written. Raises OcgenError for
    what `ocgen generate` would not do, and ConfigError where the project's targets leave the client out, or where
    nothing says which connectors it is for.
    """
    config = read_config(root)
    if config.targets and TARGET not in config.targets:
        raise ConfigError(f'a build needs the target "{TARGET}": add it to targets in [tool.ocgen]')
    if begin(config, ()) is None:
        raise ConfigError(
            "a build needs connectors, and the project has documents alone: name some in `connectors` of [tool.ocgen], "
            "or write a spec with `ocgen new KEY`"
        )
    generate(config=config)
    folders = [folder for folder in (config.specs, config.templates) if folder and folder.is_dir()]
    inputs = (path for folder in folders for path in files_below(folder))
    return BuiltClient(config.out / TARGET / "src", tuple(sorted(inputs)))


def explained(error: OcgenError) -> str:
    """Return why a build cannot go on, as `ocgen generate` says it: each mistake with its place and remedy."""
    found = render(error.findings, colour=False) if error.findings else f"{error.message}\n"
    return f"ocgen generate cannot make the client of this project:\n\n{found}"
