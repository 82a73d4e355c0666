"""A command of setuptools: the generated client becomes part of what an application's `build_py` builds.

In the application's pyproject.toml::

    [build-system]
    requires = ["setuptools>=77", "ocgen"]
    build-backend = "setuptools.build_meta"

    [tool.setuptools.cmdclass]
    build_py = "ocgen.plugins.setuptools.BuildPy"

`[tool.ocgen]` says what is generated and where. An editable install finds the client in the output directory, so that
`ocgen generate` is all that a changed spec asks for.
Interface: https://setuptools.pypa.io/en/latest/userguide/extension.html
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

from setuptools import find_namespace_packages
from setuptools.command.build_py import build_py
from setuptools.errors import SetupError

from ocgen.errors import OcgenError
from ocgen.plugins.build import build_client, explained


class BuildPy(build_py):
    """Generates the client, and builds its packages beside the application's own."""

    def finalize_options(self) -> None:
        """Generate the client and add its packages to the distribution; raises SetupError in words."""
        root = Path(self.distribution.src_root or Path.cwd())
        try:
            client = build_client(root)
        except OcgenError as error:
            raise SetupError(explained(error)) from None
        self._source = client.source.resolve()
        self._inputs = [os.path.relpath(path, root) for path in client.inputs]
        found = find_namespace_packages(str(client.source))
        folder = Path(os.path.relpath(client.source, root)).as_posix()
        distribution = self.distribution
        distribution.packages = sorted({*(distribution.packages or ()), *found})
        # In place: the command of editable installs has taken hold of the mapping by now.
        places = cast("dict[str, str]", {} if distribution.package_dir is None else distribution.package_dir)
        places.update({name: f"{folder}/{name}" for name in client.packages})
        distribution.package_dir = places
        typed = {name: ["py.typed"] for name in found}
        distribution.package_data = {**(distribution.package_data or {}), **typed}
        super().finalize_options()

    def get_source_files(self) -> list[str]:
        """Return what a source distribution holds: the application's modules and the specs, and not the client."""
        own: list[str] = super().get_source_files()  # type: ignore[no-untyped-call]
        return [*(name for name in own if not self._is_client(name)), *self._inputs]

    def get_data_files_without_manifest(self) -> list[tuple[str, str, str, list[str]]]:
        """Return the data that a source distribution holds beside them."""
        return [files for files in super().get_data_files_without_manifest() if not self._is_client(files[1])]

    def _is_client(self, path: str) -> bool:
        return Path(path).resolve().is_relative_to(self._source)
