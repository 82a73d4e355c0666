"""Targets: each turns connectors into one kind of output. See `registry` for how they are found."""
