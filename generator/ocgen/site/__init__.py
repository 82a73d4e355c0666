"""The static site of the catalogue: the help pages through Sphinx, MyST and Furo."""
