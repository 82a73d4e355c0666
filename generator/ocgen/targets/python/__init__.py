"""The Python client: its validators, its connectors' modules, and the runtime that they share."""
