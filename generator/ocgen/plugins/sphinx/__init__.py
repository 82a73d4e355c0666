"""A Sphinx extension: the directive ``ocgen-table`` renders a table of a connector, always as its spec says.

Add ``"ocgen.sphinx"`` to ``extensions``; in reStructuredText and in MyST the directive is the same::

    .. ocgen-table:: infusionsoftmarketing
       :section: configuration
       :columns: key,required,description="What it is"

Its options are those of `ocgen docs table`. The specs are those of the project around conf.py, else of the
working directory, or those of the directory ``ocgen_specs``, relative to conf.py. A table is in its own ``language``,
else in that of the document (``language`` in conf.py) where there are phrases in it, else in the project's first one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from weakref import WeakKeyDictionary

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from ocgen.errors import ConfigError, SelectionError, SpecsError
from ocgen.plugins.sphinx.nodes import render
from ocgen.runs.catalogue import ProjectCatalogue, spoken
from ocgen.runs.project import open_run, read_config_around
from ocgen.runs.table import table_in
from ocgen.tables.build import CATALOGUE
from ocgen.tables.faults import TableError
from ocgen.tables.options import NAMES

# Sphinx makes directives by itself; what belongs to a run is found by the run's configuration.
_CATALOGUES: WeakKeyDictionary[Config, ProjectCatalogue] = WeakKeyDictionary()


class TableDirective(SphinxDirective):
    """``.. ocgen-table:: KEY``; the sections that are not of one connector need no key."""

    optional_arguments = 1
    # Unknown ones are taken too: they are ours to tell, with a suggestion.
    option_spec = defaultdict(lambda: directives.unchanged, dict.fromkeys(("section", *NAMES), directives.unchanged))  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Return the table; what is wrong is an error at the directive's line."""
        key = self.arguments[0] if self.arguments else ""
        given = {name: value or "" for name, value in self.options.items()}
        section = given.pop("section", "")
        try:
            options = {name: value for name, value in given.items() if name != "format"}
            made = table_in(_CATALOGUES[self.config], section, key, options)
        except TableError as error:
            raise self.error("ocgen-table: " + "; ".join(f"{f.message}; {f.remedy}" for f in error.faults)) from None
        except SpecsError as error:
            for finding in error.findings:
                self._depends_on([Path(finding.location.path).absolute()])
            raise self.error(f"ocgen-table: {error}") from None
        self._depends_on(made.files)
        if section == CATALOGUE:
            self.env.note_reread()  # a new spec is a new row
        return render(made.table, self.state.document)

    def _depends_on(self, files: Iterable[Path]) -> None:
        for file in files:
            self.env.note_dependency(str(file))


def _open(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Look at the specs again for each build."""
    specs = app.config.ocgen_specs
    try:
        place = Path(app.confdir)
        config = read_config_around(place, specs=place / specs if specs else None)
        project = open_run(spoken(config, app.config.language))
        _CATALOGUES[app.config] = ProjectCatalogue(project)
    except ConfigError as error:
        raise ExtensionError("; ".join(f"{f.location}: {f.message}; {f.help}" for f in error.findings)) from None
    except SelectionError as error:
        raise ExtensionError(f"ocgen: {error}") from None


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make the directive known to Sphinx."""
    app.add_config_value("ocgen_specs", "", "env", types=str, description="Directory of the specs.")
    app.add_directive("ocgen-table", TableDirective)
    app.connect("env-before-read-docs", _open)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
