"""Bulk jobs: many objects downloaded or uploaded by a job of the platform, which is waited for."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .bulk_calls import download_call, format_of, job_id, job_status, job_wait, query_call, rows_file
from .bulk_rows import RowError, RowReader
from .hub_calls import HubCall
from .hub_pages import ListOptions, list_options
from .raw_response import unexpected

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .bodies import Body
    from .bulk_calls import BulkFormat, JobStatus, Rows
    from .callers import AsyncCaller, Caller
    from .ceql import Expression
    from .hub_calls import Query
    from .listings import AsyncListing, Listing
    from .options import CallOptions

__all__ = ["AsyncBulk", "AsyncJob", "Bulk", "Job"]


class AsyncJob:
    """A bulk job, for `AsyncClient`. ``id`` is enough to come back to it: `AsyncBulk.job`."""

    def __init__(self, caller: AsyncCaller, identity: str, name: str, file_format: BulkFormat) -> None:
        self.id = identity
        self.object = name
        self._accepted = format_of(file_format)
        self._caller = caller

    def __repr__(self) -> str:
        return f"AsyncJob({self.id!r})"

    async def status(self, **options: Unpack[CallOptions]) -> JobStatus:
        """Read the state of the job."""
        return await self._caller.run(job_status(self._caller.access.for_call(options), self.id))

    async def wait(self, *, timeout: float | None = None) -> JobStatus:
        """Wait until the job is done and return its state; raises JobFailed, RequestTimeout after ``timeout`` seconds.

        It is looked at after a second, and less and less often.
        """
        return await self._caller.run(job_wait(self._caller.access, self.id, timeout))

    async def rows(self, **options: Unpack[CallOptions]) -> AsyncGenerator[dict[str, Any], None]:
        """Yield the objects of the result as they come; of CSV, every value is a text.

        The connection is held until the last one: read to the end, or close the iterator.
        """
        call = HubCall(
            "GET", "/bulk/{id}/{object}", {"id": self.id, "object": self.object}, headers={"Accept": self._accepted}
        )
        async with self._caller.download(call, None, options) as file:
            reader = RowReader(csv="csv" in (file.content_type or self._accepted))
            try:
                async for piece in file:
                    for row in reader.feed(piece):
                        yield row
                for row in reader.end():
                    yield row
            except RowError as error:
                raise unexpected(file.response, str(error)) from None

    def errors(self, **options: Unpack[CallOptions]) -> AsyncListing[Any]:
        """Iterate over what went wrong with single records, texts or objects, page by page."""
        call = HubCall("GET", "/bulk/{id}/errors", {"id": self.id})
        return self._caller.list(call, ListOptions(), options)

    async def cancel(self, **options: Unpack[CallOptions]) -> None:
        """Ask the platform to stop the job."""
        await self._caller.send(HubCall("PUT", "/bulk/{id}/cancel", {"id": self.id}), options)


class AsyncBulk:
    """Bulk jobs of one instance, for `AsyncClient`."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def download(
        self,
        name: str,
        *,
        where: Expression | None = None,
        fields: str | Sequence[str] | None = None,
        format: BulkFormat = "jsonl",  # noqa: A002
        extra: Mapping[str, Body] | None = None,
        **options: Unpack[CallOptions],
    ) -> AsyncJob:
        """Begin a job that collects the objects of a name, those that match ``where``.

        ``extra`` is what else the job can be told, by its names on the wire: from, to, filterDateField.
        """
        call = download_call(name, where, fields, format, extra or {})
        return AsyncJob(self._caller, job_id(await self._caller.send(call, options)), name, format)

    async def query(
        self,
        name: str,
        *,
        where: Expression | None = None,
        fields: str | Sequence[str] | None = None,
        query: Query | None = None,
        format: BulkFormat = "jsonl",  # noqa: A002
        **options: Unpack[CallOptions],
    ) -> AsyncJob:
        """Begin a job by a statement, which connectors take that do not take `download`.

        ``query`` is what else the job can be told: from, to, lastRunDate, continueFromJobId.
        """
        call = query_call(name, where, fields, query)
        return AsyncJob(self._caller, job_id(await self._caller.send(call, options)), name, format)

    async def upload(
        self,
        name: str,
        rows: Rows,
        *,
        upsert_by: str | None = None,
        extra: Mapping[str, Body] | None = None,
        **options: Unpack[CallOptions],
    ) -> AsyncJob:
        """Begin a job that creates objects of ``rows``, which are asked for one by one as they are sent.

        With ``upsert_by``, the name of a field, an object with the same value there is changed instead. ``rows`` may be
        a file of CSV or of JSON in lines, too: its path, bytes or a stream. ``extra`` is what else the job can be told.
        """
        call = HubCall("POST", "/bulk/{object}", {"object": name})
        sent = rows_file(name, rows, upsert_by, extra or {})
        return AsyncJob(self._caller, job_id(await self._caller.upload(call, sent, options)), name, "json")

    def job(
        self,
        identity: str | int,
        name: str,
        *,
        format: BulkFormat = "jsonl",  # noqa: A002
    ) -> AsyncJob:
        """Return a job that was begun before, by its id and the name of its objects."""
        return AsyncJob(self._caller, str(identity), name, format)

    def jobs(self, *, where: Expression | None = None, **options: Unpack[CallOptions]) -> AsyncListing[dict[str, Any]]:
        """Iterate over the jobs that the instance has had."""
        return self._caller.list(HubCall("GET", "/bulk/jobs"), list_options(where), options)


