"""Extensions for the tools of others: MkDocs and Sphinx."""
