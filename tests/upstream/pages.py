"""Small pages in the shapes that help pages have. All of it is made up."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt

REDIRECT = """\
# Authenticate with Acme

You can authenticate with Acme to create your own instance of the Acme CRM element.

## Authenticate Through API

### Getting a Redirect URL

Ask for the address. Replace `{keyOrId}` with the element key, `acmecrm`.

```bash
curl -X GET /elements/{keyOrId}/oauth/url?apiKey=<api_key>&apiSecret=<api_secret>&callbackUrl=<url>&siteAddress=<url>
```

#### Query Parameters

| Query Parameter | Description   |
| :------------- | :------------- |
| apiKey |  Number of the app at Acme. |
| apiSecret | Password of the app at Acme. |
| callbackUrl | Where Acme sends the user afterwards. |
| acme.account | *Optional*. The account to open. |

#### Example cURL

```bash
curl -X GET \\
  'https://a.example/elements/acmecrm/oauth/url?apiKey=k&apiSecret=s&callbackUrl=https://a.example&state=acmecrm' \\
```

#### Example Response

```json
{
  "oauthUrl": "https://login.acme.example/authorize?state=acmeshop&client_id=k",
  "element": "acmeshop"
}
```

### Authenticating Users

After they sign in, Acme provides the following information in the response:

* code
* state

| Response Parameter | Description   |
| :------------- | :------------- |
| code | Proof of the consent. |
| state | Comes back as it was sent (`acmecrm`). |

> Note: A user who refuses brings `error` instead.

### Authenticating the Element Instance

1. Put the body together:

    ```json
    {
      "element": {
        "key": "acmecrm"
      },
      "providerData": {
        "code": "<GRANT_CODE>"
      },
      "configuration": {
        "oauth.callback.url": "<CALLBACK_URL>",
        "oauth.api.key": "<APP_NUMBER>",
        "oauth.api.secret": "<APP_PASSWORD>",
        "acme.server": "<ACOUNT_HOST>",
        "acme.region": "eu",
        "acme.hidden": "x"
      },
      "tags": [
        "<TAG>"
      ],
      "name": "<NAME>"
    }
    ```

1. Send it:

        POST /instances

#### Example cURL

```bash
curl -X POST
-H 'content-type: application/json'
-d '{
  "element": {
    "key": "acmecrm"
  },
  "providerData": {
    "code": "xxxxxxxx"
  },
  "configuration": {
    "oauth.callback.url": "https;//app.example.com",
    "oauth.api.key": "xxxxxxxx",
    "oauth.api.secret": "xxxxxxxx",
    "acme.server": "dt123.acme.example",
    "acme.region": "mars",
  },
  "tags": ["Docs"],
  "name": "API Instance"
}'
```

## Parameters

| Parameter | Description   | Data Type |
| :------------- | :------------- | :------------- |
| 'key' | The element key.<br>acmecrm  | string  |
| `code` | Proof of the consent. | string |
| Name<br>`name` | What the instance is called. | Body |
| `oauth.api.key` | The API key that Acme gave the app when it was registered. | string |
| `oauth.api.secret` | The password of the app. | string |
| `oauth.callback.url` | The API key that Acme gave the app when it was registered. | string |
| Acme Server<br>`acme.server` | Host of the account. For dt123.acme.example enter dt364.acme.example. | string |
| Acme Region<br>`acme.region` | *Optional*. One of `eu` or `us`. <br>Default: `eu`. | string |
| `tags` | *Optional*. Labels. | string |

## Example Response for an Authenticated Element Instance

```json
{
  "id": 1,
  "name": "Test",
  "token": "abc",
  "element": {
    "id": 126,
    "name": "Globex Beta",
    "key": "acmecrm",
    "authentication": {
      "type": "oauth2"
    },
    "hub": "crm"
  },
  "valid": true,
  "configuration": {
    "base.url": "https://acme.example",
    "oauth.scope": "full"
  },
  "eventsEnabled": false
}
```
"""

OLD_STYLE = """\
## Create Instance

To provision your Globex Element, use the /instances API.

### Step 1. Get Elements OAuth Token

* HTTP Verb: GET
* Request URL: /elements/{keyOrId}/oauth/token
* Query Parameters:

* __key__ - globex
* __apiKey\u2013__ the key of the app
* __apiSecret__ \u2013 the secret of the app
* __callbackUrl__ \u2013 the address of the app, state \u2013 a value that comes back

### Step 2. Get Elements OAuth URL

* Request URL: /elements/{keyOrId}/oauth/url
* Query Parameters:

* __apiKey__ - the key of the app
* __requestToken__ - the token of GET /elements/{keyOrId}/oauth/token
* __siteAddress__ - the account

