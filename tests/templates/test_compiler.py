"""Phrases are said when a template is compiled, and what is compiled is kept."""

from __future__ import annotations

import hashlib
import marshal
import os
import pickle
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from jinja2 import Environment

from ocgen.errors import GenerationError
from ocgen.files.cache import cache_directory
from ocgen.templates import Templates, codecache
from ocgen.text import phrases


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own for what is kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ocgen"


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A directory of templates with an empty domain."""
    (tmp_path / "overlay" / "docs" / "locale").mkdir(parents=True)
    return tmp_path / "overlay"


def put(overlay: Path, source: str, **phrases: str) -> None:
    (overlay / "docs" / "page.j2").write_text(source, encoding="utf-8")
    catalogue = Catalog(locale="de")
    for phrase, said in phrases.items():
        catalogue.add(phrase.replace("_", " "), said)
    with (overlay / "docs" / "locale" / "de.mo").open("wb") as file:
        write_mo(file, catalogue)


def say(overlay: Path, language: str = "de", **names: object) -> str:
    return Templates(overlay).render("docs/page.j2", {}, names, language)


def test_a_phrase_is_said_in_its_language_wherever_it_stands(overlay: Path) -> None:
    source = "{% macro m(x) %}[{{ x }}]{% endmacro %}"
    source += '{{ _("good day") }} {{ m(_("good day")) }} {{ {1: _("good day")}[1] }}'
    put(overlay, source, good_day="guten Tag")
    assert say(overlay) == "guten Tag [guten Tag] guten Tag"
    assert say(overlay, "en") == "good day [good day] good day"


def test_values_stand_where_the_translation_wants_them(overlay: Path) -> None:
    source = "{% trans a=a, b=b %}{{ a }} of {{ b }}, 100%{% endtrans %}"
    put(overlay, source, **{"%(a)s of %(b)s, 100%%": "100%% %(b)s: %(a)s, %(a)s"})
    assert say(overlay, a="x", b="%(a)s") == "100% %(a)s: x, x"
    assert say(overlay, "en", a="x", b="%%") == "x of %%, 100%"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('{{ _("%(n)d pages", n=3) }}', "3 pages"),
        ('{{ _("%(n)s pages", n=3) }}', "3 pages"),
        ('{{ _("half: %(n).2f", n=0.5) }}', "half: 0.50"),
        ('{{ _("by %(name)s", **{"name": "me"}) }}', "by me"),
        ('{{ gettext("%(n)s of 50%%", n=none) }}', "None of 50%"),
        ('{% set x = _("%(n)s!", n=1) %}{{ x | length }}', "2"),
        ('{{ ngettext("%(num)s page", "%(num)s pages", 2) }}', "2 pages"),
        ('{{ pgettext("of a book", "%(n)s pages", n=2) }}', "2 pages"),
        ('{% autoescape true %}{{ _("a & %(b)s", b="<") }}{% endautoescape %}', "a & &lt;"),
    ],
)
def test_a_phrase_is_what_jinja_itself_makes_of_it(overlay: Path, source: str, said: str) -> None:
    jinja = Environment(extensions=["jinja2.ext.i18n"])
    jinja.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    assert jinja.from_string(source).render() == said
    put(overlay, source)
    assert say(overlay) == say(overlay, "en") == said


def test_plural_forms_are_chosen_by_the_number(overlay: Path) -> None:
    put(overlay, "{% trans n=n %}{{ n }} page{% pluralize %}{{ n }} pages{% endtrans %}")
    assert [say(overlay, "en", n=n) for n in (1, 2)] == ["1 page", "2 pages"]


def test_a_translation_with_a_value_that_its_phrase_lacks_is_told_with_its_place(overlay: Path) -> None:
    put(overlay, "one\n{% trans a=a %}{{ a }} here{% endtrans %}", **{"%(a)s here": "hier %(b)s"})
    with pytest.raises(GenerationError, match=r'page\.j2:2: a translation names "b", which its phrase has not'):
        say(overlay, a="x")


def test_what_is_kept_is_used_until_template_or_phrases_change(overlay: Path, cache: Path) -> None:
    put(overlay, '{{ _("good day") }}', good_day="guten Tag")
    assert say(overlay) == "guten Tag"
    (kept,) = cache.iterdir()
    before = kept.read_bytes()
    assert say(overlay) == "guten Tag"
    assert kept.read_bytes() == before
    put(overlay, '{{ _("good day") }}', good_day="servus")
    assert say(overlay) == "servus"
    put(overlay, '{{ _("good day") }}!', good_day="servus")
    assert say(overlay) == "servus!"
    assert say(overlay, "en") == "good day!"
    assert len(list(cache.iterdir())) == 2


def test_a_hidden_template_is_none_since_nobody_sees_it_change(overlay: Path) -> None:
    put(overlay, '{% include "docs/.hidden/part.j2" %}')
    (overlay / "docs" / ".hidden").mkdir()
    (overlay / "docs" / ".hidden" / "part.j2").write_text("text", encoding="utf-8")
    with pytest.raises(GenerationError, match=r"page\.j2:1: docs/\.hidden/part\.j2 is hidden"):
        say(overlay)


def test_a_filter_of_a_fixed_text_is_called_in_every_run(overlay: Path) -> None:
    put(overlay, '{% include "docs/part.j2" %} {{ _("good day") | mark }}', good_day="guten Tag")
    (overlay / "docs" / "part.j2").write_text('{{ "a" | mark }}', encoding="utf-8")
    for mark in ("!", "?"):
        filters = {"mark": lambda text, mark=mark: f"{text}{mark}"}
        assert Templates(overlay).render("docs/page.j2", filters, {}, "de") == f"a{mark} guten Tag{mark}"


@pytest.mark.parametrize("content", [b"", b"no code", None])
def test_damaged_files_of_the_cache_are_made_again(overlay: Path, cache: Path, content: bytes | None) -> None:
    put(overlay, "text")
    say(overlay)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-9] if content is None else content)
    assert say(overlay) == "text"
    assert kept.read_bytes() == whole


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a system with a place of its own for what is kept")
@pytest.mark.parametrize("given", ["", "relative", "~/.cache"])
def test_a_place_that_is_not_absolute_is_none(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", given)
    monkeypatch.setenv("HOME", "/home/me")
    assert cache_directory() == Path("/home/me/.cache/ocgen")


def test_a_cache_that_cannot_be_written_is_no_fault(overlay: Path, cache: Path) -> None:
    cache.parent.write_text("a file in the place of a directory", encoding="utf-8")
    put(overlay, "text")
    assert say(overlay) == "text"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="a system without owners")
def test_code_that_others_could_have_written_is_not_run(overlay: Path, cache: Path) -> None:
    put(overlay, "text")
    say(overlay)
    (kept,) = cache.iterdir()
    code = marshal.dumps(Environment().compile("planted"))
    kept.write_bytes(kept.read_bytes()[:32] + hashlib.sha256(code).digest() + code)
    assert say(overlay) == "planted", "the test plants code that would be run"
    cache.chmod(0o777)
    assert say(overlay) == "text"


PLANTED = pickle.dumps(print)  # what was kept in former times: reading it could run anything


@pytest.mark.parametrize("what", ["pipe", "link", "huge", "pickle", "writable", "foreign", "directory", "other code"])
def test_what_is_no_cache_of_ours_is_not_opened_and_made_again(
    overlay: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    put(overlay, "text")
    say(overlay)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    code = marshal.dumps(Environment().compile("planted"))
    planted = whole[:32] + hashlib.sha256(code).digest() + code
    kept.write_bytes(planted)
    assert say(overlay) == "planted", "the test plants code that would be run"
    if what == "writable":
        kept.chmod(0o666)
    elif what == "foreign":
        me = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: me + 1)
        assert say(overlay) == "text"
        assert kept.read_bytes() == planted, "nothing is written in the directory of another user"
        return
    else:
        kept.unlink()
        if what == "pipe":
            os.mkfifo(kept)
        elif what == "link":
            (tmp_path / "elsewhere").write_bytes(planted)
            kept.symlink_to(tmp_path / "elsewhere")
        elif what == "huge":
            with kept.open("wb") as file:
                file.truncate(10**12)  # takes no room
        elif what == "directory":
            kept.mkdir()
        else:
            kept.write_bytes(b"j2" + PLANTED if what == "pickle" else planted[:32] + whole[32:64] + code)
    assert say(overlay) == "text"
    assert what == "directory" or kept.read_bytes() == whole
    if what == "link":
        assert (tmp_path / "elsewhere").read_bytes() == planted


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="a system without owners")
def test_a_directory_that_is_a_link_keeps_nothing(overlay: Path, cache: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    cache.parent.mkdir()
    cache.symlink_to(tmp_path / "elsewhere")
    put(overlay, "text")
    assert say(overlay) == "text"
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="a system without owners")
def test_nobody_else_may_read_or_write_what_is_kept(overlay: Path, cache: Path) -> None:
    put(overlay, "text")
    say(overlay)
    (kept,) = cache.iterdir()
    assert [oct(path.stat().st_mode & 0o777) for path in (cache, kept)] == ["0o700", "0o600"]


def test_somebody_without_a_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", homeless)
    assert codecache.code_cache("en", []) is None


def test_what_is_kept_is_made_again_when_the_code_that_parts_phrases_changes(
    overlay: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(overlay, "text")
    say(overlay)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    changed = tmp_path / "phrases.py"
    changed.write_bytes(Path(phrases.__file__).read_bytes() + b"# changed\n")
    monkeypatch.setattr(phrases, "__file__", str(changed))
    codecache._compiler.cache_clear()
    try:
        say(overlay)
    finally:
        monkeypatch.undo()
        codecache._compiler.cache_clear()
    assert kept.read_bytes() != whole


def upper(text: object) -> str:
    return f"<{text}>"


def test_a_filter_goes_before_the_one_of_jinja_that_has_its_name(overlay: Path) -> None:
    put(overlay, '{{ "a" | upper }} {{ x | upper }} {{ "b" | sort | length }} {% include "docs/part.j2" %}')
    (overlay / "docs" / "part.j2").write_text("{{ [[1, 2], [1, 3]] | groupby(0) | length }}", encoding="utf-8")
    ours = {"upper": upper, "sort": lambda text: text * 5, "groupby": lambda values, *_: "abc"}
    for _ in range(2):  # the second time with what was kept
        templates = Templates(overlay)
        assert templates.render("docs/page.j2", ours, {"x": "b"}) == "<a> <b> 5 3"
        assert templates.render("docs/page.j2", {"upper": upper}, {"x": "b"}) == "<a> <b> 1 1"
        assert templates.render("docs/page.j2", {}, {"x": "b"}) == "A B 1 1"


def test_the_filter_that_ends_sentences_is_no_name_that_filters_can_take(overlay: Path) -> None:
    put(overlay, '{{ _("By %(who)s.", who="Acme Inc.") }} {{ "x" | stopped }}')
    assert Templates(overlay).render("docs/page.j2", {"stopped": upper}, {}) == "By Acme Inc. <x>"
