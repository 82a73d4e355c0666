"""A small connector, and pages and a model that say the same of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processes import commit, run

SPEC = """\
key: acme
name: Acme CRM
hub: crm
provider: Acme
description: Works with the contacts of an Acme account.
authentication:
  oauth2:
    oauth_url:
      query: [apiKey, apiSecret, callbackUrl, state]
    callback: [code, state]
    provider_data: [code]
configuration:
  - oauth.callback.url
  - oauth.api.key
  - oauth.api.secret
  - key: acme.server
    label: Server
    description: Host name of the account.
    required: true
    example: one.acme.example
errata:
  - where: example body, oauth.callback.url
    says: https;//app.example
    right: https://app.example
    why: a semicolon stands in place of the colon
    about: {part: example, key: oauth.callback.url, aspect: syntax, found: https;//app.example}
"""

PAGE = """\
# Authenticate with Acme CRM

## Get the OAuth URL

```bash
GET /elements/acme/oauth/url?apiKey=<api_key>&apiSecret=<api_secret>&callbackUrl=<url>&state=<state>
```

| Query Parameter | Description |
| :--- | :--- |
| apiKey | What the app got as its key. |
| apiSecret | What the app got as its secret. |
| callbackUrl | Where the user comes back to. |
| state | Optional. Comes back as it was sent. |

The provider answers with `code` and `state`:

```
https://app.example/?code=abc&state=xyz
```

## Create an Instance

POST /instances

```json
{
  "element": {"key": "acme"},
  "providerData": {"code": "<CODE>"},
  "configuration": {
    "oauth.callback.url": "https;//app.example",
    "oauth.api.key": "<KEY>",
    "oauth.api.secret": "<SECRET>",
    "acme.server": "<SERVER>"
  },
  "tags": ["<TAG>"],
  "name": "<NAME>"
}
```

| Parameter | Description | Data Type |
| :--- | :--- | :--- |
| oauth.callback.url | Where the user comes back to. | string |
| oauth.api.key | What the app got as its key. | string |
| oauth.api.secret | What the app got as its secret. | string |
| acme.server | Name of the machine. | string |
"""


def model(**configuration: dict[str, object]) -> str:
    """Return a platform model with the given configuration entries."""
    shown = {"active": True, "internal": False, "hideFromConsole": False, "required": True, "type": "TEXTFIELD_128"}
    entries = [{"key": key, "name": key, **shown, **entry} for key, entry in configuration.items()]
    document = {"key": "acme", "name": "Acme CRM", "hub": "crm", "authentication": {"type": "oauth2"}}
    return json.dumps({**document, "configuration": entries})


MODEL = model(**{key: {} for key in ("oauth.callback.url", "oauth.api.key", "oauth.api.secret", "acme.server")})

Git = Callable[..., object]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with one spec, its page and its model; the run's working directory."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.ocgen]\n", encoding="utf-8")
    (tmp_path / "specs" / "acme.yaml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "model.json").write_text(MODEL, encoding="utf-8")
    monkeypatch.setenv("OCGEN_TODAY", "2027-01-01")
    return tmp_path


@pytest.fixture
def git(project: Path) -> Git:
    """Run git in the project, which is a repository with one commit."""

    commit(project)
    return lambda *arguments: run("git", *arguments, cwd=project)
