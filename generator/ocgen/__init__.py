"""Spec-driven code generator for SAP Open Connectors."""

__version__ = "0.1.0"
