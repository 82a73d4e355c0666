"""The address of the platform: a region's name, or a URL that says one thing to every reader.

The account's secrets go there. What parsers of URLs read in different ways, or people take for something else, is
refused: https://datatracker.ietf.org/doc/html/rfc3986 and https://url.spec.whatwg.org say what a host may be.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from ._platform import BASE_PATH, REGIONS
from .errors import SettingsError
from .settings import wrong

__all__ = ["fault_of_path", "resolve_base_url"]

_LONGEST_HOST = 253

# What urlsplit drops or lets pass, and HTTP libraries then read in ways of their own.
_NOT_IN_URL = re.compile(r"[\s\\\x00-\x1f\x7f]")

# Names of machines within a network may hold an underscore.
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
# A last label like this makes of a name an IPv4 address, in one of the spellings that few people read.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PATH = re.compile(r"(/([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*")
_DOTS = frozenset({".", ".."})


def resolve_base_url(where: str, *, any_scheme: bool = False) -> str:
    """Return the base URL for a region's name or a URL, without a slash at the end.

    A URL without a path gets the platform's own. Plain http is refused, since it would show the secrets to the
    network, except to this machine itself and where a transport of the user's own decides (``any_scheme``). Raises
    SettingsError, with no more of a URL in it than its host.
    """
    if not isinstance(where, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise wrong("platform", "the name of a region, or a base URL", where)
    if where in REGIONS:
        return REGIONS[where]
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|.*/", where, re.DOTALL):
        raise SettingsError(f"no region is named {where!r}; {_nearest(where)}")
    fault = _fault(where)
    if fault:
        raise SettingsError(f"the base URL {fault}")
    parts = urlsplit(where)
    host = parts.hostname or ""
    if parts.scheme == "http" and not any_scheme and not _is_this_machine(host):
        raise SettingsError(f"http://{host} would send the secrets in the clear; use https")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/') or BASE_PATH}"


def _fault(url: str) -> str:
    """Return what is wrong with a URL; empty when nothing is."""
    if _NOT_IN_URL.search(url):
        return "holds a blank, a backslash or a control character; copy it again"
    if not url.isascii():
        return "holds a character beyond ASCII, which can look like another; write the host as xn--..., the path in %.."
    parts = _parts(url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.netloc:
        return "has no host, or is not an http or https URL; write https:// and the host"
    if "@" in parts.netloc:
        return "holds a user name or password; the platform takes none there"
    if "?" in url or "#" in url:
        return "ends in a query or fragment; leave it out"
    return _fault_of_host(parts) or fault_of_path(parts.path)


def _fault_of_host(parts: SplitResult) -> str:
    host, colon, port = _split_port(parts.netloc.lower())
    if not host:
        return "has no host; write https:// and the host"
    if colon and not (colon == ":" and _is_port(port)):
        return "has no host and port that can be; ports are from 1 to 65535"
    if host.startswith("["):
        return "" if _is_address(ipaddress.IPv6Address, host[1:-1]) else "has no host, but an IPv6 address that is none"
    if "%" in host:
        return "has a host with a % in it, which names no machine"
    labels = host.split(".")
    if len(host) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        return "has a host that is none: it is made of letters, digits and hyphens, with single dots between them"
    if _NUMBER.fullmatch(labels[-1]) and not _is_address(ipaddress.IPv4Address, host):
        return "has a host that ends in a number, but is no IPv4 address"
    return ""


def fault_of_path(path: str) -> str:
    """Return what is wrong with the path of an address; empty when nothing is."""
    if not _PATH.fullmatch(path):
        return "has a path that is none; write other characters in %.."
    decoded = [re.sub("%2e", ".", segment, flags=re.IGNORECASE) for segment in path.split("/")]
    return "has a path with . or .. in it" if _DOTS & {*decoded} or "%00" in path else ""


def _parts(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _split_port(netloc: str) -> tuple[str, str, str]:
    if not netloc.startswith("["):
        return netloc.partition(":")
    address, _, rest = netloc.partition("]")
    return f"{address}]", rest[:1], rest[1:]


def _is_port(text: str) -> bool:
    return re.fullmatch("[0-9]{1,5}", text) is not None and 1 <= int(text) <= 65535


def _is_address(kind: type[ipaddress.IPv4Address] | type[ipaddress.IPv6Address], text: str) -> bool:
    try:
        return "%" not in text and bool(str(kind(text)))
    except ValueError:
        return False


def _is_this_machine(host: str) -> bool:
    """Whether a host is this machine, however the network is set up."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name, REGIONS, 1, 0.5)
    return f"did you mean {found[0]!r}?" if found else f"known are {', '.join(REGIONS)}; or pass a URL"
