"""Which connectors a project has."""

from __future__ import annotations

from ocgen.linter.rule import Rule

PROJECT: tuple[Rule, ...] = (
    Rule.page(
        "unknown-connector",
        "error",
        """
        The configuration names a connector that there is no spec of.

        `connectors` in [tool.ocgen] holds keys and globs of your own specs and of the bundled ones. For a name that
        matches none, `ocgen generate` and `ocgen check` do nothing: they would take the files of a connector that is
        only misspelt for files to remove. Other commands go on with the connectors that there are.

        How to fix it: correct the name, or write its spec.

            connectors = ["sfcd"]   # wrong: did you mean "sfdc"?
            connectors = ["sfdc"]
        """,
    ),
    Rule.page(
        "left-out-spec",
        "info",
        """
        A spec is in the specs directory, and the configuration leaves it out.

        Where [tool.ocgen] has `connectors`, these alone are generated and checked. A spec that it does not name looks
        as if it were one of them, and nothing follows from it.

        How to fix it: add its key to `connectors`, or delete the file. Where it is meant to wait, accept the finding.

            connectors = ["acme"]            # specs/globex.yaml is left out
            connectors = ["acme", "globex"]
        """,
    ),
    Rule.page(
        "hidden-bundled-spec",
        "info",
        """
        A spec of the project takes the place of a bundled one.

        A spec of your own goes before a bundled one of the same key. That is how a bundled connector is changed; but
        what later versions of ocgen correct in the bundled spec does not reach yours, and where the key is the same by
        chance, the bundled connector cannot be had.

        How to fix it: nothing is to be done where that is meant. Otherwise delete the file, or give your connector
        another key.
        """,
    ),
)
