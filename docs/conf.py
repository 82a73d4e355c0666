"""How Sphinx builds the manual: `make manual`. The theme and parser are those of `ocgen docs site`."""

from ocgen import __version__

project = "ocgen"
version = release = __version__
extensions = ["myst_parser", "sphinx_copybutton"]
exclude_patterns = ["_reference"]
html_theme = "furo"
html_title = f"ocgen {__version__}"
html_show_copyright = False
html_copy_source = False
myst_heading_anchors = 3
copybutton_prompt_text = "$ "
copybutton_only_copy_prompt_lines = True
pygments_style = "a11y-high-contrast-light"
