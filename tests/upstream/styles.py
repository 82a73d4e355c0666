"""A Markdown page as six kinds of sites show it and a browser saves it: markup of their kind around our words."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

Style = Callable[[str], str]
Listing = Callable[[str, str], str]  # code and its language -> markup

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_ENTRY = re.compile(r"^([\w-]+): *(.*)$", re.MULTILINE)
_VARIABLE = re.compile(r"\{\{ *page\.(\w+) *\}\}")
_TAG = re.compile(r"\{%.*?%\}")
_TOKEN = re.compile(r'"[^"\n]*"|\w+|\s+|.')


def _body(markdown: str, listing: Listing, *, headings: str = "{0}", cell: str = "{0}", table: str = "<table>") -> str:
    """Render a page; ``headings`` and ``cell`` say what surrounds the text of a heading and of a cell."""
    front = _FRONT.match(markdown)
    entries = dict(_ENTRY.findall(front[1])) if front else {}
    text = _TAG.sub("", _VARIABLE.sub(lambda found: entries.get(found[1], ""), markdown[front.end() if front else 0 :]))
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    before, _, behind = headings.partition("{0}")
    left, _, right = cell.partition("{0}")

    def fence(self: RendererHTML, tokens: Sequence[Token], at: int, options: object, env: object) -> str:
        return listing(tokens[at].content, tokens[at].info.split(" ")[0] or "text")

    def wrap(start: str, end: str) -> Callable[..., str]:
        def render(self: RendererHTML, tokens: Sequence[Token], at: int, options: object, env: object) -> str:
            shown = self.renderToken(tokens, at, options, env)  # type: ignore[arg-type]
            return shown + start if tokens[at].nesting == 1 else end + shown

        return render

    for name in ("fence", "code_block"):
        parser.add_render_rule(name, fence)
    for name in ("heading_open", "heading_close"):
        parser.add_render_rule(name, wrap(before, behind))
    for name in ("td_open", "td_close", "th_open", "th_close"):
        parser.add_render_rule(name, wrap(left, right))
    return str(parser.render(text)).replace("<table>", table)


def _page(body: str, head: str = "", menu: str = "<nav><a href='#'>Menu</a></nav>") -> str:
    return f"<!DOCTYPE html>\n<html lang='en'><head><title>Help</title>{head}</head><body>{menu}{body}</body></html>"


def _tokens(line: str, mark: str) -> str:
    return "".join(f'<span class="{mark}">{html.escape(part, quote=False)}</span>' for part in _TOKEN.findall(line))


def plain(markdown: str) -> str:
    """As any renderer makes it."""

    def listing(code: str, language: str) -> str:
        return f'<pre><code class="language-{language}">{html.escape(code)}</code></pre>\n'

    scripts = "<script>if (1 < 2) { document.write('<p>'); }</script><style>p { color: red }</style>"
    return _page(f"<main>{_body(markdown, listing)}</main>", scripts)


def rouge(markdown: str) -> str:
    """Jekyll with Rouge: code in a table beside its line numbers, within the code."""

    def listing(code: str, language: str) -> str:
        numbers = "".join(f"{n}\n" for n in range(1, code.count("\n") + 1))
        lines = "\n".join(_tokens(line, "nl") for line in code.split("\n"))
        return (
            f'<div class="language-{language} highlighter-rouge"><div class="highlight"><pre class="highlight"><code>'
            f'<table class="rouge-table"><tbody><tr><td class="rouge-gutter gl"><pre class="lineno">{numbers}</pre></td>'  # noqa: E501
            f'<td class="rouge-code"><pre>{lines}</pre></td></tr></tbody></table></code></pre></div></div>\n'
        )

    anchor = '{0}<a class="anchor" href="#there" aria-hidden="true"><i class="icon"></i>#</a>'
    body = _body(markdown, listing, headings=anchor)
    return _page(f'<div class="page"><div class="content">{body}</div></div><footer><p>Acme</p></footer>')


def docusaurus(markdown: str) -> str:
    """Docusaurus with Prism: an element for each line, and buttons."""

    def listing(code: str, language: str) -> str:
        shown = "".join(
            f'<span class="token-line" style="color:#bfc7d5">{_tokens(line, "token plain")}<br></span>'
            for line in code.rstrip("\n").split("\n")
        )
        return (
            f'<div class="language-{language} codeBlockContainer_x"><div class="codeBlockContent_y">'
            f'<pre tabindex="0" class="prism-code language-{language}"><code class="codeBlockLines_z">{shown}</code></pre>'  # noqa: E501
            '<div class="buttonGroup"><button type="button" aria-label="Copy"><span>Copy<svg><path d="M0"></path></svg>'
            "</span></button></div></div></div>"
        )

    anchor = '{0}<a href="#there" class="hash-link" aria-label="Direct link" title="Direct link">\u200b</a>'
    body = _body(markdown, listing, headings=anchor)
    menu = '<div role="navigation"><ul><li><a href="/">Sign in</a></li></ul></div><nav><ul><li>Docs</li></ul></nav>'
    return _page(
        f'<div id="__docusaurus"><main><article><div class="markdown">{body}</div></article></main></div>', "", menu
    )


def sphinx(markdown: str) -> str:
    """Sphinx with Pygments' table of line numbers, and a sign by each heading."""
    formatter = HtmlFormatter(linenos="table", cssclass="highlight", wrapcode=True)

    def listing(code: str, language: str) -> str:
        lexer = get_lexer_by_name(language if language in {"json", "bash"} else "text", stripnl=False, ensurenl=False)
        return f'<div class="highlight-{language} notranslate">{highlight(code, lexer, formatter)}</div>'

    body = _body(
        markdown, listing, headings='{0}<a class="headerlink" href="#there" title="Link to this heading">\u00b6</a>',
        cell="<p>{0}</p>", table='<table class="docutils align-default">',
    )  # fmt: skip
    body = body.replace("<code>", '<code class="docutils literal notranslate"><span class="pre">')
    body = body.replace("</code>", "</span></code>") if '<span class="pre">' in body else body
    return _page(f'<div class="document"><div class="body" role="main"><section id="s">{body}</section></div></div>')


