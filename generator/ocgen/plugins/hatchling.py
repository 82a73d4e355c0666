"""A build hook of Hatchling: the generated client becomes part of an application's wheel, its specs of the sdist.

In the application's pyproject.toml::

    [build-system]
    requires = ["hatchling", "ocgen"]
    build-backend = "hatchling.build"

    [tool.hatch.build.hooks.ocgen]

It takes no options: `[tool.ocgen]` says what is generated and where. An editable install finds the client in the output
directory, so that `ocgen generate` is all that a changed spec asks for.
Interface: https://hatch.pypa.io/latest/plugins/build-hook/reference/
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.plugin import hookimpl

from ocgen.errors import OcgenError
from ocgen.plugins.build import build_client, explained

_OPTIONS_OF_EVERY_HOOK = {
    "dependencies",
    "enable-by-default",
    "require-runtime-dependencies",
    "require-runtime-features",
}


class OcgenBuildHook(BuildHookInterface[BuilderConfig]):
    """Generates the client before the files of a wheel are gathered."""

    PLUGIN_NAME = "ocgen"

    _path_file: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Generate the client and add it to the wheel; ``version`` is "standard" or "editable".

        Whatever is wrong with a spec ends the build, told in words. A source distribution holds the specs alone.
        """
        if self.target_name != "wheel":
            return
        if unknown := sorted(self.config.keys() - _OPTIONS_OF_EVERY_HOOK):
            self.app.abort(f"[tool.hatch.build.hooks.ocgen] takes no options, and has {', '.join(unknown)}")
        try:
            client = build_client(Path(self.root))
        except OcgenError as error:
            self.app.abort(explained(error))
            return
        if version == "editable":
            self._path_file = _path_file(client.source)
            build_data["force_include_editable"][str(self._path_file)] = f"_{_module(self.metadata.name)}_ocgen.pth"
        else:
            build_data["force_include"].update({str(client.source / name): name for name in client.packages})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what only the building needed."""
        if self._path_file:
            with suppress(OSError):
                self._path_file.unlink()


def _path_file(source: Path) -> Path:
    """Return a new file that puts a folder on the path of whoever installs it.

    See https://docs.python.org/3/library/site.html.
    """
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".pth", delete=False) as file:
        file.write(f"{source.resolve()}\n")
    return Path(file.name)


def _module(name: str) -> str:
    return name.replace("-", "_").replace(".", "_")


@hookimpl
def hatch_register_build_hook() -> type[OcgenBuildHook]:
    """Return the hook; Hatchling calls this."""
    return OcgenBuildHook
