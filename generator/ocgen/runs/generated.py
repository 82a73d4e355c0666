"""Which connectors were generated before: what a project is that has neither specs nor a configuration of its own."""

from __future__ import annotations

from ocgen.plan.journal import read_journal
from ocgen.plan.record import SHARED, OutputRecord
from ocgen.project.config import Config


def generated_connectors(config: Config, record: OutputRecord) -> tuple[str, ...]:
    """Return the keys that the record of the output directory has, those of an interrupted run too.

    A project that says what its connectors are has none that only the record knows. Raises RecordError for what an
    interrupted run has left.
    """
    if not config.only_named:
        return ()
    begun = {entry.connector for entry in read_journal(config.out)} - {SHARED}
    return tuple(sorted(record.connectors | begun))
