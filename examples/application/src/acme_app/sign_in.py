"""Signs a user in to Acme: `acme-app SUBDOMAIN`, with the API key in ACME_API_KEY."""

from __future__ import annotations

import os
import sys

from openconnectors import Client, OpenConnectorsError
from openconnectors.connectors.acme import Configuration


def main() -> None:
    """Create an instance, and print its id."""
    subdomain = sys.argv[1] if len(sys.argv) > 1 else ""
    configuration = Configuration(acme_api_key=os.environ.get("ACME_API_KEY", ""), acme_subdomain=subdomain)
    try:
        with Client() as client:
            print("Created instance", client.create_instance(configuration, name="acme-app").id)
    except OpenConnectorsError as error:
        sys.exit(str(error))
