"""Readers of what the world says of a connector: help pages and the platform's own models -> facts."""

from ocgen.upstream.reading import Reading, read

__all__ = ["Reading", "read"]
