"""How a name of a spec becomes an identifier in generated code, or the name of a generated file."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count

# Names of the base classes of configurations, which no attribute may take, and names that stand in the annotations and
# values of the attributes below it: a class's body would find the attribute in their place.
RESERVED = frozenset(
    {
        *("COMMON", "METHOD", "SECRETS", "from_wire", "oauth_proxy", "oauth_url_query", "proxy", "reveal", "wire"),
        *("CommonFields", "TYPE_CHECKING", "Unpack", "common", "self"),
        *("ClassVar", "JsonValue", "Literal", "Mapping", "Method", "Secret", "Sequence", "Value"),
        *("bool", "field", "float", "int", "str"),
    }
)

# CommonConfiguration and OAuthUrlQuery are base classes; AnyConfiguration stands for those of all ways to sign in, and
# the first way has an OwnTokensConfiguration.
_TAKEN = frozenset({"Any", "Common", "OAuth", "OwnTokens"})

_WORD_EDGE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[^0-9A-Za-z\x80-\U0010ffff]+")

# Letters that Unicode does not take apart into a letter of ASCII and a mark, in the spelling that their languages use.
_SPELT: Mapping[str, str] = {
    **dict(zip("øØłŁđĐðÐħĦŧŦıĸ", "oOlLdDdDhHtTik", strict=True)),
    "ß": "ss",
    "ẞ": "SS",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "þ": "th",
    "Þ": "TH",
    "ŋ": "ng",
    "Ŋ": "NG",
}

# Names that Windows gives to devices, whatever follows after a dot:
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|\Z)", re.IGNORECASE)

# Files that stand where those of connectors do, or that makers of sites put there: a catalogue, a search, an index.
_OURS = frozenset({"index", "readme", "search", "genindex", "platform.schema.json"})


@dataclass(slots=True)
class UniqueNames:
    """Names of one scope, each given once; what is taken already gets a number, behind ``joint``."""

    taken: set[str] = field(default_factory=set)
    joint: str = "_"

    def unique(self, wanted: str) -> str:
        """Return the name, or one with a number where it is taken."""
        numbered = (wanted if n == 1 else f"{wanted}{self.joint}{n}" for n in count(1))
        name = next(n for n in numbered if n not in self.taken)
        self.taken.add(name)
        return name


def words(name: str) -> list[str]:
    """Split a wire name at dots, dashes, blanks and humps, in lower case: ``merchantId`` is ``merchant``, ``id``.

    Letters beyond ASCII are written in ASCII where that is usual (``straße`` is ``strasse``) and else kept.
    """
    plain = _plain(name)
    return [part.lower() for part in _NOT_WORD.split(_WORD_EDGE.sub("_", plain)) if part]


@lru_cache(maxsize=4096)
def identifier(name: str) -> str:
    """Return the Python identifier for a wire name: ``oauth.api.key`` is ``oauth_api_key``.

    It is ``value`` for a name without any letter or digit.
    """
    return _named("_".join(words(name)), "value")


@lru_cache(maxsize=4096)
def attribute_name(name: str, alias: str = "") -> str:
    """Return the Python name of a value that the user gives: its alias, else made of its name on the wire."""
    made = alias or identifier(name)
    return f"{made}_" if made in RESERVED else made


def names_anything(name: str) -> bool:
    """Whether a wire name holds anything that an identifier can be made of: a letter or a digit."""
    return bool(words(name))


def attribute_fault(alias: str) -> str:
    """Return why a text cannot be the Python name of a value, as the end of a sentence; empty when it can."""
    if not alias.isidentifier() or unicodedata.normalize("NFKC", alias) != alias:
        return "is no Python identifier: letters, digits and underscores, no digit first"
    if alias.startswith("_"):
        return "begins with an underscore, as names do that are nobody else's"
    if keyword.iskeyword(alias) or keyword.issoftkeyword(alias):
        return "is a keyword of Python"
    return "is a name that the client's classes use themselves" if alias in RESERVED else ""


@lru_cache(maxsize=4096)
def class_name(name: str) -> str:
    """Return the class name for a wire name: ``apiKey`` is ``ApiKey``, ``oauth2`` is ``OAuth2``."""
    joined = "".join(word[0].upper() + word[1:] for word in words(name)) or "Value"
    joined = joined.replace("Oauth", "OAuth")
    return joined if joined.isidentifier() and not keyword.iskeyword(joined) else f"Value{joined}"


def class_prefix(name: str) -> str:
    """Return what the names of the classes of a way to sign in begin with, so that they are no other class's names."""
    made = class_name(name)
    return f"{made}Method" if made in _TAKEN else made


@lru_cache(maxsize=4096)
def module_name(name: str) -> str:
    """Return the module name for a connector's key or alias: ``adobe-sign`` is ``adobe_sign``.

    Our own modules beside those of connectors begin with an underscore, which none of these does.
    """
    made = _named("_".join(part for part in _NOT_WORD.split(_plain(name).lower()) if part), "connector")
    return f"{made}_" if _DEVICE.match(made) else made


@lru_cache(maxsize=4096)
def file_stem(name: str) -> str:
    """Return the name for the page and the folder of a connector, by its key or alias.

    That is the name itself, unless a file of ours or of a maker of sites has it, or a system cannot have it:
    ``index`` is ``index_``, ``con.x`` is ``con_.x``.
    """
    made = _DEVICE.sub(r"\1_", name, count=1) if _DEVICE.match(name) else name
    return f"{made}_" if made.lower() in _OURS or made.endswith(".") else made


def _named(joined: str, stand_in: str) -> str:
    """Return an identifier: ``stand_in`` is put for nothing at all, and before what cannot begin a name."""
    made = unicodedata.normalize("NFKC", joined) or stand_in
    if not made.isidentifier():
        made = f"{stand_in}_{made}"
    return f"{made}_" if keyword.iskeyword(made) or keyword.issoftkeyword(made) else made


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """Return a name whose letters are in ASCII as far as that is usual; what no identifier can hold is a blank."""
    if name.isascii():
        return name
    made = ""
    usual = unicodedata.normalize("NFKC", name)
    for char, following in zip(usual, f"{usual[1:]} ", strict=True):
        if char in _SPELT:
            made += _SPELT[char].capitalize() if char.isupper() and following.islower() else _SPELT[char]
            continue
        if unicodedata.combining(char) and made[-1:].isascii():
            continue  # a mark on a letter that is in ASCII now
        base = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
        if base and base.isascii():
            made += base
        else:
            made += char if f"a{char}".isidentifier() else " "
    return made
