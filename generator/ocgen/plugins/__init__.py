"""Extensions for the tools of others: MkDocs and Sphinx, and the build backends Hatchling and setuptools."""
