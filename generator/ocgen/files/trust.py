"""Whose word a run takes: a file that it found by itself counts when it belongs to whoever runs it.

A configuration says where a run reads and writes, which templates it renders and which targets, that is code, it runs.
Somebody else could have put one into a directory above, such as /tmp. The rule is git's for repositories
(https://git-scm.com/docs/git-config, safe.directory): the file and the directory that it lies in belong to the user of
the process; a process that root runs by sudo takes the word of whoever called sudo, too.
"""

from __future__ import annotations

import os
from pathlib import Path


def other_owner(file: Path) -> int | None:
    """Return the id of another user whom a file or its directory belongs to; None when both are our own.

    Raises OSError. Where users have no ids (Windows), no file has another owner.
    """
    ours = _ours()
    if not ours:
        return None
    # Of a link, both count: whoever owns it says where it leads.
    owners = (file.parent.stat().st_uid, file.lstat().st_uid, file.stat().st_uid)
    return next((owner for owner in owners if owner not in ours), None)


def _ours() -> set[int]:
    if not hasattr(os, "geteuid"):
        return set()
    me = os.geteuid()
    caller = os.environ.get("SUDO_UID", "") if me == 0 else ""
    return {me, int(caller)} if caller.isdecimal() else {me}
