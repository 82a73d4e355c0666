"""Nox: the client is generated in the session that tests the application."""

import nox


@nox.session
def tests(session: nox.Session) -> None:
    """Install the application, whose build generates the client, and import it."""
    session.install(".")
    session.run("python", "-c", "import acme_app.sign_in")
