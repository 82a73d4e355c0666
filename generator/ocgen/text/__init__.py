"""Texts as readers meet them: characters, Markdown, addresses, phrases in the reader's language, did you mean."""
