"""The Python client, as it stands in `generated/`."""
