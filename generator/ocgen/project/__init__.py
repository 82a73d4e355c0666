"""A project: its pyproject.toml, the specs that it selects, its catalogue, and what a run must not write over."""
