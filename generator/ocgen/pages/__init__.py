"""The help page as a library: a connector or the catalogue -> what a page shows -> Markdown."""
