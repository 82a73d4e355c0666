"""An app developer's way: sign a user in, list with a filter, create, send and read a file, and run a bulk job."""

from __future__ import annotations

from pathlib import Path

import pytest
from openconnectors import Client, NotFound
from openconnectors.ceql import F
from openconnectors.connectors import box, infusionsoftmarketing
from openconnectors.connectors.box import Box
from openconnectors.connectors.infusionsoftmarketing import Infusionsoftmarketing
from openconnectors.testing import FakePlatform

CALLBACK = "https://www.mycoolapp.com/auth"


def signed_in(platform: FakePlatform, client: Client) -> tuple[Infusionsoftmarketing, Box]:
    """Sign a user in to both, as an app does, and return what calls through the instances."""
    marketing = client.begin(
        infusionsoftmarketing.Configuration(
            oauth_callback_url=CALLBACK,
            oauth_api_key="fake_key",
            oauth_api_secret="fake_secret",
            infusionsoft_server="dt123.infusionsoft.com",
            infusionsoft_private_key="fake_private_key",
        )
    )
    documents = client.begin(
        box.Configuration(oauth_callback_url=CALLBACK, oauth_api_key="fake_key", oauth_api_secret="fake_secret")
    )
    crm = client.finish(marketing, platform.consent(marketing), name="Marketing")
    files = client.finish(documents, platform.consent(documents), name="Documents")
    return client.instance(crm, Infusionsoftmarketing), Box(client, files.token)


def test_a_new_user_gets_from_sign_in_to_data(tmp_path: Path) -> None:
    platform = FakePlatform()
    with platform.client() as client:
        crm, documents = signed_in(platform, client)

        made = crm.contacts.create({"Email": "o'brien@example.com", "FirstName": "Ann"}, extra={"score": 7})
        crm.contacts.create({"Email": "bo@example.com", "FirstName": "Bo"})
        found = list(crm.contacts.list(where=(F.Email == "o'brien@example.com") | (F.FirstName == "Zoe"), page_size=1))
        assert [contact.get("FirstName") for contact in found] == ["Ann"]
        identity = str(dict(made)["id"])
        crm.contacts.update(identity, {"LastName": "O'Brien"})
        assert crm.contacts.get(identity).get("LastName") == "O'Brien"
        assert [page.returned for page in crm.contacts.list(page_size=1).pages()][:2] == [1, 1]
        crm.contacts.delete(identity)
        with pytest.raises(NotFound):
            crm.contacts.get(identity)

        sent = documents.files.upload(b"%PDF-1.7", to="/reports/may.pdf", overwrite=True)
        with documents.files.download(sent["id"], max_size=1000) as file:
            saved = file.save(tmp_path)
        assert (saved.name, saved.read_bytes()) == ("may.pdf", b"%PDF-1.7")

        crm.bulk.upload(
            "contacts", [{"Email": "cy@example.com"}, {"Email": "bo@example.com"}], upsert_by="Email"
        ).wait()
        job = crm.bulk.download("contacts", fields=["Email"])
        job.wait(timeout=60)
        assert sorted(row["Email"] for row in job.rows()) == ["bo@example.com", "cy@example.com"]
    assert {call.path.split("/")[2] for call in platform.calls if call.path.startswith("/hubs/")} == {
        "marketing",
        "documents",
    }