```bash
curl -X GET
-H 'Content-Type: application/json'
'https://api.example.com/elements/api-v2/elements/globex/oauth/url?apiKey=k&apiSecret=s&requestToken=t'
```

### Step 3. Create an Instance

The parameters that you will need to parse from the callback URL are listed below:
__oauth_token__
__oauth_verifier__

The “key” into Cloud Elements Globex is “globex”.

```json
{
  "element": {
    "key": "globex"
  },
  "providerData": {
    "oauth_token": "<TOKEN>",
    "oauth_verifier": "<VERIFIER>",
    "secret": "<SECRET>"
  },
  "configuration": {
    "oauth.api.key": "<KEY>",
    "oauth.api.secret": "<SECRET>",
    "globex.tables": "<OPTIONAL_TABLES>"
  },
  "name": "<NAME>"
}
```

##### Sibling

The same with the key globexfiles:

```json
{ "element": { "key": "globexfiles" }, "providerData": { "oauth_token": "t" }, "configuration": { "files.only": "x" } }
```
"""

SEVERAL_WAYS = """\
---
title: Authenticate with Initech
elementKey: initech
---
# Authenticate with Initech

{% include callout.html %}

### Custom Authentication

```json
{
  "element": { "key": "{{ page.elementKey }}" },
  "configuration": {
    "authentication.type": "custom",
    "user.username": "<USERNAME>",
    "user.password": "<PASSWORD>"
  }
}
```

| Parameter | Description | Data Type | Required |
| --- | --- | --- | --- |
| `authentication.type` | The way. Use `custom`. | string | Y |
| `user.username` | Who signs in. | string | Y
| `user.password` | The secret word. | string | Y |

### OAuth 2.0 Authentication

```bash
GET /elements/{keyOrId}/oauth/url?apiKey=<key>&tenant=<tenant>
```

```json
{
  "element": { "key": "initech" },
  "providerData": { "code": "<CODE>" },
  "configuration": {
    "authentication.type": "oauth2",
    "oauth.api.key": "<KEY>"
    "initech.tenant": "<TENANT>",
    "public.tls": true
  }
}
```

| Parameter | Description | Data Type | Required |
| --- | --- | --- | --- |
| `oauth.api.key` | The app. | string | Y |
| `initech.Tenant` | The tenant. | string | Y |
| `public.tls` | Whether to encrypt. Default: `true`. | boolean | N |

## With your own token

```json
{
  "element": { "key": "initech" },
  "configuration": { "oauth.user.token": "<TOKEN>" },
  "externalAuthentication": "initial"
}
```
"""

PAGES = {"redirect": REDIRECT, "old style": OLD_STYLE, "several ways": SEVERAL_WAYS}


def as_html(markdown: str) -> str:
    """The page as a browser saves it, with what surrounds it there."""
    body = MarkdownIt("commonmark").enable("table").render(re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL))
    head = "<title>Help</title><script>if (1 < 2) { document.write('<p>'); }</script><style>p { color: red }</style>"
    menu = "<nav><a href='#'>Menu</a></nav>"
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{menu}<main>{body}</main></body></html>"


class _Flattener(HTMLParser):
    """What is left of a page when somebody copies it out of the browser as text."""

    def __init__(self, row: str) -> None:
        super().__init__()
        self.row = row
        self.out: list[str] = []
        self.silent = 0
        self.pre = 0
        self.within = 0  # paragraphs

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.within += tag == "p"
        self.silent += tag in {"head", "nav"}
        self.pre += tag == "pre"
        breaks = {"br": "\n", "tr": self.row, "li": "\n  • "}
        self.out.append(breaks.get(tag, "\n\n" if tag in {"p", "pre", "table", "h1", "h2", "h3", "h4", "h5"} else ""))

    def handle_endtag(self, tag: str) -> None:
        self.within -= tag == "p"
        self.silent -= tag in {"head", "nav"}
        self.pre -= tag == "pre"
        self.out.append("\n\n" if tag in {"p", "pre", "table", "h1", "h2", "h3", "h4", "h5"} else "")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.out.append(data if self.pre else re.sub(r"\s+", " ", data) if data.strip() or self.within else "")


def as_text(markdown: str) -> str:
    """The page as flattened text: the cells of a row have run together."""
    return _flattened(markdown, "\n")


def as_wide_text(markdown: str) -> str:
    """The same by a program that leaves empty lines between rows."""
    return _flattened(markdown, "\n\n\n")


def _flattened(markdown: str, row: str) -> str:
    flattener = _Flattener(row)
    flattener.feed(as_html(markdown))
    return "".join(flattener.out)
