"""What is said of a refused value is true of it: each claim is held against a second opinion."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import AddressValueError, IPv6Address
from string import ascii_letters, digits

import pytest
from hypothesis import given, settings, strategies as st
from openconnectors.validators import Violation, _platform
from openconnectors.validators._fields import Text

from ocgen.model import Format
from tests.amount import examples
from tests.conftest import CONNECTORS

FORMATS = CONNECTORS[0].platform.formats
Claim = Callable[[str, int], bool]

HOST = ascii_letters + digits + ".-"
HEX = digits + "abcdefABCDEF"
LOCAL = ascii_letters + digits + ".!#$%&'*+/=?^_`{|}~-"


def after(value: str) -> str:
    return value.split("://", 1)[1]


def authority(value: str) -> str:
    return re.split("[/?#]", after(value), maxsplit=1)[0]


def port(value: str) -> str | None:
    """What follows the colon after the host; None without one."""
    there = authority(value)
    behind = there.partition("]")[2] if there.startswith("[") else there
    return behind.partition(":")[2] if ":" in behind else None


def is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return "%" not in text


def literal(value: str) -> bool:
    rest = after(value)
    return rest.startswith("[") and "]" in rest and is_ipv6(rest[1:].partition("]")[0])


def bracketed(value: str) -> bool:
    return value.startswith("[") and value.endswith("]") and is_ipv6(value[1:-1])


def unbracketed(value: str) -> str:
    return after(value).partition("]")[2] if literal(value) else after(value)


def parts(value: str) -> list[str]:
    return value.split("@")[-1].partition(":")[0].split(".")


def some_part(value: str, wrong: Callable[[str], bool]) -> bool:
    return any(map(wrong, parts(value)))


def hyphen(part: str) -> bool:
    return part.startswith("-") or part.endswith("-")


CLAIMS: dict[str, Claim] = {
    "must start with http:// or https://": lambda v, _: not v.lower().startswith(("http://", "https://")),
    "must start with https://": lambda v, _: not v.lower().startswith("https://"),
    "has no host after ://": lambda v, _: after(v)[:1] in ("", *"/?#:"),
    "has white space or a control": lambda v, at: v[at] <= " " or v[at] == "\x7f",
    "has a character beyond ASCII": lambda v, at: ord(v[at]) > 127,
    "has a brace": lambda v, at: v[at] in "{}",
    "has a character that a URL holds percent": lambda v, at: v[at] in '"<>\\^`|',
    "has a % without": lambda v, at: v[at] == "%" and not re.match("%[0-9A-Fa-f]{2}", v[at:]),
    "has an @ before its path": lambda v, _: "@" in authority(v),
    "has a [ after ://": lambda v, _: after(v).startswith("[") and not literal(v),
    "has something other than a port": lambda v, _: literal(v) and unbracketed(v)[:1] not in ("", *":/?#"),
    "has a square bracket that is not": lambda v, _: bool(set("[]") & set(unbracketed(v))),
    "has a second #": lambda v, _: v.count("#") > 1,
    "has a colon after its host": lambda v, _: port(v) is not None and not re.fullmatch("[0-9]{1,5}", port(v) or ""),
    "has a host that begins": lambda v, _: after(v)[:1] in (".", "-"),
    "has a host with something other": lambda v, _: not set(authority(v).partition(":")[0]) <= {*HOST, "_"},
    "has a host of more than 253": lambda v, _: len(authority(v).partition(":")[0]) > 253,
    "has a scheme such as": lambda v, _: re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", v) is not None,
    "has a slash, a question mark": lambda v, at: v[at] in "/?#",
    "has an @ (character": lambda v, at: v[at] == "@",
    "has a colon (character": lambda v, at: v[at] == ":",
    "has something other than letters from a to z, digits, hyphens and dots": lambda v, at: v[at] not in HOST,
    "has an empty part": lambda v, _: some_part(v, lambda part: not part),
    "has a part that begins or ends": lambda v, _: some_part(v, hyphen),
    "has a part of more than 63": lambda v, _: some_part(v, lambda part: len(part) > 63),
    "has more than 127 parts": lambda v, _: len(parts(v)) > 127,
    "has a colon or a square bracket": lambda v, at: v[at] in ":[]" and not is_ipv6(v) and not bracketed(v),
    "does not end in a colon and a port": lambda v, _: not re.search(r":[1-9][0-9]{0,4}\Z", v),
    "has more than one colon or a square": lambda v, _: (v.count(":") > 1 or bool(set("[]") & set(v)))
    and not (v.startswith("[") and "]:" in v and is_ipv6(v[1:].partition("]:")[0])),
    "has more than a port behind": lambda v, _: v.startswith("[") and ":" in v.partition("]:")[2],
    "has no host before the colon": lambda v, _: v.startswith(":"),
    "has before its port something": lambda v, at: v[at] not in HOST and at < v.rindex(":"),
    "has a part in its host": lambda v, _: some_part(v, hyphen),
    "has something other than the digits": lambda v, at: v[at] not in digits,
    "begins with a 0": lambda v, _: v.startswith("0"),
    "is more than 65535": lambda v, _: int(v) > 65535,
    "has no @": lambda v, _: "@" not in v,
    "has more than one @": lambda v, _: v.count("@") > 1,
    "has nothing before the @": lambda v, _: v.startswith("@"),
    "has nothing after the @": lambda v, _: v.endswith("@"),
    "has before the @ a character": lambda v, _: not set(v.partition("@")[0]) <= set(LOCAL),
    "has more than 64 characters before": lambda v, _: len(v.partition("@")[0]) > 64,
    "has after the @ something other": lambda v, _: not set(v.partition("@")[2]) <= set(HOST),
    "has after the @ a part that begins": lambda v, _: some_part(v, hyphen),
    "has after the @ a part of more than": lambda v, _: some_part(v, lambda part: len(part) > 63),
    "has after the @ more than 127": lambda v, _: len(parts(v)) > 127,
    "has an empty part after the @": lambda v, _: some_part(v, lambda part: not part),
    "has a dot": lambda v, at: v[at] == ".",
    "has something other than letters from a to z, digits and hyphens": lambda v, at: v[at] not in HOST or v[at] == ".",
    "begins or ends with a hyphen": lambda v, _: hyphen(v),
    "is longer than 63": lambda v, _: len(v) > 63,
    "has something other than hexadecimal": lambda v, at: v[at] not in HEX + "-",
    "does not have its digits in groups": lambda v, _: [len(g) for g in v.split("-")] != [8, 4, 4, 4, 12],
    "has an empty part in its host": lambda v, _: some_part(v, lambda part: not part),
    "has white space before or after": lambda v, _: v != v.strip(),
}  # fmt: skip

GOOD = (
    "https://app.example.com:8443/cb?x=%20&y=1#z", "http://[::1]:8080/cb", "HTTP://a_b.example", "https://localhost",
    "http://[2001:db8::ffff:192.0.2.1]/", "files.example.com", "::1", "[fe80::1]", "192.0.2.7", "db.example.com:3306",
    "[::1]:80", "65535", "1", "8080", "name+tag@example.com", "acme-1", "123e4567-e89b-12d3-a456-426614174000",
    "a" * 63, f"http://{'a' * 253}/", f"{'a.' * 126}a", f"{'a' * 64}@b.example",
)  # fmt: skip
SIGNS = [
    *"aZ09.-_~:/?#[]@!$&'()*+,;=%{}|\\^`<>\" \n\r\t\x00\x7fé\u2028",
    "::",
    "://",
    "%zz",
    "%41",
    "..",
    ":80",
    "@b",
    "a" * 64,
]


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """A value that some format takes, with a few changes."""
    value = draw(st.sampled_from(GOOD))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(value)))
        value = value[:at] + draw(st.sampled_from(SIGNS)) + value[at + draw(st.integers(0, 2)) :]
    return value


def complaint(known: Format, value: str) -> str:
    """What the generated tables say of a value; nothing when the format takes it."""
    name = known.name.upper()
    field = Text("/x", pattern=vars(_platform)[name], reasons=vars(_platform)[f"{name}_REASONS"], accepts="?")
    found: list[Violation] = []
    if field.search(value) is None:
        field.complain(value, found)
    return found[0].message.removeprefix("x ") if found else ""


@pytest.mark.parametrize("known", FORMATS, ids=lambda f: f.name)
@settings(max_examples=examples(400))
@given(value=spoiled() | st.lists(st.sampled_from(SIGNS)).map("".join) | st.text())
def test_what_is_said_is_true(known: Format, value: str) -> None:
    said = complaint(known, value)
    if not said or not value:
        return
    claim = next((test for start, test in CLAIMS.items() if said.startswith(start)), None)
    assert claim is not None, f"no reason applies to {value!r}: {said}"
    place = re.search(r"\(character ([0-9]+)\)", said)
    assert claim(value, int(place[1]) - 1 if place else 0), f"{value!r} {said}"
    assert "{" not in said


def test_a_bracket_around_an_address_is_not_what_is_wrong_with_its_port() -> None:
    (url,) = (f for f in FORMATS if f.name == "url")
    assert complaint(url, "http://[::1]:a8080/cb").startswith("has a colon after its host")
    (pair,) = (f for f in FORMATS if f.name == "host_port")
    assert complaint(pair, "[::1]:80:80").startswith("has more than a port behind")


@pytest.mark.parametrize("known", [f for f in FORMATS if f.json_schema], ids=lambda f: f.name)
@settings(max_examples=examples(300))
@given(value=spoiled())
def test_a_pattern_is_no_wider_than_its_format(known: Format, value: str) -> None:
    from jsonschema import Draft202012Validator

    if re.search(vars(_platform)[known.name.upper()], value):
        Draft202012Validator(
            {"format": known.json_schema}, format_checker=Draft202012Validator.FORMAT_CHECKER
        ).validate(value)


_GROUPS = st.sampled_from(["0", "1f", "ABCD", "12345", "g", "", "", "192.0.2.1", "256.1.1.1", "01.2.3.4"])


@given(groups=st.lists(_GROUPS, max_size=9), long=st.booleans())
@settings(max_examples=examples(1000))
def test_a_url_takes_every_ipv6_address_and_nothing_else_in_brackets(groups: list[str], long: bool) -> None:
    address = ":".join(["1", "2", "3", "4", "5"] * long + groups)
    accepted = re.search(_platform.URL, f"http://[{address}]:8080/cb") is not None
    assert accepted == is_ipv6(address), address


def test_the_reasons_of_the_platform_are_all_tried() -> None:
    said = {r.says for f in FORMATS for r in f.reasons}
    assert not [text for text in said if not any(text.startswith(start) for start in CLAIMS)]
