"""A run that is killed leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY

KILLED = """
import os, signal
from tests.plan import test_render as here
here.rendering._has_second_processor = lambda: True
class Fatal(here.Long):
    first = os.getpid()
    def connector_artifacts(self, connector, templates):
        if os.getpid() == self.first:
            os.kill(self.first, signal.SIGKILL)
        return super().connector_artifacts(connector, templates)
here.render([Fatal()], here.MANY, here.Templates())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot split a process in two")
def test_the_second_process_ends_when_the_first_one_is_killed() -> None:
    # The output is at its end when no process has it open any more.
    done = subprocess.run([sys.executable, "-c", KILLED], cwd=REPOSITORY, capture_output=True, timeout=30, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGKILL, b"", b"")
