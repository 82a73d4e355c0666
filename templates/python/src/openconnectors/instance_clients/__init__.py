"""One module a connector whose resources are known: its calls through an instance, with types."""

__all__: list[str] = []
