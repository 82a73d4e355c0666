"""One module a connector, named after its key; importing one imports only that one."""

__all__: list[str] = []
