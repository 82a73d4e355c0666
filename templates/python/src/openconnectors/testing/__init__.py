"""A platform in memory, so that the tests of an app need no network.

`FakePlatform` is a transport for `Client`, and its `asynchronous` one for `AsyncClient`. What it answers, an `Engine`
decides, which knows neither network nor clock.
"""

from .engine import Engine
from .exchanges import Answer, Call
from .fake_platform import FakePlatform
from .recording import RecordedCall

__all__ = ["Answer", "Call", "Engine", "FakePlatform", "RecordedCall"]
