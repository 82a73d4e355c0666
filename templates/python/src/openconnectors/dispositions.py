"""The name of a file that is downloaded, made safe: the provider chose it, or somebody who shared the file."""

from __future__ import annotations

import re
from email.message import Message
from email.utils import collapse_rfc2231_value

__all__ = ["clean_name", "name_in"]

_LONGEST = 200  # bytes; file systems take 255, and a name may get something put before it
# Control characters, those that steer the direction of text, and what some file system gives a meaning.
_UNWANTED = re.compile('[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069<>:"|?*]+')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def name_in(disposition: str) -> str:
    """Return the name in a ``Content-Disposition`` header, cleaned; empty when there is none."""
    message = Message()
    message["Content-Disposition"] = disposition.replace("\r", " ").replace("\n", " ")
    try:
        parameters = message.get_params([], "Content-Disposition")
        names = [value for name, value in parameters if name.lower() == "filename"]
        # One with its character set, which comes as a tuple, says more than one without (RFC 6266, 4.3).
        names.sort(key=lambda value: not isinstance(value, tuple))
        return clean_name(collapse_rfc2231_value(names[0])) if names else ""
    except (ValueError, LookupError, TypeError):
        return ""


def clean_name(name: str) -> str:
    """Return a name that is one file's in any directory of any system, and no path; empty when nothing is left."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = _UNWANTED.sub("_", last.encode("utf-8", "replace").decode("utf-8")).strip(" .")
    if _DEVICE.fullmatch(plain):
        plain = f"_{plain}"
    stem, dot, extension = plain.rpartition(".")
    if not stem or len(extension) > 16:
        stem, dot, extension = plain, "", ""
    room = _LONGEST - len(f"{dot}{extension}".encode())
    return stem.encode()[:room].decode("utf-8", "ignore") + dot + extension
