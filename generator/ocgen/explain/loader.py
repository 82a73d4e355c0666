"""What the loader and the configuration say of files."""

from __future__ import annotations

from ocgen.linter.rule import Rule

LOADER: tuple[Rule, ...] = (
    Rule.page(
        "configuration",
        "error",
        """
        A setting of the project's configuration cannot be used.

        The [tool.ocgen] table of pyproject.toml holds a key that is unknown or a value of the wrong
        kind. It is not skipped silently, since the run would then do something else than the file asks for.

        How to fix it: correct the key or the value that the message names.
        """,
    ),
    Rule.page(
        "incomplete-method",
        "error",
        """
        A method lacks a part that its flow needs.

        The flow of a way to sign in (redirect for OAuth 2, token-redirect for OAuth 1) says which calls it makes. A
        method without one of them cannot be turned into a client or a page.

        How to fix it: add the part, or state the flow if it is another one.

            authentication:
              oauth2:                                  # wrong: no oauth_url, no callback
                provider_data: [code]

            authentication:
              oauth2:                                  # right
                oauth_url:
                  query: [apiKey, apiSecret, callbackUrl, state]
                callback: [code, state]
                provider_data: [code]
        """,
    ),
    Rule.page(
        "schema",
        "error",
        """
        A file breaks the schema of specs.

        A key is unknown or missing, or a value is of the wrong kind. An unknown key is never ignored: it is nearly
        always a misspelt one, and what it says would be lost.

        How to fix it: do what the help under the finding says. `ocgen schema` prints the schema; the modeline in the
        first line of a spec lets an editor check it as you type.

            - key: acme.server
              exmaple: acme.example.com   # wrong: did you mean "example"?
        """,
    ),
    Rule.page(
        "unknown-family",
        "error",
        """
        A spec names a family that does not exist.

        A family is a file families/NAME.yaml beside the specs that holds what several connectors share. Without it the
        spec is only half there.

        How to fix it: correct the name, or write the family.

            family: infusionsotf   # wrong: did you mean "infusionsoft"?
        """,
    ),
    Rule.page(
        "unreadable",
        "error",
        """
        A file cannot be read.

        The operating system refuses to open the file, or what stands there is a directory. Specs that cannot be read
        are never passed over in silence: what they say would be missing from the output.

        How to fix it: look at its kind and its permissions; the message says what the system answered.
        """,
    ),
    Rule.page(
        "yaml-duplicate-key",
        "error",
        """
        A key is in one mapping twice.

        YAML forbids it, and most parsers silently take the last one: half of what is written would have no effect.

        How to fix it: keep one of the two. The finding shows both places.

            label: Server
            label: Host       # wrong
        """,
    ),
    Rule.page(
        "yaml-syntax",
        "error",
        """
        A file is not YAML.

        The parser cannot read it. Frequent causes: a value with ": " or " #" that is not quoted, a tab in
        the indentation, a file that is empty or not UTF-8.

        How to fix it: the finding stands at the cause, and its help says what to do there.

            description: Note: the server's name      # wrong
            description: "Note: the server's name"    # right
        """,
    ),
    Rule.page(
        "yaml-tag",
        "error",
        """
        A value has a YAML tag.

        Tags such as !!python/object or !include ask a parser to make something else of a value. Specs are plain data,
        the same for every reader, so a tag has no meaning in them.

        How to fix it: write the value without the tag; quote it to make it a text.

            default: !!str 8080   # wrong
            default: "8080"       # right
        """,
    ),
    Rule.page(
        "yaml-too-large",
        "error",
        """
        A document is nested too deeply or its aliases make it too large.

        A few lines of aliases (*name) of aliases can stand for millions of values. The size is bounded, so that no
        spec can use up the memory of whoever checks it.

        How to fix it: write the values out, or move what several connectors share to a family.
        """,
    ),
)