class Job:
    """A bulk job. ``id`` is enough to come back to it: `Bulk.job`."""

    def __init__(self, caller: Caller, identity: str, name: str, file_format: BulkFormat) -> None:
        self.id = identity
        self.object = name
        self._accepted = format_of(file_format)
        self._caller = caller

    def __repr__(self) -> str:
        return f"Job({self.id!r})"

    def status(self, **options: Unpack[CallOptions]) -> JobStatus:
        """Read the state of the job."""
        return self._caller.run(job_status(self._caller.access.for_call(options), self.id))

    def wait(self, *, timeout: float | None = None) -> JobStatus:
        """Wait until the job is done and return its state; raises JobFailed, RequestTimeout after ``timeout`` seconds.

        It is looked at after a second, and less and less often.
        """
        return self._caller.run(job_wait(self._caller.access, self.id, timeout))

    def rows(self, **options: Unpack[CallOptions]) -> Generator[dict[str, Any], None, None]:
        """Yield the objects of the result as they come; of CSV, every value is a text.

        The connection is held until the last one: read to the end, or close the iterator.
        """
        call = HubCall(
            "GET", "/bulk/{id}/{object}", {"id": self.id, "object": self.object}, headers={"Accept": self._accepted}
        )
        with self._caller.download(call, None, options) as file:
            reader = RowReader(csv="csv" in (file.content_type or self._accepted))
            try:
                for piece in file:
                    for row in reader.feed(piece):
                        yield row
                for row in reader.end():
                    yield row
            except RowError as error:
                raise unexpected(file.response, str(error)) from None

    def errors(self, **options: Unpack[CallOptions]) -> Listing[Any]:
        """Iterate over what went wrong with single records, texts or objects, page by page."""
        call = HubCall("GET", "/bulk/{id}/errors", {"id": self.id})
        return self._caller.list(call, ListOptions(), options)

    def cancel(self, **options: Unpack[CallOptions]) -> None:
        """Ask the platform to stop the job."""
        self._caller.send(HubCall("PUT", "/bulk/{id}/cancel", {"id": self.id}), options)


class Bulk:
    """Bulk jobs of one instance."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def download(
        self,
        name: str,
        *,
        where: Expression | None = None,
        fields: str | Sequence[str] | None = None,
        format: BulkFormat = "jsonl",  # noqa: A002
        extra: Mapping[str, Body] | None = None,
        **options: Unpack[CallOptions],
    ) -> Job:
        """Begin a job that collects the objects of a name, those that match ``where``.

        ``extra`` is what else the job can be told, by its names on the wire: from, to, filterDateField.
        """
        call = download_call(name, where, fields, format, extra or {})
        return Job(self._caller, job_id(self._caller.send(call, options)), name, format)

    def query(
        self,
        name: str,
        *,
        where: Expression | None = None,
        fields: str | Sequence[str] | None = None,
        query: Query | None = None,
        format: BulkFormat = "jsonl",  # noqa: A002
        **options: Unpack[CallOptions],
    ) -> Job:
        """Begin a job by a statement, which connectors take that do not take `download`.

        ``query`` is what else the job can be told: from, to, lastRunDate, continueFromJobId.
        """
        call = query_call(name, where, fields, query)
        return Job(self._caller, job_id(self._caller.send(call, options)), name, format)

    def upload(
        self,
        name: str,
        rows: Rows,
        *,
        upsert_by: str | None = None,
        extra: Mapping[str, Body] | None = None,
        **options: Unpack[CallOptions],
    ) -> Job:
        """Begin a job that creates objects of ``rows``, which are asked for one by one as they are sent.

        With ``upsert_by``, the name of a field, an object with the same value there is changed instead. ``rows`` may be
        a file of CSV or of JSON in lines, too: its path, bytes or a stream. ``extra`` is what else the job can be told.
        """
        call = HubCall("POST", "/bulk/{object}", {"object": name})
        sent = rows_file(name, rows, upsert_by, extra or {})
        return Job(self._caller, job_id(self._caller.upload(call, sent, options)), name, "json")

    def job(
        self,
        identity: str | int,
        name: str,
        *,
        format: BulkFormat = "jsonl",  # noqa: A002
    ) -> Job:
        """Return a job that was begun before, by its id and the name of its objects."""
        return Job(self._caller, str(identity), name, format)

    def jobs(self, *, where: Expression | None = None, **options: Unpack[CallOptions]) -> Listing[dict[str, Any]]:
        """Iterate over the jobs that the instance has had."""
        return self._caller.list(HubCall("GET", "/bulk/jobs"), list_options(where), options)
