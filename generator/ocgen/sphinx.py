"""The Sphinx extension under the name that `extensions` in a conf.py lists: `ocgen.sphinx`."""

from __future__ import annotations

from ocgen.plugins.sphinx import setup

__all__ = ["setup"]