def sap(markdown: str) -> str:
    """SAP Help: tables that lay out the page, paragraphs in cells, samples in cells of their own."""

    def listing(code: str, language: str) -> str:
        return (
            '<table class="codeblock"><tbody><tr><td class="title"><p><span>Sample Code</span></p></td></tr><tr><td>'
            f'<pre class="codeblock"><code>{html.escape(code, quote=False)}</code></pre></td></tr></tbody></table>'
        )

    body = _body(markdown, listing, cell='<p class="p">{0}</p>', table='<table class="table frame-all">')
    return _page(
        '<table width="100%" border="0"><tbody><tr><td class="left"><table><tbody><tr><td><p><a href="/">Contents</a></p>'  # noqa: E501
        f'</td></tr></tbody></table></td><td class="main"><table><tbody><tr><td><div class="body">{body}</div></td></tr>'  # noqa: E501
        "</tbody></table></td></tr></tbody></table>",
    )  # fmt: skip


def mkdocs(markdown: str) -> str:
    """MkDocs: admonitions, tabs, numbers within the lines, signs by the headings."""
    formatter = HtmlFormatter(linenos="inline", cssclass="codehilite", wrapcode=True)

    def listing(code: str, language: str) -> str:
        lexer = get_lexer_by_name(language if language in {"json", "bash"} else "text", stripnl=False, ensurenl=False)
        return (
            '<div class="tabbed-set" data-tabs="1:1"><input checked="checked" id="tab" type="radio"><div class='
            '"tabbed-labels"><label for="tab">Shell</label></div><div class="tabbed-content"><div class="tabbed-block">'
            f"{highlight(code, lexer, formatter)}</div></div></div>"
        )

    body = _body(markdown, listing, headings='{0}<a class="headerlink" href="#there" title="Permanent link">&para;</a>')
    body = body.replace("<blockquote>", '<div class="admonition note"><p class="admonition-title">Note</p>')
    return _page(f'<div role="main"><div class="section">{body.replace("</blockquote>", "</div>")}</div></div>')


STYLES: dict[str, Style] = {
    "plain": plain, "rouge": rouge, "docusaurus": docusaurus, "sphinx": sphinx, "sap": sap, "mkdocs": mkdocs
}  # fmt: skip
