"""The help pages: one a connector, and the catalogue."""

from ocgen.targets.docs.target import DocsTarget

__all__ = ["DocsTarget"]
