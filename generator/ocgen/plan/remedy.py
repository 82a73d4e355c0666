"""The command that fixes what a run has found."""

from __future__ import annotations

import shlex
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the command repeats of the run: its ``options``, and its ``keys`` where they are all that the project is.

    ``first`` are the options that stand before the verb.
    """

    options: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    first: tuple[str, ...] = ()

    def command(self, connector: str = "", *flags: str) -> str:
        """Return it for the files of a connector (none: for all), quoted for a shell."""
        keys = self.keys or ((connector,) if connector else ())
        return shlex.join(["ocgen", *self.first, "generate", *keys, *self.options, *flags])
