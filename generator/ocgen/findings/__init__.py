"""Findings and their printers."""
