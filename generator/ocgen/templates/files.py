"""Templates: ours, overlaid file by file by the user's directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ocgen.errors import GenerationError
from ocgen.files.below import files_below
from ocgen.files.reading import LARGE, read_file, read_text
from ocgen.files.resources import templates_directory
from ocgen.text.language import SOURCE_LANGUAGE

if TYPE_CHECKING:
    from gettext import NullTranslations

    from ocgen.templates.compiler import PhraseEnvironment
    from ocgen.text.phrases import Phrases

Setting: TypeAlias = str | bool | int | tuple[str, ...]

# The catalogues of all that readers see: pages, tables, the site.
PHRASES = "docs"


class Templates:
    """The files under ``templates/``; names are POSIX and start with a target's name (``docs/connector.md.j2``).

    A file in ``overlay`` stands in front of ours of the same name. Undefined names in a template are errors, and
    nothing is escaped by itself: a template says which language's filter it means. ``settings`` are what the
    configuration sets for targets and templates, by ``TARGET.NAME``: everything that an output depends on besides files
    and specs. With an overlay, all templates are rendered in a sandbox (`ocgen.templates.sandbox`); ours alone need
    none.
    """

    def __init__(self, overlay: Path | None = None, settings: Mapping[str, Setting] | None = None) -> None:
        self.overlay = overlay
        self.directories: tuple[Path, ...] = tuple(d for d in (overlay, templates_directory()) if d is not None)
        self.settings: Mapping[str, Setting] = settings or {}
        self._environments: dict[tuple[str, str, tuple[str, ...]], PhraseEnvironment] = {}
        self._names: dict[str, list[str]] = {}
        self._spoken: dict[str, Phrases] = {}

    def path(self, name: str) -> Path:
        """Return the file behind a name; raises FileNotFoundError with the name and where it was sought."""
        for directory in self.directories:
            if (candidate := directory / name).is_file():
                return candidate
            if candidate.exists() and not candidate.is_dir():
                raise GenerationError(f"{candidate}: it is no regular file")
        sought = ", ".join(str(d) for d in self.directories)
        raise FileNotFoundError(f"no template {name} in {sought}")

    def text(self, name: str) -> str:
        """Return the file as it is, for sources that are copied."""
        path = self.path(name)
        try:
            return read_text(path, LARGE)
        except UnicodeDecodeError:
            raise GenerationError(f"{path}: it is not UTF-8 text") from None

    def names(self, prefix: str) -> list[str]:
        """Return the names of all files under ``prefix`` (a folder), sorted, the overlay's included, none hidden."""
        if prefix not in self._names:
            found = {
                path.relative_to(directory).as_posix()
                for directory in self.directories
                for path in files_below(directory / prefix)
            }
            self._names[prefix] = sorted(found)
        return self._names[prefix]

    def languages(self, domain: str) -> list[str]:
        """Return the languages that the target ``domain`` has phrases in, sorted; English is that of the templates."""
        catalogues = (name for name in self.names(f"{domain}/locale") if name.endswith(".mo"))
        return sorted({SOURCE_LANGUAGE, *(Path(name).stem for name in catalogues)})

    def check_language(self, language: str) -> None:
        """Raise GenerationError for a language that has no catalogue."""
        known = self.languages(PHRASES)
        if language not in known:
            more = f"{PHRASES}/locale/{language}.mo in the templates directory adds one"
            raise GenerationError(f'the language "{language}" is not known; known: {", ".join(known)}; {more}')

    def phrases(self, language: str) -> Phrases:
        """Return what readers see beside the specs' own texts, in ``language``.

        Raises GenerationError for a language that has no catalogue, and for a catalogue that cannot be read.
        """
        from ocgen.text.phrases import Phrases

        if language not in self._spoken:
            self.check_language(language)
            self._spoken[language] = Phrases(language, _phrases(self._catalogues(PHRASES, language)))
        return self._spoken[language]

    def render(
        self,
        name: str,
        filters: Mapping[str, Callable[..., object]],
        context: Mapping[str, object],
        language: str = SOURCE_LANGUAGE,
    ) -> str:
        """Render a Jinja template with ``filters`` beside Jinja's own and ``context`` as its names.

        A filter that is named like one of Jinja's takes its place.
        Its phrases are said in ``language``. Raises GenerationError for a template that Jinja cannot use.
        """
        from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

        environment = self._environment(name.partition("/")[0], language, filters)
        environment.use(filters)
        environment.begin()
        try:
            return _as_text(environment.get_template(name).render(context), name)
        except TemplateSyntaxError as error:
            raise GenerationError(f"{error.filename or error.name}:{error.lineno}: {error.message}") from None
        except TemplateNotFound as error:
            told = error.message if error.message != error.name else f"no template is named {error.name}"
            raise GenerationError(f"{_place(error, self.directories) or name}: {told}") from error
        except (TemplateError, TypeError, KeyError) as error:
            raise GenerationError(f"{_place(error, self.directories) or name}: {error.args[0]}") from error
        except (ValueError, ArithmeticError, LookupError, RuntimeError, MemoryError) as error:
            if not self.overlay:  # then it is ours to fix
                raise
            told = next(iter(error.args), type(error).__name__)
            raise GenerationError(f"{_place(error, self.directories) or name}: {told}") from error

    def _environment(self, domain: str, language: str, filters: Iterable[str]) -> PhraseEnvironment:
        """Return the environment of a language; each has its own, since Jinja keeps imports with their phrases.

        So has each set of ``filters`` that take the place of Jinja's own: code is compiled for the one or the other.
        """
        from jinja2 import StrictUndefined
        from jinja2.filters import FILTERS

        from ocgen.templates.codecache import code_cache
        from ocgen.templates.compiler import PhraseEnvironment
        from ocgen.templates.loader import SeenLoader

        replaced = tuple(sorted(FILTERS.keys() & set(filters)))
        if (domain, language, replaced) not in self._environments:
            catalogues = self._catalogues(domain, language)
            kind: type[PhraseEnvironment] = PhraseEnvironment
            if self.overlay:
                from ocgen.templates.sandbox import SandboxEnvironment

                kind = SandboxEnvironment
            compiled_as = " ".join((kind.__name__, *replaced))
            environment = kind(
                bytecode_cache=code_cache(language, [content for _, content in catalogues], compiled_as),
                loader=SeenLoader([str(d) for d in self.directories]),
                undefined=StrictUndefined,
                extensions=["jinja2.ext.i18n"],
                trim_blocks=True,
                lstrip_blocks=True,
                keep_trailing_newline=True,
                autoescape=False,
                auto_reload=False,  # one run reads a template once
            )
            phrases = _phrases(catalogues)
            environment.install_gettext_translations(phrases, newstyle=True)  # type: ignore[attr-defined]
            environment.extend(phrases=phrases)
            self._environments[domain, language, replaced] = environment
        return self._environments[domain, language, replaced]

    def _catalogues(self, domain: str, language: str) -> list[tuple[Path, bytes]]:
        """Return the message catalogues of a language and what they hold, ours before the overlay's."""
        if language == SOURCE_LANGUAGE:
            return []
        paths = [directory / domain / "locale" / f"{language}.mo" for directory in reversed(self.directories)]
        try:
            return [(path, read_file(path, LARGE)) for path in paths if path.exists()]
        except OSError as error:
            raise GenerationError(f"{error.filename}: no message catalogue: {error.strerror}") from None


def _as_text(text: str, name: str) -> str:
    """Return a text that can be written; raises GenerationError for one that holds half a character."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        half = f"U+{ord(text[error.start]):04X}"
        told = f"it makes {half}, which is no character; remove that from the template"
        raise GenerationError(f"{name}: {told}") from None
    return text


def _phrases(catalogues: Iterable[tuple[Path, bytes]]) -> NullTranslations:
    """Return the phrases of catalogues, a later one before an earlier; a phrase that none has stays English."""
    import gettext
    from io import BytesIO

    phrases: NullTranslations = gettext.NullTranslations()
    for path, content in catalogues:
        try:
            found = gettext.GNUTranslations(BytesIO(content))
        except (OSError, ValueError) as error:
            raise GenerationError(f"{path}: no message catalogue: {error}") from None
        found.add_fallback(phrases)
        phrases = found
    return phrases


def _place(error: BaseException, directories: tuple[Path, ...]) -> str:
    """Return the file and line of the innermost template that an error passed through."""
    place, step = "", error.__traceback__
    while step is not None:
        file = Path(step.tb_frame.f_code.co_filename)
        if any(file.is_relative_to(directory) for directory in directories):
            place = f"{file}:{step.tb_lineno}"
        step = step.tb_next
    return place
